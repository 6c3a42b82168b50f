// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/names.h"

#include "engine/meaning/meaning.h"
#include "engine/option_names.h"
#include "engine/speech/variants.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace mathtts
{

namespace
{
constexpr std::array facts = std::to_array<std::pair<std::string_view, std::uint32_t>>({
    {"leaf", factLeaf},
    {"number", factNumber},
    {"integer", factInteger},
    {"letter", factLetter},
    {"capital", factCapital},
    {"word", factWord},
    {"simple", factSimple},
    {"negative", factNegative},
    {"bracketed", factBracketed},
    {"has-relation", factHasRelation},
    {"inferred", factInferred},
    {"unit", factUnit},
    {"chemistry", factChemistry},
    {"function", factFunction},
    {"tall", factTall},
    {"author", factAuthor},
    {"stretchy", factStretchy},
    {"literal", factLiteral},
});

constexpr auto options = std::to_array<CommonOption>(
    {{"verbosity", verbosityWords}, {"listener", listenerWords}, {"audience", audienceWords}, {"domain", domainWords}});

template <typename List, typename Projection>
std::optional<std::uint32_t> indexIn(const List &list, std::string_view name, Projection projection)
{
    const auto found = std::ranges::find(list, name, projection);
    if (found == list.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - list.begin());
}
} // namespace

std::optional<std::uint32_t> conceptIndex(std::string_view name)
{
    return indexIn(conceptFacts, name, &ConceptFacts::name);
}

std::vector<std::string_view> slotNames(std::uint32_t conceptNumber)
{
    std::vector<std::string_view> names;
    std::string_view slots = conceptFacts[conceptNumber].slotNames;
    while (!slots.empty()) {
        const std::size_t end = std::min(slots.find(' '), slots.size());
        std::string_view slot = slots.substr(0, end);
        if (slot.ends_with('?') || slot.ends_with('*')) slot.remove_suffix(1);
        names.push_back(slot);
        slots.remove_prefix(std::min(end + 1, slots.size()));
    }
    return names;
}

std::optional<std::uint32_t> slotIndex(std::uint32_t conceptNumber, std::string_view name)
{
    return indexIn(slotNames(conceptNumber), name, std::identity{});
}

std::optional<std::uint32_t> factBit(std::string_view name)
{
    const auto found = std::ranges::find(facts, name, [](const auto &fact) { return fact.first; });
    if (found == facts.end()) return std::nullopt;
    return found->second;
}

std::optional<std::uint32_t> variantIndex(std::string_view name)
{
    return indexIn(variantNames, name, [](std::string_view variant) { return variant; });
}

std::optional<std::uint32_t> roleIndex(std::string_view name)
{
    return indexIn(roleNames, name, [](std::string_view role) { return role; });
}

std::vector<std::string_view> conceptNames()
{
    std::vector<std::string_view> names;
    for (const ConceptFacts &what : conceptFacts)
        names.push_back(what.name);
    return names;
}

std::vector<std::string_view> factNames()
{
    std::vector<std::string_view> names;
    for (const auto &[name, bit] : facts)
        names.push_back(name);
    return names;
}

std::vector<std::string_view> allRoleNames()
{
    return {roleNames.begin(), roleNames.end()};
}

std::span<const CommonOption> commonOptions()
{
    return options;
}

} // namespace mathtts
