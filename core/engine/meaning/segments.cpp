// SPDX-License-Identifier: GPL-3.0-or-later
// A segment of a row (all of it, or what stands between two brackets): operators by precedence, on explicit stacks.
#include "engine/meaning/builder.h"

#include <algorithm>
#include <string>
#include <utility>

namespace mathtts
{

namespace
{
/*! Whether what \a item is can be (the start of) an operand. */
bool startsOperand(const Item &item)
{
    switch (item.role) {
    case Role::operand:
    case Role::function:
    case Role::largeOperator:
    case Role::integral:
    case Role::limit:
    case Role::prefix:
    case Role::derivativeOperator:
    case Role::leftScripts:
    case Role::quantifier:
    case Role::differential: return true;
    default: return false;
    }
}
} // namespace

/*! The meaning of the items [begin, end) of m_stack. \a open is the bracket before them, 0 for none. Linear. */
NodeId Builder::parseSegment(std::size_t begin, std::size_t end, NodeId row, char32_t open)
{
    if (begin == end) return none(row);
    const bool single = end == begin + 1 && m_stack[begin].role == Role::operand;
    if (single && (m_stack[begin].core == noNode || written(m_stack[begin].core).element != Element::mi ||
                   written(m_stack[begin].core).character != 0))
        return operand(m_stack[begin]);

    const std::size_t outerConstruct = std::exchange(m_firstConstruct, m_constructs.size());
    const std::size_t outerValue = std::exchange(m_firstValue, m_values.size());
    const bool outerExpect = std::exchange(m_expectOperand, true);
    const NodeId outerRow = std::exchange(m_row, row);
    const std::uint32_t outerRelations = std::exchange(m_relations, 0);
    markDifferentials(std::span(m_stack).subspan(begin, end - begin));
    for (std::size_t i = begin; i < end; ++i)
        if (m_stack[i].role == Role::infix &&
            (m_stack[i].level == levelRelation || m_stack[i].level == levelImplication))
            ++m_relations;
    std::uint32_t colons = 0;
    for (std::size_t i = begin; i < end; ++i)
        if (m_stack[i].role == Role::infix && m_stack[i].character == U':') ++colons;
    bool conditionSeen = false;

    for (std::size_t i = begin; i < end; ++i) {
        Item item = m_stack[i];
        const Item *next = i + 1 < end ? &m_stack[i + 1] : nullptr;
        const Item *left = i > begin ? &m_stack[i - 1] : nullptr;
        switch (item.role) {
        case Role::operand: {
            if (const std::size_t used = formula(std::span(m_stack).subspan(i, end - i), left); used > 0) {
                i += used - 1;
                break;
            }
            if (!m_expectOperand) {
                const std::size_t used = quantity(std::span(m_stack).subspan(begin, end - begin), i - begin);
                if (used > 0) {
                    i += used - 1;
                    break;
                }
                juxtapose(left, item);
                if (!m_expectOperand) break; // it was joined to the value before
            }
            pushOperand(operand(m_stack[i]));
            break;
        }
        case Role::function:
        case Role::largeOperator:
        case Role::integral:
        case Role::limit:
        case Role::derivativeOperator: {
            if (!m_expectOperand) juxtapose(left, item);
            const bool integrand = item.role == Role::integral;
            const auto shape = item.role == Role::function        ? Construct::Shape::function
                               : item.role == Role::largeOperator ? Construct::Shape::largeOperator
                               : integrand                        ? Construct::Shape::integral
                               : item.role == Role::limit         ? Construct::Shape::limit
                                                                  : Construct::Shape::derivativeOperator;
            const std::uint8_t level = item.role == Role::function                ? levelFunction
                                       : integrand && item.level == levelIntegral ? levelIntegral
                                                                                  : levelLargeOperator;
            const NodeId head = item.role == Role::function             ? functionHead(item)
                                : item.role == Role::derivativeOperator ? m_done[item.written]
                                                                        : noNode;
            openConstruct(shape, level, head, item);
            break;
        }
        case Role::differential:
            differential(std::span(m_stack).subspan(begin, end - begin), i -= begin);
            i += begin;
            break;
        case Role::quantifier: {
            if (!m_expectOperand) {
                // a second quantifier starts the body of the first
                if (!startBody()) juxtapose(left, item);
            }
            openConstruct(Construct::Shape::quantifier, levelQuantifier, operand(item), item);
            break;
        }
        case Role::prefix: {
            if (next == nullptr || (!startsOperand(*next) && next->role != Role::infix) || item.scripted) {
                if (!(item.scripted && next != nullptr && startsOperand(*next))) {
                    if (!m_expectOperand) juxtapose(left, item);
                    pushOperand(operand(item));
                    break;
                }
            }
            if (item.character == U'△' && !m_expectOperand && left != nullptr && left->core != noNode &&
                isCapital(left->core) && !left->fenced) {
                chainOperator(levelBinary, operatorLeaf(item.core));
                break;
            }
            if (item.level == levelText) {
                closeTo(levelText);
                if (!m_expectOperand) chainOperator(levelText, noNode);
                m_expectOperand = true;
            } else if (!m_expectOperand && !(item.character == U'∠' && left != nullptr && left->character == U'm'))
                juxtapose(left, item);
            if (const std::size_t used = figure(std::span(m_stack).subspan(i, end - i)); used > 0) {
                i += used;
                break;
            }
            // nabla with a dot or cross is one operator
            if (item.character == U'∇' && next != nullptr && next->role == Role::infix && !next->scripted) {
                const bool dot = next->character == U'·' || next->character == U'⋅' || next->character == U'∙';
                const bool cross = next->character == U'×';
                if ((dot || cross) && i + 2 < end) {
                    item.open = dot ? U'·' : U'×';
                    ++i;
                } else {
                    pushOperand(operand(item));
                    break;
                }
            } else if (next != nullptr && next->role == Role::infix && item.character != U'¬') {
                pushOperand(operand(item));
                break;
            }
            openConstruct(Construct::Shape::prefix, item.level, operatorLeaf(item.core), item);
            break;
        }
        case Role::infix:
            if (item.character == U':' && open == U'{' && !conditionSeen) {
                item.role = Role::given;
                bool arrow = false;
                for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
                    arrow = arrow || m_stack[j].character == U'→';
                if (!arrow) {
                    item.level = levelGiven;
                    conditionSeen = true;
                }
            } else if (item.character == U':' && left != nullptr && next != nullptr) {
                const bool numbers =
                    (left->core != noNode && isInteger(left->core)) || (next->core != noNode && isInteger(next->core));
                const bool operands = left->role == Role::operand && next->role == Role::operand;
                if (operands && (numbers || colons > 1 || m_relations == 0)) item.level = levelRatio;
            }
            infix(item);
            break;
        case Role::given:
            conditionSeen = true;
            infix(item);
            break;
        case Role::postfix: postfix(item); break;
        case Role::separator: separate(item, next, i + 2 < end ? &m_stack[i + 2] : nullptr); break;
        case Role::text: {
            if (!m_expectOperand && isUnit(item.core)) {
                const std::size_t used = quantity(std::span(m_stack).subspan(begin, end - begin), i - begin);
                if (used > 0) {
                    i += used - 1;
                    break;
                }
            }
            const NodeId words = operand(item);
            const bool between = !m_expectOperand;
            const bool leads =
                m_expectOperand && m_values.size() == m_firstValue && next != nullptr && startsOperand(*next);
            if (!between && !leads) {
                pushOperand(words);
                break;
            }
            closeTo(levelText);
            if (between) chainOperator(levelText, noNode);
            pushOperand(words);
            if (next == nullptr) break;
            if (next->role == Role::infix || next->role == Role::postfix || next->role == Role::separator) break;
            chainOperator(levelText, noNode);
            break;
        }
        case Role::leftScripts:
            if (!m_expectOperand && !item.space && left != nullptr && left->role == Role::operand &&
                !(next != nullptr && next->core != noNode && next->scripted && isCapital(next->core) &&
                  m_tree->children(item.written).size() == 2 &&
                  (letter(next->core) == U'C' || letter(next->core) == U'P')))
                m_values.back() = joinTensor(m_values.back(), item);
            else if (next != nullptr && next->role == Role::operand) {
                Item &target = m_stack[i + 1];
                target.meaning = joinLeftScripts(item, target);
                target.scripted = true;
            } else {
                if (!m_expectOperand) juxtapose(left, item);
                pushOperand(withScripts(item.written, none(item.core)));
            }
            break;
        default:
            if (!m_expectOperand) juxtapose(left, item);
            pushOperand(operand(item));
        }
    }
    closeTo(0);
    NodeId result = noNode;
    if (m_values.size() == m_firstValue)
        result = none(row);
    else if (m_values.size() == m_firstValue + 1)
        result = m_values.back();
    else
        result = make(Concept::sequence, std::span(m_values).subspan(m_firstValue), row);
    m_values.resize(m_firstValue);
    m_constructs.resize(m_firstConstruct);
    m_firstConstruct = outerConstruct;
    m_firstValue = outerValue;
    m_expectOperand = outerExpect;
    m_row = outerRow;
    m_relations = outerRelations;
    return result;
}

/*! A chemical formula in upright letters that items[0] starts; the number of items it takes, 0 when there is none. */
std::size_t Builder::formula(std::span<const Item> items, const Item *left)
{
    const auto upright = [this](const Item &item) {
        return item.role == Role::operand && !item.fenced && item.core != noNode && item.core < m_core.size() &&
               written(item.core).element == Element::mi && !isFunctionName(item.core) &&
               (written(item.core).variant == Variant::normal || written(item.core).text.size() == 2) &&
               !written(item.core).text.empty() && written(item.core).text[0] >= 'A' &&
               written(item.core).text[0] <= 'Z';
    };
    if (!upright(items[0])) return 0;
    std::vector<NodeId> tokens;
    while (tokens.size() < items.size() && upright(items[tokens.size()]))
        tokens.push_back(items[tokens.size()].written);
    const NodeId made = plainFormula(tokens, m_row);
    if (made == noNode) return 0;
    const bool amount = !m_expectOperand && left != nullptr && (at(m_values.back()).facts & factNumber) != 0;
    if (amount) {
        const NodeId number = m_values.back();
        m_values.back() = makeOf(Concept::chemicalAmount, m_row, number, made);
    } else {
        if (!m_expectOperand) juxtapose(left, items[0]);
        pushOperand(made);
    }
    return tokens.size();
}

/*! Finds the d's that end integrals, and tells the integrals that one follows. */
void Builder::markDifferentials(std::span<Item> items)
{
    std::uint32_t integrals = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Item &item = items[i];
        if (item.role == Role::integral) ++integrals;
        if (item.role == Role::infix && item.level <= levelRelation) integrals = 0;
        if (item.role != Role::operand || item.fenced || item.core == noNode) continue;
        const Node &core = written(item.core);
        const bool upright = core.variant == Variant::normal || core.character == U'ⅆ';
        if (core.character != U'd' && core.character != U'ⅆ') continue;
        if (item.scripted && written(item.written).element != Element::msup) continue;
        if (i + 1 == items.size() || items[i + 1].role != Role::operand) continue;
        const Item &next = items[i + 1];
        const bool variable = next.core == noNode || isLetter(next.core) || next.fenced;
        if (!variable || (integrals == 0 && !upright)) continue;
        if (integrals == 0 && item.scripted) continue;
        item.role = Role::differential;
        ++i;
    }
    // from the right: every integral takes the nearest free differential
    std::uint32_t waiting = 0;
    bool inFraction = false;
    for (std::size_t i = items.size(); i-- > 0;) {
        Item &item = items[i];
        if (item.role == Role::differential) ++waiting;
        if (item.role == Role::operand && item.core != noNode && written(item.core).element == Element::mfrac &&
            holdsDifferential(item.core))
            inFraction = true;
        if (item.role == Role::infix && item.level <= levelRelation) {
            waiting = 0;
            inFraction = false;
        }
        if (item.role != Role::integral) continue;
        if (inFraction)
            inFraction = false;
        else if (waiting > 0) {
            item.level = levelIntegral;
            --waiting;
        }
    }
}

