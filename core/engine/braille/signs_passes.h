// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signs.h"

namespace mathtts
{

// What signsOf() does after its walk over the tree; each is one pass.

/*! Signs that were written in pieces become one: three periods, a line of underscores or dashes. */
void joinPieces(std::vector<Sign> &signs);
/*! Says of each root how many others stand around it. */
void numberRoots(std::vector<Sign> &signs);
/*! A whole number right before a fraction of numbers is one number with it. */
void markMixedNumbers(std::vector<Sign> &signs);

} // namespace mathtts
