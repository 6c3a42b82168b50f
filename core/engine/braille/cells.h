// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mathtts
{

/*! The cell of a character of North American ASCII braille, U+2800..U+283F; U+2800 for any other. */
char32_t cellOf(char ascii);
/*! And back; '?' when \a cell is none. Dots 7 and 8 are lost. */
char asciiOf(char32_t cell);

/*! What a character is for a braille code, where this differs from what it is in mathematics. */
enum class CellClass : std::uint8_t {
    automatic,
    operation,
    comparison,
    open,
    close,
    bar,
    punctuation,
    shape,
    reference
};

/*! The cells of one character in one code, in ASCII braille. */
struct Cells {
    std::string_view cells;  ///< empty: the code has none
    std::string_view reader; ///< the habit of screen readers, where it is another; else the same as \c cells
    CellClass what = CellClass::automatic;
};

/*! From resources/braille/nemeth.tsv and ueb.tsv. O(log characters). */
Cells nemethCells(char32_t character);
Cells uebCells(char32_t character);

/*! Whether a name is that of a function, set apart from its argument: resources/braille/functions.list. O(log names).
 */
bool isFunctionName(std::string_view name);
/*! Whether it is one of resources/braille/functions-paper.list, which transcribers set apart as well. */
bool isPaperFunctionName(std::string_view name);
/*! Whether LaTeX has no command for it: resources/braille/functions-plain.list. */
bool isPlainFunctionName(std::string_view name);

} // namespace mathtts
