// SPDX-License-Identifier: GPL-3.0-or-later
// Rows: their items, and brackets as frames on a stack.
#include "engine/intent/view/reader.h"

#include <algorithm>

namespace mathtts
{

namespace
{
bool isBar(char32_t character)
{
    return character == U'|' || character == U'‖' || character == U'∥' || character == U'∣';
}
} // namespace

IntentItem IntentReader::row(std::span<const NodeId> parts, NodeId node)
{
    const std::size_t begin = m_items.size();
    collect(parts);
    return rowOfItems(begin, node);
}

/*! The row of the items from \a begin on, which are taken away. */
IntentItem IntentReader::rowOfItems(std::size_t begin, NodeId node)
{
    joinTokens(begin);
    attachScripts(begin);
    if (!m_literal) spellPoints(begin);
    IntentItem result{.written = node};
    if (m_items.size() == begin + 1) {
        result = m_items.back();
        const bool row = written(node).element == Element::mrow || written(node).element == Element::math;
        const bool alone =
            row && !result.isOperator && !result.isFenced && (at(result.meaning).childCount > 0 || isWhole(node));
        if (const NodeId formula = alone ? chemistry(begin, node) : noNode; formula != noNode) result.meaning = formula;
        m_items.resize(begin);
        return result;
    }
    if (m_items.size() == begin) return result;
    if (const NodeId formula = chemistry(begin, node); formula != noNode) {
        m_items.resize(begin);
        result.meaning = formula;
        return result;
    }
    countBars(begin);
    const std::size_t stackBegin = m_stack.size();
    const std::size_t frameBegin = m_frames.size();
    const std::size_t end = m_items.size();
    for (std::size_t i = begin; i < end; ++i) {
        const IntentItem item = m_items[i];
        const CharacterClass kind = characterFacts(item.character).kind;
        bool opens = item.isOperator && (kind == CharacterClass::open || item.form == Form::prefix);
        bool closes = item.isOperator && (kind == CharacterClass::close || item.form == Form::postfix);
        if (item.isOperator && isBar(item.character)) {
            opens = barOpens(item, i, stackBegin, frameBegin);
            closes = !opens && barCloses(item, frameBegin);
        } else if (kind != CharacterClass::open && kind != CharacterClass::close) {
            opens = closes = false;
        }
        if (opens) {
            m_frames.push_back(static_cast<std::uint32_t>(m_stack.size()));
            m_stack.push_back(item);
        } else if (closes && m_frames.size() > frameBegin) {
            dropOpenBars(frameBegin, item.character);
            const std::size_t open = m_frames.back();
            m_frames.pop_back();
            closeFence(open, item, node);
        } else {
            m_stack.push_back(item);
        }
    }
    m_frames.resize(frameBegin);
    const std::size_t left = m_stack.size() - stackBegin;
    if (left == 1) {
        result = m_stack.back();
        if (result.isOperator) result.isOperator = result.meaning != noNode && result.character != 0;
    } else {
        result.meaning = segment(stackBegin, m_stack.size(), node);
    }
    m_stack.resize(stackBegin);
    m_items.resize(begin);
    result.written = node;
    return result;
}

/*! Whether nothing stands beside \a node in the whole formula. */
bool IntentReader::isWhole(NodeId node) const
{
    constexpr int deepest = 8;
    for (int i = 0; i < deepest; ++i) {
        const NodeId parent = written(node).parent;
        if (parent == noNode) return true;
        if (written(parent).childCount > 1) return false;
        node = parent;
    }
    return false;
}

/*! Puts the items of a row on m_items. */
void IntentReader::collect(std::span<const NodeId> parts)
{
    bool spaced = false;
    for (const NodeId part : parts) {
        const Node &from = written(part);
        if (from.element == Element::mspace) spaced = true;
        IntentItem item = m_done[part];
        if (item.meaning == noNode && item.scripts == noNode) continue;
        item.spaced = spaced;
        spaced = false;
        m_items.push_back(item);
    }
}

/*! Scripts on nothing belong to what stands before them; where nothing does, and single ones behind what is no symbol
 *  of an element, to what stands behind them. */
void IntentReader::attachScripts(std::size_t begin)
{
    std::size_t out = begin;
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        if (m_items[i].meaning != noNode) {
            m_items[out++] = m_items[i];
            continue;
        }
        std::size_t end = i + 1;
        while (end < m_items.size() && m_items[end].meaning == noNode)
            ++end;
        IntentItem *before = out > begin ? &m_items[out - 1] : nullptr;
        const bool based = before != nullptr && !before->isOperator;
        const bool next = end < m_items.size() && !m_items[end].isOperator && !m_literal;
        if (next && (!based || (end == i + 1 && chemicalEvidence(before->meaning) < 0))) {
            for (std::size_t j = end; j-- > i;)
                m_items[end].meaning = withLeftScripts(m_items[j].scripts, m_items[end].meaning);
        } else if (based) {
            const Node &base = written(before->written);
            const bool row = (base.element == Element::mrow && base.childCount > 1) || isMarkAlone(i, end);
            m_scratch.clear();
            for (std::size_t j = i; j < end; ++j) {
                if (row) before->meaning = withScripts(m_items[j].scripts, before->meaning);
                m_scratch.push_back(m_items[j].scripts);
            }
            if (!row) before->meaning = withStaggered(m_scratch, before->meaning);
        } else if (before != nullptr && before->scripts == noNode &&
                   characterFacts(before->character).kind == CharacterClass::close) {
            before->scripts = m_items[i].scripts;
        }
        i = end - 1;
    }
    m_items.resize(out);
}

