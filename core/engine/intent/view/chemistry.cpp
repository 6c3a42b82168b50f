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

/*! The symbol that \a text begins with, two letters before one; empty: none. */
std::string_view firstSymbol(std::string_view text)
{
    for (const std::size_t length : {std::size_t{2}, std::size_t{1}})
        if (text.size() >= length && elementOf(text.substr(0, length))) return text.substr(0, length);
    return {};
}

/*! How many symbols stand side by side in \a text, such as SO, OH or NaCl; 0: they aren't all symbols, or too many. */
std::size_t symbolsIn(std::string_view text)
{
    constexpr std::size_t most = 6;
    std::size_t count = 0;
    while (!text.empty() && count <= most) {
        const std::string_view symbol = firstSymbol(text);
        if (symbol.empty()) return 0;
        text.remove_prefix(symbol.size());
        ++count;
    }
    return text.empty() ? count : 0;
}

/*! Several symbols in one token. */
bool isRun(std::string_view text)
{
    return text.size() >= 2 && symbolsIn(text) > 1;
}

/*! How much such a token speaks for chemistry: a letter more than symbols of one letter, and one for the others. */
int runEvidence(std::string_view text)
{
    const auto symbols = static_cast<int>(symbolsIn(text));
    const int twoLetter = static_cast<int>(text.size()) - symbols; // of two letters
    return symbols + twoLetter * (twoLetters - 1) + (twoLetter > 0 ? 1 : 0);
}
} // namespace

/*! How much speaks for \a node as (a part of) a formula; -1: it can't be one. Each node is looked at once. */
int IntentReader::chemicalEvidence(NodeId node)
{
    while (m_evidence.size() < m_meaning->size())
        m_evidence.push_back(nodeEvidence(static_cast<NodeId>(m_evidence.size())));
    return node == noNode ? -1 : m_evidence[node];
}

