// SPDX-License-Identifier: GPL-3.0-or-later
// Relations part a row; between them operators bind by what they are, factors side by side bind tightest.
#include "engine/structure/builder.h"

#include <algorithm>

namespace mathtts::structure
{

namespace
{
constexpr char32_t invisibleTimes = 0x2062;
constexpr char32_t invisiblePlus = 0x2064;
constexpr std::size_t edgeReach = 64; // operations within each other on the right edge; keeps a row linear

/*! Signs that are said as one: a run of minus signs, a run of plus signs, a run of others. */
int signClass(char32_t character)
{
    if (character == U'-' || character == U'−') return 1;
    return character == U'+' ? 2 : 0;
}
} // namespace

PartId Builder::relations(List &parts)
{
    const auto isRelation = [this](PartId part) { return actsAs(part, Concept::sRelation); };
    const auto firstSign = std::ranges::find_if(parts, isRelation);
    if (firstSign == parts.end()) return operations(parts);
    if (parts.size() == 1) return parts.front();
    bool equal = true;
    bool alike = true;
    for (auto sign = firstSign; sign != parts.end(); ++sign) {
        if (!isRelation(*sign)) continue;
        equal = equal && same(*firstSign, *sign);
        alike = alike && has(*sign, at(*firstSign).role);
    }
    Pooled sides(*this);
    Pooled signs(*this);
    const std::span<const PartId> row(parts);
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= row.size(); ++i) {
        if (i < row.size() && !isRelation(row[i])) continue;
        sides->push_back(operations(row.subspan(begin, i - begin)));
        if (i < row.size()) signs->push_back(row[i]);
        begin = i + 1;
    }
    const PartId part = branch(equal ? Concept::sRelseq : Concept::sMultirel,
                               alike ? at(signs->front()).role : NodeRole::unknown, *sides);
    for (const PartId sign : *signs)
        m_parts.appendContent(part, sign);
    if (equal) setText(part, at(core(signs->front())).text);
    return part;
}

PartId Builder::operations(std::span<const PartId> parts)
{
    if (parts.empty()) return emptyPart();
    if (parts.size() == 1) return parts.front();
    const auto isSign = [&](std::size_t i) {
        if (!actsAs(parts[i], Concept::sOperator)) return false;
        const char32_t character = at(parts[i]).character;
        if ((character != invisibleTimes && character != invisiblePlus) || i == 0 || i + 1 == parts.size()) return true;
        if (character == invisiblePlus)
            return !is(parts[i - 1], Concept::sNumber) || !is(parts[i + 1], Concept::sFraction);
        // a written but invisible times joins factors
        return actsAs(parts[i - 1], Concept::sOperator) || actsAs(parts[i + 1], Concept::sOperator);
    };
    std::size_t place = 0;
    while (place < parts.size() && isSign(place))
        ++place;
    if (place >= parts.size() - 1) // only operators, or operators and one operand
        return prefixed(parts.back(), parts.first(parts.size() - 1));
    PartId root = noPart;
    PartId sign = noPart;
    std::size_t signs = 0; // where the operators before the next operand begin
    while (place < parts.size()) {
        const std::size_t first = place;
        while (place < parts.size() && !isSign(place))
            ++place;
        PartId operand = juxtaposed(parts.subspan(first, place - first));
        while (place < parts.size() && has(parts[place], NodeRole::postfixOperator)) {
            if (place + 1 < parts.size() && !isSign(place + 1)) {
                at(parts[place]).role = NodeRole::division;
                break;
            }
            operand = postfixed(operand, parts.subspan(place, 1));
            ++place;
        }
        operand = prefixed(operand, parts.subspan(signs, first - signs));
        root = root == noPart ? operand : appendOperand(root, sign, operand);
        const std::size_t after = place;
        while (place < parts.size() && isSign(place))
            ++place;
        if (place == parts.size()) {
            // operators that have nothing to their right stand after the last operand
            const auto left = parts.subspan(after);
            if (left.empty()) return root;
            if (!is(root, Concept::sInfixop)) return postfixed(root, left);
            const PartId last = m_parts.takeLast(root);
            m_parts.append(root, postfixed(last, left));
            return root;
        }
        sign = parts[after];
        signs = after + 1;
    }
    return root;
}

