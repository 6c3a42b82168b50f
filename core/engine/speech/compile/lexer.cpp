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

void readLine(std::string_view line, Place place, Statement &statement, Problems &problems)
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
            if (end == std::string_view::npos) return problems.error(place, "the string has no end");
            statement.push_back({LexemeKind::string, std::string(line.substr(at + 1, end - at - 1)), place.line});
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
        }
        statement.push_back({kind, std::string(line.substr(at, end - at)), place.line});
        at = end;
    }
}
} // namespace

std::vector<Statement> readStatements(const RuleSource &source, Problems &problems)
{
    std::vector<Statement> statements;
    std::string_view rest = source.text;
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        Statement lexemes;
        readLine(line, {&source, number}, lexemes, problems);
        if (lexemes.empty()) continue;
        const bool continues = (line.front() == ' ' || line.front() == '\t') && !statements.empty();
        if (!continues) statements.emplace_back();
        Statement &statement = statements.back();
        statement.insert(statement.end(), lexemes.begin(), lexemes.end());
    }
    for (Statement &statement : statements)
        statement.push_back({LexemeKind::end, "the end of the statement", statement.back().line});
    return statements;
}

} // namespace mathtts
