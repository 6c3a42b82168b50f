// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/units.h"

#include "engine/tree/elements.h"
#include "engine/tree/unittable.h"

#include <algorithm>
#include <string>

namespace mathtts
{

namespace
{

template <typename Table>
std::optional<Unit> find(const Table &table, std::string_view name)
{
    const auto found = std::ranges::lower_bound(table, name, {}, &UnitEntry::name);
    if (found == table.end() || found->name != name) return std::nullopt;
    return found->unit;
}

} // namespace

std::optional<Unit> unitOf(std::string_view symbol)
{
    return find(unitSymbols, symbol);
}

std::optional<Unit> unitOfMacro(std::string_view name)
{
    const std::optional<Unit> unit = find(unitMacros, name);
    return unit ? unit : unitOf(name);
}

std::optional<Unit> unitWithPrefix(const Unit &prefix, const Unit &unit)
{
    const std::optional<Unit> whole = unitOf(std::string(prefix.symbol).append(unit.symbol));
    return whole && whole->prefix == prefix.prefix && whole->unit == unit.unit ? whole : std::nullopt;
}

std::optional<ChemicalElement> elementOf(std::string_view symbol)
{
    const auto found = std::ranges::lower_bound(elementTable, symbol, {}, &ChemicalElement::symbol);
    if (found == elementTable.end() || found->symbol != symbol) return std::nullopt;
    return *found;
}

} // namespace mathtts
