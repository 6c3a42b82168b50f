// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/render.h"

#include <algorithm>
#include <array>

namespace mathtts
{

namespace
{
constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool isPunctuation(char c)
{
    return c == ',' || c == ';' || c == ':' || c == '.' || c == '!' || c == '?';
}

/*! Whether \a text starts with punctuation that belongs to the word before: ", where" but not ".5" nor "...". */
bool clings(std::string_view text)
{
    if (text.starts_with("..")) return false;
    return isPunctuation(text.front()) && (text.size() == 1 || isBlank(text[1]) || isPunctuation(text[1]));
}

char punctuationFor(Pause strength)
{
    constexpr std::array<char, 6> signs = {0, 0, ',', ',', ';', '.'};
    return signs[static_cast<std::size_t>(strength)];
}

/*! Appends \a text with single blanks inside. */
void appendWords(std::string &out, std::string_view text)
{
    for (const char c : text) {
        if (!isBlank(c))
            out += c;
        else if (out.back() != ' ')
            out += ' ';
    }
}
} // namespace

std::string_view trimBlanks(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string renderText(const Plan &plan, std::vector<TextRange> *ranges, Punctuation punctuation)
{
    std::string out;
    out.reserve(plan.tokens.size() * 6);
    if (ranges) ranges->clear();
    Pause pause = Pause::none;
    for (const Token &token : plan.tokens) {
        if (token.kind == TokenKind::pause) pause = std::max(pause, token.strength);
        const std::string_view text = trimBlanks(token.text);
        if (!isSpoken(token) || text.empty()) continue;
        if (!out.empty() && !clings(text)) {
            const char sign = punctuation == Punctuation::none ? '\0' : punctuationFor(pause);
            const bool ended = isPunctuation(out.back()) && !out.ends_with("..");
            if (sign && (punctuation == Punctuation::every || !ended)) out += sign;
            if (out.back() != '-') out += ' '; // r-three is said in two tokens
        }
        pause = Pause::none;
        const auto begin = static_cast<std::uint32_t>(out.size());
        appendWords(out, text);
        if (ranges) ranges->push_back({begin, static_cast<std::uint32_t>(out.size()), token.node});
    }
    return out;
}

} // namespace mathtts
