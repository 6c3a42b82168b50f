// SPDX-License-Identifier: GPL-3.0-or-later
// Chemistry in plain MathML: a row is chemistry when all that stands in it can be, and enough of it must be. Symbols of
// two letters, counts behind elements that stand side by side, bonds, states and arrows speak for it.
#include "engine/intent/view/chemistry.h"

#include "engine/intent/view/reader.h"

#include "engine/tree/elements.h"

#include <algorithm>
#include <array>

namespace mathtts
{

namespace
{
constexpr int enough = 5;     // evidence for chemistry
constexpr int twoLetters = 3; // evidence of a symbol such as Na
constexpr int counted = 3;    // of a count behind an element beside others
constexpr int stateGiven = 5; // of (aq)
constexpr int reaction = 3;   // of an arrow
constexpr int oxidized = 2;   // of a Roman numeral above a symbol

bool isState(std::string_view text)
{
    return text == "aq" || text == "s" || text == "l" || text == "g";
}

bool isOpening(char32_t character)
{
    return character == U'(' || character == U'[';
}

bool isClosing(char32_t character)
{
    return character == U')' || character == U']';
}

/*! How much such a token speaks for chemistry: a letter more than symbols of one letter, and one for the others. */
int runEvidence(std::string_view text)
{
    const auto symbols = static_cast<int>(symbolsIn(text));
    const int twoLetter = static_cast<int>(text.size()) - symbols; // of two letters
    return symbols + twoLetter * (twoLetters - 1) + (twoLetter > 0 ? 1 : 0);
}
} // namespace

bool isReactionArrow(char32_t character)
{
    constexpr std::u32string_view arrows = U"→⟶⇌⟷↔⇄⇆⇋←⟵⥂⥃⥄⇀↽⇒🣑🣒🣓";
    return character != 0 && arrows.contains(character);
}

bool isHydrateDot(char32_t character)
{
    return character == U'⋅' || character == U'·' || character == U'∙' || character == U'•';
}

int bondOf(std::string_view sign)
{
    if (sign == "-" || sign == ":") return 1;
    if (sign == "=" || sign == "∷" || sign == "::") return 2;
    return sign == "≡" ? 3 : 0;
}

std::string_view firstSymbol(std::string_view text)
{
    for (const std::size_t length : {std::size_t{2}, std::size_t{1}})
        if (text.size() >= length && elementOf(text.substr(0, length))) return text.substr(0, length);
    return {};
}

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

bool isSymbolRun(std::string_view text)
{
    return text.size() >= 2 && symbolsIn(text) > 1;
}

int oxidationState(std::string_view text)
{
    static constexpr auto numerals =
        std::to_array<std::string_view>({"I", "II", "III", "IV", "V", "VI", "VII", "VIII"});
    const auto found = std::ranges::find(numerals, text);
    return found == numerals.end() ? 0 : static_cast<int>(found - numerals.begin()) + 1;
}

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
        return isSymbolRun(value.text) ? runEvidence(value.text) : -1;
    case Concept::subscript: {
        const int base = known(parts[0]);
        if (base < 0 || !isCount(parts[1])) return -1;
        return at(parts[0]).childCount == 0 && isSymbolRun(at(parts[0]).text) ? base + counted : base;
    }
    case Concept::power:
    case Concept::superscript: return known(parts[0]) < 0 ? -1 : withCharge(known(parts[0]), parts[1]);
    case Concept::subsuperscript: {
        const bool fits = known(parts[0]) >= 0 && isCount(parts[1]);
        return fits ? withCharge(known(parts[0]), parts[2]) : -1;
    }
    case Concept::fenced: return parts[1] == noNode ? -1 : known(parts[1]);
    case Concept::iScripts: return scriptsEvidence(node);
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

/*! Evidence of a nuclide, or of scripts behind a symbol as they are staggered in a formula. */
int IntentReader::scriptsEvidence(NodeId node) const
{
    const MeaningNode &value = at(node);
    const auto parts = children(node);
    const int base = parts[0] < m_evidence.size() ? m_evidence[parts[0]] : -1;
    const bool staggered = value.written != noNode && written(value.written).element != Element::mmultiscripts;
    if (parts[2] != noNode && value.childCount == 3) {
        const std::string_view symbol = at(parts[0]).text;
        const bool particle = symbol == "e" || symbol == "n" || symbol == "p";
        if (parts[1] != noNode) return base >= 0 || particle ? enough : -1;
        return base < 0 ? -1 : staggered ? enough : base + oxidized;
    }
    if (base < 0 || parts[1] != noNode || parts[2] != noNode) return -1;
    int evidence = base;
    const bool run = at(parts[0]).childCount == 0 && isSymbolRun(at(parts[0]).text);
    const auto add = [&](NodeId index) {
        if (evidence < 0 || index == noNode) return;
        const NodeId script = children(index)[0];
        if (is(index, Concept::upperIndex))
            evidence = withCharge(staggered && isCharge(script) ? evidence + counted : evidence, script);
        else
            evidence = isCount(script) ? evidence + (run ? counted : 0) : -1;
    };
    for (const NodeId part : parts.subspan(3)) {
        if (is(part, Concept::sequence)) {
            if (at(part).value != 0 || children(part).size() != 2) return -1;
            add(children(part)[0]);
            add(children(part)[1]);
        } else {
            add(part);
        }
    }
    return evidence;
}

/*! \a evidence of a base with \a script above it; -1: no charge and no oxidation state. */
int IntentReader::withCharge(int evidence, NodeId script) const
{
    if (isCharge(script)) return evidence + (is(script, Concept::sequence) ? 2 : 1);
    return at(script).childCount == 0 && oxidationState(at(script).text) > 0 ? evidence + oxidized : -1;
}

/*! A count of atoms, or the state of matter in the place of one. */
bool IntentReader::isCount(NodeId script) const
{
    return is(script, Concept::number) || !stateOf(script).empty();
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
    return at(baseOf(node)).text;
}

/*! What is below the scripts of \a node. */
NodeId IntentReader::baseOf(NodeId node) const
{
    while (is(node, Concept::subscript) || is(node, Concept::power) || is(node, Concept::superscript) ||
           is(node, Concept::subsuperscript) || is(node, Concept::iScripts))
        node = children(node)[0];
    return node;
}

/*! A sign, or a number and a sign. */
bool IntentReader::isCharge(NodeId script) const
{
    NodeId sign = script;
    if (is(script, Concept::sequence) && children(script).size() == 2 && is(children(script)[0], Concept::number))
        sign = children(script)[1];
    return is(sign, Concept::operator_) && (at(sign).character == U'+' || at(sign).character == U'-');
}

/*! Puts what stands in brackets with scripts behind them, and can be a part of a formula, into one item. */
void IntentReader::groupFormulas(std::size_t begin)
{
    std::size_t out = begin;
    m_openGroups.clear();
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        const IntentItem item = m_items[i];
        if (item.isOperator && item.scripts == noNode && isOpening(item.character)) m_openGroups.push_back(out);
        if (!item.isOperator || !isClosing(item.character) || m_openGroups.empty()) {
            m_items[out++] = item;
            continue;
        }
        const std::size_t open = m_openGroups.back();
        m_openGroups.pop_back();
        const bool pair = (item.character == U')') == (m_items[open].character == U'(');
        bool group = pair && item.scripts != noNode && open + 1 < out && !isFlatGroup(begin, open, i);
        for (std::size_t j = open + 1; group && j < out; ++j)
            group = isJoint(m_items[j]) || (!m_items[j].isOperator && chemicalEvidence(m_items[j].meaning) >= 0);
        if (!group) {
            m_items[out++] = item;
            continue;
        }
        std::vector<NodeId> parts;
        for (std::size_t j = open + 1; j < out; ++j) {
            if (isJoint(m_items[j])) continue;
            if (!parts.empty()) parts.push_back(leaf(Concept::operator_, "\u2062", item.written));
            parts.push_back(m_items[j].meaning);
        }
        const NodeId inside = parts.size() == 1 ? parts[0] : makeList(Concept::sequence, parts, item.written);
        const NodeId base = m_done[m_tree->children(item.scripts).front()].meaning;
        const NodeId closing = base != noNode ? base : item.meaning;
        IntentItem made{.meaning = make(Concept::fenced, {m_items[open].meaning, inside, closing}, item.written),
                        .written = item.written,
                        .character = m_items[open].character};
        at(made.meaning).facts |= factBracketed;
        made.meaning = withScriptsOf(item, made.meaning);
        out = open;
        m_items[out++] = made;
    }
    m_items.resize(out);
}

