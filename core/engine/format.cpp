// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/format.h"

#include "engine/asciimath/symbols.h"
#include "engine/mathml/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mathtts
{

namespace
{

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*! Whether \a text, which starts with <, is XML: a declaration, a comment, or a tag of MathML or with an end somewhere.
 *  "<x,y>" and "< 3" are formulas. */
bool isXml(std::string_view text)
{
    if (text.starts_with("<?") || text.starts_with("<!")) return true;
    const std::size_t end = text.find_first_of(" \t\r\n/>", 1);
    if (end == text.npos || end == 1) return false;
    std::string_view name = text.substr(1, end - 1);
    if (const std::size_t colon = name.find(':'); colon != name.npos) name.remove_prefix(colon + 1);
    if (mathml::findElement(name) != nullptr) return true;
    return isLetter(name.front()) && (text.find("</") != text.npos || text.find("/>") != text.npos);
}

constexpr std::uint16_t pairOf(char first, char second)
{
    return static_cast<std::uint16_t>(static_cast<unsigned char>(first) << 8U | static_cast<unsigned char>(second));
}

/*! Signs of AsciiMath in which LaTeX's readers would see nothing but their characters. */
constexpr auto signs = [] {
    constexpr auto names =
        std::to_array<std::string_view>({"<=", ">=", "!=", "->", "=>", "-=", "~~", "~=", "+-", "-+", "**", "//",
                                         "_(", "^(", ")/", "/(", "{:", ":}", "(:", ":)", ":.", "^^", "|_", "[["});
    std::array<std::uint16_t, names.size()> pairs{}; // one comparison each
    std::ranges::transform(names, pairs.begin(), [](std::string_view name) { return pairOf(name[0], name[1]); });
    return pairs;
}();

/*! How much of an input is looked at: what is longer has shown by then what it is. */
constexpr std::size_t mostLookedAt = 64UL * 1024;

/*! Whether a word of plain letters holds AsciiMath's names from its start, and a letter or two behind them at most:
 * sinx, vecsqrt. \a next is the character after it. */
bool isNames(std::string_view word, char next)
{
    constexpr std::size_t longestRest = 2;
    constexpr auto shortNames =
        std::to_array<std::string_view>({"pi", "oo", "xi", "mu", "nu", "xx", "ln", "RR", "NN", "ZZ", "QQ", "CC"});
    constexpr auto fonts = std::to_array<std::string_view>({"bb", "cc", "fr", "tt", "sf"});
    if (std::ranges::contains(shortNames, word)) return true;
    if (std::ranges::contains(fonts, word)) return next == '(' || next == ' ' || next == '"';
    bool found = false;
    while (const asciimath::Symbol *symbol = asciimath::findSymbol(word)) {
        if (symbol->name.size() < 3) break;
        found = true;
        word.remove_prefix(symbol->name.size());
    }
    return found && word.size() <= longestRest;
}

/*! Whether \a text, no MathML, shows that it is AsciiMath. */
bool isAsciimath(std::string_view text)
{
    bool evidence = false;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (c == '$' || c == '%' || c == '&') return false;
        if (c == '\\' && next != ' ' && next != '\0') return false;
        if (c == '"' && text.find('"', at + 1) != text.npos) evidence = true;
        if (isLetter(c)) {
            std::size_t end = at;
            while (end < text.size() && isLetter(text[end]))
                ++end;
            evidence = evidence || isNames(text.substr(at, end - at), end < text.size() ? text[end] : '\0');
            at = end;
            continue;
        }
        // In LaTeX a group follows the script or the fraction would be cut after its first digit.
        if ((c == '^' || c == '_') && next == '-' && at + 2 < text.size() && text[at + 2] != ' ') evidence = true;
        evidence = evidence || std::ranges::contains(signs, pairOf(c, next));
        ++at;
    }
    return evidence;
}

} // namespace

Format detectFormat(std::string_view input)
{
    if (input.starts_with("\xEF\xBB\xBF")) input.remove_prefix(3); // a byte order mark
    const std::size_t start = input.find_first_not_of(" \t\r\n");
    if (start == input.npos) return Format::latex;
    input.remove_prefix(start);
    if (input.front() == '<' && isXml(input)) return Format::mathml;
    return isAsciimath(input.substr(0, mostLookedAt)) ? Format::asciimath : Format::latex;
}

} // namespace mathtts
