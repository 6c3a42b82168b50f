// SPDX-License-Identifier: GPL-3.0-or-later
#include "nearest.h"

#include <algorithm>
#include <format>
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

std::string nearest(std::string_view typed, std::span<const std::string> names)
{
    if (typed.empty() || typed.size() > longestName) return {};
    std::string best;
    std::size_t fewest = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const std::string &name : names) {
        const std::size_t count = slips(typed, name);
        if (count < fewest && count < name.size()) {
            fewest = count;
            best = name;
        }
    }
    return best;
}

std::string didYouMean(std::string_view typed, std::span<const std::string> names)
{
    const std::string name = nearest(typed, names);
    return name.empty() ? std::string() : " Did you mean " + name + "?";
}

std::string noSuchChoice(std::string_view what, std::string_view name, std::span<const std::string_view> choices)
{
    const std::vector<std::string> names(choices.begin(), choices.end());
    return std::format("{} can't be {}.{} It can be: {}.", what, name, didYouMean(name, names), joined(choices, ", "));
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
