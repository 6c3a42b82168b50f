// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"

#include <string_view>

namespace mathtts::structure
{

/*! What a character or a name is in the structural view; Concept::sUnknown when nobody knows. */
struct Symbol {
    Concept kind = Concept::sUnknown;
    NodeRole role = NodeRole::unknown;
    Variant style = Variant::automatic;
};

/*! O(1); from resources/structure/symbols.tsv. */
Symbol symbolOf(char32_t character);

/*! The same for a text: of a character, or of a function's name in resources/structure/names.tsv; O(log names). */
Symbol symbolOf(std::string_view text);

/*! Of an operator written with several characters, such as == or ||: what they have in common. O(length). */
Symbol commonSymbol(std::string_view text);

/*! Integer, float or othernumber: what the digits and points of a number make; O(length). */
NodeRole numberRole(std::string_view text);

/*! The style that the letters and digits of \a text share, else automatic; O(length). */
Variant commonStyle(std::string_view text);

/*! Whether a blank that no keyboard makes, such as a no-break space, stands in \a text; O(length). */
bool hasWideBlank(std::string_view text);

/*! Whether a letter or another identifier stands in \a text; O(length). */
bool hasLetter(std::string_view text);

/*! Whether \a text is made of letters and digits only; O(length). */
bool isWord(std::string_view text);

} // namespace mathtts::structure
