// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/rules.h"

#include <expected>
#include <string>
#include <vector>

namespace mathtts
{

/*! Reads what stands after "when", up to "->", as alternatives of choices; the error says what is wrong. */
std::expected<std::vector<OptionChoice>, Mistake> readCondition(Reader &reader, const StyleSyntax &style);

} // namespace mathtts
