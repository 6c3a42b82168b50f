// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace mathtts
{

/*! A name of an intent that means one of our concepts; a line of resources/intent-concepts.tsv. */
struct AuthorConcept {
    std::string_view name;
    Concept what{};
    std::int64_t value = 0; ///< of the meaning node
    std::string_view sign;  ///< put between the arguments; empty: the arguments are slots
    std::uint8_t least = 0; ///< arguments that must be there
    bool variadic = false;  ///< the arguments are all children, as many as there are
    std::uint8_t slotCount = 0;
    std::uint8_t places = 0; ///< slots that the concept has, used here or not
    std::array<std::uint8_t, 4> slots = {};
};

/*! What the concept \a name of an intent means to us, or nullptr. O(log names). */
const AuthorConcept *findAuthorConcept(std::string_view name);

} // namespace mathtts
