// SPDX-License-Identifier: GPL-3.0-or-later
#include "braille.h"

#include "cells.h"
#include "nemeth.h"
#include "signs.h"
#include "signs_passes.h"
#include "ueb.h"

#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts
{

namespace
{
constexpr auto codes = std::to_array<std::string_view>({"nemeth", "ueb", "latex", "asciimath"});
}

Braille brailleOf(const Tree &tree, const BrailleOptions &options)
{
    std::vector<Sign> signs = signsOf(tree);
    if (options.code != BrailleCode::nemeth || options.practice == NemethPractice::transcriber) {
        joinNumbers(signs);
        markChemistry(signs);
    }
    switch (options.code) {
    case BrailleCode::nemeth: return nemethOf(signs, options);
    case BrailleCode::ueb: return uebOf(signs, options.spacedOperators);
    default: return {};
    }
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

std::span<const std::string_view> brailleCodeNames()
{
    return codes;
}

bool parseBrailleCode(std::string_view name, BrailleCode &code)
{
    const auto found = std::ranges::find(codes, name);
    if (found == codes.end()) return false;
    code = static_cast<BrailleCode>(found - codes.begin());
    return true;
}

} // namespace mathtts
