// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! The index of the concept \a name in conceptFacts. */
std::optional<std::uint32_t> conceptIndex(std::string_view name);

/*! The index of slot \a name among the children of \a concept; a variadic slot is the index of its first child. */
std::optional<std::uint32_t> slotIndex(std::uint32_t conceptNumber, std::string_view name);

/*! The names of its slots, in their order. */
std::vector<std::string_view> slotNames(std::uint32_t conceptNumber);

/*! The bit of Fact with \a name, in dashes: "has-relation". */
std::optional<std::uint32_t> factBit(std::string_view name);

/*! The number of NodeRole with \a name. */
std::optional<std::uint32_t> roleIndex(std::string_view name);

/*! The number of Variant with \a name, in dashes: "double-struck". */
std::optional<std::uint32_t> variantIndex(std::string_view name);

// All of them, to find what somebody meant.
std::vector<std::string_view> conceptNames();
std::vector<std::string_view> factNames();
std::vector<std::string_view> allRoleNames();

/*! An option that every style has: verbosity, listener, audience, domain. */
struct CommonOption {
    std::string_view name;
    std::span<const std::string_view> values;
};
std::span<const CommonOption> commonOptions();

} // namespace mathtts
