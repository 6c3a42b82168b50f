// SPDX-License-Identifier: GPL-3.0-or-later
// Cases of kind semantic, style category: the general category of a character, what a function or a unit is one of.
#include "answer.h"

#include "conformance/categories.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::conformance
{
namespace
{
std::string_view categoryOf(std::string_view kind, std::string_view name)
{
    const auto found = std::ranges::find_if(
        namedCategories, [&](const NamedCategory &entry) { return entry.kind == kind && entry.name == name; });
    return found == std::end(namedCategories) ? std::string_view{} : found->category;
}

/*! Of a unit, or of the unit behind one of the prefixes. */
std::string_view unitCategory(std::string_view unit)
{
    if (const std::string_view own = categoryOf("unit", unit); !own.empty()) return own;
    for (const NamedCategory &prefix : namedCategories) {
        if (prefix.kind != "prefix" || !unit.starts_with(prefix.name)) continue;
        const std::string_view rest = categoryOf("unit", unit.substr(prefix.name.size()));
        if (!rest.empty()) return rest;
    }
    return {};
}

std::string_view characterCategory(char32_t character)
{
    const auto range = std::ranges::lower_bound(characterRanges, character, {}, &CharacterRange::last);
    return range == std::end(characterRanges) ? std::string_view{} : range->category;
}
} // namespace

Answer answerCategory(const Record &record)
{
    const std::string_view type = record.preference("SymbolType");
    std::string_view category;
    if (type == "character" && !record.input.empty())
        category = characterCategory(decodeUtf8(record.input, 0).character);
    else if (type == "function")
        category = categoryOf("function", record.input);
    else if (type == "unit")
        category = unitCategory(record.input);
    if (category.empty()) return unknown("name", record.input);
    return std::string(category);
}

} // namespace mathtts::conformance
