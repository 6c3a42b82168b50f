// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts before a base, and scripts that stand side by side: nuclides, permutations, tensors.
#include "engine/meaning/builder.h"

namespace mathtts
{

/*! The combinations or permutations that \a body, an indexed C or P, writes with what either corner before it holds;
 * else noNode. */
NodeId Builder::chosen(NodeId node, char32_t letter, NodeId body, NodeId under, NodeId over)
{
    const bool fits = (letter == U'C' || letter == U'P') && (under == noNode || over == noNode) &&
                      is(body, Concept::subscript) && (over == noNode || is(over, Concept::letter));
    if (!fits) return noNode;
    const NodeId all = under != noNode ? under : over;
    return makeOf(letter == U'C' ? Concept::combinations : Concept::permutations, node, all, slot(body, 1));
}

/*! Scripts on an empty base before \a base: nuclides, permutations, or just scripts on the left. */
NodeId Builder::joinLeftScripts(const Item &scripts, const Item &base)
{
    const Scripts left = scriptsOf(scripts.written);
    const NodeId under = left.under == noNode ? noNode : index(left.under);
    const NodeId over = left.over == noNode ? noNode : meaningOf(left.over);
    const NodeId body = operand(base);
    const char32_t letter = base.core == noNode || base.fenced ? 0 : this->letter(base.core);
    NodeId result = chosen(m_row, letter, body, under, over);
    if (result == noNode && over != noNode && (at(over).facts & factInteger) != 0 && base.core != noNode &&
        isElement(base.core) && (under == noNode || (at(under).facts & factNumber) != 0)) {
        at(body).what = is(body, Concept::letter) || is(body, Concept::name) ? Concept::chemicalElement : at(body).what;
        at(body).runnerUp = at(body).what;
        result = makeOf(Concept::nuclide, m_row, body, over, under);
    }
    if (result == noNode) result = makeOf(Concept::leftScripts, m_row, body, under, over);
    at(result).source.begin = written(scripts.written).source.begin;
    return result;
}

/*! T^a{}_b: more indices of the same tensor. */
NodeId Builder::joinTensor(NodeId base, const Item &scripts)
{
    std::vector<NodeId> slots;
    if (is(base, Concept::tensor)) {
        const auto old = m_meaning->children(base);
        slots.assign(old.begin(), old.end());
    } else if (is(base, Concept::power) || is(base, Concept::superscript))
        slots = {slot(base, 0), makeOf(Concept::upperIndex, at(base).written, slot(base, 1))};
    else if (is(base, Concept::subscript))
        slots = {slot(base, 0), makeOf(Concept::lowerIndex, at(base).written, slot(base, 1))};
    else
        slots = {base};
    if (slots.size() > 1 && (is(slots[0], Concept::power) || is(slots[0], Concept::subscript))) {
        const NodeId deeper = slots[0];
        const Concept kind = is(deeper, Concept::power) ? Concept::upperIndex : Concept::lowerIndex;
        slots[0] = slot(deeper, 0);
        slots.insert(slots.begin() + 1, makeOf(kind, at(deeper).written, slot(deeper, 1)));
    }
    for (const NodeId slotNode : slots)
        if (is(slotNode, Concept::upperIndex) || is(slotNode, Concept::lowerIndex)) {
            const NodeId inner = slot(slotNode, 0);
            if (is(inner, Concept::impliedProduct)) at(inner).what = at(inner).runnerUp = Concept::sequence;
        }
    const Scripts more = scriptsOf(scripts.written);
    if (more.under != noNode) slots.push_back(makeOf(Concept::lowerIndex, scripts.written, index(more.under)));
    if (more.over != noNode) slots.push_back(makeOf(Concept::upperIndex, scripts.written, index(more.over)));
    const NodeId result = make(Concept::tensor, slots, m_row);
    at(result).source.end = written(scripts.written).source.end;
    return result;
}

/*! MathML's mmultiscripts: base, pairs of scripts, mprescripts, pairs before the base. */
NodeId Builder::multiscripts(NodeId node)
{
    const auto children = parts(node);
    if (children.empty()) return none(node);
    NodeId result = meaningOf(children[0]);
    std::size_t before = children.size();
    for (std::size_t i = 1; i < children.size(); ++i)
        if (written(children[i]).element == Element::mprescripts) {
            before = i;
            break;
        }
    const auto present = [this](NodeId script) {
        return written(script).element != Element::none &&
               !(written(script).element == Element::mrow && written(script).childCount == 0);
    };
    if (before > 3) {
        std::vector<NodeId> slots{result};
        for (std::size_t i = 1; i < before; ++i)
            if (present(children[i]))
                slots.push_back(
                    makeOf(i % 2 == 1 ? Concept::lowerIndex : Concept::upperIndex, children[i], index(children[i])));
        result = make(Concept::tensor, slots, node);
    } else if (before == 3) {
        if (present(children[1])) result = lowered(node, result, children[1]);
        if (present(children[2])) result = raised(node, result, children[2]);
    }
    if (before + 2 < children.size()) {
        const NodeId under = present(children[before + 1]) ? index(children[before + 1]) : noNode;
        const NodeId over = present(children[before + 2]) ? meaningOf(children[before + 2]) : noNode;
        const NodeId core = m_core[children[0]];
        const NodeId combined = chosen(node, letter(core), result, under, over);
        if (combined != noNode) return combined;
        if (over != noNode && (at(over).facts & factInteger) != 0 && isElement(core)) {
            if (is(result, Concept::letter) || is(result, Concept::name))
                at(result).what = at(result).runnerUp = Concept::chemicalElement;
            return makeOf(Concept::nuclide, node, result, over, under);
        }
        return makeOf(Concept::leftScripts, node, result, under, over);
    }
    return result;
}

} // namespace mathtts
