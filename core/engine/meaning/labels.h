// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/tree/tree.h"

namespace mathtts
{

/*! Gives \a meaning the words that the author wants to hear instead of an element: its attribute exact-speech or alt,
 * else aria-label; an empty one silences it. The outermost label counts. What was written as one element and became
 * several nodes is said once, at the first of them. O(nodes), O(1) when the tree has no label. */
void takeLabels(const Tree &tree, Meaning &meaning);

} // namespace mathtts
