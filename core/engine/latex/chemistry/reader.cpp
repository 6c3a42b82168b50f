// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include <algorithm>
#include <string>

namespace mathtts::mhchem
{

Reader::Reader(const Passage &body, const LatexContext &context)
    : m_body(body)
    , m_text(body.text)
    , m_context(context)
    , m_tree(context.tree)
{
    matchBraces();
}

NodeId Reader::run()
{
    push(Then::whole, 0, false, 0);
    while (m_at < m_text.size() || m_frames.size() > 1) {
        if (m_at >= m_text.size())
            endUnclosed();
        else
            step();
    }
    flush();
    return flagged(m_tree.add(Element::mrow, m_items, m_body.span()));
}

void Reader::matchBraces()
{
    m_match.assign(m_text.size(), 0);
    std::vector<std::uint32_t> open;
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        if (m_text[i] == '\\')
            ++i;
        else if (m_text[i] == '{')
            open.push_back(static_cast<std::uint32_t>(i));
        else if (m_text[i] == '}' && !open.empty()) {
            m_match[open.back()] = static_cast<std::uint32_t>(i);
            open.pop_back();
        }
    }
}

void Reader::step()
{
    const char c = at(m_at);
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r': readSpace(); return;
    case '~':
        flush();
        ++m_at;
        return;
    case '&':
        flush();
        ++m_at;
        return;
    case '\\': readCommand(); return;
    case '$': readMathUntil("$", 1); return;
    case '{': openBraces(Then::braces, frame().script); return;
    case '}': closeBraces(); return;
    case '^':
    case '_': readScript(c == '^'); return;
    case '[': openBracket("[", 1, ']'); return;
    case ']': closeBracket("]", 1, ']'); return;
    case ')': closeBracket(")", 1, ')'); return;
    case '\'':
        addScript(true, token(Element::mo, "′", m_at, m_at + 1));
        ++m_at;
        return;
    default: break;
    }
    if (frame().script)
        stepInScript(c);
    else if (c == '(')
        readParenthesis();
    else
        stepInFormula(c);
}

void Reader::readSpace()
{
    while (isBlank(at(m_at)))
        ++m_at;
    const Entity &e = frame().entity;
    if (e.base != noNode || (e.preSub.empty() && e.preSup.empty())) flush();
}

NodeId Reader::flagged(NodeId node)
{
    m_tree[node].flags |= NodeFlag::chemistry;
    return node;
}

NodeId Reader::token(Element element, std::string_view text, std::size_t begin, std::size_t end)
{
    const NodeId node = flagged(m_tree.addToken(element, text, m_body.at(begin, end)));
    if (element == Element::mi) m_tree[node].variant = Variant::normal;
    return node;
}

NodeId Reader::rowOf(std::span<const NodeId> nodes, std::size_t begin, std::size_t end)
{
    if (nodes.size() == 1) return nodes.front();
    return flagged(m_tree.add(Element::mrow, nodes, m_body.at(begin, end)));
}

NodeId Reader::math(std::size_t begin, std::size_t end)
{
    if (!m_context.readMath) return token(Element::mtext, m_text.substr(begin, end - begin), begin, end);
    return flagged(m_context.readMath(m_body.part(begin, end)));
}

void Reader::bad(std::size_t begin, std::size_t end, Severity severity)
{
    m_context.report(severity, DiagnosticCode::badChemistry, m_body.at(begin, end),
                     m_text.substr(begin, std::min<std::size_t>(end - begin, 40)));
}

} // namespace mathtts::mhchem

namespace mathtts
{

NodeId readChemistry(const Passage &body, const LatexContext &context)
{
    return mhchem::Reader(body, context).run();
}

} // namespace mathtts
