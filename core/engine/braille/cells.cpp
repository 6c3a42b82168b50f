// SPDX-License-Identifier: GPL-3.0-or-later
#include "cells.h"

#include "engine/braille/celltable.h"

#include <algorithm>
#include <span>

namespace mathtts
{

namespace
{
// The character of each cell, in the order of Unicode's dots.
constexpr std::string_view ascii = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=";
static_assert(ascii.size() == 64);

Cells find(std::span<const cellTable::Entry> table, char32_t character)
{
    const auto found = std::ranges::lower_bound(table, character, {}, &cellTable::Entry::character);
    if (found == table.end() || found->character != character) return {};
    return {.cells = found->cells, .reader = found->reader, .what = found->what};
}
} // namespace

char32_t cellOf(char character)
{
    const std::size_t dots = ascii.find(character);
    return U'\u2800' + static_cast<char32_t>(dots == std::string_view::npos ? 0 : dots);
}

char asciiOf(char32_t cell)
{
    if (cell < U'\u2800' || cell > U'\u28FF') return '?';
    return ascii[(cell - U'\u2800') % ascii.size()];
}

Cells nemethCells(char32_t character)
{
    return find(cellTable::nemeth, character);
}

Cells uebCells(char32_t character)
{
    return find(cellTable::ueb, character);
}

bool isFunctionName(std::string_view name)
{
    return std::ranges::binary_search(cellTable::functions, name);
}

bool isPaperFunctionName(std::string_view name)
{
    return std::ranges::binary_search(cellTable::paperFunctions, name);
}

bool isPlainFunctionName(std::string_view name)
{
    return std::ranges::binary_search(cellTable::plainFunctions, name);
}

} // namespace mathtts
