// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text.h"

namespace mathtts
{

std::string formattedValues(std::string_view pattern, std::format_args values)
{
    return std::vformat(pattern, values);
}

} // namespace mathtts
