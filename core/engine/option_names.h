// SPDX-License-Identifier: GPL-3.0-or-later
// The words for the values of Options, in the order of their enumerations: users, clients and rules write the same.
#pragma once

#include <array>
#include <string_view>

namespace mathtts
{

inline constexpr auto formatWords = std::to_array<std::string_view>({"auto", "latex", "mathml", "asciimath"});
inline constexpr auto verbosityWords = std::to_array<std::string_view>({"terse", "medium", "verbose"});
inline constexpr auto listenerWords = std::to_array<std::string_view>({"blind", "low-vision", "learning-difficulty"});
inline constexpr auto audienceWords = std::to_array<std::string_view>(
    {"elementary", "middle_school", "high_school", "undergraduate", "graduate", "research"});
inline constexpr auto domainWords = std::to_array<std::string_view>(
    {"general", "algebra", "geometry", "trigonometry", "calculus", "linear_algebra", "probability", "statistics",
     "set_theory", "logic", "number_theory", "physics", "chemistry"});

} // namespace mathtts
