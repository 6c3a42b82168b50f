// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace mathtts
{

/*! The number of slots before the variadic one, for each concept. */
inline constexpr auto fixedSlots = [] {
    std::array<std::uint8_t, conceptFacts.size()> result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        const ConceptFacts &facts = conceptFacts[i];
        const auto blanks = std::count(facts.slotNames.begin(), facts.slotNames.end(), ' ');
        result[i] = static_cast<std::uint8_t>(facts.slotNames.empty() ? 0 : blanks + !facts.variadic);
    }
    return result;
}();

/*! The index of the first child in the variadic slot of a concept; 0 when it has none. */
inline std::uint32_t variadicStart(Concept what)
{
    return conceptFacts[static_cast<std::size_t>(what)].variadic ? fixedSlots[static_cast<std::size_t>(what)] : 0;
}

/*! The code points of a text. O(length). */
inline std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace mathtts
