// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include <algorithm>
#include <charconv>

namespace mathtts::latex
{

namespace
{
// More rows than these no one listens to; the bound keeps rows times columns small.
constexpr int mostRows = 64;

int count(std::string_view text)
{
    int value = 1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, 1, mostRows);
}

// Cells with & between and rows with \\ between; \a entry answers the text of row i, column j.
template <typename Entry>
std::string rowsOf(int rows, int columns, const Entry &entry)
{
    std::string body;
    for (int i = 0; i < rows; ++i) {
        if (i > 0) body += "\\\\";
        for (int j = 0; j < columns; ++j) {
            if (j > 0) body += '&';
            body += entry(i, j);
        }
    }
    return body;
}

// Parts between commas outside braces. An entry of several cells is a matrix of its own.
std::vector<std::string> diagonal(std::string_view text)
{
    std::vector<std::string> entries;
    const auto add = [&](std::string_view part) {
        const bool block = part.find('&') != std::string_view::npos || part.find("\\\\") != std::string_view::npos;
        entries.push_back(block ? "\\begin{matrix}" + std::string(part) + "\\end{matrix}" : std::string(part));
    };
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '{')
            ++depth;
        else if (text[i] == '}')
            --depth;
        else if (text[i] == ',' && depth == 0 && entries.size() + 1 < mostRows) {
            add(text.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    add(text.substr(std::min(begin, text.size())));
    return entries;
}

std::string_view pauliMatrix(std::string_view index)
{
    if (index == "0") return "1&0\\\\0&1";
    if (index == "1" || index == "x") return "0&1\\\\1&0";
    if (index == "2" || index == "y") return "0&-i\\\\i&0";
    if (index == "3" || index == "z") return "1&0\\\\0&-1";
    return "\\sigma_{#1}";
}
} // namespace

// The cells that \imat, \xmat, \zmat, \dmat, \admat and \pmat of physics stand for, inside a matrix.
void Reader::physicsEntries(const Command &command, Span source)
{
    if (m_source.exhausted()) return unknown(command.name, source);
    bool star = false;
    std::vector<Fragment> arguments;
    for (const char *signature = command.signature; *signature != '\0'; ++signature) {
        Fragment argument{.text = {}, .call = source};
        if (*signature == 's') {
            star = m_source.skipSpaces() == '*';
            if (star) m_source.advance(1);
            continue;
        }
        if (!macroArgument(argument)) report(Severity::error, DiagnosticCode::missingArgument, source, command.name);
        arguments.push_back(argument);
    }
    const auto text = [&](std::size_t i) { return m_source.flatten(arguments[i]); };
    std::string body;
    if (command.text == "identity") {
        const int size = count(text(0));
        body = rowsOf(size, size, [](int i, int j) { return i == j ? "1" : "0"; });
    } else if (command.text == "zero") {
        body = rowsOf(count(text(0)), count(text(1)), [](int, int) { return "0"; });
    } else if (command.text == "same") {
        const int rows = count(text(1));
        const int columns = count(text(2));
        body = rowsOf(rows, columns, [&](int i, int j) {
            if (!star) return std::string("#1");
            std::string index = rows > 1 || columns == 1 ? std::to_string(i + 1) : std::string();
            if (columns > 1) index += (index.empty() ? "" : " ") + std::to_string(j + 1);
            return "#1_{" + index + '}';
        });
    } else if (command.text == "pauli") {
        body = pauliMatrix(text(0));
    } else {
        const std::vector<std::string> entries = diagonal(text(0));
        const int size = static_cast<int>(entries.size());
        const bool anti = command.text == "antidiagonal";
        body = rowsOf(size, size, [&](int i, int j) {
            return i == (anti ? size - 1 - j : j) ? entries[static_cast<std::size_t>(i)] : std::string();
        });
    }
    readNext({.text = m_tree.arena().keep(body), .call = since(source.begin)}, arguments);
}

} // namespace mathtts::latex
