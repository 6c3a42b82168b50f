// SPDX-License-Identifier: GPL-3.0-or-later
// Sums and divisions as they are written in school, one line below the other: said as what they calculate. The steps of
// a multiplication or division between its first and its last line are working, and not said.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

/*! Whether \a node is a part of a calculation that says nothing by itself. */
bool Builder::waitsForStack(NodeId node) const
{
    const NodeId parent = written(node).parent;
    if (parent == noNode) return false;
    const auto holdsLines = [this](NodeId stack) {
        const Element element = written(stack).element;
        return element == Element::mstack || element == Element::mlongdiv || element == Element::msgroup;
    };
    const Element element = written(node).element;
    return holdsLines(parent) && (element == Element::msgroup || element == Element::msrow ||
                                  element == Element::mscarries || element == Element::msline);
}

/*! The lines of a calculation in order, those of its groups among them; linear. */
void Builder::calculationLines(NodeId stack, std::vector<NodeId> &lines)
{
    std::vector<NodeId> pending(parts(stack).rbegin(), parts(stack).rend());
    while (!pending.empty()) {
        const NodeId line = pending.back();
        pending.pop_back();
        if (written(line).element == Element::msgroup && !isAuthored(line))
            pending.insert(pending.end(), parts(line).rbegin(), parts(line).rend());
        else
            lines.push_back(line);
    }
}

/*! The number on a line, without its sign. */
NodeId Builder::lineValue(NodeId line, bool withoutSign)
{
    if (written(line).element != Element::msrow || isAuthored(line)) return meaningOf(line);
    std::vector<NodeId> digits;
    for (const NodeId child : parts(line).subspan(withoutSign ? 1 : 0))
        if (written(child).element != Element::none) digits.push_back(child); // an empty column
    return digits.empty() ? none(line) : parseRow(digits, line);
}

/*! The sign that a line starts with, else noNode. */
NodeId Builder::lineSign(NodeId line) const
{
    if (written(line).element != Element::msrow || isAuthored(line) || written(line).childCount == 0) return noNode;
    const NodeId first = unwrapped(parts(line)[0]);
    return written(first).element == Element::mo && written(first).character != 0 ? first : noNode;
}

NodeId Builder::elementary(NodeId node)
{
    std::vector<NodeId> lines;
    calculationLines(node, lines);
    std::vector<NodeId> carried;
    std::vector<NodeId> first; // the lines above the first line drawn
    std::vector<NodeId> last;  // and those below the last one
    bool drawn = false;
    for (const NodeId line : lines) {
        const Element element = written(line).element;
        if (element == Element::mscarries && !isAuthored(line)) {
            for (const NodeId carry : parts(line))
                if (const NodeId made = meaningOf(carry); !is(made, Concept::none)) carried.push_back(made);
        } else if (element == Element::msline) {
            drawn = true;
            last.clear();
        } else
            (drawn ? last : first).push_back(line);
    }
    const auto sign = [&](std::string_view text) {
        const NodeId made = m_meaning->addLeaf(Concept::operator_, text, node, written(node).source);
        at(made).facts = factLeaf;
        return made;
    };
    if (written(node).element == Element::mlongdiv && first.size() >= 3) {
        // divisor, quotient, dividend and the steps below
        const NodeId division =
            makeOf(Concept::product, node, lineValue(first[2], false), sign("÷"), lineValue(first[0], false));
        return makeOf(Concept::relation, node, division, sign("="), lineValue(first[1], false));
    }
    NodeId result = calculation(first, node);
    if (result != noNode && last.size() == 1)
        result = makeOf(Concept::relation, node, result, sign("="), lineValue(last[0], false));
    else if (result == noNode || !last.empty()) {
        std::vector<NodeId> said;
        if (result != noNode) said.push_back(result);
        for (const NodeId line : lines) {
            const bool isNumber =
                written(line).element != Element::msline && written(line).element != Element::mscarries;
            const bool isSaid = result != noNode && std::ranges::contains(first, line);
            if (isNumber && !isSaid) said.push_back(lineValue(line, false));
        }
        if (said.empty()) return none(node);
        result = said.size() == 1 ? said[0] : make(Concept::equations, said, node);
    }
    if (carried.empty()) return result;
    carried.insert(carried.begin(), result);
    return make(Concept::withCarries, carried, node);
}

/*! A number and the lines that are added to it, taken away or multiplied with it; noNode when they are none. */
NodeId Builder::calculation(std::span<const NodeId> lines, NodeId node)
{
    if (lines.size() < 2) return noNode;
    const NodeId common = lineSign(lines.back()); // 1, 2, + 3: the last line has the sign of all
    if (common == noNode) return noNode;
    std::vector<NodeId> items;
    bool multiplies = false;
    for (const NodeId line : lines) {
        const NodeId own = lineSign(line);
        if (!items.empty()) {
            const NodeId shown = own != noNode ? own : common;
            const CharacterClass kind = characterFacts(written(shown).character).kind;
            multiplies = multiplies || kind == CharacterClass::multiplicative;
            items.push_back(operatorLeaf(shown));
        }
        items.push_back(lineValue(line, own != noNode && !items.empty()));
    }
    return make(multiplies ? Concept::product : Concept::sum, items, node);
}

} // namespace mathtts
