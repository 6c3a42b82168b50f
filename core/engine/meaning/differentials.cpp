// SPDX-License-Identifier: GPL-3.0-or-later
// The d of dx: which d is one, and which integral it ends.
#include "engine/meaning/builder.h"

namespace mathtts
{

/*! Finds the d's that end integrals, and tells the integrals that one follows. */
void Builder::markDifferentials(std::span<Item> items)
{
    std::uint32_t integrals = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Item &item = items[i];
        if (item.role == Role::integral) ++integrals;
        if (item.role == Role::infix && item.level <= levelRelation) integrals = 0;
        if (item.role != Role::operand || item.fenced || item.core == noNode) continue;
        const Node &core = written(item.core);
        const bool upright =
            core.variant == Variant::normal || core.character == U'ⅆ' || (core.flags & functionName) != 0;
        if (core.character != U'd' && core.character != U'ⅆ') continue;
        if (item.scripted && written(item.written).element != Element::msup) continue;
        if (i + 1 == items.size() || items[i + 1].role != Role::operand) continue;
        const Item &next = items[i + 1];
        const bool variable = next.core == noNode || isLetter(next.core) || next.fenced;
        if (!variable || (integrals == 0 && !upright)) continue;
        if (integrals == 0 && item.scripted) continue;
        item.role = Role::differential;
        ++i;
    }
    // from the right: every integral takes the nearest free differential
    std::uint32_t waiting = 0;
    bool inFraction = false;
    for (std::size_t i = items.size(); i-- > 0;) {
        Item &item = items[i];
        if (item.role == Role::differential) ++waiting;
        if (item.role == Role::operand && item.core != noNode && written(item.core).element == Element::mfrac &&
            holdsDifferential(item.core))
            inFraction = true;
        if (item.role == Role::infix && item.level <= levelRelation) {
            waiting = 0;
            inFraction = false;
        }
        if (item.role != Role::integral) continue;
        if (inFraction)
            inFraction = false;
        else if (waiting > 0) {
            item.level = levelIntegral;
            --waiting;
        }
    }
}

/*! The d at \a index and its variable. They complete an open integral, or stand for themselves. */
void Builder::differential(std::span<const Item> items, std::size_t &index)
{
    const Item &sign = items[index];
    const Item &variable = items[index + 1];
    NodeId order = noNode;
    if (sign.scripted) {
        const Scripts scripts = scriptsOf(sign.written);
        if (scripts.over != noNode) order = meaningOf(scripts.over);
    }
    const NodeId made = makeOf(Concept::differential, m_row, operand(variable), order);
    at(made).source.begin = written(sign.written).source.begin;
    ++index;

    if (m_expectOperand && m_values.size() > m_firstValue && is(m_values.back(), Concept::operator_)) {
        // F . dr: the differential is a factor, and ends the integral
        pushOperand(made);
        closeTo(levelIntegral);
        if (m_constructs.size() > m_firstConstruct && m_constructs.back().shape == Construct::Shape::integral)
            finishConstruct();
        m_expectOperand = false;
        return;
    }
    std::size_t place = m_constructs.size();
    while (place > m_firstConstruct &&
           (m_constructs[place - 1].shape != Construct::Shape::integral ||
            m_constructs[place - 1].level != levelIntegral || m_constructs[place - 1].hasDifferential))
        --place;
    if (place == m_firstConstruct) {
        if (!m_expectOperand) juxtapose(nullptr, sign);
        pushOperand(made);
        return;
    }
    closeTo(levelIntegral);
    Construct &open = m_constructs[place - 1];
    open.extra = made;
    open.hasDifferential = true;
    const bool empty = m_values.size() == open.start;
    // dx dy: one integral sign may have several; but an integral outside takes its own
    bool outer = false;
    for (std::size_t i = m_firstConstruct; i + 1 < place; ++i)
        outer = outer || (m_constructs[i].shape == Construct::Shape::integral && !m_constructs[i].hasDifferential &&
                          m_constructs[i].level == levelIntegral);
    if (!outer) {
        std::vector<NodeId> several{made};
        while (index + 2 < items.size() && items[index + 1].role == Role::differential) {
            several.push_back(makeOf(Concept::differential, m_row, operand(items[index + 2]), NodeId{noNode}));
            at(several.back()).source.begin = written(items[index + 1].written).source.begin;
            index += 2;
        }
        if (several.size() > 1) open.extra = make(Concept::impliedProduct, several, m_row);
    }
    const Item *next = index + 1 < items.size() ? &items[index + 1] : nullptr;
    if (empty && next != nullptr && startsOperand(*next)) {
        open.level = levelLargeOperator; // the body follows its differential
        m_expectOperand = true;
        return;
    }
    finishConstruct();
    m_expectOperand = false;
}

} // namespace mathtts