NodeId Builder::operand(const Item &item)
{
    if (item.meaning != noNode) return item.meaning;
    if (item.core != noNode && written(item.core).element == Element::mo && item.core == item.written) {
        const NodeId made = leaf(item.core);
        return made;
    }
    if (m_done[item.written] != noNode) return m_done[item.written];
    if (item.scripted) {
        const NodeId base = item.core == noNode ? none(item.written) : leaf(item.core);
        return withScripts(item.written, base);
    }
    return leaf(item.written);
}

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
        const NodeId under = scripts.under == noNode ? noNode : meaningOf(scripts.under);
        const NodeId over = scripts.over == noNode ? noNode : meaningOf(scripts.over);
        if (construct.shape == Construct::Shape::integral) {
            result = makeOf(Concept::integral, m_row, operatorLeaf(item.core), under, over, body, construct.extra);
        } else if (construct.shape == Construct::Shape::largeOperator) {
            if (body == noNode && under == noNode && over == noNode)
                result = operatorLeaf(item.core);
            else
                result = makeOf(Concept::largeOperator, m_row, operatorLeaf(item.core), under, over, body);
        } else
            result = limits(item.written, leaf(item.core), under, body);
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
    case levelComma: what = Concept::list; break;
    case levelText: what = Concept::sequence; break;
    case levelRatio:
    case levelColon:
        if (values.size() == 3 && is(values[2], Concept::relation) && m_meaning->children(values[2]).size() == 3) {
            const NodeId arrow = slot(values[2], 1);
            if (is(arrow, Concept::operator_) &&
                (at(arrow).text == "→" || at(arrow).text == "⟶" || at(arrow).text == "⇀" || at(arrow).text == "↪" ||
                 at(arrow).text == "↠"))
                return makeOf(Concept::mapping, m_row, values[0], slot(values[2], 0), slot(values[2], 2));
        }
        if (std::ranges::none_of(values, [this](NodeId value) { return (at(value).what == Concept::relation); })) {
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
        if (is(set, Concept::numberSet) || is(set, Concept::set) || is(set, Concept::interval))
            numberSets = true;
        else if (!is(set, Concept::letter) || (at(set).facts & factCapital) == 0)
            return false;
    }
    // capitals alone may be sizes: only a formula about sets, or one that says nothing else, has sets
    const bool alone = m_relations == 0 && values.size() == 3 && m_constructs.size() == m_firstConstruct &&
                       m_firstConstruct == 0 && m_firstValue + 3 == m_values.size();
    return values.size() % 2 == 1 && (numberSets || m_setContext || alone);
}

