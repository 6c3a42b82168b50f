// SPDX-License-Identifier: GPL-3.0-or-later
// What brackets around something say: groups, intervals, tuples, sets, absolute values, norms, bras and kets.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
bool isInfinity(const MeaningNode &node)
{
    return node.character == U'∞';
}

/*! Signs after which two numbers in parentheses are an interval. */
bool takesSet(char32_t character)
{
    return std::u32string_view(U"∈∉⊂⊆⊊⊃⊇∪∩∖∋").contains(character);
}
} // namespace

/*! Whether \a node is infinite: the end of an interval. */
bool Builder::isUnbounded(NodeId node) const
{
    if (node == noNode) return false;
    if (isInfinity(at(node))) return true;
    const Concept what = at(node).what;
    if (what == Concept::negative || what == Concept::positive) return isInfinity(at(slot(node, 0)));
    return false;
}

/*! Takes a closed interval for what it looks like, too. */
void Builder::asCommutator(NodeId interval)
{
    at(interval).what = Concept::commutator;
    at(interval).value = 0;
}

/*! Makes the node of a matched pair of fences around \a content; \a before and \a after are its neighbors, if any. */
NodeId Builder::fenced(const Item &open, const Item &close, NodeId content, NodeId row, const Item *before,
                       const Item *after)
{
    const char32_t left = open.character;
    const char32_t right = close.character;
    if (is(content, Concept::matrix) || is(content, Concept::table) || is(content, Concept::columnVector) ||
        is(content, Concept::rowVector) || is(content, Concept::equations) || is(content, Concept::cases)) {
        const NodeId made = fencedTable(content, left, right, row);
        if (made != noNode) return made;
    }
    const auto isBar = [](char32_t fence) { return fence == U'|' || fence == U'∣' || fence == U'‖' || fence == U'∥'; };
    if (left == U'⟨' || right == U'⟩') return angles(open, close, content, row, before);
    if (isBar(left) && isBar(right)) return bars(open, close, content, row);

    const bool list = is(content, Concept::list);
    const std::uint32_t count = list ? at(content).childCount : is(content, Concept::none) ? 0U : 1U;
    const auto pairOf = [&](Concept what) {
        const NodeId first = slot(content, 0);
        const NodeId second = slot(content, 1);
        return makeOf(what, row, first, second);
    };
    const auto neutral = [&] {
        return makeOf(Concept::fenced, row, left == 0 ? noNode : operatorLeaf(open.core), content,
                      right == 0 ? noNode
                                 : operatorLeaf(close.written == close.core || written(close.core).childCount == 0
                                                    ? close.core
                                                    : parts(close.core).back()));
    };
    const auto interval = [&](bool includesLower, bool includesUpper) {
        const NodeId made = pairOf(Concept::interval);
        at(made).value = (includesLower ? 1 : 0) | (includesUpper ? 2 : 0);
        return made;
    };

    if (left == U'⌊' && right == U'⌋') return makeOf(Concept::floor, row, content);
    if (left == U'⌈' && right == U'⌉') return makeOf(Concept::ceiling, row, content);
    if (left == U'⌊' && right == U'⌉') return neutral();

    const bool round = left == U'(' && right == U')';
    const bool square = left == U'[' && right == U']';
    if (square && (at(content).facts & factChemistry) != 0) {
        // a charge belongs to a complex in brackets, a plain power to a concentration
        const NodeId over = close.scripted ? scriptsOf(close.written).over : noNode;
        if (!close.scripted || (over != noNode && (isInteger(unwrapped(over)) || isLetter(unwrapped(over)))))
            return makeOf(Concept::concentration, row, content);
    }
    if (count == 2 && ((left == U'[' && right == U')') || (left == U'(' && right == U']') ||
                       (left == U']' && (right == U'[' || right == U']')) || (left == U'[' && right == U'[')))
        return interval(left == U'[', right == U']');
    // [H^+]: the sign of a charge makes it a concentration
    if (square && is(content, Concept::superscript) && (at(slot(content, 0)).facts & factCapital) != 0 &&
        std::u32string_view(U"+-−").contains(at(slot(content, 1)).character))
        return makeOf(Concept::concentration, row, content);
    // C[0, 1]: functions on an interval
    const char32_t space = before != nullptr && before->core != noNode && !before->fenced ? letter(before->core) : 0;
    if (square && count == 2 && (space == U'C' || space == U'L' || space == U'B') && isNumeric(slot(content, 0)))
        return interval(true, true);
    if (square && count == 2) {
        const NodeId first = slot(content, 0);
        const NodeId second = slot(content, 1);
        const auto isOperator = [&](NodeId node) {
            const Variant variant = at(node).variant; // Lie algebras are in Fraktur
            return at(node).what == Concept::unitVector || at(node).what == Concept::accented ||
                   variant == Variant::fraktur || (at(node).facts & factCapital) != 0;
        };
        if (before == nullptr || before->role != Role::operand || before->fenced) {
            // no end of an interval is one: [x, [y, z]]
            const auto isBracket = [&](NodeId node) {
                if (is(node, Concept::interval) && at(node).value == 3) asCommutator(node);
                return is(node, Concept::commutator);
            };
            const bool firstNested = isBracket(first);
            const bool nested = isBracket(second) || firstNested;
            if (nested || (isOperator(first) && isOperator(second))) {
                const NodeId made = pairOf(Concept::commutator);
                if (m_options->domain != Domain::physics && at(first).what == Concept::letter)
                    doubt(made, 65, Concept::interval);
                return made;
            }
            return interval(true, true);
        }
        return neutral();
    }
    if (square && count > 2) return neutral();
    if (left == U'{' && right == U'}') {
        if (is(content, Concept::elementWithCondition)) {
            at(content).what = at(content).runnerUp = Concept::setBuilder;
            return content;
        }
        return makeOf(Concept::set, row, count == 0 ? noNode : content);
    }
    if (round && list) {
        const NodeId last = slot(content, count - 1);
        if (count == 2 && (isUnbounded(slot(content, 0)) || isUnbounded(last))) return interval(false, false);
        const bool inSets = (before != nullptr && before->role == Role::infix && takesSet(before->character) &&
                             before->character != U'∋') ||
                            (after != nullptr && after->role == Role::infix &&
                             (after->character == U'∪' || after->character == U'∩' || after->character == U'⊂' ||
                              after->character == U'⊆'));
        if (count == 2 && inSets) {
            const NodeId made = interval(false, false);
            return doubt(made, 75, Concept::orderedTuple);
        }
        const auto items = m_meaning->children(content);
        const std::vector<NodeId> several(items.begin(), items.end());
        const NodeId tuple = make(Concept::orderedTuple, several, row);
        if (count == 2) doubt(tuple, 70, Concept::interval);
        return tuple;
    }
    if (round && is(content, Concept::stackedPair))
        return makeOf(Concept::binomialCoefficient, row, slot(content, 0), slot(content, 1));
    if (round && is(content, Concept::modulo)) return content;
    if (round || square || (left == U'(' && right == U']') || (left == U'[' && right == U')')) {
        const NodeId made = makeOf(Concept::group, row, content);
        const std::string_view sign = written(open.core).text;
        at(made).text = !sign.empty() ? sign : left == U'(' ? "(" : left == U'[' ? "[" : sign; // an mfenced shows none
        at(made).character = left;                                                             // rules ask for it
        return made;
    }
    if (isBar(right) && left == 0 && close.scripted) {
        const NodeId made = neutral(); // withScripts makes it evaluated-at
        return made;
    }
    return neutral();
}

