// SPDX-License-Identifier: GPL-3.0-or-later
// Chemistry in plain MathML: a row is chemistry when all that stands in it can be, and enough of it must be. Symbols of
// two letters, counts behind elements that stand side by side, bonds, states and arrows speak for it.
#include "engine/intent/view/reader.h"

#include "engine/tree/elements.h"

#include <algorithm>

namespace mathtts
{

namespace
{
constexpr int enough = 5;     // evidence for chemistry
constexpr int deepest = 4;    // groups inside groups
constexpr int twoLetters = 3; // evidence of a symbol such as Na
constexpr int counted = 3;    // of a count behind an element beside others
constexpr int stateGiven = 5; // of (aq)
constexpr int reaction = 3;   // of an arrow

bool isArrow(char32_t character)
{
    return character == U'→' || character == U'⟶' || character == U'⇌' || character == U'⟷' || character == U'↔' ||
           character == U'⇄' || character == U'⇋' || character == U'←';
}

bool isState(std::string_view text)
{
    return text == "aq" || text == "s" || text == "l" || text == "g";
}

/*! Symbols of one letter side by side, such as SO or OH. */
bool isRun(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 4 && std::ranges::all_of(text, [](char c) {
               return c >= 'A' && c <= 'Z' && elementOf(std::string_view(&c, 1)).has_value();
           });
}
} // namespace

/*! How much speaks for \a node as (a part of) a formula; -1: it can't be one. */
int IntentReader::chemicalEvidence(NodeId node, int depth) const
{
    if (node == noNode || depth > deepest) return -1;
    const MeaningNode &value = at(node);
    const auto parts = children(node);
    switch (value.what) {
    case Concept::chemicalElement: return value.text.size() > 1 ? twoLetters : 1;
    case Concept::letter:
    case Concept::name:
    case Concept::text:
    case Concept::unitName:
        if (elementOf(value.text)) return value.text.size() > 1 ? twoLetters : 1;
        return isRun(value.text) ? static_cast<int>(value.text.size()) : -1;
    case Concept::subscript: {
        const int base = chemicalEvidence(parts[0], depth + 1);
        if (base < 0 || !is(parts[1], Concept::number)) return -1;
        return at(parts[0]).childCount == 0 && isRun(at(parts[0]).text) ? base + counted : base;
    }
    case Concept::power:
    case Concept::superscript: {
        const int base = chemicalEvidence(parts[0], depth + 1);
        return base >= 0 && isCharge(parts[1]) ? base + 1 : -1;
    }
    case Concept::fenced: return parts[1] == noNode ? -1 : chemicalEvidence(parts[1], depth + 1);
    case Concept::iScripts: {
        const int base = chemicalEvidence(parts[0], depth + 1);
        const bool left = parts[1] != noNode && parts[2] != noNode;
        const bool particle = is(parts[0], Concept::letter) &&
                              (at(parts[0]).text == "e" || at(parts[0]).text == "n" || at(parts[0]).text == "p");
        return left && value.childCount == 3 && (base >= 0 || particle) ? enough : -1;
    }
    case Concept::sequence: {
        if ((value.facts & factChemistry) != 0) return enough;
        int sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i % 2 == 1 && !isOperator(parts[i], U'\u2063') && !isOperator(parts[i], U'\u2062')) return -1;
            const int part = i % 2 == 1 ? 0 : chemicalEvidence(parts[i], depth + 1);
            if (part < 0) return -1;
            sum += part;
        }
        return sum;
    }
    default: return -1;
    }
}

/*! The state of matter that stands in brackets; empty: none does. */
std::string_view IntentReader::stateOf(NodeId node) const
{
    if (!is(node, Concept::fenced) || children(node)[1] == noNode) return {};
    const MeaningNode &inside = at(children(node)[1]);
    return inside.childCount == 0 && isState(inside.text) ? inside.text : std::string_view();
}

/*! A sign, or a number and a sign. */
bool IntentReader::isCharge(NodeId script) const
{
    if (is(script, Concept::operator_)) return at(script).character == U'+' || at(script).character == U'-';
    if (!is(script, Concept::sequence) || children(script).size() != 2) return false;
    return is(children(script)[0], Concept::number) && isCharge(children(script)[1]);
}

/*! The formula or equation that the items from \a begin on are; noNode: they are no chemistry. */
NodeId IntentReader::chemistry(std::size_t begin, NodeId node)
{
    if (m_literal) return noNode;
    int evidence = 0;
    bool arrow = false;
    bool countedElement = false;
    std::size_t formulas = 0;
    std::size_t side = 0; // parts of a formula side by side
    bool together = false;
    const std::size_t end = m_items.size();
    for (std::size_t i = begin; i < end; ++i) {
        const IntentItem &item = m_items[i];
        if (item.isOperator) {
            if (item.scripts != noNode) return noNode;
            if (item.character == U'(' && i + 2 < end && m_items[i + 2].character == U')' && side > 0 &&
                at(m_items[i + 1].meaning).childCount == 0 && isState(at(m_items[i + 1].meaning).text)) {
                evidence += stateGiven;
                i += 2;
                continue;
            }
            const bool bond = (item.character == U'-' || item.character == U'=' || item.character == U'≡') &&
                              side > 0 && i + 1 < end && chemicalEvidence(m_items[i + 1].meaning, 0) >= 0;
            if (isArrow(item.character)) {
                arrow = true;
                side = 0;
            } else if (item.character == U'+') {
                side = 0;
            } else if (bond) {
                evidence += item.character == U'-' ? 1 : counted;
            } else {
                return noNode;
            }
            continue;
        }
        if (is(item.meaning, Concept::number) && i + 1 < end && side == 0 && !m_items[i + 1].isOperator) continue;
        if (side > 0 && !stateOf(item.meaning).empty()) {
            evidence += stateGiven;
            continue;
        }
        const int part = chemicalEvidence(item.meaning, 0);
        if (part < 0) return noNode;
        evidence += part;
        countedElement = countedElement || is(item.meaning, Concept::subscript);
        together = together || side > 0;
        ++side;
        ++formulas;
    }
    if (countedElement && together) evidence += counted;
    if (arrow) evidence += reaction;
    if (evidence < enough || formulas == 0) return noNode;
    return chemicalEquation(begin, node);
}

