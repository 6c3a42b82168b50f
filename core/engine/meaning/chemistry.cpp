// SPDX-License-Identifier: GPL-3.0-or-later
// Chemistry: formulas with their counts and charges, sums, equations.
#include "engine/meaning/builder.h"
#include "engine/tree/elements.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace mathtts
{

namespace
{
bool isSign(char32_t character)
{
    return character == U'+' || character == U'-' || character == U'−' || character == U'±';
}

bool isState(std::string_view text)
{
    return text == "aq" || text == "s" || text == "l" || text == "g" || text == "(aq)" || text == "(s)" ||
           text == "(l)" || text == "(g)";
}
} // namespace

/*! A row inside \ce. */
NodeId Builder::chemistry(NodeId node)
{
    return chemicalRow(parts(node), node);
}

/*! A part of a formula with its count below and its charge above. */
NodeId Builder::chemicalScripts(NodeId node)
{
    NodeId result = meaningOf(parts(node)[0]);
    const NodeId core = m_core[node];
    if (isElement(core) && (is(result, Concept::letter) || is(result, Concept::name)))
        at(result).what = at(result).runnerUp = Concept::chemicalElement;
    if (is(result, Concept::none)) return noNode;
    const Scripts scripts = scriptsOf(node);
    const NodeId under = scripts.under == noNode ? noNode : meaningOf(scripts.under);
    const bool state = is(under, Concept::chemicalState); // H^+_{(aq)}: said after the charge
    if (under != noNode && !state && !is(under, Concept::none))
        result = makeOf(Concept::chemicalCount, node, result, under);
    if (scripts.over != noNode) result = charged(node, result, scripts.over);
    if (state) result = makeOf(Concept::chemicalState, node, result, slot(under, 1));
    at(result).facts |= factChemistry;
    return result;
}

/*! \a part with the charge or other superscript in \a script. */
NodeId Builder::charged(NodeId node, NodeId part, NodeId script)
{
    const NodeId inner = unwrapped(script);
    const auto tokens = written(inner).childCount > 0 && written(inner).element == Element::mrow
                            ? parts(inner)
                            : std::span<const NodeId>(&inner, 1);
    if (tokens.size() <= 2) {
        const NodeId last = unwrapped(tokens.back());
        const NodeId first = unwrapped(tokens.front());
        if (written(last).childCount == 0 && isSign(written(last).character)) {
            const NodeId amount = tokens.size() == 2 ? meaningOf(tokens[0]) : noNode;
            return makeOf(Concept::charge, node, part, amount, operatorLeaf(last));
        }
        if (tokens.size() == 2 && isSign(written(first).character))
            return makeOf(Concept::charge, node, part, meaningOf(last), operatorLeaf(first));
    }
    const NodeId state = meaningOf(script);
    if (is(state, Concept::none)) return part;
    const std::string_view text = at(state).text;
    if (!text.empty() && text.find_first_not_of("IVX") == text.npos)
        return makeOf(Concept::oxidationState, node, part, state);
    return makeOf(Concept::superscript, node, part, state);
}

/*! Finishes one formula and its amount. */
NodeId Builder::chemicalFormula(std::vector<NodeId> &formula, NodeId &amount, NodeId row)
{
    NodeId result = noNode;
    if (!formula.empty()) {
        const bool alone =
            formula.size() == 1 && (is(formula[0], Concept::nuclide) || is(formula[0], Concept::operator_) ||
                                    is(formula[0], Concept::text) || is(formula[0], Concept::symbol));
        result = alone ? formula[0] : make(Concept::chemicalFormula, formula, row);
        at(result).facts |= factChemistry;
        if (amount != noNode) result = makeOf(Concept::chemicalAmount, row, amount, result);
    } else
        result = amount;
    formula.clear();
    amount = noNode;
    return result;
}

NodeId Builder::chemicalRow(std::span<const NodeId> children, NodeId row)
{
    // the brackets around all of it, from the outside in
    std::vector<NodeId> brackets;
    NodeId content = noNode;
    while (content == noNode && children.size() >= 2) {
        const NodeId first = unwrapped(children.front());
        const NodeId last = unwrapped(children.back());
        if (written(first).element != Element::mo || written(last).element != Element::mo ||
            characterFacts(written(first).character).kind != CharacterClass::open ||
            characterFacts(written(last).character).kind != CharacterClass::close)
            break;
        children = children.subspan(1, children.size() - 2);
        const NodeId inner = children.size() == 1 ? unwrapped(children[0]) : noNode;
        if (inner != noNode && written(inner).childCount == 0 && isState(written(inner).text)) {
            const NodeId state =
                m_meaning->addLeaf(Concept::text, written(inner).text, children[0], written(children[0]).source);
            at(state).facts = factLeaf | factChemistry | factWord;
            content = makeOf(Concept::chemicalState, row, NodeId{noNode}, state);
        } else
            brackets.push_back(first);
    }
    if (content == noNode) content = children.empty() ? none(row) : chemicalSides(children, row);
    for (const NodeId bracket : std::views::reverse(brackets)) {
        content = makeOf(Concept::chemicalGroup, row, content);
        at(content).text = written(bracket).text;
        at(content).character = written(bracket).character;
    }
    return content;
}

/*! What stands between brackets, or the whole: formulas, sums and reactions. */
NodeId Builder::chemicalSides(std::span<const NodeId> children, NodeId row)
{
    std::vector<NodeId> sides;
    std::vector<NodeId> terms;
    std::vector<NodeId> formula;
    NodeId amount = noNode;
    bool arrows = false;
    const auto finishSide = [&] {
        const NodeId last = chemicalFormula(formula, amount, row);
        if (last != noNode) terms.push_back(last);
        if (terms.empty()) return;
        sides.push_back(terms.size() == 1 ? terms[0] : make(Concept::chemicalSum, terms, row));
        terms.clear();
    };
    for (std::size_t i = 0; i < children.size(); ++i) {
        const NodeId child = unwrapped(children[i]);
        const NodeId core = m_core[child];
        const Node &token = written(core);
        if (written(child).element == Element::mspace) continue;
        if (token.element == Element::mo && token.childCount == 0) {
            const CharacterClass kind = characterFacts(token.character).kind;
            if ((token.character == U'↓' || token.character == U'↑') && child == core && !formula.empty()) {
                // what falls out or escapes
                const NodeId whole = formula.size() == 1 ? formula[0] : make(Concept::chemicalFormula, formula, row);
                const NodeId state = m_meaning->addLeaf(Concept::text, token.text, core, token.source);
                at(state).facts = factLeaf | factChemistry;
                formula.assign(1, makeOf(Concept::chemicalState, child, whole, state));
                continue;
            }
            const bool arrow = (token.flags & relation) != 0 || kind == CharacterClass::relation;
            const bool adjacent = !formula.empty() && written(child).source.begin == at(formula.back()).source.end;
            const bool equalBond =
                !formula.empty() && child == core && (token.character == U'≡' || (token.character == U'=' && adjacent));
            if (arrow && !equalBond) {
                finishSide();
                Scripts scripts = child == core ? Scripts{} : scriptsOf(child);
                const auto label = [&](NodeId node) {
                    if (node == noNode) return NodeId{noNode};
                    const NodeId made = meaningOf(node);
                    return is(made, Concept::none) ? NodeId{noNode} : made;
                };
                sides.push_back(makeOf(Concept::reactionArrow, child, operatorLeaf(core), label(scripts.over),
                                       label(scripts.under)));
                arrows = true;
                continue;
            }
            if (token.character == U'+' && child == core) {
                const NodeId last = chemicalFormula(formula, amount, row);
                if (last != noNode) terms.push_back(last);
                continue;
            }
            formula.push_back(child == core ? operatorLeaf(core) : withScripts(child, operatorLeaf(core)));
            continue;
        }
        NodeId part = meaningOf(child);
        if (child == core && token.element == Element::mi && elementOf(token.text).has_value()) {
            at(part).what = at(part).runnerUp = Concept::chemicalElement;
            at(part).facts |= factChemistry;
        }
        const MeaningNode &made = at(part);
        if (made.what == Concept::none) continue;
        if (made.what == Concept::chemicalState && !formula.empty() && slot(part, 0) == noNode) {
            const NodeId whole = formula.size() == 1 ? formula[0] : make(Concept::chemicalFormula, formula, row);
            part = makeOf(Concept::chemicalState, child, whole, slot(part, 1));
            formula.assign(1, part);
            continue;
        }
        if (formula.empty() && amount == noNode &&
            ((made.facts & factNumber) != 0 || made.what == Concept::fraction || made.what == Concept::mixedNumber ||
             (made.what == Concept::letter && token.variant != Variant::normal && i + 1 < children.size()))) {
            amount = part;
            continue;
        }
        formula.push_back(part);
    }
    finishSide();
    if (sides.empty()) return none(row);
    if (sides.size() == 1) return sides[0];
    return make(arrows ? Concept::chemicalEquation : Concept::sequence, sides, row);
}

/*! The element symbols that make up all of \a text, such as Na and Cl; false when it is something else. */
bool Builder::splitElements(std::string_view text, std::vector<std::string_view> &symbols) const
{
    symbols.clear();
    std::size_t i = 0;
    while (i < text.size()) {
        const bool two = i + 1 < text.size() && text[i + 1] >= 'a' && text[i + 1] <= 'z';
        const std::string_view symbol = text.substr(i, two ? 2 : 1);
        if (symbols.size() > 12 || !elementOf(symbol)) return false;
        symbols.push_back(symbol);
        i += symbol.size();
    }
    return !symbols.empty();
}

/*! A formula set in upright letters, such as \mathrm{H_2O}, when that is what \a children very likely are; else noNode.
 *  Counts for it: several elements, numbers below elements, a charge; against it: anything else. */
NodeId Builder::plainFormula(std::span<const NodeId> children, NodeId row)
{
    if (children.empty() || children.size() > 40) return noNode;
    int likelihood = 0;
    int capitals = 0;
    bool twoLetters = false;
    bool counted = false;
    std::vector<std::string_view> symbols;
    for (const NodeId child : children) {
        const NodeId inner = unwrapped(child);
        const NodeId core = m_core[inner];
        const Node &token = written(core);
        if (token.childCount > 0) return noNode;
        const CharacterClass kind =
            token.element == Element::mo ? characterFacts(token.character).kind : CharacterClass::letter;
        if (token.element == Element::mo) {
            if (kind != CharacterClass::close && (kind != CharacterClass::open || core != inner)) return noNode;
        } else {
            if (token.element != Element::mi || token.variant == Variant::italic) return noNode;
            if (token.variant != Variant::normal && token.text.size() < 2) return noNode;
            if (isFunctionName(core) || !splitElements(token.text, symbols)) return noNode;
            for (const std::string_view symbol : symbols) {
                likelihood += symbol.size() == 2 ? 2 : 1;
                twoLetters = twoLetters || symbol.size() == 2;
                ++capitals;
            }
        }
        if (inner == core) continue;
        counted = true;
        const Scripts scripts = scriptsOf(inner);
        if (written(inner).element == Element::mover || written(inner).element == Element::munder) return noNode;
        if (m_core[parts(inner)[0]] != unwrapped(parts(inner)[0])) return noNode;
        if (scripts.under != noNode) {
            const NodeId count = unwrapped(scripts.under);
            if (!isInteger(count) && !(isLetter(count) && likelihood >= 2)) return noNode;
            if (written(count).text == "0" || written(count).text == "1") return noNode;
            likelihood += 2;
        }
        if (scripts.over != noNode) {
            const NodeId over = unwrapped(scripts.over);
            const auto tokens = written(over).childCount > 0 ? parts(over) : std::span<const NodeId>(&over, 1);
            if (!isSign(written(unwrapped(tokens.back())).character)) return noNode;
            likelihood += 2;
        }
    }
    if (likelihood < 3) return noNode;
    if (!counted && (capitals < 2 || !twoLetters)) return noNode; // a word, perhaps

    std::vector<NodeId> formula;
    struct Bracket {
        std::vector<NodeId> before;
        std::string_view text;
        char32_t character;
    };
    std::vector<Bracket> open;
    for (const NodeId child : children) {
        const NodeId inner = unwrapped(child);
        const NodeId core = m_core[inner];
        const Node &token = written(core);
        NodeId part = noNode;
        if (token.element == Element::mo && characterFacts(token.character).kind == CharacterClass::open) {
            open.push_back({std::exchange(formula, {}), token.text, token.character});
            continue;
        }
        if (token.element == Element::mo) {
            if (open.empty() || formula.empty()) return noNode;
            if (inner == core && open.back().character == U'[') return noNode; // a concentration, not a complex
            part = makeOf(Concept::chemicalGroup, row, make(Concept::chemicalFormula, formula, row));
            at(part).text = open.back().text;
            at(part).character = open.back().character;
            formula = std::move(open.back().before);
            open.pop_back();
        } else {
            splitElements(token.text, symbols);
            for (std::size_t i = 0; i < symbols.size(); ++i) {
                part = m_meaning->addLeaf(Concept::chemicalElement, symbols[i], core, token.source);
                at(part).facts = factLeaf | factChemistry;
                if (i + 1 < symbols.size()) formula.push_back(part);
            }
        }
        at(part).facts |= factChemistry;
        if (inner != core) {
            const Scripts scripts = scriptsOf(inner);
            if (scripts.under != noNode) part = makeOf(Concept::chemicalCount, inner, part, meaningOf(scripts.under));
            if (scripts.over != noNode) part = charged(inner, part, scripts.over);
        }
        formula.push_back(part);
    }
    if (!open.empty()) return noNode;
    const NodeId result = make(Concept::chemicalFormula, formula, row);
    at(result).facts |= factChemistry;
    return likelihood < 4 ? doubt(result, 75, Concept::impliedProduct) : result;
}

} // namespace mathtts