/*! |x|: absolute value, size of a set or determinant; ||x||: norm. */
NodeId Builder::bars(const Item &open, const Item &close, NodeId content, NodeId row)
{
    const auto isDouble = [](char32_t fence) { return fence == U'‖' || fence == U'∥'; };
    if (isDouble(open.character) || isDouble(close.character)) {
        const Scripts scripts = close.scripted ? scriptsOf(close.written) : Scripts{};
        return makeOf(Concept::norm, row, content, scripts.under == noNode ? noNode : meaningOf(scripts.under));
    }
    // ||x||: two bars on both sides
    if (is(content, Concept::absoluteValue) || is(content, Concept::cardinality)) {
        const Span inner = at(content).source;
        if (inner.begin == written(open.core).source.end && inner.end == written(close.core).source.begin) {
            const Scripts scripts = close.scripted ? scriptsOf(close.written) : Scripts{};
            return makeOf(Concept::norm, row, slot(content, 0),
                          scripts.under == noNode ? noNode : meaningOf(scripts.under));
        }
    }
    const MeaningNode &inside = at(content);
    Concept what = Concept::absoluteValue;
    int confidence = open.confidence;
    Concept second = Concept::operator_;
    const bool matrixLike =
        inside.what == Concept::transpose || inside.what == Concept::inverse || inside.what == Concept::adjoint;
    switch (inside.what) {
    case Concept::set:
    case Concept::setBuilder:
    case Concept::numberSet: what = Concept::cardinality; break;
    case Concept::cartesianProduct: what = Concept::cardinality; break;
    case Concept::superscript: // the units of a ring
        what = at(slot(content, 1)).character == U'×' ? Concept::cardinality : Concept::absoluteValue;
        break;
    case Concept::matrix: what = Concept::determinantOf; break;
    case Concept::infix: {
        const NodeId sign = slot(content, 1);
        if (sign != noNode && std::u32string_view(U"∪∩∖").contains(at(sign).character)) what = Concept::cardinality;
        break;
    }
    default:
        if (matrixLike || ((inside.facts & factCapital) != 0 && inside.what == Concept::letter)) {
            const Variant variant = inside.variant;
            const bool script = variant == Variant::script || variant == Variant::boldScript;
            const bool bold = variant == Variant::bold || variant == Variant::boldItalic;
            if (m_options->domain == Domain::linearAlgebra || matrixLike || bold ||
                (m_matrixContext && !m_setContext)) {
                what = Concept::determinantOf;
                second = Concept::absoluteValue;
                confidence = std::min(confidence, m_options->domain == Domain::linearAlgebra || matrixLike ? 90 : 70);
            } else if (script || m_setContext || m_probabilityContext) {
                what = Concept::cardinality;
                second = Concept::absoluteValue;
                confidence = std::min(confidence, m_options->domain == Domain::setTheory ? 95 : 80);
            } else {
                const bool setLetter = std::u32string_view(U"ABCDGHSUXY").contains(inside.character);
                what = setLetter ? Concept::cardinality : Concept::absoluteValue;
                second = setLetter ? Concept::absoluteValue : Concept::cardinality;
                confidence = std::min(confidence, 55);
            }
        }
    }
    const NodeId made = makeOf(what, row, content);
    if (confidence < 100) doubt(made, confidence, second);
    return made;
}

