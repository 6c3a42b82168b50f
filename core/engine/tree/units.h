// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace mathtts
{

/*! A unit of measure. All text is static. */
struct Unit {
    std::string_view prefix; ///< key of resources/unit-prefixes.tsv, such as "kilo"; empty without one
    std::string_view unit;   ///< key of resources/units.tsv, such as "meter"; empty for a prefix alone
    std::string_view key;    ///< both in one, such as "kilometer": the key in the locale's dictionary of units
    std::string_view symbol; ///< as it is printed, such as "km"
};

/*! A way to write a unit; entries of the generated table. */
struct UnitEntry {
    std::string_view name;
    Unit unit;
};

/*! The unit whose symbol, with or without prefix, is all of \a symbol: "km", "min", "°C", also "um" and "Mohm". A
 * unit's own symbol comes before prefix and symbol: "min" is the minute, "ft" the foot, "cd" the candela. O(log units).
 */
std::optional<Unit> unitOf(std::string_view symbol);

/*! What the siunitx macro \a name (without backslash) stands for: a unit ("metre"), a prefix ("kilo", Unit::unit is
 * empty then), or an abbreviation ("km"). O(log units). */
std::optional<Unit> unitOfMacro(std::string_view name);

/*! The unit of two keys, such as "kilo" and "meter", with the printed symbol; empty when the unit does not take the
 *  prefix. O(log units). */
std::optional<Unit> unitWithPrefix(const Unit &prefix, const Unit &unit);

} // namespace mathtts
