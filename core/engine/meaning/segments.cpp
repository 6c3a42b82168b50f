// SPDX-License-Identifier: GPL-3.0-or-later
// A segment of a row (all of it, or what stands between two brackets): operators by precedence, on explicit stacks.
#include "engine/meaning/builder.h"

#include <algorithm>
#include <string>
#include <utility>

namespace mathtts
{

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
    bool maps = false;
    for (std::size_t i = begin; i < end; ++i) {
        if (m_stack[i].role == Role::infix && m_stack[i].character == U':') ++colons;
        const char32_t sign = m_stack[i].role == Role::infix ? m_stack[i].character : 0;
        maps = maps || (sign != 0 && (m_stack[i].level == levelMapsTo || sign == U'→' || sign == U'⟶'));
    }
    bool conditionSeen = false;

    for (std::size_t i = begin; i < end; ++i) {
        const auto took = [&i](std::size_t items) { // read together: on to the last of them
            if (items > 0) i += items - 1;
            return items > 0;
        };
        const auto segment = [&] { return std::span(m_stack).subspan(begin, end - begin); };
        Item item = m_stack[i];
        const Item *next = i + 1 < end ? &m_stack[i + 1] : nullptr;
        const Item *left = i > begin ? &m_stack[i - 1] : nullptr;
        switch (item.role) {
        case Role::operand: {
            if (took(formula(std::span(m_stack).subspan(i, end - i), left))) break;
            if (!m_expectOperand) {
                if (took(quantity(segment(), i - begin))) break;
                juxtapose(left, item);
                if (!m_expectOperand) break; // it was joined to the value before
            }
            if (took(bareUnits(segment(), i - begin))) break;
            pushOperand(operand(m_stack[i]));
            break;
        }
        case Role::function:
        case Role::largeOperator:
        case Role::integral:
        case Role::limit:
        case Role::derivativeOperator: {
            if (item.role == Role::limit && !m_expectOperand && (next == nullptr || !startsOperand(*next)) &&
                took(quantity(segment(), i - begin)))
                break;
            if (!m_expectOperand) juxtapose(left, item);
            if (item.role == Role::function && written(item.core).text == "id") {
                pushOperand(functionHead(item)); // the identity takes nothing but what stands in brackets
                break;
            }
            if (item.role == Role::derivativeOperator &&
                (next == nullptr || next->role == Role::infix || next->role == Role::separator)) {
                pushOperand(m_done[item.written]); // the operator by itself: d/dx + 1
                break;
            }
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
            const NodeId head = operand(item);
            if (item.character == U'∃' && !item.scripted && next != nullptr && next->character == U'!' &&
                !next->scripted) {
                at(head).text = "∃!"; // there is exactly one
                at(head).character = 0;
                at(head).source.end = written(next->written).source.end;
                ++i;
            }
            openConstruct(Construct::Shape::quantifier, levelQuantifier, head, item);
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
            if (item.character == U'△' && next != nullptr && next->role == Role::operand && !next->fenced &&
                next->core != noNode && isLetter(next->core) && !isCapital(next->core)) {
                const NodeId change = m_meaning->addLeaf(Concept::letter, "Δ", item.core, written(item.core).source);
                at(change).facts = factLeaf | factLetter | factCapital; // a change that was written with a triangle
                pushOperand(change);
                break;
            }
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
            if (item.character == U':' && next != nullptr && next->character == U'=' && !item.scripted &&
                !next->scripted && !m_expectOperand) {
                const NodeId sign = operatorLeaf(item.core);
                at(sign).text = ":=";
                at(sign).character = 0;
                at(sign).source.end = written(next->core).source.end;
                chainOperator(levelRelation, sign);
                ++i;
                break;
            }
            if ((item.character == U'>' || item.character == U'<') && next != nullptr &&
                next->character == item.character && !item.scripted && !next->scripted && !m_expectOperand) {
                const NodeId sign = operatorLeaf(item.core); // >> is much greater
                at(sign).text = item.character == U'>' ? "≫" : "≪";
                at(sign).character = item.character == U'>' ? U'≫' : U'≪';
                at(sign).source.end = written(next->core).source.end;
                chainOperator(levelRelation, sign);
                ++i;
                break;
            }
            if (item.character == U':' && open == U'{' && !conditionSeen) {
                item.role = Role::given;
                bool arrow = false;
                for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
                    arrow = arrow || m_stack[j].character == U'→';
                if (!arrow) {
                    item.level = levelGiven;
                    conditionSeen = true;
                }
            } else if (item.character == U':' && left != nullptr && next != nullptr && waitingQuantifier() == nullptr) {
                const bool numbers =
                    (left->core != noNode && isInteger(left->core)) || (next->core != noNode && isInteger(next->core));
                const bool operands = left->role == Role::operand && next->role == Role::operand;
                if (operands && !maps && (numbers || colons > 1 || m_relations == 0)) item.level = levelRatio;
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
            if (!m_expectOperand && isUnit(item.core) && took(quantity(segment(), i - begin))) break;
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

/*! Whether \a node says something that is true or not. */
bool Builder::isStatement(NodeId node) const
{
    return is(node, Concept::relation) || is(node, Concept::quantified);
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
    // for all x in S (...): a statement in brackets is the body, it can't be multiplied by
    if (right.fenced && is(right.meaning, Concept::group) && isStatement(slot(right.meaning, 0))) {
        if (startBody()) return;
        if (right.open == U'(') { // a condition at the end
            chainOperator(levelText, noNode);
            return;
        }
    }
    if (right.wideSpace) {
        chainOperator(levelText, noNode);
        return;
    }
    // two and three quarters
    if (left != nullptr && left->role == Role::operand && left->core != noNode && !left->scripted &&
        isInteger(left->core) && is(value, Concept::number) && right.role == Role::operand && !right.scripted &&
        !right.times && right.core != noNode && written(right.core).element == Element::mfrac &&
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
    if (is(value, Concept::power) && right.core != noNode && written(right.core).element == Element::mfrac) {
        if (const NodeId derived = splitDerivative(value, m_done[right.core]); derived != noNode) {
            m_values.pop_back();
            pushOperand(derived);
            at(derived).source.end = at(m_done[right.core]).source.end;
            return;
        }
    }
    // (1 3 5): numbers side by side are a list, as in a permutation
    if (right.space && is(value, Concept::number) && right.role == Role::operand && right.core != noNode &&
        written(right.core).element == Element::mn) {
        chainOperator(levelText, noNode);
        return;
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
            ((afterNext->role == Role::infix && afterNext->character == U'∈') || afterNext->character == U',' ||
             (afterNext->fenced && is(afterNext->meaning, Concept::group) && isStatement(slot(afterNext->meaning, 0))));
        if (!variables && next != nullptr && !m_expectOperand && startBody()) return;
    }
    const bool inQuantifier = waitingQuantifier() != nullptr;
    std::uint8_t level = levelComma;
    if (item.character == U';') level = levelSemicolon;
    if (inQuantifier && level == levelComma) level = levelVariables;
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
    if (points.empty() && items.size() > 1 && items[1].role == Role::operand && !items[1].scripted) {
        points = pointsOf(items[1].core); // all the letters in one token
        if (!points.empty()) used = 2;
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