/*! The same from what is known of the children, which come before their parent. */
int IntentReader::nodeEvidence(NodeId node) const
{
    const MeaningNode &value = at(node);
    const auto parts = children(node);
    const auto known = [&](NodeId part) { return part < m_evidence.size() ? m_evidence[part] : -1; };
    switch (value.what) {
    case Concept::chemicalElement: return value.text.size() > 1 ? twoLetters : 1;
    case Concept::letter:
    case Concept::name:
    case Concept::text:
    case Concept::unitName:
        if (elementOf(value.text)) return value.text.size() > 1 ? twoLetters : 1;
        return isRun(value.text) ? runEvidence(value.text) : -1;
    case Concept::subscript: {
        const int base = known(parts[0]);
        if (base < 0 || !is(parts[1], Concept::number)) return -1;
        return at(parts[0]).childCount == 0 && isRun(at(parts[0]).text) ? base + counted : base;
    }
    case Concept::power:
    case Concept::superscript: {
        const int base = known(parts[0]);
        if (base < 0 || !isCharge(parts[1])) return -1;
        return base + (is(parts[1], Concept::sequence) ? 2 : 1);
    }
    case Concept::fenced: return parts[1] == noNode ? -1 : known(parts[1]);
    case Concept::iScripts: {
        const std::string_view base = at(parts[0]).text;
        const bool particle = base == "e" || base == "n" || base == "p";
        const bool nuclide = parts[1] != noNode && parts[2] != noNode && value.childCount == 3;
        if (nuclide && (known(parts[0]) >= 0 || particle)) return enough;
        const bool isotope = parts[1] == noNode && parts[2] != noNode && value.childCount == 3;
        return isotope && known(parts[0]) >= 0 ? known(parts[0]) + 2 : -1;
    }
    case Concept::sequence: {
        if ((value.facts & factChemistry) != 0) return enough;
        int sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i % 2 == 1 && !isOperator(parts[i], U'\u2063') && !isOperator(parts[i], U'\u2062')) return -1;
            const int part = i % 2 == 1 ? 0 : known(parts[i]);
            if (part < 0) return -1;
            sum = std::min(sum + part, 100);
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

/*! The symbol below the scripts of \a node; empty: there are several. */
std::string_view IntentReader::symbolOf(NodeId node) const
{
    while (is(node, Concept::subscript) || is(node, Concept::power) || is(node, Concept::superscript))
        node = children(node)[0];
    return at(node).text;
}

/*! A sign, or a number and a sign. */
bool IntentReader::isCharge(NodeId script) const
{
    NodeId sign = script;
    if (is(script, Concept::sequence) && children(script).size() == 2 && is(children(script)[0], Concept::number))
        sign = children(script)[1];
    return is(sign, Concept::operator_) && (at(sign).character == U'+' || at(sign).character == U'-');
}

/*! Puts what stands in brackets behind a symbol, and can be a part of its formula, into one item. */
void IntentReader::groupFormulas(std::size_t begin)
{
    std::size_t out = begin;
    const std::size_t end = m_items.size();
    for (std::size_t i = begin; i < end; ++i) {
        const IntentItem item = m_items[i];
        const bool opens = item.isOperator && item.character == U'(' && out > begin && !m_items[out - 1].isOperator &&
                           chemicalEvidence(m_items[out - 1].meaning) >= 0;
        std::size_t close = i + 1;
        while (opens && close < end && !m_items[close].isOperator && chemicalEvidence(m_items[close].meaning) >= 0)
            ++close;
        const bool group = opens && close > i + 1 && close < end && m_items[close].isOperator &&
                           m_items[close].character == U')' && stateOf(m_items[i + 1].meaning).empty();
        if (!group) {
            m_items[out++] = item;
            continue;
        }
        std::vector<NodeId> parts;
        for (std::size_t j = i + 1; j < close; ++j) {
            if (!parts.empty()) parts.push_back(leaf(Concept::operator_, "\u2062", item.written));
            parts.push_back(m_items[j].meaning);
        }
        const NodeId inside = parts.size() == 1 ? parts[0] : makeList(Concept::sequence, parts, item.written);
        const NodeId scripts = m_items[close].scripts;
        const NodeId closing =
            scripts == noNode ? m_items[close].meaning : m_done[m_tree->children(scripts).front()].meaning;
        IntentItem made{.meaning = make(Concept::fenced, {item.meaning, inside, closing}, item.written),
                        .written = item.written,
                        .character = U'(',
                        .isFenced = scripts == noNode};
        at(made.meaning).facts |= factBracketed;
        if (scripts != noNode) made.meaning = withScripts(scripts, made.meaning);
        m_items[out++] = made;
        i = close;
    }
    m_items.resize(out);
}

/*! Nothing that is seen or said between two symbols. */
bool IntentReader::isJoint(const IntentItem &item)
{
    return item.isOperator && (item.character == U'\u2062' || item.character == U'\u2063');
}

/*! The formula or equation that the items from \a begin on are; noNode: they are no chemistry. */
NodeId IntentReader::chemistry(std::size_t begin, NodeId node)
{
    if (m_literal) return noNode;
    groupFormulas(begin);
    int evidence = 0;
    bool telling = false; // more than letters that are symbols as well
    bool arrow = false;
    bool countedElement = false;
    std::size_t formulas = 0;
    std::size_t side = 0; // parts of a formula side by side
    bool together = false;
    bool same = true; // one symbol alone, again and again, is a name with indices
    std::string_view symbol;
    const std::size_t end = m_items.size();
    for (std::size_t i = begin; i < end; ++i) {
        const IntentItem &item = m_items[i];
        if (isJoint(item)) continue;
        if (item.isOperator) {
            if (item.scripts != noNode) return noNode;
            if (item.character == U'(' && i + 2 < end && m_items[i + 2].character == U')' && side > 0 &&
                at(m_items[i + 1].meaning).childCount == 0 && isState(at(m_items[i + 1].meaning).text)) {
                evidence += stateGiven;
                i += 2;
                continue;
            }
            const bool bond = (item.character == U'-' || item.character == U'=' || item.character == U'≡') &&
                              side > 0 && i + 1 < end && chemicalEvidence(m_items[i + 1].meaning) >= 0;
            if (isArrow(item.character)) {
                arrow = true;
                side = 0;
            } else if (item.character == U'+') {
                side = 0;
            } else if (side > 0 && (item.character == U'↑' || item.character == U'↓')) {
                continue;
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
        const int part = chemicalEvidence(item.meaning);
        if (part < 0) return noNode;
        const std::string_view own = symbolOf(item.meaning);
        same = same && !own.empty() && (formulas == 0 || own == symbol);
        symbol = own;
        evidence += part;
        telling = telling || part > 1 || at(item.meaning).childCount > 0;
        countedElement = countedElement || is(item.meaning, Concept::subscript);
        together = together || side > 0;
        ++side;
        ++formulas;
    }
    if (same && formulas > 1) return noNode;
    if (together && (countedElement || evidence == twoLetters + 1)) evidence += counted;
    if (arrow && telling) evidence += reaction;
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
        if (isJoint(item)) continue;
        if (item.isOperator && item.character == U'(') {
            const NodeId state = leaf(Concept::chemicalState, at(m_items[i + 1].meaning).text, m_items[i + 1].written);
            formula.push_back(leaf(Concept::operator_, "\u2063", node));
            formula.push_back(state);
            i += 2;
        } else if (item.isOperator && isArrow(item.character)) {
            endSum();
            NodeId sign = item.meaning;
            const bool labeled = !is(sign, Concept::operator_) && !children(sign).empty();
            if (labeled) sign = children(sign)[0];
            NodeId arrow = makeList(Concept::reactionArrow, std::array{sign, noNode, noNode}, node);
            if (labeled) {
                m_scratch.assign(children(item.meaning).begin(), children(item.meaning).end());
                m_scratch[0] = arrow;
                arrow = makeList(at(item.meaning).what, m_scratch, node);
            }
            equation.push_back(arrow);
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
            splitRun(item.meaning, formula, node);
            const bool beside = !formula.empty() && !is(formula.back(), Concept::operator_);
            if (beside) formula.push_back(leaf(Concept::operator_, "\u2063", node));
            makeChemical(item.meaning);
            formula.push_back(item.meaning);
        }
    }
    endSum();
    return chemical(equation);
}

/*! Of symbols side by side in one token, such as SO with a 4 below, the scripts belong to the last: the others are put
 *  before it. */
void IntentReader::splitRun(NodeId part, std::vector<NodeId> &formula, NodeId node)
{
    NodeId base = part;
    while (is(base, Concept::subscript) || is(base, Concept::power) || is(base, Concept::superscript))
        base = children(base)[0];
    const std::string_view text = at(base).text;
    if (at(base).childCount > 0 || elementOf(text) || !isRun(text)) return;
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
            else if (isRun(at(node).text) && node != top)
                spellRun(node);
            break;
        case Concept::operator_:
            if (at(node).character == U'\u2062') {
                at(node).character = U'\u2063';
                at(node).text = "\u2063";
            }
            break;
        case Concept::subscript:
        case Concept::power:
        case Concept::superscript:
        case Concept::iScripts: pending.push_back(parts[0]); break;
        case Concept::fenced: pending.push_back(parts[1]); break;
        case Concept::sequence: pending.insert(pending.end(), parts.begin(), parts.end()); break;
        default: break;
        }
    }
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
