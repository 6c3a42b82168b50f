// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/overlay/overlay.h"
#include "engine/overlay/sources.h"

#include <algorithm>
#include <charconv>

namespace mathtts
{

std::vector<RuleSource> builtInSources(std::string_view locale)
{
    std::vector<RuleSource> sources;
    const auto found = std::ranges::find(image::builtInSources, locale, [](const auto &one) { return one.first; });
    if (found == image::builtInSources.end()) return sources;
    const std::uint64_t *memory = found->second;
    std::string_view rest(reinterpret_cast<const char *>(memory + 1), memory[0]);
    while (!rest.empty()) { // NAME\nSIZE\nTEXT
        const std::size_t name = rest.find('\n');
        const std::size_t digits = rest.find('\n', name + 1);
        std::size_t size = 0;
        std::from_chars(rest.data() + name + 1, rest.data() + digits, size);
        sources.push_back({std::string(rest.substr(0, name)), std::string(rest.substr(digits + 1, size))});
        rest.remove_prefix(digits + 1 + size);
    }
    return sources;
}

} // namespace mathtts
