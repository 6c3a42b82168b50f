// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts
{

/*!
 * Reads AsciiMath (asciimath.org) into \a tree (cleared first) and sets its root, a math element.
 *
 * Every input is AsciiMath: what is unknown is its letters, brackets may be of different kinds or not be closed,
 * missing parts are read as nothing, with a warning. Linear; nothing recurses; false (and no root) only when there is
 * nothing to read or a limit of size or depth was passed.
 */
bool readAsciimath(std::string_view input, const Options &options, const Limits &limits, Tree &tree,
                   Diagnostics &diagnostics);

} // namespace mathtts
