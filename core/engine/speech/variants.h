// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <array>
#include <string_view>

namespace mathtts
{

/*! The names of Variant in rules and in the locale's styles.tsv. */
inline constexpr auto variantNames = std::to_array<std::string_view>({"automatic",
                                                                      "normal",
                                                                      "bold",
                                                                      "italic",
                                                                      "bold-italic",
                                                                      "double-struck",
                                                                      "bold-fraktur",
                                                                      "script",
                                                                      "bold-script",
                                                                      "fraktur",
                                                                      "sans-serif",
                                                                      "bold-sans-serif",
                                                                      "sans-serif-italic",
                                                                      "sans-serif-bold-italic",
                                                                      "monospace",
                                                                      "double-struck-italic",
                                                                      "calligraphic",
                                                                      "bold-calligraphic",
                                                                      "oldstyle",
                                                                      "bold-oldstyle"});

constexpr std::string_view variantName(Variant variant)
{
    return variantNames[static_cast<std::size_t>(variant)];
}

} // namespace mathtts