/*! Two operands side by side: makes room for \a right, or opens the chain that joins them. */
void Builder::juxtapose(const Item *left, const Item &right)
{
    const NodeId value = m_values.back();
    // modulo ends its relation
    if (right.meaning != noNode && is(right.meaning, Concept::modulo)) {
        closeTo(levelRelation);
        chainOperator(levelRelation, noNode);
        return;
    }
    // a quantifier with a bare variable: what follows is its body
    if (m_constructs.size() > m_firstConstruct && m_constructs.back().shape == Construct::Shape::quantifier &&
        m_constructs.back().extra == noNode && m_constructs.back().start + 1 == m_values.size()) {
        m_constructs.back().extra = value;
        m_values.pop_back();
        m_expectOperand = true;
        return;
    }
    if (right.wideSpace) {
        chainOperator(levelText, noNode);
        return;
    }
    // two and three quarters
    if (left != nullptr && left->role == Role::operand && left->core != noNode && !left->scripted &&
        isInteger(left->core) && is(value, Concept::number) && right.role == Role::operand && !right.scripted &&
        right.core != noNode && written(right.core).element == Element::mfrac &&
        is(m_done[right.core], Concept::fraction)) {
        const NodeId over = slot(m_done[right.core], 0);
        const NodeId under = slot(m_done[right.core], 1);
        if (is(over, Concept::number) && is(under, Concept::number) && at(over).value > 0 &&
            at(over).value < at(under).value) {
            const NodeId whole = m_values.back();
            m_values.pop_back();
            pushOperand(makeOf(Concept::mixedNumber, m_row, whole, over, under));
            at(m_values.back()).source.end = at(m_done[right.core]).source.end;
            return;
        }
    }
    // 0.1666...
    if (is(value, Concept::number) && right.role == Role::operand && right.meaning != noNode &&
        is(right.meaning, Concept::accented) && is(slot(right.meaning, 0), Concept::number) &&
        at(slot(right.meaning, 1)).character != U'^') {
        const NodeId repeating = right.meaning;
        if (at(value).text.find('.') == std::string_view::npos) {
            at(value).text = m_meaning->keep(std::string(at(value).text) + '.');
            at(value).facts &= ~static_cast<std::uint32_t>(factInteger);
        }
        m_values.pop_back();
        pushOperand(makeOf(Concept::repeatingDecimal, m_row, value, slot(repeating, 0)));
        at(m_values.back()).source.end = at(repeating).source.end;
        return;
    }
    // 30 degrees 15 minutes 20 seconds
    if (is(value, Concept::degrees) && is(right.meaning == noNode ? noNode : right.meaning, Concept::prime) &&
        is(slot(right.meaning, 0), Concept::number)) {
        const bool minutes = at(right.meaning).value == 1;
        const NodeId number = slot(right.meaning, 0);
        const NodeId whole = value;
        if (slot(whole, minutes ? 1 : 2) == noNode) {
            m_values.pop_back();
            pushOperand(makeOf(Concept::degrees, m_row, slot(whole, 0), minutes ? number : slot(whole, 1),
                               minutes ? slot(whole, 2) : number));
            at(m_values.back()).source.end = at(right.meaning).source.end;
            return;
        }
    }
    // money
    const auto currency = [](char32_t sign) { return std::u32string_view(U"$€£¥₹₩₽¢").contains(sign); };
    if (is(value, Concept::symbol) && currency(at(value).character) && right.role == Role::operand &&
        right.core != noNode && written(right.core).element == Element::mn) {
        at(value).what = at(value).runnerUp = Concept::currency;
        m_values.pop_back();
        pushOperand(makeOf(Concept::money, m_row, value, operand(right)));
        return;
    }
    // inside the argument of a function
    std::size_t top = m_constructs.size();
    if (top > m_firstConstruct && m_constructs.back().level == levelArgument) --top;
    const bool inFunction = top > m_firstConstruct && m_constructs[top - 1].shape == Construct::Shape::function;
    if (inFunction) {
        const bool continues = right.role == Role::operand && !right.fenced && !(left != nullptr && left->fenced) &&
                               !(right.space && at(value).what == Concept::fraction);
        if (continues) {
            chainOperator(levelArgument, noNode);
            return;
        }
    }
    chainOperator(levelImplied, noNode);
}

