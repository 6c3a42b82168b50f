// SPDX-License-Identifier: GPL-3.0-or-later
// What waits on the stack of a segment: chains of operands and operators, functions, integrals, quantifiers ... opened,
// and finished to one node when something binds less tightly.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

void Builder::pushOperand(NodeId meaning)
{
    m_values.push_back(meaning);
    m_expectOperand = false;
}

void Builder::openConstruct(Construct::Shape shape, std::uint8_t level, NodeId head, const Item &item)
{
    Construct construct;
    construct.shape = shape;
    construct.level = level;
    construct.start = static_cast<std::uint32_t>(m_values.size());
    construct.head = head;
    construct.item = item;
    m_constructs.push_back(construct);
    m_expectOperand = true;
}

/*! An operator of \a level after the last value: it joins the open chain of its level or starts one. \a sign may be
 *  noNode for things that stand side by side. */
void Builder::chainOperator(std::uint8_t level, NodeId sign)
{
    closeTo(level);
    const std::size_t least = m_constructs.size() > m_firstConstruct ? m_constructs.back().start : m_firstValue;
    if (m_values.size() <= least) m_values.push_back(none(m_row)); // an operator without a left side
    const bool open = m_constructs.size() > m_firstConstruct && m_constructs.back().shape == Construct::Shape::chain &&
                      m_constructs.back().level == level;
    if (!open) {
        Construct construct;
        construct.level = level;
        construct.start = static_cast<std::uint32_t>(m_values.size() - 1);
        m_constructs.push_back(construct);
    }
    if (sign != noNode) m_values.push_back(sign);
    m_expectOperand = true;
}

/*! Finishes everything that binds tighter than \a level. */
void Builder::closeTo(std::uint8_t level)
{
    while (m_constructs.size() > m_firstConstruct && m_constructs.back().level > level)
        finishConstruct();
}

void Builder::finishConstruct()
{
    const Construct construct = m_constructs.back();
    m_constructs.pop_back();
    const auto values = std::span<const NodeId>(m_values).subspan(construct.start);
    NodeId body = values.empty() ? noNode : values.front();
    if (values.size() > 1 && construct.shape != Construct::Shape::chain) body = make(Concept::sequence, values, m_row);
    const Item &item = construct.item;
    NodeId result = noNode;
    switch (construct.shape) {
    case Construct::Shape::chain: result = finishChain(construct, values); break;
    case Construct::Shape::function:
        result = body == noNode ? construct.head : apply(construct.head, body, false, 0);
        break;
    case Construct::Shape::derivativeOperator: {
        if (body == noNode) {
            result = construct.head;
            break;
        }
        const auto old = m_meaning->children(construct.head);
        std::vector<NodeId> slots(old.begin(), old.end());
        slots[0] = body;
        result = make(at(construct.head).what, slots, m_row);
        break;
    }
    case Construct::Shape::prefix: {
        if (body == noNode) {
            result = construct.head;
            break;
        }
        Concept what = Concept::prefix;
        if (at(construct.head).text == "mod") what = Concept::modulo;
        if (!item.scripted && (item.character == U'-' || item.character == U'−')) what = Concept::negative;
        if (!item.scripted && item.character == U'+') what = Concept::positive;
        if (!item.scripted && (item.character == U'±' || item.character == U'∓')) {
            result = makeOf(Concept::plusOrMinus, m_row, construct.head, body);
            break;
        }
        if (item.character == U'∇')
            what = item.open == U'·' ? Concept::divergence : item.open == U'×' ? Concept::curl : Concept::gradient;
        if (what == Concept::gradient && item.scripted) {
            const Scripts scripts = scriptsOf(item.written);
            const NodeId over = scripts.over == noNode ? noNode : unwrapped(scripts.over);
            if (over != noNode && scripts.under == noNode && written(over).text == "2")
                result = makeOf(Concept::laplacian, m_row, body);
            else
                result = makeOf(Concept::prefix, m_row, withScripts(item.written, construct.head), body);
        } else if (what != Concept::prefix)
            result = makeOf(what, m_row, body);
        else if (item.character == U'∂' && item.scripted && scriptsOf(item.written).under != noNode) {
            const Scripts scripts = scriptsOf(item.written);
            std::vector<NodeId> slots{body, scripts.over == noNode ? noNode : meaningOf(scripts.over)};
            const NodeId variables = meaningOf(scripts.under);
            if (is(variables, Concept::impliedProduct) || is(variables, Concept::list) ||
                is(variables, Concept::sequence)) {
                const auto several = m_meaning->children(variables);
                slots.insert(slots.end(), several.begin(), several.end());
            } else
                slots.push_back(variables);
            result = make(Concept::partialDerivative, slots, m_row);
        } else
            result = makeOf(Concept::prefix, m_row,
                            item.scripted ? withScripts(item.written, construct.head) : construct.head, body);
        break;
    }
    case Construct::Shape::quantifier: {
        const bool first = construct.extra == noNode;
        result = makeOf(Concept::quantified, m_row, construct.head,
                        first ? (body == noNode ? none(m_row) : body) : construct.extra, first ? noNode : body);
        break;
    }
    case Construct::Shape::largeOperator:
    case Construct::Shape::limit:
    case Construct::Shape::integral: {
        const Scripts scripts = item.scripted ? scriptsOf(item.written) : Scripts{};
        const auto bound = [this](NodeId script) {
            const NodeId made = script == noNode ? noNode : meaningOf(script);
            // \substack: conditions one after the other
            if (is(made, Concept::equations)) at(made).what = at(made).runnerUp = Concept::list;
            return is(made, Concept::none) ? noNode : made; // an empty group is no bound
        };
        const NodeId under = bound(scripts.under);
        const NodeId over = bound(scripts.over);
        if (construct.shape == Construct::Shape::integral) {
            result = makeOf(Concept::integral, m_row, operatorLeaf(item.core), under, over, body, construct.extra);
        } else if (construct.shape == Construct::Shape::largeOperator) {
            if (body == noNode && under == noNode && over == noNode)
                result = operatorLeaf(item.core);
            else
                result = makeOf(Concept::largeOperator, m_row, operatorLeaf(item.core), under, over, body);
        } else
            result = limits(item.written, item.meaning != noNode ? item.meaning : leaf(item.core), under, body);
        break;
    }
    }
    // what the node stands for starts at its sign
    if (construct.shape != Construct::Shape::chain && item.written != noNode) {
        Span &source = at(result).source;
        source.begin = std::min(source.begin, written(item.written).source.begin);
    }
    m_values.resize(construct.start);
    m_values.push_back(result);
}

