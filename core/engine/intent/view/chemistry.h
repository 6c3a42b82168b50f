// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace mathtts
{

/*! An arrow that stands between the sides of a reaction. */
bool isReactionArrow(char32_t character);

/*! A dot between a compound and the water that its crystals hold. */
bool isHydrateDot(char32_t character);

/*! The kind of bond that \a sign stands for between symbols: 1 to 3 pairs of electrons, 0 of what is none. */
int bondOf(std::string_view sign);

/*! The symbol that \a text begins with, two letters before one; empty: none. */
std::string_view firstSymbol(std::string_view text);

/*! How many symbols stand side by side in \a text, such as SO, OH or NaCl; 0: they aren't all symbols, or too many. */
std::size_t symbolsIn(std::string_view text);

/*! Several symbols in one token. */
bool isSymbolRun(std::string_view text);

/*! The oxidation state that \a text, a Roman numeral, stands for: 1 to 8; 0 of what is none. */
int oxidationState(std::string_view text);

} // namespace mathtts
