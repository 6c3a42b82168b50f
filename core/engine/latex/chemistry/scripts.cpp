// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts::mhchem
{

NodeId Reader::script(const std::vector<NodeId> &nodes)
{
    if (nodes.empty()) return flagged(m_tree.add(Element::none, {}, m_body.at(m_at, m_at)));
    if (nodes.size() == 1) return nodes.front();
    const Span span = hull(m_tree[nodes.front()].source, m_tree[nodes.back()].source);
    return flagged(m_tree.add(Element::mrow, nodes, span));
}

NodeId Reader::scripted(const Entity &e)
{
    NodeId base = e.base;
    if (base == noNode) base = flagged(m_tree.add(Element::mrow, {}, m_body.at(m_at, m_at)));
    const bool sub = !e.sub.empty();
    const bool sup = !e.sup.empty();
    std::array<NodeId, 6> parts{base};
    std::size_t count = 1;
    Element element = Element::mmultiscripts;
    if (!e.preSub.empty() || !e.preSup.empty()) {
        if (sub || sup) {
            parts[count++] = script(e.sub);
            parts[count++] = script(e.sup);
        }
        parts[count++] = flagged(m_tree.add(Element::mprescripts, {}, m_body.at(m_at, m_at)));
        parts[count++] = script(e.preSub);
        parts[count++] = script(e.preSup);
    } else if (sub || sup) {
        element = sub && sup ? Element::msubsup : sub ? Element::msub : Element::msup;
        if (sub) parts[count++] = script(e.sub);
        if (sup) parts[count++] = script(e.sup);
    } else {
        return base;
    }
    Span span = m_tree[parts[0]].source;
    for (std::size_t i = 1; i < count; ++i) {
        const Span part = m_tree[parts[i]].source;
        if (part.begin == part.end) continue;
        span = {std::min(span.begin, part.begin), std::max(span.end, part.end)};
    }
    return flagged(m_tree.add(element, {parts.data(), count}, span));
}

void Reader::flush()
{
    Entity &e = frame().entity;
    const bool any = e.base != noNode || !e.sub.empty() || !e.sup.empty() || !e.preSub.empty() || !e.preSup.empty();
    if (any) m_items.push_back(scripted(e));
    e = Entity();
    frame().state = State::start;
}

void Reader::setBase(NodeId node)
{
    Entity &e = frame().entity;
    if (frame().state == State::sup && e.plainDigits && e.sub.empty()) {
        // H^3HO: a number that no sign follows belongs to the next nucleus.
        std::vector<NodeId> mass = std::move(e.sup);
        e.sup.clear();
        flush();
        frame().entity.preSup = std::move(mass);
    } else if (frame().state != State::start) {
        flush();
    }
    frame().entity.base = node;
    frame().state = State::base;
}

void Reader::addItem(NodeId node)
{
    flush();
    m_items.push_back(node);
}

void Reader::addSign(std::string_view sign, std::size_t length, std::uint16_t flags)
{
    flush();
    const NodeId node = token(Element::mo, sign, m_at, m_at + length);
    m_tree[node].flags |= flags;
    m_items.push_back(node);
    m_at += length;
}

void Reader::addScript(bool above, NodeId node)
{
    Entity &e = frame().entity;
    const bool before = e.base == noNode && frame().state == State::start;
    if (e.limits != Element::msub) {
        e.base = flagged(m_tree.add(e.limits, std::array{e.base, node}, m_tree[node].source));
        e.limits = Element::msub;
        return;
    }
    std::vector<NodeId> &list = before ? (above ? e.preSup : e.preSub) : (above ? e.sup : e.sub);
    list.push_back(node);
    if (!before) frame().state = above ? State::sup : State::sub;
}

void Reader::addCharge(std::string_view sign)
{
    addScript(true, token(Element::mo, sign, m_at, m_at + 1));
    frame().entity.plainDigits = false;
    ++m_at;
}

void Reader::readScript(bool above)
{
    const std::size_t begin = m_at++;
    const bool atStart = frame().state == State::start && frame().entity.base == noNode;
    if (above && atStart && phraseEnds(m_at) && at(m_at) != '_') {
        m_at = begin;
        addSign("↑", 1);
        return;
    }
    while (isBlank(at(m_at)))
        ++m_at;
    frame().entity.plainDigits = false;
    std::size_t end = m_at;
    const char c = at(m_at);
    if (c == '{') {
        openBraces(above ? Then::over : Then::under, true);
        return;
    }
    if (c == '\0' || c == '}' || c == ']') return;
    if (c == '^' || c == '_') return; // ^_: nothing to raise
    if (c == '$') {
        end = m_text.find('$', m_at + 1);
        if (end == std::string_view::npos) return;
        addScript(above, math(m_at + 1, end));
        m_at = end + 1;
        return;
    }
    if (c == '\\') {
        end = std::max(nameEnd(m_at), std::min(m_at + 2, m_text.size()));
        while (at(end) == '{' && m_match[end] != 0)
            end = m_match[end] + 1;
        addScript(above, math(m_at, end));
        m_at = end;
        return;
    }
    const bool sign = !above && (c == '-' || c == '+') && isDigit(at(m_at + 1));
    if (sign) addScript(above, token(Element::mo, c == '-' ? "−" : "+", m_at, m_at + 1)), ++m_at;
    end = m_at;
    while (isDigit(at(end)))
        ++end;
    if (end != m_at) {
        addScript(above, token(Element::mn, m_text.substr(m_at, end - m_at), m_at, end));
        frame().entity.plainDigits = above;
        m_at = end;
        return;
    }
    addScript(above, scriptCharacter());
}

NodeId Reader::scriptCharacter()
{
    const std::size_t begin = m_at;
    const Decoded decoded = decodeUtf8(m_text, m_at);
    m_at += decoded.length;
    const std::string_view text = m_text.substr(begin, decoded.length);
    switch (decoded.character) {
    case U'-': return token(Element::mo, "−", begin, m_at);
    case U'.': return token(Element::mo, "•", begin, m_at);
    default: break;
    }
    if (characterFacts(decoded.character).kind != CharacterClass::letter && !isLetter(text[0]))
        return token(Element::mo, text, begin, m_at);
    const NodeId letter = token(Element::mi, text, begin, m_at);
    if (isLower(text[0])) m_tree[letter].variant = Variant::automatic; // a variable: NO_x
    return letter;
}

void Reader::stepInScript(char c)
{
    if (isDigit(c)) {
        readNumber();
    } else if (isLetter(c)) {
        std::size_t end = m_at;
        while (isLetter(at(end)))
            ++end;
        const std::string_view word = m_text.substr(m_at, end - m_at);
        if (word.size() == 1 && isLower(c)) {
            setBase(scriptCharacter());
        } else if (word.find_first_not_of("IVX") == std::string_view::npos) {
            setBase(token(Element::mi, word, m_at, end)); // an oxidation state
            m_at = end;
        } else {
            readLetters();
        }
    } else if (c == '(') {
        openBracket("(", 1, ')');
    } else {
        addItem(scriptCharacter());
    }
}

} // namespace mathtts::mhchem
