// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include "engine/latex/commands.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts::mhchem
{

namespace
{

/*! The argument of \bond and the sign that is written for it. */
constexpr std::array bonds = {
    Sign("-", "−"),   Sign("1", "−"),   Sign("=", "="),    Sign("2", "="),  Sign("#", "≡"),
    Sign("3", "≡"),   Sign("~", "┄"),   Sign("~-", "⎓"),   Sign("~=", "⎓"), Sign("~--", "⎓"),
    Sign("-~-", "⎓"), Sign("...", "⋯"), Sign("....", "⋯"), Sign("->", "→"), Sign("<-", "←"),
};

/*! Commands that change only how the formula looks. */
constexpr std::array silentCommands = {
    std::string_view("bf"),        std::string_view("displaystyle"), std::string_view("it"),
    std::string_view("left"),      std::string_view("limits"),       std::string_view("right"),
    std::string_view("rm"),        std::string_view("scriptstyle"),  std::string_view("sf"),
    std::string_view("textstyle"),
};

constexpr std::array structures = {
    Structure{"frac", Element::mfrac, 2, {}},
    Structure{"overbrace", Element::mover, 1, "⏞"},
    Structure{"overset", Element::mover, 2, {}, true},
    Structure{"underbrace", Element::munder, 1, "⏟"},
    Structure{"underset", Element::munder, 2, {}, true},
};

} // namespace

void Reader::readCommand()
{
    const std::size_t begin = m_at;
    std::size_t end = nameEnd(begin);
    if (end == begin + 1) {
        readControlSymbol();
        return;
    }
    const std::string_view name = m_text.substr(begin + 1, end - begin - 1);
    const std::size_t afterName = end;
    while (isBlank(at(end)))
        ++end;
    if (name == "bond" && at(end) == '{' && m_match[end] != 0) {
        const std::string_view kind = m_text.substr(end + 1, m_match[end] - end - 1);
        const auto bond = std::ranges::find(bonds, kind, &Sign::first);
        if (bond == bonds.end()) bad(begin, m_match[end] + 1);
        addSign(bond == bonds.end() ? kind : bond->second, m_match[end] + 1 - begin);
        return;
    }
    if (name == "ce") {
        m_at = end;
        if (at(end) == '{') openBraces(Then::braces, false);
        return;
    }
    if (name == "pu" && at(end) == '{' && m_match[end] != 0) {
        const Passage unit = m_body.part(end + 1, m_match[end]);
        m_at = m_match[end] + 1;
        setBase(readUnits(UnitCommand::physicalUnit, {}, {&unit, 1}, m_context));
        return;
    }
    const auto structure = std::ranges::find(structures, name, &Structure::name);
    if (structure != structures.end() && at(end) == '{') {
        if (frame().state != State::start) flush();
        m_at = end;
        openArgument(*structure, noNode);
        return;
    }
    if (std::ranges::binary_search(silentCommands, name)) {
        m_at = end;
        return;
    }
    if (name == "quad" || name == "qquad") {
        flush();
        m_at = end;
        return;
    }
    if (name == "begin") {
        end = environmentEnd();
        m_at = end;
        setBase(math(begin, end));
        return;
    }
    // Any other command with its arguments is mathematics.
    end = argumentsEnd(name, afterName);
    const NodeId node = math(begin, end);
    m_at = end;
    const Node &read = m_tree[node];
    if (read.element == Element::mrow && read.childCount == 0) return; // a color: nothing to read
    const CharacterClass kind = characterFacts(read.character).kind;
    const bool separates = kind == CharacterClass::relation || kind == CharacterClass::additive ||
                           kind == CharacterClass::multiplicative || kind == CharacterClass::binary;
    if (read.element == Element::mi) m_tree[node].variant = Variant::normal;
    if (read.element == Element::mo && separates)
        addItem(node);
    else
        setBase(node);
}

std::size_t Reader::argumentsEnd(std::string_view name, std::size_t place) const
{
    const latex::Command *command = latex::findCommand(name);
    const auto afterBlanks = [&](std::size_t from) {
        while (isBlank(at(from)))
            ++from;
        return from;
    };
    if (command == nullptr) {
        // A macro of the user's own: braces with something in them are its argument.
        const std::size_t open = afterBlanks(place);
        return at(open) == '{' && m_match[open] > open + 1 ? m_match[open] + 1 : place;
    }
    for (const char kind : std::string_view(command->signature)) {
        const std::size_t next = afterBlanks(place);
        if (kind == 's') {
            if (at(next) == '*') place = next + 1;
        } else if (kind == 'o' || kind == 'q') {
            const std::size_t length = at(next) == '[' ? m_text.substr(next, 200).find(']') : std::string_view::npos;
            if (length != std::string_view::npos) place = next + length + 1;
        } else if (at(next) == '{' && kind != 'D') {
            if (m_match[next] == 0) return place;
            place = m_match[next] + 1;
        } else if (kind == 'D' || kind == 'm') {
            if (next >= m_text.size() || at(next) == '{' || at(next) == '}') return place;
            place = at(next) == '\\' ? std::min(std::max(nameEnd(next), next + 2), m_text.size())
                                     : next + decodeUtf8(m_text, next).length;
        }
    }
    return place;
}

void Reader::readControlSymbol()
{
    switch (at(m_at + 1)) {
    case '{': openBracket("{", 2, '|'); return;
    case '}': closeBracket("}", 2, '|'); return;
    case '(': readMathUntil("\\)", 2); return;
    case '%':
    case '_':
    case '&':
    case '#':
    case '$':
        setBase(token(Element::mo, m_text.substr(m_at + 1, 1), m_at, m_at + 2));
        m_at += 2;
        return;
    default: // spaces: \, \; \: \! and the rest
        flush();
        m_at = std::min(m_at + 2, m_text.size());
    }
}

void Reader::readMathUntil(std::string_view closer, std::size_t openLength)
{
    const std::size_t end = m_noMathEnd ? std::string_view::npos : m_text.find(closer, m_at + openLength);
    if (end == std::string_view::npos) {
        m_noMathEnd = true;
        bad(m_at, m_text.size());
        m_at += openLength;
        return;
    }
    const NodeId node = math(m_at + openLength, end);
    m_at = end + closer.size();
    setBase(node);
}

void Reader::openArgument(const Structure &structure, NodeId first)
{
    while (isBlank(at(m_at)))
        ++m_at;
    const std::size_t begin = m_at;
    if (at(m_at) != '{' || m_match[m_at] == 0 || !push(Then::argument, '}', false, begin)) {
        if (first != noNode) setBase(first);
        return;
    }
    ++m_at;
    frame().structure = &structure;
    frame().first = first;
}

void Reader::endArgument(const Frame &done, NodeId node, std::size_t end)
{
    const Structure &structure = *done.structure;
    if (structure.arguments == 2 && done.first == noNode) {
        openArgument(structure, node);
        return;
    }
    const Span span = m_body.at(done.begin, end);
    std::array parts{done.first, node};
    if (structure.scriptFirst) std::swap(parts[0], parts[1]);
    if (structure.arguments == 1) parts = {node, token(Element::mo, structure.sign, done.begin, end)};
    setBase(flagged(m_tree.add(structure.element, parts, span)));
    if (structure.arguments == 1) {
        frame().entity.limits = structure.element;
        m_tree[frame().entity.base].flags |= NodeFlag::accentBit;
    }
}

std::size_t Reader::nameEnd(std::size_t backslash) const
{
    std::size_t end = backslash + 1;
    while (isLetter(at(end)))
        ++end;
    return end;
}

std::size_t Reader::environmentEnd()
{
    std::size_t depth = 0;
    for (std::size_t i = m_at; i < m_text.size(); ++i) {
        if (m_text[i] != '\\') continue;
        if (startsWith("\\begin", i)) ++depth;
        if (startsWith("\\end", i) && at(i + 4) == '{' && --depth == 0)
            return m_match[i + 4] == 0 ? m_text.size() : m_match[i + 4] + 1;
    }
    return m_text.size();
}

} // namespace mathtts::mhchem
