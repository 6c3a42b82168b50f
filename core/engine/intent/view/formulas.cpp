// SPDX-License-Identifier: GPL-3.0-or-later
// Chemical formulas and equations, once a row is known to be one.
#include "engine/intent/view/chemistry.h"
#include "engine/intent/view/reader.h"

#include "engine/tree/elements.h"

#include <algorithm>
#include <array>

namespace mathtts
{

/*! The items from \a begin on, all chemistry, as sides of sums of formulas. */
NodeId IntentReader::chemicalEquation(std::size_t begin, NodeId node)
{
    std::vector<NodeId> equation;
    std::vector<NodeId> sum;
    std::vector<NodeId> formula;
    std::vector<NodeId> crystal; // a compound and the sign between it and its water
    NodeId amount = noNode;
    bool flat = false; // an arrow of harpoons stands among the factors of a term
    const auto chemical = [&](std::vector<NodeId> &parts) {
        NodeId result = parts.size() == 1 ? parts[0] : makeList(Concept::sequence, parts, node);
        at(result).facts |= factChemistry;
        parts.clear();
        return result;
    };
    const auto sign = [&](std::string_view text) {
        const NodeId made = leaf(Concept::operator_, text, node);
        at(made).facts |= factChemistry;
        return made;
    };
    const auto compound = [&] {
        NodeId made = chemical(formula);
        if (amount != noNode) {
            std::vector<NodeId> parts{amount, sign("\u2062"), made};
            made = chemical(parts);
        }
        amount = noNode;
        return made;
    };
    const auto addFactors = [&] {
        if (amount != noNode) crystal.insert(crystal.end(), {amount, sign("\u2062")});
        amount = noNode;
        crystal.push_back(chemical(formula));
    };
    const auto endFormula = [&] {
        if (formula.empty()) return;
        if (flat)
            addFactors();
        else
            crystal.push_back(compound());
        flat = false;
        sum.push_back(chemical(crystal));
    };
    const auto endSum = [&] {
        endFormula();
        if (!sum.empty()) equation.push_back(chemical(sum));
    };
    const auto addState = [&](std::string_view text, NodeId from) {
        formula.push_back(sign("\u2063"));
        formula.push_back(leaf(Concept::chemicalState, text, from));
    };
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        const IntentItem &item = m_items[i];
        if (isJoint(item)) continue;
        if (const auto [inBrackets, length] = stateAt(i); length > 0 && !formula.empty()) {
            addState(inBrackets, m_items[i + 1].written);
            i += length - 1;
        } else if (item.isOperator && item.character == U'⇌' && is(item.meaning, Concept::reactionArrow) &&
                   !formula.empty()) {
            addFactors();
            crystal.insert(crystal.end(), {sign("\u2062"), reactionArrow(item.meaning, node), sign("\u2062")});
            flat = true;
        } else if (item.isOperator && isReactionArrow(item.character)) {
            endSum();
            equation.push_back(reactionArrow(item.meaning, node));
        } else if (item.isOperator && item.character == U'+') {
            endFormula();
            sum.push_back(item.meaning);
        } else if (item.isOperator && item.character == U'⋅' && is(m_items[i + 1].meaning, Concept::number)) {
            at(item.meaning).facts |= factChemistry;
            formula.push_back(item.meaning); // binds the number behind it
            formula.push_back(m_items[++i].meaning);
            crystal.push_back(compound());
            crystal.push_back(sign("\u2062"));
        } else if (item.isOperator && isHydrateDot(item.character)) {
            crystal.push_back(compound());
            crystal.push_back(item.meaning);
        } else if (item.isOperator && endsGroup(i)) {
            NodeId closing = item.meaning;
            if (item.scripts != noNode)
                closing = withScripts(item.scripts, m_done[m_tree->children(item.scripts).front()].meaning);
            makeChemical(closing);
            const NodeId before = compound();
            formula.assign({before, closing});
        } else if (item.isOperator) {
            at(item.meaning).facts |= factChemistry; // a bond, a bracket
            formula.push_back(item.meaning);
        } else if (is(item.meaning, Concept::number) || (formula.empty() && isVulgar(item.meaning))) {
            amount = item.meaning;
        } else if (const std::string_view state = stateOf(item.meaning); !state.empty() && !formula.empty()) {
            addState(state, at(item.meaning).written);
        } else {
            splitRun(item.meaning, formula, node);
            const bool beside = !formula.empty() && !is(formula.back(), Concept::operator_);
            if (beside) formula.push_back(sign("\u2063"));
            makeChemical(item.meaning);
            formula.push_back(item.meaning);
        }
    }
    endSum();
    return chemical(equation);
}

/*! Whether the item at \a index is a bracket that stands behind all before it in its formula. */
bool IntentReader::endsGroup(std::size_t index) const
{
    const IntentItem &item = m_items[index];
    if (item.character != U')' && item.character != U']') return false;
    return item.scripts != noNode || index + 1 == m_items.size() || m_items[index + 1].isOperator;
}

