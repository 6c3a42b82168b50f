// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signs.h"

#include <deque>
#include <string>

namespace mathtts
{

// What signsOf() does after its walk over the tree; each is one pass.

/*! Signs that were written in pieces become one: three periods, a line of underscores or dashes. */
void joinPieces(std::vector<Sign> &signs);
/*! A number that was written in pieces, such as 10 , 000 or 3 . 5: the pieces after the first are marked as continued.
 *  Commas in brackets set items apart. \a decimalComma: a comma between digits is always part of a number. */
void joinNumbers(std::vector<Sign> &signs, bool decimalComma);
/*! Marks letters and words as chemistry when all of them are upright symbols of elements, states of matter or the like,
 *  and something else is as in a formula or a reaction. */
void markChemistry(std::vector<Sign> &signs);
/*! Says of each root how many others stand around it. */
void numberRoots(std::vector<Sign> &signs);
/*! A whole number right before a fraction of numbers is one number with it. */
void markMixedNumbers(std::vector<Sign> &signs);

/*! A sign that a code has no cells for is never left out: it becomes a word, its name in LaTeX or else u and its code
 *  point in hexadecimal digits; so do the characters of texts. \a hasCells says what the code has; \a spelled keeps the
 *  words and outlives the signs. */
void spellUnknown(std::vector<Sign> &signs, bool (*hasCells)(char32_t), std::deque<std::string> &spelled);

} // namespace mathtts