/*! Nothing that is seen or said between two symbols. */
bool IntentReader::isJoint(const IntentItem &item)
{
    return item.isOperator && (item.character == U'\u2062' || item.character == U'\u2063');
}

/*! Whether the bracket of a part of a formula at \a open, which \a close ends, stands in its row like a sign: behind a
 *  symbol, in no bracket that is a base itself, and with no state of matter behind it. */
bool IntentReader::isFlatGroup(std::size_t begin, std::size_t open, std::size_t close)
{
    const auto behindSymbol = [&](std::size_t index) {
        return index > begin && !m_items[index - 1].isOperator && chemicalEvidence(m_items[index - 1].meaning) >= 0;
    };
    return !isStaggered(m_items[close].scripts) && behindSymbol(open) &&
           std::ranges::all_of(m_openGroups, behindSymbol) && stateAt(close + 1).second == 0 &&
           (close + 1 == m_items.size() || m_items[close + 1].isOperator ||
            stateOf(m_items[close + 1].meaning).empty());
}

/*! The formula or equation that the items from \a begin on are; noNode: they are no chemistry. */
NodeId IntentReader::chemistry(std::size_t begin, NodeId node)
{
    if (m_literal || isLabel(node)) return noNode;
    m_ungrouped.assign(m_items.begin() + static_cast<std::ptrdiff_t>(begin), m_items.end());
    groupFormulas(begin);
    if (isChemistry(begin)) return chemicalEquation(begin, node);
    m_items.resize(begin);
    m_items.insert(m_items.end(), m_ungrouped.begin(), m_ungrouped.end());
    return noNode;
}

