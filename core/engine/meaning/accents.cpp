// SPDX-License-Identifier: GPL-3.0-or-later
// What stands above or below: accents, lines, braces and labels.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
bool isArrowAccent(char32_t character)
{
    return character == U'→' || character == U'⃗' || character == U'⇀' || character == U'⟶';
}

bool isLineAccent(char32_t character)
{
    return character == U'¯' || character == U'‾' || character == U'_' || character == U'̅' || character == U'ˉ' ||
           character == U'―' || character == U'−' || character == U'-' || character == U'–';
}

bool isHat(char32_t character)
{
    return character == U'^' || character == U'ˆ' || character == U'̂';
}

int dots(char32_t character)
{
    switch (character) {
    case U'˙':
    case U'.':
    case U'̇': return 1;
    case U'¨':
    case U'̈': return 2;
    case U'⃛': return 3;
    case U'⃜': return 4;
    default: return 0;
    }
}
} // namespace

/*! \a base with something above or below: an accent, a brace, a label. */
NodeId Builder::accented(NodeId node, NodeId base, NodeId script)
{
    const bool below = written(node).element == Element::munder;
    const NodeId sign = unwrapped(script);
    const char32_t character = written(sign).character;
    if (is(base, Concept::operator_) || is(base, Concept::annotatedRelation)) {
        const NodeId label = meaningOf(script);
        return makeOf(Concept::annotatedRelation, node, base, below ? noNode : label, below ? label : noNode);
    }
    // overbrace and underbrace, then their label
    const bool brace = character == U'⏞' || character == U'⏟' || character == U'⎴' || character == U'⎵' ||
                       character == U'⏜' || character == U'⏝';
    const bool several = is(base, Concept::impliedProduct);
    const bool endpoints = several && at(base).childCount == 2 && (at(slot(base, 0)).facts & factCapital) != 0 &&
                           (at(slot(base, 1)).facts & factCapital) != 0;
    if (character == U'⏜' && !below && endpoints) return points(Concept::arc, node, base);
    if (brace) return makeOf(below ? Concept::modifiedBelow : Concept::modified, node, base, operatorLeaf(sign));
    if ((is(base, Concept::modified) || is(base, Concept::modifiedBelow)) && slot(base, 1) != noNode) {
        const char32_t inner = at(slot(base, 1)).character;
        if (inner == U'⏞' || inner == U'⏟' || inner == U'⎴' || inner == U'⎵')
            return makeOf(below ? Concept::labeledBelow : Concept::labeledAbove, node, slot(base, 0),
                          meaningOf(script));
    }
    const bool leafSign = written(sign).childCount == 0 && written(sign).element == Element::mo;
    if (leafSign && !below && isLineAccent(character)) return overlined(node, base);
    const bool letters = is(base, Concept::letter);
    if (leafSign && !below && letters && (at(base).character == U'ı' || at(base).character == U'ȷ')) {
        at(base).text = at(base).character == U'ȷ' ? "j" : "i"; // the dot gave way to what is above
        at(base).character = at(base).character == U'ȷ' ? U'j' : U'i';
    }
    if (leafSign && !below && isArrowAccent(character)) {
        if (several) {
            const bool geometry = m_options->domain == Domain::geometry;
            const NodeId made = points(geometry ? Concept::ray : Concept::vector, node, base);
            return geometry ? made : doubt(made, 65, Concept::ray);
        }
        return points(Concept::vector, node, base);
    }
    if (leafSign && character == U'↔' && !below) return points(Concept::lineThrough, node, base);
    if (written(sign).childCount == 0 && !below && (character == U'⌢' || character == U'⁀'))
        return points(Concept::arc, node, base);
    if (leafSign && !below && dots(character) > 0 &&
        (letters || is(base, Concept::vector) || is(base, Concept::subscript) || is(base, Concept::accented))) {
        const NodeId made = makeOf(Concept::timeDerivative, node, base);
        at(made).value = dots(character);
        return made;
    }
    if (leafSign && !below && isHat(character) && letters) {
        const Variant variant = at(base).variant;
        const bool bold = variant == Variant::bold || variant == Variant::boldItalic;
        if (bold && (at(base).facts & factCapital) == 0) return makeOf(Concept::unitVector, node, base);
        const char32_t plain = at(base).character;
        if (plain == U'𝚤' || plain == U'𝚥' || (std::u32string_view(U"ijkn").contains(plain)))
            return doubt(makeOf(Concept::unitVector, node, base), 85, Concept::accented);
    }
    if (leafSign && !below && isHat(character) && endpoints)
        return doubt(points(Concept::arc, node, base), 70, Concept::accented);
    if (leafSign && (written(node).flags & accentBit) != 0)
        return below ? makeOf(Concept::modifiedBelow, node, base, operatorLeaf(sign))
                     : makeOf(Concept::accented, node, base, operatorLeaf(sign));
    return below ? makeOf(Concept::modifiedBelow, node, base, meaningOf(script))
                 : makeOf(Concept::modified, node, base, leafSign ? operatorLeaf(sign) : meaningOf(script));
}

