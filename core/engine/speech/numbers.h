// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/image.h"

#include <cstdint>
#include <string>

namespace mathtts
{

/*! Appends \a number in the words of a number grammar (ordinals, denominators ...) to \a out; false, and nothing
 *  appended, when it is negative. O(digits). */
bool spellNumber(const image::Image &image, std::uint32_t grammar, std::int64_t number, std::string &out);

} // namespace mathtts
