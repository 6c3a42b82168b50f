// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mathtts
{

std::optional<UnitForm> unitForm(std::string_view name)
{
    using enum UnitCommand;
    static constexpr std::array<std::pair<std::string_view, UnitForm>, 21> forms = {{
        {"SI", {quantity, 2}},
        {"SIlist", {quantityList, 2}},
        {"SIrange", {quantityRange, 3}},
        {"ang", {angle, 1}},
        {"complexnum", {complexNumber, 1}},
        {"complexqty", {complexQuantity, 2}},
        {"nicefrac", {niceFraction, 2}},
        {"num", {number, 1}},
        {"numlist", {numberList, 1}},
        {"numproduct", {numberProduct, 1}},
        {"numrange", {numberRange, 2}},
        {"pu", {physicalUnit, 1}},
        {"qty", {quantity, 2}},
        {"qtylist", {quantityList, 2}},
        {"qtyproduct", {quantityProduct, 2}},
        {"qtyrange", {quantityRange, 3}},
        {"si", {unit, 1}},
        {"tablenum", {number, 1}},
        {"unit", {unit, 1}},
        {"unitfrac", {unitFraction, 2}},
        {"units", {unit, 1}},
    }};
    static_assert(std::ranges::is_sorted(forms, {}, [](const auto &form) { return form.first; }));
    const auto found = std::ranges::lower_bound(forms, name, {}, [](const auto &form) { return form.first; });
    if (found == forms.end() || found->first != name) return std::nullopt;
    return found->second;
}

NodeId readUnits(UnitCommand, const Passage &, std::span<const Passage> arguments, const LatexContext &context)
{
    std::vector<NodeId> texts;
    for (const Passage &argument : arguments)
        texts.push_back(context.tree.addToken(Element::mtext, argument.text, argument.span()));
    const Span span = arguments.empty() ? Span{} : Span{arguments.front().span().begin, arguments.back().span().end};
    return context.tree.add(Element::mrow, texts, span);
}

} // namespace mathtts