/*! A line above: a segment, a conjugate, a mean, repeating digits, or just a bar. */
NodeId Builder::overlined(NodeId node, NodeId base)
{
    const auto accent = [&] { return makeOf(Concept::accented, node, base, operatorLeaf(unwrapped(parts(node)[1]))); };
    if (is(base, Concept::impliedProduct)) {
        const bool capitals = std::ranges::all_of(m_meaning->children(base), [this](NodeId child) {
            const NodeId inner = is(child, Concept::subscript) || is(child, Concept::prime) ? slot(child, 0) : child;
            return inner != noNode && (at(inner).facts & factCapital) != 0;
        });
        if (capitals && at(base).childCount == 2) return points(Concept::lineSegment, node, base);
    }
    if (is(base, Concept::name) && at(base).text.size() == 2) {
        const std::vector<NodeId> ends = pointsOf(m_core[parts(node)[0]]);
        if (!ends.empty()) return make(Concept::lineSegment, ends, node);
    }
    const NodeId inner = is(base, Concept::subscript) ? slot(base, 0) : base;
    const bool statistics = m_options->domain == Domain::statistics || m_options->domain == Domain::probability;
    if (is(inner, Concept::letter)) {
        const char32_t letter = at(inner).character;
        if (statistics && !std::u32string_view(U"ABzw").contains(letter)) return makeOf(Concept::mean, node, base);
        if (letter == U'z' || letter == U'w')
            return doubt(makeOf(Concept::complexConjugate, node, base), 80, Concept::accented);
        return accent();
    }
    if (is(base, Concept::sum) || is(base, Concept::impliedProduct)) {
        if (mentions(base, U'z') || mentions(base, U'i') || mentions(base, U'w'))
            return makeOf(Concept::complexConjugate, node, base);
        if (statistics) return makeOf(Concept::mean, node, base);
    }
    if (is(base, Concept::infix) && m_setContext) return makeOf(Concept::complement, node, base);
    return accent();
}

/*! The points that the capitals of one token name, as in AB; none when it is anything else. */
std::vector<NodeId> Builder::pointsOf(NodeId token)
{
    std::vector<NodeId> points;
    if (token == noNode) return points;
    const Node &part = written(token);
    const bool capitals = part.element == Element::mi && part.text.size() >= 2 && part.text.size() <= 4 &&
                          std::ranges::all_of(part.text, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
    for (std::size_t i = 0; capitals && i < part.text.size(); ++i) {
        const NodeId point = m_meaning->addLeaf(Concept::letter, part.text.substr(i, 1), token, part.source);
        at(point).facts = factLeaf | factLetter | factCapital;
        at(point).character = static_cast<char32_t>(part.text[i]);
        points.push_back(point);
    }
    return points;
}

/*! A geometric figure of the letters in \a content. */
NodeId Builder::points(Concept what, NodeId node, NodeId content)
{
    if (is(content, Concept::impliedProduct)) {
        const auto children = m_meaning->children(content);
        const std::vector<NodeId> several(children.begin(), children.end());
        if (what == Concept::vector) {
            at(content).what = at(content).runnerUp = Concept::sequence;
            return makeOf(what, node, content);
        }
        return make(what, several, node);
    }
    if (is(content, Concept::name)) {
        const std::vector<NodeId> letters = pointsOf(at(content).written);
        if (!letters.empty())
            return what == Concept::vector ? makeOf(what, node, make(Concept::sequence, letters, node))
                                           : make(what, letters, node);
    }
    return makeOf(what, node, content);
}

} // namespace mathtts
