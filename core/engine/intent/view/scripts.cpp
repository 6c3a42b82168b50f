// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts: powers, indices, limits of large operators, accents.
#include "engine/intent/view/reader.h"

#include "engine/tree/utf8.h"

#include <array>
#include <string>

namespace mathtts
{

namespace
{
bool isArrow(char32_t character)
{
    return character == U'→' || character == U'⇀';
}

bool isLine(char32_t character)
{
    return character == U'¯' || character == U'_' || character == U'‾' || character == U'̅' || character == U'―' ||
           character == U'-' || character == U'̄' || character == U'–' || character == U'—' || character == U'\u0332';
}

bool isArc(char32_t character)
{
    return character == U'⌒' || character == U'⌢' || character == U'⏜' || character == U'̑' || character == U'◠';
}

bool isLimit(std::string_view name)
{
    return name == "lim" || name == "limsup" || name == "liminf" || name == "Lim";
}
} // namespace

IntentItem IntentReader::scripted(NodeId node)
{
    const auto parts = m_tree->children(node);
    const IntentItem base = m_done[parts[0]];
    const Element element = written(node).element;
    const bool below = element != Element::msup && element != Element::mover;
    const bool above = element != Element::msub && element != Element::munder;
    const NodeId lower = below ? meaningOf(parts[1]) : noNode;
    const NodeId upper = above ? meaningOf(parts.back()) : noNode;
    IntentItem item{.written = node, .character = base.character};
    item.isFunction = base.isFunction;
    if (base.meaning == noNode) {
        if (lower == noNode && upper == noNode) return {.written = node};
        item.scripts = node;
        item.isFunction = false;
        return item;
    }
    if (lower == noNode && upper == noNode) {
        item = base;
        item.written = node;
        return item;
    }
    const CharacterClass kind = characterFacts(base.character).kind;
    const bool limits = element == Element::munder || element == Element::mover || element == Element::munderover;
    if (base.isOperator && !limits && (kind == CharacterClass::close || kind == CharacterClass::bar)) {
        item.meaning = base.meaning;
        item.isOperator = true;
        item.scripts = node;
        return item;
    }
    if (base.isOperator && kind == CharacterClass::bigOperator && lower != noNode && !m_literal) {
        item.meaning = make(Concept::largeOperator, {base.meaning, lower, upper, noNode}, node);
        item.isOperator = true;
        return item;
    }
    if (is(base.meaning, Concept::functionName) && !m_literal) {
        const std::string_view name = at(base.meaning).text;
        if (isLimit(name) && upper == noNode && lower != noNode) {
            item.meaning = make(Concept::limit, {base.meaning, lower, noNode}, node);
            return item;
        }
        if (name == "log" && lower != noNode) {
            item.meaning = make(Concept::logarithmWithBase, {base.meaning, lower}, node);
            if (upper != noNode) item.meaning = raised(item.meaning, upper, node);
            return item;
        }
    }
    if (const char32_t arrow = element == Element::mover && !m_literal ? harpoons(node) : 0; arrow != 0) {
        std::string text;
        appendUtf8(text, arrow);
        const NodeId sign = leaf(Concept::operator_, m_meaning->keep(text), node);
        item.meaning = makeList(Concept::reactionArrow, std::array{sign, noNode, noNode}, node);
        item.character = arrow;
        item.isOperator = true;
        return item;
    }
    if (limits) {
        item.meaning = covered(base.meaning, lower, upper, node);
        item.isOperator = base.isOperator;
        return item;
    }
    item.meaning = withScripts(node, base.meaning);
    item.isOperator = base.isOperator && kind == CharacterClass::prefix;
    return item;
}

/*! \a base with the scripts that the node \a scripts has. */
NodeId IntentReader::withScripts(NodeId scripts, NodeId base)
{
    const auto parts = m_tree->children(scripts);
    const Element element = written(scripts).element;
    const bool below = element == Element::msub || element == Element::msubsup;
    const bool above = element == Element::msup || element == Element::msubsup;
    const NodeId lower = below ? meaningOf(parts[1]) : noNode;
    const NodeId upper = above ? meaningOf(parts.back()) : noNode;
    if (!below && !above)
        return covered(base, element == Element::mover ? noNode : meaningOf(parts[1]),
                       element == Element::munder ? noNode : meaningOf(parts.back()), scripts);
    if (!m_literal && lower != noNode && upper != noNode && is(base, Concept::letter) && at(base).character == U'P' &&
        at(lower).childCount == 0 && at(upper).childCount == 0)
        return make(Concept::permutations, {upper, lower}, scripts);
    const bool combinations = !m_literal && upper == noNode && is(lower, Concept::sequence) &&
                              is(base, Concept::letter) && at(base).character == U'C';
    if (combinations && children(lower).size() == 3 && isOperator(children(lower)[1], U',')) {
        const NodeId n = children(lower)[0];
        const NodeId k = children(lower)[2];
        return make(Concept::binomialCoefficient, {n, k}, scripts);
    }
    if (lower != noNode && is(base, Concept::norm) && children(base)[1] == noNode) {
        base = make(Concept::norm, {children(base)[0], lower}, scripts);
        return upper == noNode ? base : raised(base, upper, scripts);
    }
    if (lower != noNode && upper != noNode && isMark(upper))
        return make(Concept::subsuperscript, {base, lower, upper}, scripts);
    if (lower != noNode) base = make(Concept::subscript, {base, lower}, scripts);
    if (upper == noNode) return base;
    const NodeId result = raised(base, upper, scripts);
    if (lower != noNode && is(result, Concept::power)) at(result).value = 1; // both are on one base
    return result;
}

/*! \a base with the scripts of the closing fence \a close. */
NodeId IntentReader::withScriptsOf(const IntentItem &close, NodeId base)
{
    if (!isStaggered(close.scripts)) return withScripts(close.scripts, base);
    return withStaggered(std::span(&close.scripts, 1), base);
}

/*! \a base with \a scripts, nodes that have scripts on nothing: each in its own place. */
NodeId IntentReader::withStaggered(std::span<const NodeId> scripts, NodeId base)
{
    if (m_literal) {
        for (const NodeId node : scripts)
            base = withScripts(node, base);
        return base;
    }
    std::vector<NodeId> after;
    const auto index = [&](Concept what, NodeId script, NodeId from) {
        after.push_back(script == noNode ? noNode : make(what, {script}, from));
    };
    if (is(base, Concept::subscript) || is(base, Concept::power) || is(base, Concept::superscript)) {
        const NodeId script = children(base)[1];
        const bool lower = is(base, Concept::subscript);
        index(Concept::lowerIndex, lower ? script : noNode, at(base).written);
        index(Concept::upperIndex, lower ? noNode : script, at(base).written);
        base = children(base)[0];
    }
    for (const NodeId node : scripts) {
        const auto parts = m_tree->children(node);
        const Element element = written(node).element;
        const bool below = element == Element::msub || element == Element::msubsup;
        const bool above = element == Element::msup || element == Element::msubsup;
        index(Concept::lowerIndex, below ? meaningOf(parts[1]) : noNode, node);
        index(Concept::upperIndex, above ? meaningOf(parts.back()) : noNode, node);
    }
    std::vector<NodeId> slots{base, noNode, noNode};
    for (const NodeId script : scriptGroup(after, 4, scripts[0]))
        slots.push_back(script);
    const NodeId result = makeList(Concept::iScripts, slots, scripts[0]);
    at(result).value = static_cast<std::int64_t>(after.size()) / 2;
    return result;
}

/*! The arrow that two harpoons, one over the other, make together, as TeX draws equilibria; 0: none. */
char32_t IntentReader::harpoons(NodeId node) const
{
    const auto parts = m_tree->children(node);
    const std::u32string below = signsIn(parts[0]);
    if (below.empty() || below[0] != U'↽') return 0;
    const std::u32string above = signsIn(parts[1]);
    if (below == U"↽−" && above == U"−⇀") return U'⇌';
    if (below == U"↽" && above == U"−⇀") return U'🣒'; // the way to the right is longer
    return below == U"↽−" && above == U"⇀" ? U'🣓' : 0;
}

/*! The signs in \a node when there is nothing else in it, at most three. */
std::u32string IntentReader::signsIn(NodeId node) const
{
    constexpr std::size_t most = 24; // nodes to look at
    std::u32string signs;
    std::vector<NodeId> pending{node};
    for (std::size_t seen = 0; !pending.empty(); ++seen) {
        const NodeId part = pending.back();
        pending.pop_back();
        const Element element = written(part).element;
        const bool sign = element == Element::mo && written(part).character != 0;
        if (seen == most || signs.size() == 3 ||
            (written(part).childCount == 0 && !sign && element != Element::mspace && element != Element::mrow))
            return {};
        if (sign) signs += written(part).character == U'-' ? U'−' : written(part).character;
        if (element == Element::mphantom) continue;
        for (std::size_t i = m_tree->children(part).size(); i-- > 0;)
            pending.push_back(m_tree->children(part)[i]);
    }
    return signs;
}

/*! \a base with the scripts that the node \a scripts has, before it. */
NodeId IntentReader::withLeftScripts(NodeId scripts, NodeId base)
{
    const auto parts = m_tree->children(scripts);
    const Element element = written(scripts).element;
    const bool below = element == Element::msub || element == Element::msubsup;
    const bool above = element == Element::msup || element == Element::msubsup;
    const auto index = [&](bool present, Concept what, NodeId part) {
        return present && meaningOf(part) != noNode ? make(what, {meaningOf(part)}, part) : noNode;
    };
    std::vector<NodeId> slots{base, index(below, Concept::lowerIndex, parts[1]),
                              index(above, Concept::upperIndex, parts.back())};
    const bool lower = is(base, Concept::subscript);
    if (lower || is(base, Concept::power)) {
        slots[0] = children(base)[0];
        slots.push_back(make(lower ? Concept::lowerIndex : Concept::upperIndex, {children(base)[1]}, at(base).written));
    }
    return slots[1] == noNode && slots[2] == noNode ? base : makeList(Concept::iScripts, slots, scripts);
}

/*! A raised sign that is no exponent. */
bool IntentReader::isMark(NodeId script) const
{
    return is(script, Concept::operator_);
}

NodeId IntentReader::raised(NodeId base, NodeId script, NodeId node)
{
    if (isMark(script)) return make(Concept::superscript, {base, script}, node);
    if (m_literal) return make(Concept::power, {base, script}, node);
    if (is(script, Concept::letter) && at(script).character == U'T') return make(Concept::transpose, {base}, node);
    const bool inverse =
        is(script, Concept::negative) && has(children(script)[0], factInteger) && at(children(script)[0]).value == 1;
    if (inverse && is(base, Concept::functionName)) return make(Concept::inverseFunction, {base}, node);
    return make(Concept::power, {base, script}, node);
}

/*! Something over or under a base that takes no limits: accents, arrows, lines, labels. */
NodeId IntentReader::covered(NodeId base, NodeId under, NodeId over, NodeId node)
{
    if (!m_literal && is(under, Concept::operator_) && isLine(at(under).character))
        under = leaf(Concept::operator_, "¯", at(under).written);
    char32_t mark = !m_literal && is(over, Concept::operator_) ? at(over).character : 0;
    if (isLine(mark)) {
        over = leaf(Concept::operator_, "¯", at(over).written);
        mark = U'¯';
    }
    const bool sign = !m_literal && under == noNode && is(over, Concept::operator_);
    const std::string_view dots = sign ? trimmedText(at(over).written) : std::string_view();
    const bool plain = at(base).childCount == 0 && !is(base, Concept::operator_);
    if (plain && (dots == ".." || dots == "...")) {
        over = leaf(Concept::operator_, dots, at(over).written);
        at(over).facts |= factWord;
        return make(Concept::accented, {base, over}, node);
    }
    if (under == noNode && mark != 0) {
        const NodeId from = at(base).written;
        const bool token = from != noNode && (written(from).element == Element::mi || isCapitals(base, node));
        if (isCapitals(base, node)) base = spelled(base);
        if (const NodeId known = points(base, mark, node); known != noNode) return known;
        const bool single = token && at(base).childCount == 0 && !is(base, Concept::operator_);
        if (isArrow(mark) && (single || isNabla(base))) return make(Concept::vector, {base}, node);
        const bool capitals = is(base, Concept::sequence) && has(children(base)[0], factCapital) &&
                              isOperator(children(base)[1], U'\u2063');
        if (capitals && isArc(mark)) over = leaf(Concept::operator_, "⌒", at(over).written);
        if (single && isAccent(mark)) return make(Concept::accented, {base, over}, node);
    }
    if (under != noNode && over != noNode) return make(Concept::stacked, {base, under, over}, node);
    if (under != noNode) return make(Concept::modifiedBelow, {base, under}, node);
    return make(Concept::modified, {base, over}, node);
}

bool IntentReader::isAccent(char32_t mark)
{
    switch (mark) {
    case U'-':
    case U'^':
    case U'ˆ':
    case U'̂':
    case U'~':
    case U'˜':
    case U'¯':
    case U'‾':
    case U'_':
    case U'.':
    case U'˙':
    case U'¨':
    case U'\u20DB':
    case U'\u20DC':
    case U'ˇ':
    case U'`': return true;
    default: return false;
    }
}

/*! Whether the token \a base, a child of \a node itself, is made of capital Latin letters: each names a point. */
bool IntentReader::isCapitals(NodeId base, NodeId node) const
{
    const bool word = is(base, Concept::text) || is(base, Concept::name) || is(base, Concept::letter);
    if (!word || written(at(base).written).parent != node) return false;
    return std::ranges::all_of(at(base).text, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/*! The capital letters behind the sign of a shape are its corners. */
void IntentReader::spellPoints(std::size_t begin)
{
    constexpr std::u32string_view shapes = U"△∠▱∡∢□▭";
    for (std::size_t i = begin + 1; i < m_items.size(); ++i) {
        IntentItem &item = m_items[i];
        if (item.isOperator || item.meaning == noNode || m_items[i - 1].character == 0 ||
            !shapes.contains(m_items[i - 1].character))
            continue;
        if ((is(item.meaning, Concept::name) || is(item.meaning, Concept::text)) &&
            std::ranges::all_of(at(item.meaning).text, [](char c) { return c >= 'A' && c <= 'Z'; })) {
            item.meaning = spelled(item.meaning);
            at(item.meaning).facts |= factBracketed;
        }
    }
}

/*! The letters of the token \a word side by side. */
NodeId IntentReader::spelled(NodeId word)
{
    const NodeId from = at(word).written;
    std::vector<NodeId> letters;
    for (std::size_t i = 0; i < at(word).text.size(); ++i) {
        if (i > 0) letters.push_back(leaf(Concept::operator_, "\u2063", from));
        letters.push_back(leaf(Concept::letter, at(word).text.substr(i, 1), from));
        at(letters.back()).facts |= factLetter | factCapital;
    }
    return letters.size() == 1 ? letters[0] : makeList(Concept::sequence, letters, from);
}

/*! Two capital letters under a line, an arrow or an arc: a segment, a ray, an arc. */
NodeId IntentReader::points(NodeId base, char32_t mark, NodeId node)
{
    if (!is(base, Concept::sequence) || children(base).size() != 3) return noNode;
    const NodeId first = children(base)[0];
    const NodeId second = children(base)[2];
    const auto point = [&](NodeId part) { return is(part, Concept::letter) && has(part, factCapital); };
    if (!point(first) || !point(second) || !isOperator(children(base)[1], U'\u2063')) return noNode;
    if (isLine(mark)) return make(Concept::lineSegment, {first, second}, node);
    if (mark == U'→') return make(Concept::ray, {first, second}, node);
    if (isArc(mark)) return make(Concept::arc, {first, second}, node);
    return noNode;
}

/*! Base, pairs of scripts behind it, and pairs before it. */
IntentItem IntentReader::multiscripts(NodeId node)
{
    const auto parts = m_tree->children(node);
    IntentItem item{.written = node};
    if (parts.empty()) return item;
    const IntentItem base = m_done[parts[0]];
    item.character = base.character;
    std::vector<NodeId> before;
    std::vector<NodeId> after;
    bool left = false;
    bool lower = true;
    for (const NodeId part : parts.subspan(1)) {
        if (written(part).element == Element::mprescripts) {
            left = true;
            lower = true;
            continue;
        }
        const NodeId script = meaningOf(part);
        const bool isLower = lower;
        lower = !lower;
        (left ? before : after)
            .push_back(script == noNode ? noNode
                                        : make(isLower ? Concept::lowerIndex : Concept::upperIndex, {script}, part));
    }
    const auto only = [&](std::size_t index, const std::vector<NodeId> &list) {
        return index < list.size() && list[index] != noNode ? children(list[index])[0] : noNode;
    };
    NodeId baseMeaning = base.meaning != noNode ? base.meaning : leaf(Concept::none, {}, node);
    // n choose k and permutations are written with scripts on both sides
    if (before.size() == 2 && after.size() == 2 && is(baseMeaning, Concept::letter)) {
        const NodeId n = only(0, before) != noNode ? only(0, before) : only(1, before);
        const NodeId k = only(0, after);
        const bool one = (only(0, before) == noNode) != (only(1, before) == noNode) && only(1, after) == noNode;
        if (one && n != noNode && k != noNode) {
            if (at(baseMeaning).character == U'C') item.meaning = make(Concept::binomialCoefficient, {n, k}, node);
            if (at(baseMeaning).character == U'P') item.meaning = make(Concept::permutations, {n, k}, node);
            if (item.meaning != noNode) return item;
        }
    }
    std::vector<NodeId> slots{baseMeaning, noNode, noNode};
    if (before.size() > 2) {
        slots[1] = makeList(Concept::sequence, scriptGroup(before, 2, node), node);
        at(slots[1]).value = static_cast<std::int64_t>(before.size() + 1) / 2;
    } else {
        for (std::size_t i = 0; i < before.size(); ++i)
            slots[i + 1] = before[i];
    }
    for (const NodeId script : scriptGroup(after, 4, node))
        slots.push_back(script);
    item.meaning = makeList(Concept::iScripts, slots, node);
    at(item.meaning).value = static_cast<std::int64_t>(after.size() + 1) / 2;
    return item;
}

/*! Pairs of \a scripts: those of which both are there as rows of two, single ones as they are; the ones behind the
 * first
 *  \a pairs as one row that names the empty places, too. */
std::vector<NodeId> IntentReader::scriptGroup(std::span<const NodeId> scripts, std::size_t pairs, NodeId node)
{
    std::vector<NodeId> group;
    std::vector<NodeId> rest;
    for (std::size_t i = 0; i < scripts.size(); i += 2) {
        const NodeId lower = scripts[i];
        const NodeId upper = i + 1 < scripts.size() ? scripts[i + 1] : noNode;
        if (i >= 2 * pairs) {
            for (const NodeId script : {lower, upper})
                rest.push_back(script != noNode ? children(script)[0] : leaf(Concept::none, {}, node));
            continue;
        }
        if (lower != noNode && upper != noNode)
            group.push_back(make(Concept::sequence, {lower, upper}, node));
        else if (lower != noNode || upper != noNode)
            group.push_back(lower != noNode ? lower : upper);
    }
    if (!rest.empty()) {
        group.push_back(makeList(Concept::sequence, rest, node));
        at(group.back()).value = 1; // what is left
    }
    return group;
}

} // namespace mathtts