/*! The innermost open quantifier that has no variable yet, looked for among the last few constructs. */
Construct *Builder::waitingQuantifier()
{
    constexpr std::size_t furthest = 8;
    for (std::size_t i = m_constructs.size(), steps = 0; i-- > m_firstConstruct && steps < furthest; ++steps)
        if (m_constructs[i].shape == Construct::Shape::quantifier && m_constructs[i].extra == noNode)
            return &m_constructs[i];
    return nullptr;
}

/*! What was read since a quantifier is its variable: its body starts here. False when no quantifier waits. */
bool Builder::startBody()
{
    const Construct *waiting = waitingQuantifier();
    if (waiting == nullptr) return false;
    const auto place = static_cast<std::size_t>(waiting - m_constructs.data());
    closeTo(levelQuantifier);
    if (m_constructs.size() != place + 1 || m_values.size() <= m_constructs[place].start) return false;
    m_constructs[place].extra = m_values.back();
    m_values.pop_back();
    m_expectOperand = true;
    return true;
}

// Calls itself once, when a function that stands alone has become the operand before the sign.
// NOLINTNEXTLINE(misc-no-recursion)
void Builder::infix(const Item &item)
{
    std::uint8_t level = item.level;
    if (level == levelLogic && m_relations < 2) level = levelBinary;
    const auto sign = [&] {
        return item.scripted ? withScripts(item.written, operatorLeaf(item.core)) : operatorLeaf(item.core);
    };
    if (!m_expectOperand) {
        // "for all x > 0: ..." and "exists x : ..." - the colon starts the body
        if ((level == levelColon || level == levelGiven) && startBody()) return;
        chainOperator(level, sign());
        if (item.confidence < 100) doubt(m_values.back(), item.confidence, Concept::operator_);
        return;
    }
    // an operator where an operand should be
    if (level == levelSum) {
        const bool tight = !m_constructs.empty() && m_constructs.size() > m_firstConstruct &&
                           m_constructs.back().level >= levelProduct;
        openConstruct(Construct::Shape::prefix, tight ? levelTightNegative : levelNegative, sign(), item);
        return;
    }
    const bool afterOperator = m_constructs.size() > m_firstConstruct &&
                               m_constructs.back().shape == Construct::Shape::chain &&
                               m_values.size() > m_constructs.back().start;
    if (afterOperator && m_constructs.back().level == level) {
        m_values.push_back(sign()); // two signs in a row: = =
        return;
    }
    // sin =: the function stands alone
    if (m_constructs.size() > m_firstConstruct && m_constructs.back().shape != Construct::Shape::chain &&
        m_constructs.back().shape != Construct::Shape::quantifier && m_values.size() == m_constructs.back().start) {
        finishConstruct();
        m_expectOperand = false;
        infix(item);
        return;
    }
    if (level == levelRelation || level == levelImplication || level == levelMapsTo) {
        openConstruct(Construct::Shape::prefix, level, sign(), item);
        return;
    }
    pushOperand(sign()); // an operator by itself
}

