// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace mathtts
{

/*! The name that somebody most likely meant. */
struct Nearest {
    std::string_view name; ///< empty when there are no names to choose from
    bool isLikely = false; ///< so few slips that it may well be meant
};

/*! The name of \a names with the fewest slips from \a typed: a letter too much, missing or wrong, or two swapped; upper
 *  and lower case count as the same. O(length squared) for each name; of long words the first 64 bytes count. */
Nearest nearest(std::string_view typed, std::span<const std::string_view> names);

} // namespace mathtts