NodeId Builder::finishChain(const Construct &construct, std::span<const NodeId> values)
{
    if (values.size() == 1 && construct.level != levelComma) return values.front();
    Concept what = Concept::infix;
    switch (construct.level) {
    case levelGiven:
        if (values.size() >= 3) {
            const NodeId condition = values.size() == 3 ? values[2] : make(Concept::sequence, values.subspan(2), m_row);
            return makeOf(Concept::elementWithCondition, m_row, values[0], condition);
        }
        break;
    case levelSemicolon: what = Concept::semicolonList; break;
    case levelComma: markShared(values); [[fallthrough]];
    case levelVariables: what = Concept::list; break;
    case levelText: {
        const NodeId made = make(Concept::sequence, values, m_row);
        at(made).value = 1; // words or a gap stand between, unlike the letters of an index
        return made;
    }
    case levelRatio:
    case levelColon:
        if (values.size() == 3 && is(values[2], Concept::mapsTo)) { // f : x |-> y
            const NodeId made = makeOf(Concept::mapping, m_row, values[0], slot(values[2], 0), slot(values[2], 1));
            at(made).value = 1;
            return made;
        }
        if (values.size() == 3 && is(values[2], Concept::relation) && m_meaning->children(values[2]).size() == 3) {
            const NodeId arrow = slot(values[2], 1);
            if (is(arrow, Concept::operator_) &&
                (at(arrow).text == "→" || at(arrow).text == "⟶" || at(arrow).text == "⇀" || at(arrow).text == "↪" ||
                 at(arrow).text == "↠")) {
                for (const NodeId side : {slot(values[2], 0), slot(values[2], 2)})
                    if (is(side, Concept::orderedTuple) && at(side).runnerUp == Concept::interval &&
                        isNumeric(slot(side, 0)))
                        at(side).what = Concept::interval; // no function goes to or from a single point
                return makeOf(Concept::mapping, m_row, values[0], slot(values[2], 0), slot(values[2], 2));
            }
        }
        if (std::ranges::none_of(values,
                                 [this](NodeId value) { return isStatement(value) || is(value, Concept::prefix); })) {
            std::vector<NodeId> sides;
            for (const NodeId value : values)
                if (!is(value, Concept::operator_)) sides.push_back(value);
            if (sides.size() * 2 == values.size() + 1) return make(Concept::ratio, sides, m_row);
        }
        break;
    case levelMapsTo:
        if (values.size() == 3) return makeOf(Concept::mapsTo, m_row, values[0], values[2]);
        what = Concept::relation;
        break;
    case levelImplication:
    case levelRelation: what = Concept::relation; break;
    case levelBinary:
        if (values.size() == 3 && at(values[1]).character == U'△')
            return makeOf(Concept::symmetricDifference, m_row, values[0], values[2]);
        break;
    case levelSum: {
        what = Concept::sum;
        for (const NodeId value : values) // intervals can't be added
            if (is(value, Concept::interval) && at(value).value == 3) asCommutator(value);
        for (std::size_t i = 1; i < values.size(); i += 2)
            if (at(values[i]).what == Concept::operator_ &&
                characterFacts(at(values[i]).character).kind != CharacterClass::additive)
                what = Concept::infix;
        break;
    }
    case levelProduct: {
        what = Concept::product;
        if (isCartesian(values)) {
            std::vector<NodeId> sets;
            for (std::size_t i = 0; i < values.size(); i += 2)
                sets.push_back(values[i]);
            return make(Concept::cartesianProduct, sets, m_row);
        }
        if (values.size() == 3 && at(values[1]).text == "/") {
            const NodeId derived = slashedDerivative(values);
            if (derived != noNode) return derived;
        }
        for (std::size_t i = 1; i < values.size(); i += 2)
            if (characterFacts(at(values[i]).character).kind != CharacterClass::multiplicative) what = Concept::infix;
        break;
    }
    case levelImplied:
    case levelArgument: what = Concept::impliedProduct; break;
    default: break;
    }
    return make(what, values, m_row);
}

