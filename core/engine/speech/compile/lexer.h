// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/problems.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

enum class LexemeKind : std::uint8_t { end, name, number, string, sign };

/*! A word of a rules file. */
struct Lexeme {
    LexemeKind kind = LexemeKind::end;
    std::string text{}; ///< of a string: what stands between the quotes
    std::uint32_t line = 0;
};

/*! One statement: a line that starts at its margin, with the indented lines after it. Ends with a lexeme \c end. */
using Statement = std::vector<Lexeme>;

/*! The statements of a rules file; "#" starts a comment. */
std::vector<Statement> readStatements(const RuleSource &source, Problems &problems);

/*! Takes the lexemes of a statement one after the other. */
class Reader
{
public:
    explicit Reader(const Statement &statement)
        : m_statement(statement)
    {
    }

    [[nodiscard]] const Lexeme &peek() const { return m_statement[m_at]; }
    [[nodiscard]] bool atEnd() const { return peek().kind == LexemeKind::end; }
    [[nodiscard]] std::uint32_t line() const { return peek().line; }

    Lexeme take()
    {
        Lexeme lexeme = peek();
        if (!atEnd()) ++m_at;
        return lexeme;
    }

    /*! Takes the next lexeme when it is this sign or name. */
    bool takeIf(std::string_view text)
    {
        const bool fits = peek().kind != LexemeKind::string && !atEnd() && peek().text == text;
        if (fits) ++m_at;
        return fits;
    }

private:
    const Statement &m_statement;
    std::size_t m_at = 0;
};

} // namespace mathtts
