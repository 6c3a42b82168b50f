// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/asciimath/lexer.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::asciimath
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/*! Brackets and signs leave no nodes: so many tokens may stand for one. */
constexpr std::size_t tokensPerNode = 4;

class Lexer
{
public:
    Lexer(std::string_view input, const Limits &limits, Diagnostics &diagnostics)
        : m_input(input)
        , m_limits(limits)
        , m_diagnostics(diagnostics)
    {
    }

    std::vector<Token> run()
    {
        skipBlanks();
        while (m_at < m_input.size()) {
            token();
            const std::size_t end = m_at;
            skipBlanks();
            m_tokens.back().blankAfter = m_at > end;
            if (m_tokens.size() > tokensPerNode * m_limits.nodes) { // what follows would cost memory and not be read
                report(Severity::error, DiagnosticCode::tooManyNodes, {position(), position()},
                       std::to_string(m_limits.nodes));
                break;
            }
        }
        m_tokens.push_back({.span = {position(), position()}});
        pairBars();
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(m_at); }

    void report(Severity severity, DiagnosticCode code, Span span, std::string_view detail = {})
    {
        record(m_diagnostics, m_limits.diagnostics, {severity, code, span, std::string(detail)});
    }

    void skipBlanks()
    {
        while (m_at < m_input.size()) {
            const auto c = static_cast<unsigned char>(m_input[m_at]);
            if (m_input.substr(m_at).starts_with("\xC2\xA0")) { // no-break space
                m_at += 2;
                continue;
            }
            if (c > ' ') return;
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
                report(Severity::error, DiagnosticCode::controlCharacter, {position(), position() + 1});
            ++m_at;
        }
    }

    void token()
    {
        // A backslash before a name changes nothing, so that TeX's names can be written as in TeX.
        const std::size_t begin = m_at;
        const auto at = [this](std::size_t i) { return i < m_input.size() ? m_input[i] : '\0'; };
        if (at(m_at) == '\\' && at(m_at + 1) != '\\' && at(m_at + 1) != ' ' && m_at + 1 < m_input.size()) ++m_at;
        const bool apart = m_at == 0 || std::string_view(" \t\r\n").contains(m_input[m_at - 1]);
        const Symbol *symbol = findSymbol(m_input.substr(m_at), apart);
        if (symbol == nullptr || !hasBracket(*symbol)) {
            constant(begin);
            return;
        }
        m_at += symbol->name.size();
        Token token{.kind = symbol->kind, .text = symbol->output, .name = symbol->name, .span = spanFrom(begin)};
        switch (symbol->kind) {
        case SymbolKind::prose_: token.kind = SymbolKind::word_; break;
        case SymbolKind::differential_: differential(token); return;
        case SymbolKind::quote_: {
            const std::size_t close = m_input.find('"', m_at);
            if (close == m_input.npos)
                report(Severity::warning, DiagnosticCode::missingClosingBracket, token.span, "\"");
            token.text = m_input.substr(m_at, std::min(close, m_input.size()) - m_at);
            m_at = close == m_input.npos ? m_input.size() : close + 1;
            break;
        }
        case SymbolKind::text_:
        case SymbolKind::color_:
        case SymbolKind::class_:
        case SymbolKind::id_: bracketed(token); break;
        case SymbolKind::operator_:
            // x^-2 without braces: the sign belongs to the number, unless a blank parts them
            token.negates =
                token.name == "-" && !m_tokens.empty() && m_tokens.back().kind == SymbolKind::infix_ && at(m_at) != ' ';
            break;
        default: break;
        }
        token.span = spanFrom(begin);
        m_tokens.push_back(token);
    }

    /*! Whether a symbol that needs a bracket right after it has one: without it "id" is two letters. */
    [[nodiscard]] bool hasBracket(const Symbol &symbol) const
    {
        const bool needs = symbol.kind == SymbolKind::text_ || symbol.kind == SymbolKind::color_ ||
                           symbol.kind == SymbolKind::class_ || symbol.kind == SymbolKind::id_;
        const std::size_t next = m_input.find_first_not_of(" \t\r\n", m_at + symbol.name.size());
        return !needs || (next != m_input.npos && std::string_view("([{").contains(m_input[next]));
    }

    [[nodiscard]] Span spanFrom(std::size_t begin) const { return {static_cast<std::uint32_t>(begin), position()}; }

