// SPDX-License-Identifier: GPL-3.0-or-later
// Fractions, and the derivatives that are written as fractions.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
bool isD(char32_t character)
{
    return character == U'd' || character == U'ⅆ' || character == U'D' || character == U'δ';
}
} // namespace

/*! The variable of dx in one token of MathML; noNode for any other. */
NodeId Builder::variableOf(NodeId token)
{
    const Node &part = written(token);
    const std::string_view text = part.text;
    if (part.element != Element::mi || text.size() != 2 || text[0] != 'd' || text[1] < 'a' || text[1] > 'z')
        return noNode;
    const NodeId variable = m_meaning->addLeaf(Concept::letter, text.substr(1), token, part.source);
    at(variable).facts = factLeaf | factLetter;
    at(variable).character = static_cast<char32_t>(text[1]);
    return variable;
}

/*! An mfrac: a fraction, a derivative, a pair, a continued fraction. */
NodeId Builder::fraction(NodeId node)
{
    const auto children = parts(node);
    if (children.size() != 2) return none(node);
    if ((written(node).flags & noLine) != 0)
        return makeOf(Concept::stackedPair, node, meaningOf(children[0]), meaningOf(children[1]));
    const NodeId derived = derivative(node);
    if (derived != noNode) return derived;
    const NodeId over = meaningOf(children[0]);
    const NodeId under = meaningOf(children[1]);
    Concept what = Concept::fraction;
    if ((is(under, Concept::sum) && is(over, Concept::number))) {
        const auto terms = m_meaning->children(under);
        if (terms.size() >= 3 && (is(terms.back(), Concept::continuedFraction) ||
                                  (is(terms.back(), Concept::fraction) && is(slot(terms.back(), 1), Concept::sum))))
            what = Concept::continuedFraction;
    }
    return makeOf(what, node, over, under);
}

/*! Leibniz's notation: d y by d x of any order, partial or not, or just the operator d by d x; else noNode. */
NodeId Builder::derivative(NodeId node)
{
    const NodeId over = unwrapped(parts(node)[0]);
    const NodeId under = unwrapped(parts(node)[1]);
    if (written(under).element == Element::mi && written(under).text.size() == 2) {
        const bool whole = written(over).element == Element::mi && written(over).text.size() == 2;
        const NodeId function = whole ? variableOf(over) : noNode;
        const bool derived = whole ? function != noNode : written(over).character == U'd';
        const NodeId variable = derived ? variableOf(under) : noNode;
        return variable == noNode ? noNode : makeOf(Concept::derivative, node, function, variable, NodeId{noNode});
    }
    const auto row = [this](NodeId part) -> std::vector<NodeId> {
        if (written(part).element != Element::mrow) return {part};
        std::vector<NodeId> tokens;
        for (const NodeId child : parts(part)) {
            if (written(child).element == Element::mspace) continue;
            if (m_joined[child] != 0 && tokens.size() < 64) {
                const auto inner = parts(child);
                tokens.insert(tokens.end(), inner.begin(), inner.end());
            } else
                tokens.push_back(child);
        }
        return tokens;
    };
    const NodeId firstAbove =
        written(over).element == Element::mrow && written(over).childCount > 0 ? parts(over)[0] : over;
    const char32_t sign = written(m_core[firstAbove]).character;
    const bool partial = sign == U'∂';
    if (!partial && !isD(sign)) return noNode;
    // AsciiMath's dx is one token: the exponent of (d^2y)/(dx^2) is that of both letters
    NodeId denominator = under;
    if (written(under).element == Element::msup && !partial) {
        const NodeId inner = unwrapped(parts(under)[0]);
        if (written(inner).element == Element::mrow && written(inner).childCount == 2) denominator = inner;
    }
    if (written(denominator).element != Element::mrow) return noNode;
    const std::vector<NodeId> above = row(over);
    const std::vector<NodeId> below = row(denominator);
    const auto exponent = [this](NodeId part) {
        const NodeId inner = unwrapped(part);
        return written(inner).element == Element::msup ? parts(inner)[1] : noNode;
    };
    const auto isSign = [&](NodeId part) {
        const NodeId inner = unwrapped(part);
        return written(m_core[part]).character == sign &&
               (inner == m_core[part] || written(inner).element == Element::msup);
    };
    if (!isSign(above[0]) || below.size() < 2 || !isSign(below[0])) return noNode;
    if (sign == U'δ' && (above.size() != 2 || below.size() != 2)) return noNode;

    // the variables: d x, d x^2, d x d y
    std::vector<NodeId> variables;
    NodeId order = exponent(above[0]);
    std::size_t i = 0;
    while (i < below.size()) {
        if (!isSign(below[i]) || i + 1 == below.size()) return noNode;
        NodeId variable = below[i + 1];
        const NodeId signPower = exponent(below[i]);
        if (signPower != noNode && order == noNode) return noNode;
        i += 2;
        // d(x y): the brackets and all in them
        if (written(m_core[variable]).element == Element::mo) {
            std::size_t end = i;
            while (end < below.size() && !isSign(below[end]))
                ++end;
            variables.push_back(parseRow(std::span(below).subspan(i - 1, end - i + 1), under));
            i = end;
            continue;
        }
        if (!isLetter(m_core[variable]) && written(m_core[variable]).childCount == 0) return noNode;
        const NodeId raisedTo = exponent(variable);
        if (!partial && raisedTo != noNode && order != noNode && below.size() == 2) {
            const NodeId inner = unwrapped(variable);
            variables.push_back(meaningOf(parts(inner)[0]));
        } else if (raisedTo != noNode && order == noNode) { // of the first order: an index, as in x^i
            const NodeId base = meaningOf(parts(unwrapped(variable))[0]);
            variables.push_back(makeOf(Concept::superscript, variable, base, meaningOf(raisedTo)));
        } else
            variables.push_back(meaningOf(variable));
    }
    if (variables.empty() || (variables.size() > 1 && order == noNode)) return noNode;
    if (denominator != under && (variables.size() > 1 || order == noNode)) return noNode;
    NodeId function = noNode;
    if (above.size() > 1) function = parseRow(std::span(above).subspan(1), over);
    const NodeId orderMeaning = order == noNode ? noNode : meaningOf(order);
    if (!partial && variables.size() == 1)
        return makeOf(Concept::derivative, node, function, variables[0], orderMeaning);
    std::vector<NodeId> slots{function, orderMeaning};
    slots.insert(slots.end(), variables.begin(), variables.end());
    return make(Concept::partialDerivative, slots, node);
}

