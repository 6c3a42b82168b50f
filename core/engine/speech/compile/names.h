// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mathtts
{

/*! The index of the concept \a name in conceptFacts. */
std::optional<std::uint32_t> conceptIndex(std::string_view name);

/*! The index of slot \a name among the children of \a concept; a variadic slot is the index of its first child. */
std::optional<std::uint32_t> slotIndex(std::uint32_t conceptNumber, std::string_view name);

/*! The bit of Fact with \a name, in dashes: "has-relation". */
std::optional<std::uint32_t> factBit(std::string_view name);

/*! The number of NodeRole with \a name. */
std::optional<std::uint32_t> roleIndex(std::string_view name);

/*! The number of Variant with \a name, in dashes: "double-struck". */
std::optional<std::uint32_t> variantIndex(std::string_view name);

/*! An option that every style has: verbosity, listener, audience, domain. */
struct CommonOption {
    std::string_view name;
    std::span<const std::string_view> values;
};
std::span<const CommonOption> commonOptions();

} // namespace mathtts