/*! The arrow \a sign, with what stands over and under it. */
NodeId IntentReader::reactionArrow(NodeId sign, NodeId node)
{
    const auto arrow = [&](NodeId bare) {
        const NodeId made = is(bare, Concept::reactionArrow)
                                ? bare
                                : makeList(Concept::reactionArrow, std::array{bare, noNode, noNode}, node);
        at(made).facts |= factChemistry;
        return made;
    };
    if (is(sign, Concept::reactionArrow) || is(sign, Concept::operator_) || children(sign).empty()) return arrow(sign);
    std::vector<NodeId> parts(children(sign).begin(), children(sign).end());
    parts[0] = arrow(parts[0]);
    return makeList(at(sign).what, parts, node);
}

/*! Of symbols side by side in one token, such as SO with a 4 below, the scripts belong to the last: the others are put
 *  before it. */
void IntentReader::splitRun(NodeId part, std::vector<NodeId> &formula, NodeId node)
{
    const NodeId base = baseOf(part);
    const std::string_view text = at(base).text;
    if (at(base).childCount > 0 || elementOf(text) || !isSymbolRun(text)) return;
    std::string_view rest = text;
    for (;;) {
        const std::string_view symbol = firstSymbol(rest);
        rest.remove_prefix(symbol.size());
        if (rest.empty()) {
            at(base).text = symbol;
            return;
        }
        if (!formula.empty()) formula.push_back(leaf(Concept::operator_, "\u2063", node));
        formula.push_back(leaf(Concept::chemicalElement, symbol, at(base).written));
        at(formula.back()).facts |= factChemistry;
    }
}

/*! Marks \a top and what is in it as chemistry, and names its elements. */
void IntentReader::makeChemical(NodeId top)
{
    std::vector<NodeId> pending{top};
    while (!pending.empty()) {
        const NodeId node = pending.back();
        pending.pop_back();
        if (node == noNode) continue;
        at(node).facts |= factChemistry;
        const auto parts = children(node);
        switch (at(node).what) {
        case Concept::letter:
        case Concept::name:
        case Concept::text:
        case Concept::unitName:
            if (elementOf(at(node).text))
                at(node).what = Concept::chemicalElement;
            else if (isSymbolRun(at(node).text) && node != top)
                spellRun(node);
            break;
        case Concept::operator_:
            if (at(node).character == U'\u2062') {
                at(node).character = U'\u2063';
                at(node).text = "\u2063";
            }
            break;
        case Concept::power:
            if (at(node).value == 0) numberOxidation(node);
            [[fallthrough]];
        case Concept::subscript:
        case Concept::superscript:
        case Concept::subsuperscript: pending.push_back(children(node)[0]); break;
        case Concept::iScripts:
            pending.push_back(parts[0]);
            for (const NodeId scripts : parts.subspan(1)) {
                if (scripts == noNode) continue;
                at(scripts).facts |= factChemistry;
                if (!is(scripts, Concept::upperIndex)) continue;
                const NodeId numeral = children(scripts)[0]; // two letters are two symbols as well
                if (at(numeral).text.size() == 2 && oxidationState(at(numeral).text) > 0) spellRun(numeral);
            }
            break;
        case Concept::fenced: pending.push_back(parts[1]); break;
        case Concept::sequence: pending.insert(pending.end(), parts.begin(), parts.end()); break;
        default: break;
        }
    }
}

/*! An oxidation state of several letters above a symbol is said as a number, a letter as the symbol it is as well. */
void IntentReader::numberOxidation(NodeId power)
{
    MeaningNode &numeral = at(children(power)[1]);
    const int state = numeral.childCount == 0 ? oxidationState(numeral.text) : 0;
    if (state == 0) return;
    if (numeral.text.size() == 1) {
        numeral.what = Concept::chemicalElement;
        return;
    }
    static constexpr auto digits = std::to_array<std::string_view>({"1", "2", "3", "4", "5", "6", "7", "8"});
    const NodeId number = numberLeaf(digits[static_cast<std::size_t>(state) - 1], numeral.written);
    m_meaning->replaceChild(power, 1, number);
}

/*! Symbols of one letter in one token, as a row in its place. */
void IntentReader::spellRun(NodeId node)
{
    const std::string_view text = at(node).text;
    const NodeId from = at(node).written;
    const NodeId parent = at(node).parent;
    std::vector<NodeId> run;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view symbol = firstSymbol(rest);
        rest.remove_prefix(symbol.size());
        if (!run.empty()) run.push_back(leaf(Concept::operator_, "\u2063", from));
        run.push_back(leaf(Concept::chemicalElement, symbol, from));
        at(run.back()).facts |= factChemistry;
    }
    const NodeId row = makeList(Concept::sequence, run, from);
    at(row).facts |= factChemistry;
    const auto siblings = children(parent);
    const auto place = std::ranges::find(siblings, node);
    m_meaning->replaceChild(parent, static_cast<std::uint32_t>(place - siblings.begin()), row);
}

} // namespace mathtts
