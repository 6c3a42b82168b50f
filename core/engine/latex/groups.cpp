// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include <algorithm>

namespace mathtts::latex
{

Group &Reader::open(GroupKind kind, Span source)
{
    Group &group = m_groups.emplace_back();
    group.kind = kind;
    group.outer = m_style;
    group.source = source;
    group.firstItem = static_cast<std::uint32_t>(m_items.size());
    group.firstRaw = static_cast<std::uint32_t>(m_raws.size());
    return group;
}

void Reader::pop()
{
    const Group &group = m_groups.back();
    m_style = group.outer;
    m_raws.resize(group.firstRaw);
    m_groups.pop_back();
}

// Whether the next atom is an argument of a command or a script.
bool Reader::waiting() const
{
    const GroupKind kind = m_groups.back().kind;
    return kind == GroupKind::pending || kind == GroupKind::script;
}

// Hands a finished node to whatever is on top: a row takes it as its next atom, a command as its next argument, and a
// command that has all its arguments turns into a node that is handed on.
void Reader::deliver(NodeId node, ScriptPlace limits)
{
    for (;;) {
        Group &top = m_groups.back();
        if (top.kind == GroupKind::script) {
            const bool superscript = top.superscript;
            const Span source = since(top.source.begin);
            pop();
            attach(superscript, node, source);
            return;
        }
        if (top.kind != GroupKind::pending) return append(node, limits);
        top.arguments[top.argumentCount++] = node;
        ++top.signature;
        if (!advance(top)) return;
        limits = ScriptPlace::never;
        node = complete(limits);
        if (node == noNode) return;
    }
}

void Reader::append(NodeId node, ScriptPlace limits)
{
    flushText();
    settleLast();
    m_items.push_back({.node = node, .limits = limits, .source = m_tree[node].source});
}

// Reads the arguments of a command as far as they need no group. True when all are there.
bool Reader::advance(Group &group)
{
    for (;; ++group.signature) {
        switch (*group.signature) {
        case '\0': return true;
        case 's':
            if (m_source.skipSpaces() == '*') {
                m_source.advance(1);
                group.star = true;
            }
            break;
        case 'r':
        case 'c': {
            Fragment raw;
            bool closed = true;
            if (!m_source.readRaw(raw, closed)) {
                report(Severity::error, DiagnosticCode::missingArgument, group.source,
                       group.command != nullptr ? group.command->name : "begin");
            } else if (!closed) {
                const Span brace = raw.span(0, 0);
                report(Severity::error, DiagnosticCode::missingClosingBrace,
                       {brace.begin - (raw.original ? 1U : 0U), brace.begin});
            }
            m_raws.push_back(raw);
            break;
        }
        case 'q': {
            Fragment raw;
            m_source.readOptional(raw);
            m_raws.push_back(raw);
            break;
        }
        case 'n': { // a name of plain letters is read at once
            std::string name;
            Fragment raw;
            if (m_source.skipSpaces() == '{') {
                const std::string_view rest = m_source.rest();
                std::size_t i = 1;
                for (; i < rest.size(); ++i) {
                    const char byte = rest[i];
                    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
                    if (letter || (byte >= '0' && byte <= '9') || byte == '-' || byte == '\'' || byte == '.') {
                        name += byte;
                    } else if (byte == '\\' && i + 1 < rest.size() &&
                               std::string_view(",;: !").find(rest[i + 1]) != std::string_view::npos) {
                        ++i;
                        if (rest[i] != '!') name += ' ';
                    } else if (byte == '~') {
                        name += ' ';
                    } else if (byte != ' ') {
                        break;
                    }
                }
                if (i < rest.size() && rest[i] == '}' && !name.empty()) {
                    m_source.advance(i + 1);
                    raw.text = m_tree.arena().keep(name);
                    m_raws.push_back(raw);
                    break;
                }
            }
            m_style.variant = Variant::normal;
            m_style.run = true;
            return false;
        }
        case 'd': skipDimension(); break;
        case 'D': {
            Fragment raw;
            raw.text = readDelimiter(*group.command, group.source);
            m_raws.push_back(raw);
            break;
        }
        case 'o':
            if (m_source.skipSpaces() == '[') {
                const Span source = m_source.span(1);
                m_source.advance(1);
                Group &bracket = open(GroupKind::bracket, source);
                bracket.opener = '[';
                bracket.closer = ']';
                return false;
            }
            group.arguments[group.argumentCount++] = noNode;
            break;
        case 'b': { // up to the sign of the CD arrow
            const char sign = group.command->name[1];
            open(GroupKind::bracket, group.source).closer = sign;
            return false;
        }
        case 't':
            if (m_source.skipSpaces() == '{') {
                const Span source = m_source.span(1);
                m_source.advance(1);
                open(GroupKind::text, source);
                m_style.text = true;
                m_text.clear();
                return false;
            }
            return false;
        default: return false; // 'm'
        }
    }
}

// Makes one node of an atom and its scripts.
void Reader::settle(Item &item)
{
    if (item.sub == noNode && item.sup == noNode && item.prime == noNode) return;
    if (item.node == noNode) item.node = m_tree.add(Element::mrow, {}, {item.source.begin, item.source.begin});
    NodeId above = item.sup;
    if (item.prime != noNode)
        above = above == noNode ? item.prime
                                : m_tree.add(Element::mrow, std::array{item.prime, above},
                                             hull(m_tree[item.prime].source, m_tree[above].source));
    const bool under = item.limits == ScriptPlace::always || (item.limits == ScriptPlace::movable && m_style.display);
    const Element element = item.sub == noNode ? (under ? Element::mover : Element::msup)
                            : above == noNode  ? (under ? Element::munder : Element::msub)
                                               : (under ? Element::munderover : Element::msubsup);
    std::array<NodeId, 3> children{item.node};
    std::size_t count = 1;
    if (item.sub != noNode) children[count++] = item.sub;
    if (above != noNode) children[count++] = above;
    item.node = m_tree.add(element, {children.data(), count}, item.source);
    if (under) m_tree[item.node].flags |= displayStyle;
    item.sub = item.sup = item.prime = noNode;
    item.limits = ScriptPlace::never;
}

void Reader::settleLast()
{
    if (m_items.size() > m_groups.back().firstItem) settle(m_items.back());
}

void Reader::script(bool superscript)
{
    const Span source = m_source.span(1);
    m_source.advance(1);
    while (waiting()) { // \frac^2: the argument is missing
        const Group &top = m_groups.back();
        report(Severity::error,
               top.kind == GroupKind::script ? DiagnosticCode::missingScript : DiagnosticCode::missingArgument,
               top.source, top.kind == GroupKind::script ? (top.superscript ? "^" : "_") : top.command->name);
        deliver(m_tree.add(Element::mrow, {}, {source.begin, source.begin}));
    }
    open(GroupKind::script, source).superscript = superscript;
    m_style.display = false;
    m_style.run = false;
}

void Reader::attach(bool superscript, NodeId node, Span source)
{
    if (m_items.size() == m_groups.back().firstItem) m_items.push_back({.source = {source.begin, source.begin}});
    Item &item = m_items.back();
    NodeId &place = superscript ? item.sup : item.sub;
    if (place != noNode) {
        report(Severity::error, superscript ? DiagnosticCode::doubleSuperscript : DiagnosticCode::doubleSubscript,
               source);
        // Scripts on scripts nest; after a few they go beside, as TeX has them, or the tree would grow too deep.
        constexpr std::uint8_t nested = 8;
        if (item.doubled < nested) {
            settle(item);
            ++item.doubled;
        } else {
            m_items.push_back({.source = {source.begin, source.begin}});
        }
    }
    Item &settled = m_items.back();
    (superscript ? settled.sup : settled.sub) = node;
    settled.source.end = std::max(settled.source.end, source.end);
}

std::span<const NodeId> Reader::collect(std::uint32_t firstItem)
{
    m_nodes.clear();
    for (std::size_t i = firstItem; i < m_items.size(); ++i)
        if (m_items[i].node != noNode) m_nodes.push_back(m_items[i].node);
    m_items.resize(firstItem);
    return m_nodes;
}

// The atoms of the innermost row, finished and taken away; a fraction when \over stood among them.
std::span<const NodeId> Reader::finishItems(std::uint32_t begin)
{
    flushText();
    settleLast();
    const Group &group = m_groups.back();
    if (group.infix == nullptr) return collect(group.firstItem);
    const std::span<const NodeId> items = collect(group.firstItem);
    const NodeId denominator =
        items.size() == 1 ? items.front() : m_tree.add(Element::mrow, items, since(group.infixSource.end));
    const NodeId fraction = infixFraction(group, denominator);
    m_tree[fraction].source.begin =
        std::min(m_tree[fraction].source.begin, std::max(begin, m_tree[group.numerator].source.begin));
    m_groups.back().infix = nullptr;
    m_nodes.assign(1, fraction);
    return m_nodes;
}

// The innermost row as one node; \a begin: offset where its source begins.
NodeId Reader::finishRow(std::uint32_t begin)
{
    const std::span<const NodeId> items = finishItems(begin);
    return items.size() == 1 ? items.front() : m_tree.add(Element::mrow, items, since(begin));
}

void Reader::flushText()
{
    if (m_text.empty()) return;
    const NodeId node = m_tree.addToken(Element::mtext, m_text, m_textSource);
    m_tree[node].variant = m_style.variant;
    m_text.clear();
    m_items.push_back({.node = node, .source = m_textSource});
}

void Reader::closeBrace(Span source)
{
    std::size_t i = m_groups.size();
    while (i-- > 0) {
        const Group &group = m_groups[i];
        if (group.kind == GroupKind::brace && group.closer == 0) break;
        if (group.kind == GroupKind::text || group.kind == GroupKind::textBrace) break;
        if (group.kind == GroupKind::table && group.closer == '}') break;
    }
    if (i == static_cast<std::size_t>(-1)) {
        const std::size_t more = m_source.runOf('}'); // one mistake, however long
        m_source.advance(more);
        report(Severity::error, DiagnosticCode::unexpectedClosingBrace, hull(source, since(source.begin)));
        return;
    }
    closeTo(i + 1);
    closeTop();
}

// Closes what is open above the first \a size groups, with an error for each.
void Reader::closeTo(std::size_t size)
{
    while (m_groups.size() > size) {
        const Group &top = m_groups.back();
        const Severity error = Severity::error;
        switch (top.kind) {
        case GroupKind::pending:
            report(error, DiagnosticCode::missingArgument, top.source, top.command->name);
            deliver(m_tree.add(Element::mrow, {}, since(m_source.end())));
            continue;
        case GroupKind::script:
            report(error, DiagnosticCode::missingScript, top.source, top.superscript ? "^" : "_");
            deliver(m_tree.add(Element::mrow, {}, since(m_source.end())));
            continue;
        case GroupKind::left: report(error, DiagnosticCode::missingRight, top.source); break;
        case GroupKind::bracket:
            report(error, DiagnosticCode::missingClosingBracket, top.source, {&top.closer, 1});
            break;
        case GroupKind::table:
        case GroupKind::row:
            if (top.closer == '}')
                report(error, DiagnosticCode::missingClosingBrace, top.source);
            else
                report(error, DiagnosticCode::missingEnd, top.source, m_tables.back().name);
            break;
        case GroupKind::math:
            report(error, DiagnosticCode::missingMathEnd, top.source,
                   top.closer == '$'   ? "$"
                   : top.closer == 'D' ? "$$"
                   : top.closer == ')' ? "\\)"
                                       : "\\]");
            break;
        default: report(error, DiagnosticCode::missingClosingBrace, top.source); break;
        }
        closeTop();
    }
}

// Closes the innermost group, which is not one that waits.
void Reader::closeTop()
{
    const Group group = m_groups.back();
    switch (group.kind) {
    case GroupKind::brace: {
        const bool empty = m_items.size() == group.firstItem && group.infix == nullptr;
        if (empty && !group.argument) { // {} is nothing, but scripts may stand on it
            pop();
            settleLast();
            m_items.push_back({.source = since(group.source.begin)});
            return;
        }
        const NodeId node = finishRow(group.source.begin);
        if (!group.argument && m_tree[node].element == Element::mo) m_tree[node].flags |= ordinary;
        pop();
        return deliver(node);
    }
    case GroupKind::text: {
        flushText();
        const std::span<const NodeId> items = collect(group.firstItem);
        const NodeId node = items.empty()       ? m_tree.addStaticToken(Element::mtext, "", since(group.source.begin))
                            : items.size() == 1 ? items.front()
                                                : m_tree.add(Element::mrow, items, since(group.source.begin));
        pop();
        return deliver(node);
    }
    case GroupKind::textBrace:
        flushText();
        pop();
        return;
    case GroupKind::math: {
        if (m_groups.size() == 2) { // the whole formula: its atoms stay where they are
            if (group.infix != nullptr) {
                const NodeId node = finishRow(group.source.begin);
                pop();
                return deliver(node);
            }
            settleLast();
            pop();
            return;
        }
        const NodeId node = finishRow(group.source.begin);
        pop();
        return deliver(node);
    }
    case GroupKind::left: {
        const std::span<const NodeId> content = finishItems(group.source.begin);
        const NodeId node = fenced(group.openFence, "", content, since(group.source.begin), group.source, {});
        pop();
        return deliver(node);
    }
    case GroupKind::bracket: {
        const NodeId content = finishRow(group.source.begin);
        pop();
        return deliver(content);
    }
    case GroupKind::table: return closeTable();
    case GroupKind::row: {
        m_tables.pop_back();
        const NodeId node = finishRow(group.source.begin);
        pop();
        return deliver(node);
    }
    default: pop(); return;
    }
}

void Reader::closeBracket()
{
    const Group group = m_groups.back();
    const Span source = m_source.span(1);
    m_source.advance(1);
    if (group.openFence.empty()) return closeTop();
    const std::span<const NodeId> content = finishItems(group.source.begin);
    const std::string_view close = m_tree.arena().keep({&group.closer, 1});
    const NodeId node = fenced(group.openFence, close, content, since(group.source.begin), group.source, source);
    pop();
    deliver(node);
}

void Reader::closeMath(std::string_view closer, Span source)
{
    for (std::size_t i = m_groups.size(); i-- > 0;) {
        if (m_groups[i].kind != GroupKind::math || m_groups[i].closer != closer[0]) continue;
        closeTo(i + 1);
        return closeTop();
    }
    report(Severity::error, DiagnosticCode::unexpectedMathEnd, source, closer);
}

// Fences with the atoms between beside them: they have no row of their own.
NodeId Reader::fenced(std::string_view open, std::string_view close, std::span<const NodeId> content, Span source,
                      Span openSource, Span closeSource)
{
    std::vector<NodeId> children;
    children.reserve(content.size() + 2);
    if (!open.empty()) children.push_back(symbol(open, openSource, stretchy | fenceOpen));
    children.insert(children.end(), content.begin(), content.end());
    if (!close.empty()) children.push_back(symbol(close, closeSource, stretchy | fenceClose));
    const NodeId row = m_tree.add(Element::mrow, children, source);
    m_tree[row].flags |= inferred;
    return row;
}

} // namespace mathtts::latex