    /*! What stands in brackets after the name of \a token, as it is written. */
    void bracketed(Token &token)
    {
        skipBlanks();
        const char open = m_at < m_input.size() ? m_input[m_at] : '\0';
        const char close = open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : '\0';
        token.text = {};
        if (close == '\0') return;
        const std::size_t end = m_input.find(close, m_at);
        if (end == m_input.npos)
            report(Severity::warning, DiagnosticCode::missingClosingBracket, {position(), position() + 1},
                   std::string_view(&close, 1));
        token.text = m_input.substr(m_at + 1, std::min(end, m_input.size()) - m_at - 1);
        m_at = end == m_input.npos ? m_input.size() : end + 1;
    }

    /*! dx is one symbol of two letters. */
    void differential(const Token &token)
    {
        const auto put = [&](SymbolKind kind, std::string_view text) {
            m_tokens.push_back({.kind = kind, .text = text, .name = token.name, .span = token.span});
        };
        put(SymbolKind::open_, {});
        put(SymbolKind::letter_, "d");
        put(SymbolKind::letter_, token.text);
        put(SymbolKind::close_, {});
    }

    /*! A number, a letter, or a character that stands for itself. */
    void constant(std::size_t begin)
    {
        std::size_t end = m_at;
        const auto digits = [&] {
            while (end < m_input.size() && isDigit(m_input[end]))
                ++end;
        };
        digits();
        if (end + 1 < m_input.size() && m_input[end] == '.' && isDigit(m_input[end + 1])) {
            ++end;
            digits();
        }
        if (end > m_at) {
            const std::string_view number = m_input.substr(m_at, end - m_at);
            m_at = end;
            m_tokens.push_back({.kind = SymbolKind::number_, .text = number, .name = number, .span = spanFrom(begin)});
            return;
        }
        const Decoded decoded = decodeUtf8(m_input, m_at);
        std::string_view text = m_input.substr(m_at, decoded.length);
        const std::uint32_t place = position();
        m_at += decoded.length;
        if (!decoded.valid) {
            report(Severity::error, DiagnosticCode::invalidUtf8, {place, position()});
            text = "\xEF\xBF\xBD";
        }
        if (decoded.character == 0x7F) report(Severity::error, DiagnosticCode::controlCharacter, {place, position()});
        const CharacterClass kind = characterFacts(decoded.character).kind;
        const bool isLetter = kind == CharacterClass::letter || kind == CharacterClass::symbol;
        const bool isDigitOfSomeScript = kind == CharacterClass::digit;
        m_tokens.push_back({.kind = isDigitOfSomeScript ? SymbolKind::number_
                                    : isLetter          ? SymbolKind::letter_
                                                        : SymbolKind::operator_,
                            .text = text,
                            .name = text,
                            .span = spanFrom(begin)});
    }

    /*! Finds the bars that belong together: in the same brackets, one after the other. */
    void pairBars()
    {
        std::vector<std::size_t> open; // brackets and bars
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            Token &token = m_tokens[i];
            switch (token.kind) {
            case SymbolKind::open_: open.push_back(i); break;
            case SymbolKind::close_:
                dropBars(open);
                if (!open.empty()) open.pop_back();
                break;
            case SymbolKind::bar_: {
                const Token &next = m_tokens[i + 1]; // the last token is the end
                const bool closes = !open.empty() && m_tokens[open.back()].kind == SymbolKind::bar_ &&
                                    m_tokens[open.back()].text == token.text;
                if (closes) {
                    m_tokens[open.back()].kind = SymbolKind::open_;
                    token.kind = SymbolKind::close_;
                    open.pop_back();
                } else if (next.kind == SymbolKind::infix_ || next.kind == SymbolKind::close_ || next.text == ",")
                    token.kind = SymbolKind::operator_; // nothing that it could open
                else
                    open.push_back(i);
                break;
            }
            default: break;
            }
        }
        while (!open.empty()) {
            dropBars(open);
            if (!open.empty()) open.pop_back();
        }
    }

    /*! The bars that are open inside of a bracket which closes stand alone. */
    void dropBars(std::vector<std::size_t> &open)
    {
        while (!open.empty() && m_tokens[open.back()].kind == SymbolKind::bar_) {
            m_tokens[open.back()].kind = SymbolKind::operator_;
            open.pop_back();
        }
    }

    std::string_view m_input;
    const Limits &m_limits;
    Diagnostics &m_diagnostics;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

} // namespace

std::vector<Token> tokenize(std::string_view input, const Limits &limits, Diagnostics &diagnostics)
{
    return Lexer(input, limits, diagnostics).run();
}

} // namespace mathtts::asciimath
