// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace mathtts::mathml
{

/*! A character name found in a text, and the bytes of it that were used; length 0: no name of HTML stands there. */
struct NamedCharacter {
    std::string_view text; ///< UTF-8, static
    std::size_t length = 0;
};

/*!
 * The named character at the start of \a text, which is what follows an ampersand: "alpha;", "lt;x", "nbsp x".
 *
 * The longest name that fits, as HTML reads them; those that HTML has always had need no semicolon. O(log names).
 */
NamedCharacter namedCharacter(std::string_view text);

} // namespace mathtts::mathml