/*! A comma or semicolon: between items, or between a quantifier's variable and its body. */
void Builder::separate(const Item &item, const Item *next, const Item *afterNext)
{
    if (item.character == U',' || item.character == U'،') {
        // in "for all x, y in S" the comma separates variables
        const bool variables =
            next != nullptr && next->role == Role::operand && afterNext != nullptr &&
            ((afterNext->role == Role::infix && afterNext->character == U'∈') || afterNext->character == U',');
        if (!variables && next != nullptr && !m_expectOperand && startBody()) return;
    }
    const bool inQuantifier = waitingQuantifier() != nullptr;
    std::uint8_t level = levelComma;
    if (item.character == U';') level = levelSemicolon;
    if (inQuantifier && level == levelComma) level = levelQuantifier + 1;
    if (m_expectOperand) {
        closeTo(level);
        const bool chained =
            m_constructs.size() > m_firstConstruct && m_constructs.back().shape == Construct::Shape::chain;
        if (m_values.size() == m_firstValue || chained) {
            if (next == nullptr && m_values.size() > m_firstValue) return; // a comma at the end
            pushOperand(none(item.written));
        }
    }
    if (next == nullptr) {
        closeTo(level);
        return; // punctuation after the formula
    }
    chainOperator(level, noNode);
}

