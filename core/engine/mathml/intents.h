// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/tree/tree.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mathtts
{

/*! One line of resources/intents.tsv: how a concept is said in MathML's intent. */
struct IntentRule {
    struct Argument {
        std::string_view name;
        std::uint32_t slot = 0;
    };
    Concept what{};
    std::int64_t value = -1; ///< of the meaning node; -1: any
    std::string_view intent;
    std::uint8_t argumentCount = 0;
    bool variadic = false; ///< the last argument stands for all children from its slot on
    std::array<Argument, 4> arguments = {};
};

/*! The intent and arg attributes that a presentation node gets. */
struct IntentMarks {
    std::string intent;
    std::string arg;
};

/*!
 * The marks that say in \a tree what \a meaning inferred with confidence, by presentation node.
 *
 * An intent is left out when it could not be right: the author wrote intent or arg there, or a slot's node does not lie
 * below the concept's node where a reference reaches it. Linear.
 */
std::unordered_map<NodeId, IntentMarks> intentMarks(const Tree &tree, const Meaning &meaning);

} // namespace mathtts
