// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

namespace mathtts
{

/*! The mathematical alphanumeric symbol that is \a character in \a variant, such as U+211D for R and doubleStruck;
 *  \a character itself when Unicode has none. O(1). */
char32_t styledCharacter(char32_t character, Variant variant);

} // namespace mathtts