/*! An angle or triangle and the points after its sign in items[0]; how many of the items after it are taken. */
std::size_t Builder::figure(std::span<const Item> items)
{
    const char32_t sign = items[0].character;
    const bool triangle = sign == U'△';
    if (!triangle && sign != U'∠' && sign != U'∡' && sign != U'∢') return 0;
    std::vector<NodeId> points;
    std::size_t used = 1;
    for (; used < items.size() && points.size() < 12; ++used) {
        const Item &item = items[used];
        if (item.role != Role::operand || item.fenced || item.core == noNode) break;
        if (!isCapital(item.core)) break;
        points.push_back(operand(item));
    }
    if (points.empty() && !triangle && items.size() > 1 && items[1].role == Role::operand) {
        points.push_back(operand(items[1]));
        used = 2;
    }
    if (points.empty()) return 0;
    NodeId made = make(triangle ? Concept::triangle : Concept::angle, points, m_row);
    at(made).source.begin = written(items[0].written).source.begin;
    const bool measured = !triangle && !m_values.empty() && m_values.size() > m_firstValue &&
                          is(m_values.back(), Concept::letter) && at(m_values.back()).character == U'm' &&
                          !m_expectOperand;
    m_values.push_back(measured ? makeOf(Concept::measureOfAngle, m_row, made) : made);
    if (measured) {
        const Span letter = at(m_values[m_values.size() - 2]).source;
        m_values.erase(m_values.end() - 2);
        at(m_values.back()).source.begin = letter.begin;
    }
    m_expectOperand = false;
    return used - 1;
}

