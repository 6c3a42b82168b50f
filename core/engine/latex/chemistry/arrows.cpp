// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include <algorithm>
#include <array>

namespace mathtts::mhchem
{

namespace
{

constexpr std::array arrows = {
    Sign("<-->", "⇄"), Sign("<=>>", "⥂"), Sign("<<=>", "⥃"), Sign("<->", "↔"), Sign("<=>", "⇌"),
    Sign("->", "→"),   Sign("<-", "←"),   Sign("→", "→"),    Sign("⟶", "→"),   Sign("⇌", "⇌"),
};

} // namespace

const Sign *Reader::arrowAt(std::size_t place) const
{
    const auto found = std::ranges::find_if(arrows, [&](const Sign &arrow) { return startsWith(arrow.first, place); });
    return found == arrows.end() ? nullptr : &*found;
}

void Reader::readArrow(const Sign &arrow)
{
    addSign(arrow.second, arrow.first.size(), NodeFlag::relation | NodeFlag::stretchy);
    openArrowText(Then::above, m_items.back(), noNode);
}

void Reader::openArrowText(Then then, NodeId sign, NodeId first)
{
    std::size_t bracket = m_at;
    if ((at(bracket) == 'T' || at(bracket) == 'M' || at(bracket) == 'C') && at(bracket + 1) == '[') ++bracket;
    if (at(bracket) != '[' || !push(then, ']', false, bracket)) return;
    m_at = bracket + 1;
    frame().sign = sign;
    frame().first = first;
}

void Reader::endArrowText(const Frame &done, NodeId node, std::size_t end)
{
    const bool empty = m_tree[node].element == Element::mrow && m_tree[node].childCount == 0;
    const NodeId above = done.then == Then::above ? (empty ? noNode : node) : done.first;
    const NodeId below = done.then == Then::below && !empty ? node : noNode;
    const Span span = hull(m_tree[done.sign].source, m_body.at(end, end));
    NodeId arrow = done.sign;
    if (above != noNode && below != noNode)
        arrow = m_tree.add(Element::munderover, std::array{arrow, below, above}, span);
    else if (above != noNode || below != noNode)
        arrow = m_tree.add(above != noNode ? Element::mover : Element::munder,
                           std::array{arrow, above != noNode ? above : below}, span);
    m_items.back() = flagged(arrow);
    if (done.then == Then::above && at(m_at) == '[') {
        m_items.back() = done.sign;
        openArrowText(Then::below, done.sign, above);
        if (frame().then != Then::below) m_items.back() = arrow;
    }
}

} // namespace mathtts::mhchem
