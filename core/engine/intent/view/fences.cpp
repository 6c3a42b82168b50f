// SPDX-License-Identifier: GPL-3.0-or-later
// What brackets and bars mean together with what is in them.
#include "engine/intent/view/reader.h"

#include "engine/tree/utf8.h"

namespace mathtts
{

NodeId IntentReader::fenced(NodeId open, NodeId inside, NodeId close, NodeId node)
{
    const char32_t opening = at(open).character;
    const char32_t closing = close == noNode ? 0 : at(close).character;
    if (m_literal) return make(Concept::fenced, {open, inside, close}, node);
    if (is(inside, Concept::iTable) || is(inside, Concept::iLines))
        if (const NodeId known = fencedTable(inside, opening, closing, node); known != noNode) return known;
    if (is(inside, Concept::iTable) && at(inside).value == 0 && close != noNode) inside = asLines(inside, 1, node);
    if (opening == U'{' && closing == U'}' && isSetContent(inside)) return make(Concept::set, {inside}, node);
    if (inside != noNode && opening == U'|' && closing == U'|') {
        const bool capital = has(inside, factCapital) && has(inside, factLetter) && at(inside).text.size() == 1;
        return make(capital ? Concept::determinantOf : Concept::absoluteValue, {inside}, node);
    }
    if (inside != noNode && opening == closing && (opening == U'∥' || opening == U'‖'))
        return normOf(opening, inside, node);
    if (opening == U'(' && closing == U')') {
        if (is(inside, Concept::stackedPair)) {
            const auto pair = children(inside);
            return make(Concept::binomialCoefficient, {pair[0], pair[1]}, node);
        }
    }
    if (const NodeId known = interval(opening, inside, closing, node); known != noNode) return known;
    const NodeId result = make(Concept::fenced, {open, inside, close}, node);
    at(result).facts |= factBracketed;
    return result;
}

/*! One thing, a list, members and what is known of them: what braces hold when they make a set. */
bool IntentReader::isSetContent(NodeId inside) const
{
    if (inside == noNode || at(inside).childCount == 0 || is(inside, Concept::fenced)) return true;
    if (!is(inside, Concept::sequence)) return false;
    const auto parts = children(inside);
    constexpr std::u32string_view signs = U",:|∣∈";
    return parts.size() > 2 && is(parts[1], Concept::operator_) && at(parts[1]).character != 0 &&
           signs.contains(at(parts[1]).character);
}

/*! Two bounds in brackets of different kinds or with infinity are an interval; those in parentheses only beside a
 *  relation (relatedIntervals). */
NodeId IntentReader::interval(char32_t open, NodeId inside, char32_t close, NodeId node)
{
    const bool fits = (open == U'(' || open == U'[') && (close == U')' || close == U']');
    if (!fits || !isPair(inside)) return noNode;
    const NodeId lower = children(inside)[0];
    const NodeId upper = children(inside)[2];
    const auto infinite = [&](NodeId bound) {
        if (is(bound, Concept::negative) || is(bound, Concept::positive)) bound = children(bound)[0];
        return is(bound, Concept::symbol) && at(bound).character == U'∞';
    };
    if (open == U'(' && close == U')' && !infinite(lower) && !infinite(upper)) return noNode;
    const NodeId result = make(Concept::interval, {lower, upper}, node);
    at(result).value = (open == U'[' ? 1 : 0) + (close == U']' ? 2 : 0);
    return result;
}

/*! Two things with a comma between them. */
bool IntentReader::isPair(NodeId inside) const
{
    return is(inside, Concept::sequence) && children(inside).size() == 3 && isOperator(children(inside)[1], U',');
}

/*! What pairs in parentheses are beside a relation that itself stands in no brackets: open intervals. */
void IntentReader::relatedIntervals()
{
    std::vector<bool> bracketed(m_meaning->size());
    for (NodeId id = static_cast<NodeId>(m_meaning->size()); id-- > 0;)
        if (is(id, Concept::fenced) || is(id, Concept::set) || (is(id, Concept::sequence) && bracketed[id]))
            for (const NodeId part : children(id))
                if (part != noNode) bracketed[part] = true;
    const auto relates = [&](NodeId part) {
        if (!is(part, Concept::operator_)) return false;
        const char32_t sign = at(part).character;
        return sign == U'=' || (infixLevel(sign) == intentMember && sign != U'∉' && sign != U'∌');
    };
    for (NodeId id = 0; id < bracketed.size(); ++id) {
        if (!is(id, Concept::sequence) || bracketed[id]) continue;
        const std::vector<NodeId> parts(children(id).begin(), children(id).end());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const NodeId part = parts[i];
            if (!is(part, Concept::fenced) || has(part, factLiteral) || !isPair(children(part)[1])) continue;
            const bool beside = (i > 0 && relates(parts[i - 1])) || (i + 1 < parts.size() && relates(parts[i + 1]));
            const auto round = [&](std::size_t side, char32_t sign) { return isOperator(children(part)[side], sign); };
            if (!beside || !round(0, U'(') || !round(2, U')')) continue;
            const auto bounds = children(children(part)[1]);
            const MeaningNode related = at(make(Concept::interval, {bounds[0], bounds[2]}, at(part).written));
            at(part) = related;
        }
    }
}

NodeId IntentReader::normOf(char32_t bar, NodeId inside, NodeId node)
{
    if (bar == U'∥') return make(Concept::norm, {inside, noNode}, node);
    return named("magnitude", std::array{inside}, node);
}

NodeId IntentReader::evaluated(NodeId inside, NodeId scripts, NodeId node)
{
    const auto parts = m_tree->children(scripts);
    const Element element = written(scripts).element;
    const NodeId lower = element == Element::msup ? noNode : meaningOf(parts[1]);
    const NodeId upper = element == Element::msub ? noNode : meaningOf(parts.back());
    return make(Concept::evaluatedAt, {inside, lower, upper}, node);
}

/*! mfenced: the brackets and separators are attributes. */
IntentItem IntentReader::fencedElement(NodeId node)
{
    const auto attribute = [&](Attribute name, std::string_view standard) {
        return m_tree->hasAttribute(node, name) ? m_tree->attribute(node, name) : standard;
    };
    const auto sign = [&](std::string_view text, Form form) {
        IntentItem item{.written = node, .character = soleCharacter(text), .form = form, .isOperator = true};
        item.meaning = leaf(Concept::operator_, text, node);
        m_items.push_back(item);
    };
    std::string_view separators = attribute(Attribute::separators, ",");
    const std::string_view open = attribute(Attribute::open, "(");
    const std::string_view close = attribute(Attribute::close, ")");
    const std::size_t begin = m_items.size();
    if (!open.empty()) sign(open, Form::prefix);
    bool first = true;
    for (const NodeId part : m_tree->children(node)) {
        if (!first && !separators.empty()) {
            const std::size_t length = decodeUtf8(separators, 0).length;
            sign(separators.substr(0, length), Form::infix);
            if (separators.size() > length) separators.remove_prefix(length);
        }
        first = false;
        IntentItem item = m_done[part];
        if (item.isOperator && m_tree->children(node).size() > 1) item.isOperator = false;
        if (item.meaning != noNode) m_items.push_back(item);
    }
    if (!close.empty()) sign(close, Form::postfix);
    return rowOfItems(begin, node);
}

} // namespace mathtts
