// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include "engine/tree/elements.h"

#include <algorithm>
#include <array>
#include <string>

namespace mathtts::mhchem
{

bool Reader::push(Then then, char closer, bool inScript, std::size_t begin)
{
    if (m_frames.size() > m_context.maxDepth / 4) {
        m_context.report(Severity::error, DiagnosticCode::nestedTooDeep, m_body.at(begin, begin + 1),
                         std::to_string(m_context.maxDepth));
        return false;
    }
    Frame next;
    next.then = then;
    next.closer = closer;
    next.script = inScript;
    next.begin = begin;
    next.firstItem = m_items.size();
    m_frames.push_back(std::move(next));
    return true;
}

void Reader::pop(std::size_t end)
{
    flush();
    const Frame done = std::move(m_frames.back());
    m_frames.pop_back();
    const NodeId node = rowOf(std::span(m_items).subspan(done.firstItem), done.begin, end);
    m_items.resize(done.firstItem);
    switch (done.then) {
    case Then::whole: break;
    case Then::group:
    case Then::braces: setBase(node); break;
    case Then::over: addScript(true, node); break;
    case Then::under: addScript(false, node); break;
    case Then::above:
    case Then::below: endArrowText(done, node, end); break;
    case Then::argument: endArgument(done, node, end); break;
    }
}

void Reader::dissolve()
{
    flush();
    m_frames.pop_back();
    frame().state = State::start;
}

void Reader::endUnclosed()
{
    const Frame &open = frame();
    if (open.then == Then::group) {
        dissolve();
        return;
    }
    // What follows an arrow's bracket is kept as the arrow's text; nothing is lost.
    const bool arrow = open.then == Then::above || open.then == Then::below;
    bad(open.begin, m_text.size(), arrow ? Severity::warning : Severity::error);
    pop(m_text.size());
}

void Reader::openBracket(std::string_view sign, std::size_t length, char closer)
{
    if (frame().state != State::start) flush();
    if (!push(Then::group, closer, frame().script, m_at)) {
        m_at += length;
        return;
    }
    const NodeId node = token(Element::mo, sign, m_at, m_at + length);
    m_tree[node].flags |= NodeFlag::fenceOpen;
    m_items.push_back(node);
    m_at += length;
}

void Reader::closeBracket(std::string_view sign, std::size_t length, char closer)
{
    std::size_t index = m_frames.size();
    while (index > 0 && m_frames[index - 1].closer != closer && m_frames[index - 1].then == Then::group)
        --index;
    if (index == 0 || m_frames[index - 1].closer != closer || closer == 0) {
        setBase(token(Element::mo, sign, m_at, m_at + length));
        m_at += length;
        return;
    }
    while (m_frames.size() > index)
        dissolve();
    if (frame().then == Then::group) {
        flush();
        const NodeId node = token(Element::mo, sign, m_at, m_at + length);
        m_tree[node].flags |= NodeFlag::fenceClose;
        m_items.push_back(node);
    }
    m_at += length;
    pop(m_at);
}

bool Reader::holdsWords(std::string_view text)
{
    bool word = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!isLetter(c) && !isBlank(c) && c != '-' && c != '.' && c != ',' && c != ':') return false;
        if (isLower(c) && (i == 0 || !isUpper(text[i - 1]) || !elementOf(text.substr(i - 1, 2)))) word = true;
    }
    return word && text.size() > 1;
}

void Reader::openBraces(Then then, bool inScript)
{
    const std::size_t end = m_match[m_at];
    if (end == 0) {
        bad(m_at, m_text.size());
        ++m_at;
        return;
    }
    const std::string_view inside = m_text.substr(m_at + 1, end - m_at - 1);
    if (inside.empty()) {
        m_at = end + 1;
        if (then == Then::braces && frame().state != State::start) flush();
        return;
    }
    if (then == Then::braces && holdsWords(inside)) {
        setBase(token(Element::mtext, inside, m_at + 1, end));
        m_at = end + 1;
        return;
    }
    const std::size_t begin = m_at;
    m_at = push(then, '}', inScript, begin) ? begin + 1 : end + 1;
}

void Reader::closeBraces()
{
    std::size_t index = m_frames.size();
    while (index > 0 && m_frames[index - 1].closer != '}')
        --index;
    if (index == 0) {
        bad(m_at, m_at + 1);
        ++m_at;
        return;
    }
    while (m_frames.size() > index) {
        if (frame().then == Then::group)
            dissolve();
        else
            pop(m_at);
    }
    pop(++m_at);
}

void Reader::readParenthesis()
{
    if (const std::size_t length = stateLength(m_at); length != 0) {
        const std::size_t begin = m_at;
        const std::size_t end = begin + length;
        const std::string_view state = m_text.substr(begin + 1, length - 2);
        m_at = end;
        const bool falls = state == "v";
        if (falls) {
            addItem(token(Element::mo, "↓", begin, end));
            return;
        }
        const std::array parts{token(Element::mo, "(", begin, begin + 1), token(Element::mi, state, begin + 1, end - 1),
                               token(Element::mo, ")", end - 1, end)};
        m_tree[parts[0]].flags |= NodeFlag::fenceOpen;
        m_tree[parts[2]].flags |= NodeFlag::fenceClose;
        addItem(flagged(m_tree.add(Element::mrow, parts, m_body.at(begin, end))));
        return;
    }
    if (startsWith("(^)", m_at)) {
        addSign("↑", 3);
        return;
    }
    openBracket("(", 1, ')');
}

std::size_t Reader::stateLength(std::size_t place) const
{
    if (at(place) != '(') return 0;
    std::size_t end = place + 1;
    while (isLower(at(end)) && end - place <= 3)
        ++end;
    if (end == place + 1 || at(end) != ')') return 0;
    ++end;
    const char c = at(end);
    const bool ends = c == '\0' || isBlank(c) || std::string_view(",;)]}+-=<~\\").contains(c);
    return ends ? end - place : 0;
}

} // namespace mathtts::mhchem
