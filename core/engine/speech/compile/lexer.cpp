// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/lexer.h"

namespace mathtts
{

namespace
{
constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/*! The end of the name that starts at \a at; a dash belongs to it when a letter or digit follows. */
std::size_t endOfName(std::string_view line, std::size_t at)
{
    const auto wordAt = [line](std::size_t i) { return i < line.size() && (isLetter(line[i]) || isDigit(line[i])); };
    while (wordAt(at) || (at < line.size() && line[at] == '_') ||
           (at < line.size() && line[at] == '-' && wordAt(at + 1)))
        ++at;
    return at;
}

constexpr bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
} // namespace

std::string_view trim(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view unquote(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

std::string_view takeLine(std::string_view &rest)
{
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

bool isIndented(std::string_view line)
{
    return line.starts_with(' ') || line.starts_with('\t');
}

void readLexemes(std::string_view line, const RuleSource &source, Statement &statement, Problems &problems)
{
    std::size_t at = 0;
    while (at < line.size() && line[at] != '#') {
        const char c = line[at];
        std::size_t end = at + 1;
        if (c == ' ' || c == '\t' || c == '\r') {
            at = end;
            continue;
        }
        if (c == '"') {
            end = line.find('"', at + 1);
            if (end == std::string_view::npos)
                return problems.error({&source, line.substr(at)}, "the string has no end", "Put a \" behind it.");
            statement.push_back({LexemeKind::string,
                                 std::string(line.substr(at + 1, end - at - 1)),
                                 {&source, line.substr(at, end + 1 - at)}});
            at = end + 1;
            continue;
        }
        LexemeKind kind = LexemeKind::sign;
        if (isLetter(c)) {
            kind = LexemeKind::name;
            end = endOfName(line, at);
        } else if (isDigit(c) || (c == '-' && at + 1 < line.size() && isDigit(line[at + 1]))) {
            kind = LexemeKind::number;
            while (end < line.size() && isDigit(line[end]))
                ++end;
        } else if (const auto two = line.substr(at, 2); two == "->" || two == "!=" || two == "<=" || two == ">=") {
            end = at + 2;
        } else {
            while (end < line.size() && isContinuation(line[end]))
                ++end;
        }
        const std::string_view text = line.substr(at, end - at);
        statement.push_back({kind, std::string(text), {&source, text}});
        at = end;
    }
}

void endStatement(Statement &statement)
{
    Place end = statement.back().place;
    end.text.remove_prefix(end.text.size());
    statement.push_back({LexemeKind::end, "the end of the statement", end});
}

std::vector<Statement> readStatements(const RuleSource &source, Problems &problems)
{
    std::vector<Statement> statements;
    std::string_view rest = source.text;
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        Statement lexemes;
        readLexemes(line, source, lexemes, problems);
        if (lexemes.empty()) continue;
        if (!isIndented(line) || statements.empty()) statements.emplace_back();
        Statement &statement = statements.back();
        statement.insert(statement.end(), lexemes.begin(), lexemes.end());
    }
    std::ranges::for_each(statements, endStatement);
    return statements;
}

} // namespace mathtts