/*! Factors side by side: mixed numbers and units find each other first; products in braces are no steps of their own.
 */
PartId Builder::juxtaposed(std::span<const PartId> parts)
{
    if (parts.size() == 1) return parts.front();
    Pooled factors(*this);
    factors->assign(parts.begin(), parts.end());
    mixedNumbers(*factors);
    const auto isWrittenTimes = [this](PartId part) {
        return at(part).character == invisibleTimes && is(part, Concept::sOperator);
    };
    const bool writtenTimes = std::ranges::any_of(*factors, isWrittenTimes);
    if (!writtenTimes) units(*factors);
    if (factors->size() == 1) return factors->front();
    const PartId product = add(Concept::sInfixop, NodeRole::implicit, "\u2062");
    PartId sign = noPart;
    PartId previous = noPart;
    for (const PartId factor : *factors) {
        if (isWrittenTimes(factor)) {
            sign = factor;
            continue;
        }
        if (previous != noPart) m_parts.appendContent(product, sign == noPart ? impliedSign(previous, factor) : sign);
        sign = noPart;
        previous = factor;
        if (!isImplicit(factor)) {
            m_parts.append(product, factor);
            continue;
        }
        for (PartId inner = at(factor).children.first; inner != noPart;) {
            const PartId next = at(inner).next;
            m_parts.append(product, inner);
            inner = next;
        }
        for (PartId inner = at(factor).contents.first; inner != noPart;) {
            const PartId next = at(inner).next;
            m_parts.appendContent(product, inner);
            inner = next;
        }
    }
    if (writtenTimes) recognizeUnit(product);
    return product;
}

/*! A product of units, with a number before them or not, is a unit. */
void Builder::recognizeUnit(PartId product)
{
    const PartId first = at(product).children.first;
    bool isUnit = isCounter(first) || isUnitAlone(first);
    for (PartId factor = at(first).next; factor != noPart; factor = at(factor).next)
        isUnit = isUnit && has(factor, NodeRole::unit);
    if (isUnit) at(product).role = NodeRole::unit;
}

/*! The sign between two factors that stand side by side: a blank, where they were written with a space between. */
PartId Builder::impliedSign(PartId left, PartId right)
{
    const auto isMade = [this](PartId part) {
        switch (at(part).kind) {
        case Concept::sFenced:
        case Concept::sAppl:
        case Concept::sInfixop:
        case Concept::sPrefixop:
        case Concept::sPostfixop:
        case Concept::sPunctuated:
        case Concept::sBigop:
        case Concept::sIntegral:
        case Concept::sRelseq:
        case Concept::sMultirel: return true;
        default: return false;
        }
    };
    const bool gap = (at(left).flags & beforeSpace) != 0 && !isMade(left) && !isMade(right);
    return add(Concept::sOperator, gap ? NodeRole::space : NodeRole::multiplication, "\u2062");
}

PartId Builder::prefixed(PartId operand, std::span<const PartId> operators)
{
    std::size_t end = operators.size();
    while (end > 0) {
        std::size_t begin = end - 1;
        const int kind = signClass(at(core(operators[begin])).character);
        while (begin > 0 && signClass(at(core(operators[begin - 1])).character) == kind)
            --begin;
        operand = withOperators(Concept::sPrefixop, operand, operators.subspan(begin, end - begin));
        if (end - begin == 1 && is(operators[begin], Concept::sOperator) && kind != 0)
            at(operand).role = kind == 1 ? NodeRole::negative : NodeRole::positive;
        end = begin;
    }
    return operand;
}

PartId Builder::postfixed(PartId operand, std::span<const PartId> operators)
{
    return operators.empty() ? operand : withOperators(Concept::sPostfixop, operand, operators);
}

PartId Builder::withOperators(Concept kind, PartId operand, std::span<const PartId> operators)
{
    const PartId part = branch(kind, operators.size() == 1 ? at(operators.front()).role : NodeRole::multiop, {operand});
    for (const PartId sign : operators)
        m_parts.appendContent(part, sign);
    if (operators.size() == 1) {
        setText(part, at(core(operators.front())).text);
    } else {
        m_buffer.clear();
        for (const PartId sign : operators)
            m_buffer.append(m_buffer.empty() ? "" : " ").append(at(core(sign)).text);
        setText(part, m_meaning->keep(m_buffer));
    }
    return part;
}