/*! Whether enough speaks for chemistry in the items from \a begin on, and nothing against it. */
bool IntentReader::isChemistry(std::size_t begin)
{
    int evidence = 0;
    bool telling = false; // more than letters that are symbols as well
    bool arrow = false;
    bool countedElement = false;
    std::size_t formulas = 0;
    std::size_t side = 0; // parts of a formula side by side
    bool together = false;
    bool same = true; // one symbol alone, again and again, is a name with indices
    std::size_t depth = 0;
    std::string_view symbol;
    const std::size_t end = m_items.size();
    const auto fits = [&](std::size_t index) {
        return index < end && !m_items[index].isOperator && chemicalEvidence(m_items[index].meaning) >= 0;
    };
    for (std::size_t i = begin; i < end; ++i) {
        const IntentItem &item = m_items[i];
        if (isJoint(item)) continue;
        if (item.isOperator) {
            if (item.scripts != noNode) {
                const bool closes = depth > 0 && isClosing(item.character);
                if (!closes || withScriptsEvidence(item.scripts) < 0) return false;
                countedElement = true;
                --depth;
                continue;
            }
            if (const std::size_t length = side > 0 ? stateAt(i).second : 0; length > 0) {
                evidence += stateGiven;
                same = false;
                i += length - 1;
                continue;
            }
            const bool hydrate = isHydrateDot(item.character) &&
                                 (fits(i + 1) || (fits(i + 2) && is(m_items[i + 1].meaning, Concept::number)));
            const auto colon = [&](std::size_t index) { return index < end && m_items[index].character == U':'; };
            const bool between = i > begin && (!m_items[i - 1].isOperator || (colon(i) && colon(i - 1))) &&
                                 (fits(i + 1) || (colon(i) && colon(i + 1)));
            const int bond = between && is(item.meaning, Concept::operator_) ? bondOf(at(item.meaning).text) : 0;
            if (isReactionArrow(item.character)) {
                arrow = true;
                side = 0;
            } else if (item.character == U'+') {
                side = 0;
            } else if (side == 0) {
                return false;
            } else if (item.character == U'↑' || item.character == U'↓') {
                continue;
            } else if (isOpening(item.character) && (fits(i + 1) || m_items[i].character == U'(')) {
                ++depth;
            } else if (isClosing(item.character) && depth > 0) {
                --depth;
            } else if (hydrate) {
                side = 0;
            } else if (bond > 0) {
                evidence += bond == 1 ? 1 : counted;
            } else {
                return false;
            }
            continue;
        }
        const bool amount = is(item.meaning, Concept::number) || isVulgar(item.meaning);
        if (amount && i + 1 < end && side == 0 && !m_items[i + 1].isOperator) continue;
        if (side > 0 && !stateOf(item.meaning).empty()) {
            evidence += stateGiven;
            same = false;
            continue;
        }
        const int part = chemicalEvidence(item.meaning);
        if (part < 0) return false;
        const std::string_view own = symbolOf(item.meaning);
        same = same && !is(item.meaning, Concept::iScripts) && elementOf(own) && (formulas == 0 || own == symbol);
        symbol = own;
        evidence += part;
        telling = telling || part > 1 || at(item.meaning).childCount > 0;
        countedElement = countedElement || is(item.meaning, Concept::subscript) ||
                         is(item.meaning, Concept::subsuperscript) || is(item.meaning, Concept::iScripts);
        together = together || side > 0;
        ++side;
        ++formulas;
    }
    if ((same && formulas > 1) || depth > 0) return false;
    if (together && (countedElement || evidence == twoLetters + 1)) evidence += counted;
    if (arrow && telling) evidence += reaction;
    return evidence >= enough && formulas > 0;
}