/*! Whether the scripts of the items from \a first to \a end are one raised sign that is no charge, such as a prime. */
bool IntentReader::isMarkAlone(std::size_t first, std::size_t end) const
{
    const NodeId scripts = m_items[first].scripts;
    if (end != first + 1 || written(scripts).element != Element::msup) return false;
    const NodeId sign = meaningOf(m_tree->children(scripts)[1]);
    return isMark(sign) && !isCharge(sign);
}

/*! For each item, how many bars of its row come later at its depth of brackets. */
void IntentReader::countBars(std::size_t begin)
{
    m_barsAfter.assign(m_items.size() - begin, 0);
    m_barCounts.assign(1, 0);
    for (std::size_t i = m_items.size(); i-- > begin;) {
        const IntentItem &item = m_items[i];
        m_barsAfter[i - begin] = m_barCounts.back();
        if (!item.isOperator) continue;
        const CharacterClass kind = characterFacts(item.character).kind;
        if (kind == CharacterClass::close) m_barCounts.push_back(0);
        if (kind == CharacterClass::open && m_barCounts.size() > 1) m_barCounts.pop_back();
        if (isBar(item.character)) ++m_barCounts.back();
    }
    m_rowBegin = begin;
}

/*! A bar opens where an operand is due; behind an operand when no bar is open and an odd number follows. */
bool IntentReader::barOpens(const IntentItem &bar, std::size_t index, std::size_t stackBegin,
                            std::size_t frameBegin) const
{
    if (bar.form == Form::prefix) return true;
    if (bar.form == Form::postfix || bar.form == Form::infix || bar.scripts != noNode) return false;
    const std::size_t after = m_barsAfter[index - m_rowBegin];
    if (m_stack.size() == stackBegin) return true;
    const IntentItem &before = m_stack.back();
    if (before.isOperator && characterFacts(before.character).kind != CharacterClass::postfix) {
        const bool directlyOpen =
            m_frames.size() > frameBegin && m_frames.back() + 1 == m_stack.size() && before.character == bar.character;
        return !directlyOpen && after > 0;
    }
    const bool open = m_frames.size() > frameBegin && isBar(m_stack[m_frames.back()].character);
    return !open && bar.character == U'|' && after % 2 == 1;
}

bool IntentReader::barCloses(const IntentItem &bar, std::size_t frameBegin) const
{
    if (m_frames.size() == frameBegin) return false;
    const char32_t open = m_stack[m_frames.back()].character;
    if (bar.scripts != noNode && characterFacts(open).kind == CharacterClass::open) return false;
    return open == bar.character || bar.form == Form::postfix;
}

/*! A bar that nothing closed before the bracket around it stays an operator. */
void IntentReader::dropOpenBars(std::size_t frameBegin, char32_t close)
{
    if (isBar(close)) return;
    while (m_frames.size() > frameBegin + 1 && isBar(m_stack[m_frames.back()].character))
        m_frames.pop_back();
}

/*! Replaces the items from the opening fence at \a open on by what they mean. */
void IntentReader::closeFence(std::size_t open, const IntentItem &close, NodeId node)
{
    const IntentItem opening = m_stack[open];
    const std::size_t count = m_stack.size() - open - 1;
    NodeId inside = noNode;
    if (count == 1 && m_stack.back().meaning != noNode)
        inside = m_stack.back().meaning;
    else if (count > 0)
        inside = segment(open + 1, m_stack.size(), node);
    m_stack.resize(open);
    NodeId closing = close.meaning;
    if (close.scripts != noNode && !isStaggered(close.scripts))
        closing = m_done[m_tree->children(close.scripts).front()].meaning;
    IntentItem item{.written = node};
    item.meaning = fenced(opening.meaning, inside, closing, node);
    item.isFenced = is(item.meaning, Concept::fenced);
    item.character = item.isFenced ? opening.character : 0;
    if (close.scripts != noNode) {
        item.meaning = withScriptsOf(close, item.meaning);
        item.isFenced = false;
    }
    m_stack.push_back(item);
}

} // namespace mathtts
