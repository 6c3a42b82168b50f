// SPDX-License-Identifier: GPL-3.0-or-later
#include "nearest.h"

#include "engine/nearest.h"
#include "engine/text.h"

#include <vector>

namespace mathtts
{
std::string nearest(std::string_view typed, std::span<const std::string> names)
{
    const std::vector<std::string_view> views(names.begin(), names.end());
    const Nearest found = nearest(typed, std::span(views));
    return found.isLikely ? std::string(found.name) : std::string();
}

std::string didYouMean(std::string_view typed, std::span<const std::string> names)
{
    const std::string name = nearest(typed, names);
    return name.empty() ? std::string() : " Did you mean " + name + "?";
}

std::string noSuchChoice(std::string_view what, std::string_view name, std::span<const std::string_view> choices)
{
    const std::vector<std::string> names(choices.begin(), choices.end());
    return formatted("{} can't be {}.{} It can be: {}.", what, name, didYouMean(name, names), joined(choices, ", "));
}

std::string joined(std::span<const std::string_view> names, std::string_view between)
{
    std::string text;
    for (const std::string_view name : names) {
        if (!text.empty()) text += between;
        text += name;
    }
    return text;
}

} // namespace mathtts
