// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts
{

/*!
 * The format that \a input is most likely written in, never automatic.
 *
 * MathML starts with a tag. A command with its backslash, a $ or a table's & make it LaTeX. Else AsciiMath tells by
 * what LaTeX would not have: its names written as plain words (sqrt, alpha), signs made of several characters (<=, ->,
 * xx), text in quotes, scripts and fractions in round brackets. What tells nothing, such as x^2, and plain Unicode,
 * such as "x² ≤ √2", is LaTeX, which reads them the same. Of a long
 * input the first 64 KiB tell. Linear.
 */
Format detectFormat(std::string_view input);

} // namespace mathtts
