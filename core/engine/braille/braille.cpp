// SPDX-License-Identifier: GPL-3.0-or-later
#include "braille.h"

#include "cells.h"
#include "linear.h"
#include "nemeth.h"
#include "signs.h"
#include "signs_passes.h"
#include "ueb.h"

#include "engine/names.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>
#include <deque>

namespace mathtts
{

namespace
{
constexpr auto codes = std::to_array<std::string_view>({"nemeth", "ueb", "latex", "asciimath", "euro"});
constexpr auto practices = std::to_array<std::string_view>({"transcriber", "reader"});
constexpr auto layouts = std::to_array<std::string_view>({"line", "page"});
constexpr auto texts = std::to_array<std::string_view>({"unicode", "brf"});

bool followsFromRules(char32_t character) // as resources/braille says
{
    return isLatin(character) || isDigit(character);
}

bool isInNemeth(char32_t character)
{
    const char32_t base = characterFacts(character).base;
    return followsFromRules(base) || !nemethCells(character).cells.empty() || !nemethCells(base).cells.empty();
}

bool isInUeb(char32_t character)
{
    return followsFromRules(character) || !uebCells(character).cells.empty();
}
} // namespace

Braille brailleOf(const Tree &tree, const BrailleOptions &options)
{
    const bool paper = options.code == BrailleCode::ueb ||
                       (options.code == BrailleCode::nemeth && options.practice == NemethPractice::transcriber);
    std::vector<Sign> signs = signsOf(tree, paper);
    if (options.code != BrailleCode::nemeth || options.practice == NemethPractice::transcriber) {
        joinNumbers(signs, options.decimalComma);
        markChemistry(signs);
    }
    std::deque<std::string> spelled;
    if (options.code == BrailleCode::nemeth || options.code == BrailleCode::ueb)
        spellUnknown(signs, options.code == BrailleCode::nemeth ? isInNemeth : isInUeb, spelled);
    switch (options.code) {
    case BrailleCode::nemeth: return nemethOf(signs, options);
    case BrailleCode::ueb: return uebOf(signs, options.spacedOperators);
    case BrailleCode::latex: return latexTextOf(signs, options.shortNames);
    case BrailleCode::asciimath: return asciimathTextOf(signs);
    case BrailleCode::euro: return euroTextOf(tree, signs);
    }
    return {};
}

std::string brailleOfCharacter(char32_t character, const BrailleOptions &options)
{
    switch (options.code) {
    case BrailleCode::nemeth: return nemethCharacter(character, options.practice);
    case BrailleCode::ueb: return std::string(uebCells(character).cells);
    default: return {};
    }
}

std::u32string brailleCells(std::string_view ascii)
{
    std::u32string cells;
    for (const char c : ascii)
        cells += cellOf(c);
    return cells;
}

std::string brailleUnicode(const Braille &braille)
{
    std::string text;
    text.reserve(braille.cells.size() * 3);
    for (const char32_t cell : braille.cells)
        appendUtf8(text, cell);
    return text;
}

std::string brailleBrf(const Braille &braille)
{
    std::string text;
    text.reserve(braille.cells.size());
    for (const char32_t cell : braille.cells) {
        if (cell >= U'\u2800' && cell <= U'\u28FF')
            text += asciiOf(cell);
        else
            appendUtf8(text, cell);
    }
    return text;
}

std::string brailleText(const Braille &braille, BrailleText text)
{
    return text == BrailleText::brf ? brailleBrf(braille) : brailleUnicode(braille);
}

std::span<const std::string_view> brailleCodeNames()
{
    return codes;
}

std::span<const std::string_view> nemethPracticeNames()
{
    return practices;
}

std::span<const std::string_view> brailleLayoutNames()
{
    return layouts;
}

std::span<const std::string_view> brailleTextNames()
{
    return texts;
}

bool parseBrailleCode(std::string_view name, BrailleCode &code)
{
    return parseName(name, codes, code);
}

bool parseNemethPractice(std::string_view name, NemethPractice &practice)
{
    return parseName(name, practices, practice);
}

bool parseBrailleLayout(std::string_view name, BrailleLayout &layout)
{
    return parseName(name, layouts, layout);
}

bool parseBrailleText(std::string_view name, BrailleText &text)
{
    return parseName(name, texts, text);
}

} // namespace mathtts