/*! Whether \a parts in angle brackets, behind what ends with \a before, are the components of a vector: r(t) = <cos t,
 *  sin t>. */
bool Builder::areComponents(std::span<const NodeId> parts, const Item *before) const
{
    if (before == nullptr || before->character != U'=') return false;
    const bool function = before > m_stack.data() && is((before - 1)->meaning, Concept::functionApplication);
    const bool sums = std::ranges::all_of(parts, [this](NodeId part) {
        return is(part, Concept::sum) || (is(part, Concept::impliedProduct) && is(slot(part, 0), Concept::number));
    });
    return function || sums || std::ranges::any_of(parts, [this](NodeId part) {
               return (is(part, Concept::functionApplication) && is(slot(part, 0), Concept::functionName)) ||
                      (is(part, Concept::power) && is(slot(part, 1), Concept::number));
           });
}

/*! Fences of which at least one is an angle: bras, kets, inner products, tuples. */
NodeId Builder::angles(const Item &open, const Item &close, NodeId content, NodeId row, const Item *before)
{
    const bool left = open.character == U'⟨';
    const bool right = close.character == U'⟩';
    if (!left && right && (open.character == U'|' || open.character == U'∣')) return makeOf(Concept::ket, row, content);
    if (left && !right && (close.character == U'|' || close.character == U'∣'))
        return makeOf(Concept::bra, row, content);
    if (left && right) {
        if (is(content, Concept::elementWithCondition)) {
            const NodeId bra = slot(content, 0);
            const NodeId rest = slot(content, 1);
            if (is(rest, Concept::sequence) && at(rest).childCount == 3)
                return makeOf(Concept::braOperatorKet, row, bra, slot(rest, 0), slot(rest, 2));
            return makeOf(Concept::braKet, row, bra, rest);
        }
        if (is(content, Concept::list)) {
            const auto items = m_meaning->children(content);
            const std::vector<NodeId> several(items.begin(), items.end());
            const bool numbers = std::ranges::any_of(several, [this](NodeId item) {
                return (at(item).facts & factNumber) != 0 || at(item).what == Concept::negative;
            });
            if (several.size() == 2 && !numbers && !areComponents(several, before))
                return doubt(makeOf(Concept::innerProduct, row, several[0], several[1]), 75, Concept::orderedTuple);
            return make(Concept::orderedTuple, several, row);
        }
    }
    const auto sign = [&](const Item &fence) { return fence.character == 0 ? noNode : operatorLeaf(fence.core); };
    return makeOf(Concept::fenced, row, sign(open), content,
                  written(close.core).childCount == 0 ? sign(close) : operatorLeaf(parts(close.core).back()));
}

} // namespace mathtts