/*! dy/dx on one line: \a values are the two sides and the slash. */
NodeId Builder::slashedDerivative(std::span<const NodeId> values)
{
    const auto differential = [this](NodeId side, NodeId &rest, NodeId &order) -> char32_t {
        if (is(side, Concept::differential)) {
            rest = slot(side, 0);
            order = slot(side, 1);
            return U'd';
        }
        if (is(side, Concept::prefix) && at(slot(side, 0)).character == U'∂') {
            rest = slot(side, 1);
            return U'∂';
        }
        if (is(side, Concept::letter) && at(side).character == U'd') return U'd';
        if (!is(side, Concept::impliedProduct) || at(side).childCount != 2) return 0;
        NodeId sign = slot(side, 0);
        if (is(sign, Concept::power)) {
            order = slot(sign, 1);
            sign = slot(sign, 0);
        }
        rest = slot(side, 1);
        return is(sign, Concept::letter) && (at(sign).character == U'd') ? U'd' : 0;
    };
    NodeId function = noNode;
    NodeId variable = noNode;
    NodeId order = noNode;
    NodeId power = noNode;
    const char32_t above = differential(values[0], function, order);
    const char32_t below = differential(values[2], variable, power);
    if (above == 0 || above != below || variable == noNode || power != noNode) return noNode;
    if (order != noNode && is(variable, Concept::power)) variable = slot(variable, 0);
    if (above == U'∂') {
        if (function == noNode) return noNode;
        const std::array<NodeId, 3> slots{function, order, variable};
        return make(Concept::partialDerivative, slots, m_row);
    }
    return makeOf(Concept::derivative, m_row, function, variable, order);
}

/*! d^2y/dx^2 as AsciiMath reads it, with but the last letter of the numerator above \a fraction's line and \a power,
 * the d^2, before it; else noNode. */
NodeId Builder::splitDerivative(NodeId power, NodeId fraction)
{
    if (at(slot(power, 0)).character != U'd' || !is(fraction, Concept::fraction)) return noNode;
    const NodeId order = slot(power, 1);
    const NodeId under = slot(fraction, 1);
    const NodeId pair = is(under, Concept::power) ? slot(under, 0) : noNode;
    const bool derived = is(pair, Concept::impliedProduct) && at(pair).childCount == 2 &&
                         at(slot(pair, 0)).character == U'd' && at(slot(under, 1)).text == at(order).text;
    return derived ? makeOf(Concept::derivative, m_row, slot(fraction, 0), slot(pair, 1), order) : noNode;
}

/*! Whether the numerator of \a fraction holds the differential of an integral, as in dx over x. */
bool Builder::holdsDifferential(NodeId fraction) const
{
    if (!is(m_done[fraction], Concept::fraction)) return false;
    const NodeId over = unwrapped(parts(fraction)[0]);
    if (written(over).element != Element::mrow) return false;
    const auto tokens = parts(over);
    for (std::size_t i = 0; i + 1 < tokens.size() && i < 64; ++i)
        if (written(m_core[tokens[i]]).character == U'd' && isLetter(m_core[tokens[i + 1]])) return true;
    return false;
}

} // namespace mathtts
