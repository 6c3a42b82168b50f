// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/chemistry/reader.h"

#include "engine/tree/characters.h"

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

constexpr std::array twoArguments = {
    std::string_view("binom"),    std::string_view("color"),     std::string_view("dfrac"),
    std::string_view("stackrel"), std::string_view("textcolor"), std::string_view("tfrac"),
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
    int groups = std::ranges::contains(twoArguments, name) ? 2 : 1;
    if (at(end) == '[') {
        const std::size_t close = m_text.substr(end, 200).find(']');
        if (close != std::string_view::npos) end += close + 1;
    }
    bool any = false;
    for (; groups > 0 && at(end) == '{' && m_match[end] != 0 && end + 1 != m_match[end]; --groups, any = true) {
        end = m_match[end] + 1;
        while (groups > 1 && isBlank(at(end)))
            ++end;
    }
    if (!any) end = afterName;
    const NodeId node = math(begin, end);
    m_at = end;
    const Node &read = m_tree[node];
    const CharacterClass kind = characterFacts(read.character).kind;
    const bool separates = kind == CharacterClass::relation || kind == CharacterClass::additive ||
                           kind == CharacterClass::multiplicative || kind == CharacterClass::binary;
    if (read.element == Element::mi) m_tree[node].variant = Variant::normal;
    if (read.element == Element::mo && separates)
        addItem(node);
    else
        setBase(node);
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