/*! The d at \a index and its variable. They complete an open integral, or stand for themselves. */
void Builder::differential(std::span<const Item> items, std::size_t &index)
{
    const Item &sign = items[index];
    const Item &variable = items[index + 1];
    NodeId order = noNode;
    if (sign.scripted) {
        const Scripts scripts = scriptsOf(sign.written);
        if (scripts.over != noNode) order = meaningOf(scripts.over);
    }
    const NodeId made = makeOf(Concept::differential, m_row, operand(variable), order);
    at(made).source.begin = written(sign.written).source.begin;
    ++index;

    if (m_expectOperand && m_values.size() > m_firstValue && is(m_values.back(), Concept::operator_)) {
        // F . dr: the differential is a factor, and ends the integral
        pushOperand(made);
        closeTo(levelIntegral);
        if (m_constructs.size() > m_firstConstruct && m_constructs.back().shape == Construct::Shape::integral)
            finishConstruct();
        m_expectOperand = false;
        return;
    }
    std::size_t place = m_constructs.size();
    while (place > m_firstConstruct &&
           (m_constructs[place - 1].shape != Construct::Shape::integral ||
            m_constructs[place - 1].level != levelIntegral || m_constructs[place - 1].hasDifferential))
        --place;
    if (place == m_firstConstruct) {
        if (!m_expectOperand) juxtapose(nullptr, sign);
        pushOperand(made);
        return;
    }
    closeTo(levelIntegral);
    Construct &open = m_constructs[place - 1];
    open.extra = made;
    open.hasDifferential = true;
    const bool empty = m_values.size() == open.start;
    // dx dy: one integral sign may have several; but an integral outside takes its own
    bool outer = false;
    for (std::size_t i = m_firstConstruct; i + 1 < place; ++i)
        outer = outer || (m_constructs[i].shape == Construct::Shape::integral && !m_constructs[i].hasDifferential &&
                          m_constructs[i].level == levelIntegral);
    if (!outer) {
        std::vector<NodeId> several{made};
        while (index + 2 < items.size() && items[index + 1].role == Role::differential) {
            several.push_back(makeOf(Concept::differential, m_row, operand(items[index + 2]), NodeId{noNode}));
            at(several.back()).source.begin = written(items[index + 1].written).source.begin;
            index += 2;
        }
        if (several.size() > 1) open.extra = make(Concept::impliedProduct, several, m_row);
    }
    const Item *next = index + 1 < items.size() ? &items[index + 1] : nullptr;
    if (empty && next != nullptr && startsOperand(*next)) {
        open.level = levelLargeOperator; // the body follows its differential
        m_expectOperand = true;
        return;
    }
    finishConstruct();
    m_expectOperand = false;
}

/*! An operator after its operand. */
void Builder::postfix(const Item &item)
{
    const auto sign = [&] { return operatorLeaf(item.core); };
    if (m_expectOperand) {
        if (m_values.size() == m_firstValue && m_constructs.size() == m_firstConstruct) pushOperand(operand(item));
        return;
    }
    if (item.character == U'|' || item.character == U'∣') {
        const Scripts scripts = item.scripted ? scriptsOf(item.written) : Scripts{};
        closeTo(scripts.over != noNode ? levelSum : levelProduct);
        const NodeId whole = m_values.back();
        m_values.back() =
            makeOf(Concept::evaluatedAt, m_row, whole, scripts.under == noNode ? noNode : meaningOf(scripts.under),
                   scripts.over == noNode ? noNode : meaningOf(scripts.over));
        at(m_values.back()).source.end = written(item.written).source.end;
        return;
    }
    NodeId &value = m_values.back();
    const std::uint32_t end = written(item.written).source.end;
    switch (item.character) {
    case U'!':
        if (is(value, Concept::factorial) && !item.space)
            value = makeOf(Concept::doubleFactorial, m_row, slot(value, 0));
        else
            value = makeOf(Concept::factorial, m_row, value);
        break;
    case U'%': value = makeOf(Concept::percent, m_row, value); break;
    case U'°': value = makeOf(Concept::degrees, m_row, value, NodeId{noNode}, NodeId{noNode}); break;
    case U'.': return; // the end of the sentence
    default: value = makeOf(Concept::postfix, m_row, value, sign());
    }
    at(value).source.end = std::max(at(value).source.end, end);
    if (item.scripted) value = withScripts(item.written, value);
}

} // namespace mathtts
