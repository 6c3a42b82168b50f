// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signs.h"

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

} // namespace mathtts
