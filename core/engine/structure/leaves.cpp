// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/structure/builder.h"

#include <array>
#include <charconv>
#include <utility>

namespace mathtts::structure
{

namespace
{
std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/*! Whether a width is wide enough to be heard; a name such as thickmathspace is not. */
bool isWide(std::string_view width)
{
    // the least width of each unit
    constexpr auto least = std::to_array<std::pair<std::string_view, double>>(
        {{"cm", 0.4}, {"pc", 0.5}, {"em", 0.5}, {"ex", 1}, {"in", 0.15}, {"pt", 5}, {"mm", 5}});
    for (const auto &[unit, amount] : least) {
        if (!width.ends_with(unit)) continue;
        double value = 0;
        const auto number = width.substr(0, width.size() - unit.size());
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        return error == std::errc() && end != number.data() && value >= amount;
    }
    return false;
}

bool namesNumberSet(char32_t character)
{
    const char32_t letter = characterFacts(character).base;
    return character != 0 && std::u32string_view(U"CHNPQRZ").contains(letter != 0 ? letter : character);
}

bool isFunctionLetter(std::string_view text)
{
    return text.size() == 1 && std::string_view("fghFGH").contains(text.front());
}
} // namespace

PartId Builder::leaf(NodeId id)
{
    switch ((*m_tree)[id].element) {
    case Element::mi: return identifier(id);
    case Element::mn: return number(id);
    case Element::mo: return operatorLeaf(id);
    case Element::mspace: return space(id);
    case Element::mglyph: return glyph(id);
    default: return text(id);
    }
}

/*! A picture in place of a character is known by what its author says it is. */
PartId Builder::glyph(NodeId id)
{
    return add(Concept::sUnknown, NodeRole::mglyph, (*m_tree)[id].text);
}

PartId Builder::emptyLeaf()
{
    const PartId part = emptyPart();
    at(part).flags |= writtenEmpty;
    return part;
}

PartId Builder::identifier(NodeId id)
{
    const Node &node = (*m_tree)[id];
    const std::string_view content = trimmed(node.text);
    if (content.empty()) return emptyLeaf();
    const Symbol symbol = symbolOf(content);
    const PartId part = add(symbol.kind, symbol.role, content);
    at(part).style = node.variant != Variant::automatic ? node.variant : symbol.style;
    if ((node.flags & unit) != 0) {
        at(part).kind = Concept::sIdentifier;
        at(part).role = NodeRole::unit;
        if (node.variant == Variant::automatic) at(part).style = commonStyle(content);
        return part;
    }
    if (symbol.kind == Concept::sUnknown) at(part).kind = Concept::sIdentifier;
    if (node.variant == Variant::automatic && at(part).character == 0) at(part).style = commonStyle(content);
    const bool slants = symbol.role == NodeRole::latinletter || symbol.role == NodeRole::greekletter ||
                        symbol.role == NodeRole::integer;
    if (slants && node.variant == Variant::automatic && symbol.style == Variant::normal)
        at(part).style = Variant::italic;
    recognizeNumberSet(part);
    if (m_hints == StructureHints::functions && isFunctionLetter(content)) at(part).role = NodeRole::simpleFunction;
    if (m_functionNames.contains({content, at(part).style})) at(part).role = NodeRole::simpleFunction;
    return part;
}

PartId Builder::number(NodeId id)
{
    const Node &node = (*m_tree)[id];
    const std::string_view content = trimmed(node.text);
    if (content.empty()) return emptyLeaf();
    const Symbol symbol = symbolOf(content);
    const bool isOther = symbol.kind != Concept::sUnknown && symbol.kind != Concept::sIdentifier;
    const PartId part = add(isOther ? symbol.kind : Concept::sNumber, symbol.role, content);
    at(part).style = node.variant != Variant::automatic ? node.variant : symbol.style;
    if (at(part).role == NodeRole::unknown) {
        at(part).role = numberRole(content);
        if (node.variant == Variant::automatic) at(part).style = commonStyle(content);
    }
    return part;
}

PartId Builder::operatorLeaf(NodeId id)
{
    const Node &node = (*m_tree)[id];
    const std::string_view content = trimmed(node.text);
    if (content.empty()) return emptyLeaf();
    Symbol symbol = symbolOf(content);
    if (symbol.kind == Concept::sUnknown) symbol = commonSymbol(content);
    const PartId part = add(symbol.kind, symbol.role, content);
    at(part).style = node.variant != Variant::automatic ? node.variant : symbol.style;
    if (symbol.kind == Concept::sUnknown) at(part).kind = Concept::sOperator;
    recognizeNumberSet(part);
    return part;
}

void Builder::recognizeNumberSet(PartId letter)
{
    if (at(letter).style == Variant::doubleStruck && namesNumberSet(at(letter).character))
        at(letter).role = NodeRole::numbersetletter;
}

PartId Builder::text(NodeId id)
{
    const Node &node = (*m_tree)[id];
    const std::string_view content = trimmed(node.text);
    if (content.empty()) return emptyLeaf();
    const PartId part = add(Concept::sText, NodeRole::unknown, content);
    at(part).style = node.variant != Variant::automatic ? node.variant : commonStyle(content);
    if (node.element == Element::ms)
        at(part).role = NodeRole::string;
    else if (symbolOf(content).role == NodeRole::space)
        at(part).role = NodeRole::space;
    else if (content.contains(' ') || hasWideBlank(content))
        at(part).role = NodeRole::text;
    return part;
}

PartId Builder::space(NodeId id)
{
    if (!isWide(m_tree->attribute(id, Attribute::width))) {
        const PartId part = emptyLeaf();
        at(part).flags |= spaceElement;
        return part;
    }
    return add(Concept::sText, NodeRole::space);
}

} // namespace mathtts::structure
