// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <cstddef>
#include <cstdint>

namespace mathtts
{

/*! Ends the program, which the fuzzer takes as a finding, unless \a condition holds. */
void require(bool condition);

/*! Reads bytes as \a format all the way to text, SSML and MathML in one of the styles, and requires that spans, ranges
 *  and diagnostics hold together. */
void readAllTheWay(Format format, const std::uint8_t *data, std::size_t size);

} // namespace mathtts