PartId Builder::infix(PartId left, PartId sign, PartId right)
{
    const PartId part = branch(Concept::sInfixop, at(sign).role, {left, right});
    m_parts.appendContent(part, sign);
    setText(part, at(core(sign)).text);
    composeFunctions(part);
    if (has(sign, NodeRole::multiplication)) recognizeUnit(part);
    return part;
}

/*!
 * Puts \a operand behind \a root: into the operation of the same sign on the right edge, else below it when the sign
 * binds tighter, else around it.
 */
PartId Builder::appendOperand(PartId root, PartId sign, PartId operand)
{
    if (!is(root, Concept::sInfixop) || isProduct(root)) return infix(root, sign, operand);
    const auto goesOn = [this](PartId part) { return is(part, Concept::sInfixop) && !isProduct(part); };
    const auto toLastOperand = [&] {
        PartId edge = root;
        for (std::size_t step = 0; goesOn(at(edge).children.last); ++step) {
            if (step == edgeReach) return infix(root, sign, operand);
            edge = at(edge).children.last;
        }
        const PartId last = m_parts.takeLast(edge);
        m_parts.append(edge, infix(last, sign, operand));
        return root;
    };
    if (has(sign, NodeRole::division)) return toLastOperand();
    if (has(root, NodeRole::division)) return infix(root, sign, operand);
    PartId edge = root;
    for (std::size_t step = 0; goesOn(edge) && step < edgeReach; ++step, edge = at(edge).children.last) {
        if (!same(at(edge).contents.first, sign)) continue;
        m_parts.appendContent(edge, sign);
        m_parts.append(edge, operand);
        if (has(edge, NodeRole::unit) && !has(operand, NodeRole::unit)) at(edge).role = NodeRole::multiplication;
        if (has(edge, NodeRole::composedFunction)) {
            at(edge).role = at(sign).role;
            composeFunctions(edge);
        }
        return root;
    }
    return has(sign, NodeRole::multiplication) ? toLastOperand() : infix(root, sign, operand);
}

void Builder::mixedNumbers(List &parts)
{
    std::size_t write = 0;
    for (std::size_t read = 0; read < parts.size(); ++read) {
        const PartId part = parts[read];
        std::size_t next = read + 1;
        const bool joined = next < parts.size() && at(parts[next]).character == invisiblePlus;
        if (joined) ++next;
        const bool mixed = is(part, Concept::sNumber) && next < parts.size() && is(parts[next], Concept::sFraction) &&
                           (joined || (isPlainNumber(part) && has(parts[next], NodeRole::vulgar)));
        parts[write++] = mixed ? branch(Concept::sMixedNumber, NodeRole::mixed, {part, parts[next]}) : part;
        if (mixed) read = next;
    }
    parts.resize(write);
}

/*! Units side by side are one unit, with the number before them. */
void Builder::units(List &parts)
{
    const auto isUnitPart = [this](PartId part) { return has(part, NodeRole::unit); };
    if (std::ranges::none_of(parts, isUnitPart)) return;
    Pooled result(*this);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!isUnitPart(parts[i])) {
            result->push_back(parts[i]);
            continue;
        }
        std::size_t end = i + 1;
        while (end < parts.size() && isUnitPart(parts[end]))
            ++end;
        Pooled quantity(*this);
        if (!result->empty() && isCounter(result->back())) {
            quantity->push_back(result->back());
            result->pop_back();
        }
        quantity->insert(quantity->end(), parts.begin() + i, parts.begin() + end);
        if (quantity->size() == 1) {
            result->push_back(quantity->front());
        } else {
            const PartId whole = branch(Concept::sInfixop, NodeRole::unit, *quantity);
            setText(whole, "\u2062");
            for (std::size_t right = 1; right < quantity->size(); ++right)
                m_parts.appendContent(whole, impliedSign((*quantity)[right - 1], (*quantity)[right]));
            result->push_back(whole);
        }
        i = end - 1;
    }
    parts.swap(*result);
}

} // namespace mathtts::structure