NodeId IntentReader::chemicalEquation(std::size_t begin, NodeId node)
{
    std::vector<NodeId> equation;
    std::vector<NodeId> sum;
    std::vector<NodeId> formula;
    NodeId amount = noNode;
    const auto chemical = [&](std::vector<NodeId> &parts) {
        NodeId result = parts.size() == 1 ? parts[0] : makeList(Concept::sequence, parts, node);
        at(result).facts |= factChemistry;
        parts.clear();
        return result;
    };
    const auto endFormula = [&] {
        if (formula.empty()) return;
        NodeId made = chemical(formula);
        if (amount != noNode) {
            std::vector<NodeId> parts{amount, leaf(Concept::operator_, "\u2062", node), made};
            made = chemical(parts);
        }
        amount = noNode;
        sum.push_back(made);
    };
    const auto endSum = [&] {
        endFormula();
        if (!sum.empty()) equation.push_back(chemical(sum));
    };
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        const IntentItem &item = m_items[i];
        if (item.isOperator && item.character == U'(') {
            const NodeId state = leaf(Concept::chemicalState, at(m_items[i + 1].meaning).text, m_items[i + 1].written);
            formula.push_back(leaf(Concept::operator_, "\u2063", node));
            formula.push_back(state);
            i += 2;
        } else if (item.isOperator && isArrow(item.character)) {
            endSum();
            equation.push_back(makeList(Concept::reactionArrow, std::array{item.meaning, noNode, noNode}, node));
        } else if (item.isOperator && item.character == U'+') {
            endFormula();
            sum.push_back(item.meaning);
        } else if (item.isOperator) {
            at(item.meaning).facts |= factChemistry; // a bond
            formula.push_back(item.meaning);
        } else if (is(item.meaning, Concept::number)) {
            amount = item.meaning;
        } else if (const std::string_view state = stateOf(item.meaning); !state.empty() && !formula.empty()) {
            formula.push_back(leaf(Concept::operator_, "\u2063", node));
            formula.push_back(leaf(Concept::chemicalState, state, at(item.meaning).written));
        } else {
            const bool beside = !formula.empty() && !is(formula.back(), Concept::operator_);
            if (beside) formula.push_back(leaf(Concept::operator_, "\u2063", node));
            formula.push_back(chemicalPart(item.meaning, 0));
        }
    }
    endSum();
    return chemical(equation);
}

/*! \a node as a part of a formula. */
NodeId IntentReader::chemicalPart(NodeId node, int depth)
{
    if (node == noNode || depth > deepest) return node;
    const std::vector<NodeId> parts(children(node).begin(), children(node).end());
    const NodeId from = at(node).written;
    NodeId result = node;
    switch (at(node).what) {
    case Concept::letter:
    case Concept::name:
    case Concept::text:
    case Concept::unitName: {
        const std::string_view text = at(node).text;
        if (elementOf(text)) {
            result = leaf(Concept::chemicalElement, text, from);
        } else if (isRun(text)) {
            std::vector<NodeId> run;
            for (std::size_t i = 0; i < text.size(); ++i) {
                if (i > 0) run.push_back(leaf(Concept::operator_, "\u2063", from));
                run.push_back(leaf(Concept::chemicalElement, text.substr(i, 1), from));
                at(run.back()).facts |= factChemistry;
            }
            result = makeList(Concept::sequence, run, from);
        }
        break;
    }
    case Concept::subscript:
    case Concept::power:
    case Concept::superscript: result = make(at(node).what, {chemicalPart(parts[0], depth + 1), parts[1]}, from); break;
    case Concept::fenced:
        result = make(Concept::fenced, {parts[0], chemicalPart(parts[1], depth + 1), parts[2]}, from);
        break;
    case Concept::iScripts: {
        std::vector<NodeId> slots = parts;
        slots[0] = chemicalPart(parts[0], depth + 1);
        result = makeList(Concept::iScripts, slots, from);
        break;
    }
    case Concept::sequence: {
        std::vector<NodeId> row = parts;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i % 2 == 0)
                row[i] = chemicalPart(row[i], depth + 1);
            else
                row[i] = leaf(Concept::operator_, "\u2063", from);
        }
        result = makeList(Concept::sequence, row, from);
        break;
    }
    default: break;
    }
    at(result).facts |= factChemistry;
    return result;
}

} // namespace mathtts
