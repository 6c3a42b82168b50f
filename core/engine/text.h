// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <format>
#include <string>
#include <string_view>

namespace mathtts
{

/*! What std::vformat() makes of \a pattern and \a values. */
std::string formattedValues(std::string_view pattern, std::format_args values);

/*! \a values put into \a pattern as std::format() does it, which checks the pattern while it compiles. Here all that
 *  fills it is compiled once; std::format() compiles it again for each file, which takes longer than the file. */
template <class... Values>
std::string formatted(std::format_string<Values...> pattern, Values &&...values)
{
    return formattedValues(pattern.get(), std::make_format_args(values...));
}

} // namespace mathtts
