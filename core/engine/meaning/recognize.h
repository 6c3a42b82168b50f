// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts
{

/*!
 * Finds what the written \a tree says: rows, fences and bars solved together, juxtaposition scored, concepts
 * recognized.
 *
 * Fills \a meaning (cleared first), facts included. Every visible node of the tree is the written node of a meaning
 * node or lies below one. Linear in the size of the tree but for rows with many ambiguous bars, which are bounded;
 * nothing recurses.
 */
void recognize(const Tree &tree, const Options &options, Meaning &meaning);

} // namespace mathtts
