// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts
{

/*!
 * Reads LaTeX mathematics into \a tree (cleared first) and sets its root, a math element.
 *
 * Unbalanced and unknown input is recovered: the tree holds what could be read, \a diagnostics what is wrong and where.
 * Spans of what a macro produced are those of the macro's call. Linear in the length of the expanded input; nothing
 * recurses; false (and no root) only when there is nothing to read or a limit of size or depth was passed.
 */
bool readLatex(std::string_view input, const Options &options, const Limits &limits, Tree &tree,
               Diagnostics &diagnostics);

} // namespace mathtts
