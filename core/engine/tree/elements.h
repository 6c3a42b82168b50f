// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace mathtts
{

struct ChemicalElement {
    std::string_view symbol; ///< static text; also the key in the locale's dictionary of elements
    int number = 0;          ///< atomic number
};

/*! The element with this symbol, such as "He"; D and T, the isotopes of hydrogen, as well. O(log elements). */
std::optional<ChemicalElement> elementOf(std::string_view symbol);

} // namespace mathtts
