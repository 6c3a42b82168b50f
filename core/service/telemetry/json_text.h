// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mathtts::telemetry
{

/*! Appends \a text as a JSON string with its quotes. Control characters are escaped; bytes that are no UTF-8 become
 *  U+FFFD, so that a line of a log is always JSON. O(text). */
void appendJsonString(std::string &json, std::string_view text);

/*! Appends \a number as JSON writes it; what JSON can't write (infinity, not a number) becomes null. */
void appendJsonNumber(std::string &json, double number);

} // namespace mathtts::telemetry
