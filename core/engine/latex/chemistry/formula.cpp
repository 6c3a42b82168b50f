// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <array>

namespace mathtts::mhchem
{

void Reader::stepInFormula(char c)
{
    if (const Sign *arrow = arrowAt(m_at)) {
        readArrow(*arrow);
    } else if (isDigit(c) || (c == '.' && isDigit(at(m_at + 1)) && frame().state == State::start)) {
        readDigits();
    } else if (c == 'v' && frame().state == State::start && frame().entity.preSup.empty() && phraseEnds(m_at + 1)) {
        addSign("↓", 1);
    } else if (isLetter(c)) {
        if (frame().state != State::start || !readVariableAmount()) readLetters();
    } else {
        readSign(c);
    }
}

void Reader::readDigits()
{
    const State state = frame().state;
    if (state == State::start || (state == State::sub && !frame().entity.sub.empty())) {
        if (at(m_at) == '.') {
            const std::size_t begin = m_at++;
            while (isDigit(at(m_at)))
                ++m_at;
            addItem(token(Element::mn, m_text.substr(begin, m_at - begin), begin, m_at));
            return;
        }
        readNumber();
        return;
    }
    std::size_t end = m_at;
    while (isDigit(at(end)))
        ++end;
    addScript(false, token(Element::mn, m_text.substr(m_at, end - m_at), m_at, end));
    m_at = end;
}

void Reader::readNumber()
{
    const auto digits = [&](std::size_t place) {
        while (isDigit(at(place)))
            ++place;
        return place;
    };
    const auto number = [&](std::size_t begin) {
        std::size_t end = digits(begin);
        if ((at(end) == '.' || at(end) == ',') && isDigit(at(end + 1))) end = digits(end + 1);
        return end;
    };
    std::size_t end = number(m_at);
    NodeId node = token(Element::mn, m_text.substr(m_at, end - m_at), m_at, end);
    if (at(end) == '/' && isDigit(at(end + 1))) {
        const std::size_t last = digits(end + 1);
        const NodeId under = token(Element::mn, m_text.substr(end + 1, last - end - 1), end + 1, last);
        node = flagged(m_tree.add(Element::mfrac, std::array{node, under}, m_body.at(m_at, last)));
        end = last;
    }
    addItem(node);
    m_at = end;
    if (!frame().script) readVariableAmount();
}

bool Reader::readVariableAmount()
{
    if (!isLower(at(m_at))) return false;
    std::size_t next = m_at + 1;
    while (isBlank(at(next)))
        ++next;
    if (!isUpper(at(next)) || startsWith("pH", m_at) || startsWith("pOH", m_at) || startsWith("pK", m_at)) return false;
    const NodeId letter = token(Element::mi, m_text.substr(m_at, 1), m_at, m_at + 1);
    m_tree[letter].variant = Variant::automatic;
    addItem(letter);
    m_at = next;
    return true;
}

void Reader::readLetters()
{
    std::size_t end = m_at + 1;
    while (isLower(at(end)))
        ++end;
    if (startsWith("pH", m_at) || startsWith("pK", m_at)) end = m_at + 2;
    setBase(token(Element::mi, m_text.substr(m_at, end - m_at), m_at, end));
    m_at = end;
}

bool Reader::isPlus() const
{
    std::size_t next = m_at + 1;
    if (at(next) == '{') return true;
    while (isDigit(at(next)))
        ++next;
    return next != m_at + 1 && (isUpper(at(next)) || at(next) == '{');
}

void Reader::readSign(char c)
{
    const State state = frame().state;
    const bool after = state != State::start;
    const char next = at(m_at + 1);
    switch (c) {
    case '+':
        if (startsWith("+-", m_at) || startsWith("+/-", m_at)) {
            addSign("±", startsWith("+-", m_at) ? 2 : 3, NodeFlag::binary);
        } else if (after && !isPlus()) {
            addCharge("+");
        } else {
            addSign("+", 1, NodeFlag::binary);
        }
        return;
    case '-': {
        const bool number = state == State::sup && frame().entity.plainDigits;
        if (after && (phraseEnds(m_at + 1) || number))
            addCharge("−");
        else if (after && (isDigit(next) || isSmallLetter(frame().entity)))
            addSign("‐", 1); // a hyphen: \mu-Cl
        else
            addSign("−", 1);
        return;
    }
    case '=': addSign("=", 1, after ? 0 : NodeFlag::relation); return;
    case '#': addSign("≡", 1); return;
    case '<':
    case '>': addSign(m_text.substr(m_at, 1), 1, NodeFlag::relation); return;
    case '.':
        if (startsWith("...", m_at)) {
            addSign("⋯", 3);
            return;
        }
        addSign("⋅", 1, NodeFlag::binary);
        return;
    case '*': addSign("⋅", 1, NodeFlag::binary); return;
    case ',':
    case ';': addSign(m_text.substr(m_at, 1), 1, NodeFlag::punctuation); return;
    default: readOther(); return;
    }
}

bool Reader::isSmallLetter(const Entity &e) const
{
    if (e.base == noNode) return false;
    const CharacterFacts facts = characterFacts(m_tree[e.base].character);
    return facts.kind == CharacterClass::letter && !facts.capital && !m_tree[e.base].text.empty();
}

void Reader::readOther()
{
    const std::size_t begin = m_at;
    const Decoded decoded = decodeUtf8(m_text, m_at);
    m_at += decoded.length;
    const char32_t character = decoded.character;
    if (character >= 0x2080 && character <= 0x2089) {
        const char digit = static_cast<char>('0' + (character - 0x2080));
        addScript(false, token(Element::mn, {&digit, 1}, begin, m_at));
        return;
    }
    if (character == 0x207A || character == 0x207B) {
        addScript(true, token(Element::mo, character == 0x207A ? "+" : "−", begin, m_at));
        return;
    }
    const std::string_view text = m_text.substr(begin, decoded.length);
    switch (characterFacts(character).kind) {
    case CharacterClass::letter: setBase(token(Element::mi, text, begin, m_at)); return;
    case CharacterClass::multiplicative:
    case CharacterClass::additive:
    case CharacterClass::relation: addItem(token(Element::mo, text, begin, m_at)); return;
    default: addItem(token(Element::mo, text, begin, m_at));
    }
}

bool Reader::phraseEnds(std::size_t place) const
{
    const char c = at(place);
    if (c == '\0' || isBlank(c) || std::string_view("_},;])/~").contains(c)) return true;
    if (c == '\\') return !isLetter(at(place + 1)) || arrowAt(place) != nullptr;
    return arrowAt(place) != nullptr || stateLength(place) != 0;
}

} // namespace mathtts::mhchem
