// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace mathtts
{

/*! The value of an enumeration whose \a names stand in the order of its values; false leaves \a value alone. */
template <typename Value>
bool parseName(std::string_view name, std::span<const std::string_view> names, Value &value)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return false;
    value = static_cast<Value>(found - names.begin());
    return true;
}

} // namespace mathtts