/*! Evidence of \a scripts behind a bracket; -1: none of a formula. */
int IntentReader::withScriptsEvidence(NodeId scripts) const
{
    const auto parts = m_tree->children(scripts);
    switch (written(scripts).element) {
    case Element::msub: return isCount(meaningOf(parts[1])) ? 0 : -1;
    case Element::msup: return withCharge(0, meaningOf(parts[1]));
    case Element::msubsup: return isCount(meaningOf(parts[1])) ? withCharge(0, meaningOf(parts[2])) : -1;
    default: return -1;
    }
}

/*! The state of matter in brackets that the items from \a index on are, and how many they are; 0: none. */
std::pair<std::string_view, std::size_t> IntentReader::stateAt(std::size_t index) const
{
    const auto letter = [&](std::size_t i) {
        const bool fits = i < m_items.size() && !m_items[i].isOperator && at(m_items[i].meaning).childCount == 0;
        return fits ? at(m_items[i].meaning).text : std::string_view();
    };
    const auto closes = [&](std::size_t i) {
        return i < m_items.size() && m_items[i].isOperator && m_items[i].character == U')' &&
               m_items[i].scripts == noNode;
    };
    if (index >= m_items.size() || !m_items[index].isOperator || m_items[index].character != U'(') return {};
    if (isState(letter(index + 1)) && closes(index + 2)) return {letter(index + 1), 3};
    const bool spelled = letter(index + 1) == "a" && letter(index + 2) == "q" && closes(index + 3);
    return spelled ? std::pair(std::string_view("aq"), std::size_t{4}) : std::pair(std::string_view(), std::size_t{0});
}

} // namespace mathtts
