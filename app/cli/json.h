// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mathtts
{

/*! Appends \a text as a JSON string with its quotes. What is not UTF-8 becomes U+FFFD, so the result always is. */
void appendJsonString(std::string &out, std::string_view text);

} // namespace mathtts
