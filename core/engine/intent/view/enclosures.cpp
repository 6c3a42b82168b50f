// SPDX-License-Identifier: GPL-3.0-or-later
// menclose: what is drawn, in the order in which it is said.
#include "engine/intent/view/reader.h"

#include <array>

namespace mathtts
{

NodeId IntentReader::enclosed(NodeId content, NodeId node)
{
    static constexpr auto shapes =
        std::to_array<std::string_view>({"longdiv", "actuarial", "radical", "box", "roundedbox", "circle"});
    static constexpr auto lines = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"left", "and left"}, {"right", "and right"}, {"top", "and top"}, {"bottom", "and bottom"}});
    static constexpr auto strikes = std::to_array<std::string_view>(
        {"updiagonalstrike", "downdiagonalstrike", "verticalstrike", "horizontalstrike"});
    static constexpr auto arrows = std::to_array<std::string_view>(
        {"uparrow", "downarrow", "leftarrow", "rightarrow", "northeastarrow", "southeastarrow", "southwestarrow",
         "northwestarrow", "updownarrow", "leftrightarrow", "northeastsouthwestarrow", "northwestsoutheastarrow",
         "madrub", "phasorangle"});
    std::string padded = " ";
    padded += m_tree->attribute(node, Attribute::notation);
    padded += ' ';
    const bool unsaid = padded.find_first_not_of(' ') == std::string::npos;
    if (unsaid) padded = " longdiv ";
    const auto has = [&](std::string_view name) {
        const std::size_t place = padded.find(name);
        for (std::size_t i = place; i != std::string::npos; i = padded.find(name, i + 1))
            if (padded[i - 1] == ' ' && padded[i + name.size()] == ' ') return true;
        return false;
    };
    std::vector<NodeId> slots{content};
    const auto say = [&](std::string_view key) { slots.push_back(leaf(Concept::text, key, node)); };
    for (const std::string_view shape : shapes)
        if (has(shape)) say(shape);
    bool any = false;
    for (const auto &[line, another] : lines) {
        if (has(line)) say(any ? another : line);
        any = any || has(line);
    }
    const bool both = has(strikes[0]) && has(strikes[1]);
    if (both) say("diagonals");
    any = both;
    for (std::size_t i = both ? 2 : 0; i < strikes.size(); ++i) {
        if (has(strikes[i])) say(strikes[i]);
        any = any || has(strikes[i]);
    }
    if (any) say("strike");
    for (const std::string_view arrow : arrows)
        if (has(arrow)) say(arrow);
    return makeList(Concept::iEnclosed, slots, node);
}

} // namespace mathtts
