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
    Place place{};
};

/*! One statement: a line that starts at its margin, with the indented lines after it. Ends with a lexeme \c end. */
using Statement = std::vector<Lexeme>;

/*! White space inside a line. */
inline constexpr std::string_view blanks = " \t\r";

/*! \a text without the blanks around it. */
std::string_view trim(std::string_view text);

/*! \a text without the quotes around it, if it has them. */
std::string_view unquote(std::string_view text);

/*! Takes the first line off \a rest, without its line end. */
std::string_view takeLine(std::string_view &rest);

/*! Whether a line goes on with the statement before it. */
bool isIndented(std::string_view line);

/*! Appends the lexemes of a line of \a source to \a statement; "#" starts a comment. */
void readLexemes(std::string_view line, const RuleSource &source, Statement &statement, Problems &problems);

/*! Closes a statement that is not empty. */
void endStatement(Statement &statement);

/*! The statements of a rules file. */
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
    [[nodiscard]] Place place() const { return peek().place; }
    /*! Of the lexeme that was taken last. */
    [[nodiscard]] Place lastPlace() const { return m_statement[m_at == 0 ? 0 : m_at - 1].place; }

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
