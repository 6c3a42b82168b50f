// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace mathtts
{

namespace
{

constexpr std::size_t longestName = 64; // longer words are no misspelled names, and the distance is quadratic

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/*! Slips between two words: the optimal string alignment distance. */
std::size_t slips(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

} // namespace

Nearest nearest(std::string_view typed, std::span<const std::string_view> names)
{
    const std::string_view word = typed.substr(0, longestName);
    Nearest best;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const std::string_view name : names) {
        const std::size_t count = slips(word, name);
        if (count >= fewest) continue;
        fewest = count;
        best.name = name;
    }
    const std::size_t most = std::max<std::size_t>(1, typed.size() / 3);
    best.isLikely = !typed.empty() && typed.size() <= longestName && fewest <= most && fewest < best.name.size();
    return best;
}

} // namespace mathtts
