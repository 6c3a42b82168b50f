// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "braille.h"

namespace mathtts
{

/*! Private cells that say where tables are in a line, for setOnPage(). */
namespace tableMark
{
inline constexpr char32_t begin = U'\uE000'; ///< then the cells of the opening bracket
inline constexpr char32_t ruled = U'\uE001'; ///< like begin, for a table with a line under its first row
inline constexpr char32_t close = U'\uE002'; ///< then the cells of the closing bracket
inline constexpr char32_t row = U'\uE003';
inline constexpr char32_t cell = U'\uE004';
inline constexpr char32_t end = U'\uE005';
} // namespace tableMark

/*!
 * Sets a line whose tables are marked on lines of their own: columns under each other, brackets in every line, what
 * stands around a table beside its first line (§126 and the like). No recursion; linear in the cells of the page.
 */
Braille setOnPage(const Braille &line);

} // namespace mathtts