/*! In "a, b in S" the last of \a values, a relation, is one of all before it: its value becomes 1. Not so where it
 * tells the range of an index: "a_i, i in I". */
void Builder::markShared(std::span<const NodeId> values)
{
    const auto isPlain = [this](NodeId node) {
        while (is(node, Concept::subscript) || is(node, Concept::prime) || is(node, Concept::accented) ||
               is(node, Concept::superscript) || is(node, Concept::vector))
            node = slot(node, 0);
        return is(node, Concept::letter) || is(node, Concept::ellipsis);
    };
    bool plain = false; // all since the last relation
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (is(values[i], Concept::relation)) {
            const NodeId left = slot(values[i], 0);
            const bool shared = plain && i > 0 && at(values[i]).childCount == 3 && isPlain(left) &&
                                (!is(left, Concept::letter) || !mentions(values[i - 1], at(left).character));
            if (shared) at(values[i]).value = 1;
            plain = false;
            continue;
        }
        const bool starts = i == 0 || is(values[i - 1], Concept::relation);
        plain = isPlain(values[i]) && (starts || plain);
    }
}

/*! Whether \a node is a number, or one with a sign. */
bool Builder::isNumeric(NodeId node) const
{
    if (is(node, Concept::negative) || is(node, Concept::positive)) node = slot(node, 0);
    return is(node, Concept::number) || is(node, Concept::symbol); // infinity
}

/*! Whether \a values, operands with signs between, are sets with crosses between them. */
bool Builder::isCartesian(std::span<const NodeId> values) const
{
    bool numberSets = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % 2 == 1) {
            if (at(values[i]).character != U'×') return false;
            continue;
        }
        NodeId set = values[i];
        while (is(set, Concept::power) || is(set, Concept::subscript))
            set = slot(set, 0);
        if (is(set, Concept::set) && values.size() == 3) return true; // {0} x S, whatever S is
        if (is(set, Concept::numberSet) || is(set, Concept::set) || is(set, Concept::interval))
            numberSets = true;
        else if (!is(set, Concept::letter) || (at(set).facts & factCapital) == 0)
            return false;
    }
    // capitals alone may be sizes: only a formula about sets, or one that says nothing else, has sets
    const bool alone = m_relations == 0 && values.size() == 3 && m_constructs.size() == m_firstConstruct &&
                       m_firstConstruct == 0 && m_firstValue + 3 == m_values.size();
    return values.size() % 2 == 1 && (numberSets || m_setContext || m_memberContext || alone);
}

} // namespace mathtts
