// SPDX-License-Identifier: GPL-3.0-or-later
// What rules ask about nodes: bottom-up in the order of the ids, then factLast from the root down.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
/*! The slot that is spoken last, by its place. */
std::size_t lastSpoken(Concept what, std::size_t count)
{
    switch (what) {
    case Concept::root:
    case Concept::norm:
    case Concept::derivative: return std::min<std::size_t>(what == Concept::derivative ? 1 : 0, count - 1);
    default: return count - 1;
    }
}

bool isTall(Concept what)
{
    switch (what) {
    case Concept::fraction:
    case Concept::continuedFraction:
    case Concept::binomialCoefficient:
    case Concept::stackedPair:
    case Concept::matrix:
    case Concept::determinant:
    case Concept::columnVector:
    case Concept::rowVector:
    case Concept::table:
    case Concept::cases:
    case Concept::equations:
    case Concept::largeOperator:
    case Concept::limit:
    case Concept::stacked:
    case Concept::labeledAbove:
    case Concept::labeledBelow: return true;
    default: return false;
    }
}
} // namespace

void Builder::computeFacts()
{
    constexpr std::uint32_t inherited = factHasRelation | factTall;
    Meaning &meaning = *m_meaning;
    const auto simple = [&](NodeId child) { return child == noNode || (at(child).facts & factSimple) != 0; };
    const auto leaf = [&](NodeId child) { return child != noNode && (at(child).facts & factLeaf) != 0; };
    for (NodeId id = 0; id < meaning.size(); ++id) {
        MeaningNode &node = at(id);
        const auto children = meaning.children(id);
        if (children.empty()) {
            node.facts |= factLeaf | factSimple;
            continue;
        }
        for (const NodeId child : children)
            if (child != noNode) node.facts |= at(child).facts & inherited;
        if (node.what == Concept::relation) node.facts |= factHasRelation;
        if (isTall(node.what)) node.facts |= factTall;
        bool isSimple = false;
        switch (node.what) {
        case Concept::negative: node.facts |= factNegative; [[fallthrough]];
        case Concept::positive:
        case Concept::prime:
        case Concept::percent:
        case Concept::factorial:
        case Concept::differential: isSimple = simple(children[0]); break;
        case Concept::degrees:
        case Concept::timeDerivative:
        case Concept::accented:
        case Concept::vector:
        case Concept::unitVector:
        case Concept::transpose:
        case Concept::inverse:
        case Concept::complexConjugate:
        case Concept::inverseFunction: isSimple = leaf(children[0]); break;
        case Concept::superscript:
        case Concept::subscript: isSimple = leaf(children[0]) && simple(children[1]); break;
        case Concept::power:
            isSimple = simple(children[0]) && leaf(children[1]) &&
                       (leaf(children[0]) || at(children[0]).what == Concept::subscript);
            break;
        case Concept::impliedProduct: {
            isSimple = children.size() <= 3;
            for (const NodeId child : children)
                isSimple = isSimple && simple(child) && at(child).what != Concept::number;
            if (children.size() <= 3 && at(children[0]).what == Concept::number) {
                isSimple = true;
                for (const NodeId child : children.subspan(1))
                    isSimple = isSimple && simple(child);
            }
            for (const NodeId child : children.first(children.size() - 1)) // what f takes ends with a pause
                isSimple = isSimple && at(child).what != Concept::functionApplication;
            break;
        }
        case Concept::functionApplication: isSimple = simple(children[0]) && leaf(children[1]); break;
        case Concept::sequence: isSimple = children.size() <= 3 && std::ranges::all_of(children, leaf); break;
        case Concept::mixedNumber:
        case Concept::quantity:
        case Concept::chemicalElement:
        case Concept::repeatingDecimal: isSimple = true; break;
        default: break;
        }
        if (isSimple && node.size <= 12) node.facts |= factSimple;
        if (node.what == Concept::group) node.facts |= factBracketed;
        if ((node.what == Concept::sum || node.what == Concept::impliedProduct || node.what == Concept::product) &&
            children[0] != noNode)
            node.facts |= at(children[0]).facts & factNegative;
    }
    // brackets that a concept has taken in mark what they were around
    if (meaning.root() == noNode) return;
    at(meaning.root()).facts |= factLast;
    for (NodeId id = static_cast<NodeId>(meaning.size()); id-- > 0;) {
        const MeaningNode &node = at(id);
        const auto children = meaning.children(id);
        if (children.empty() || (node.facts & factLast) == 0) continue;
        std::size_t last = lastSpoken(node.what, children.size());
        while (last > 0 && children[last] == noNode)
            --last;
        if (children[last] != noNode && at(children[last]).parent == id) at(children[last]).facts |= factLast;
    }
}

} // namespace mathtts
