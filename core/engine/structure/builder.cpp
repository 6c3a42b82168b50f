// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/structure/builder.h"

#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

StructureBuilder::StructureBuilder()
    : m_builder(std::make_unique<structure::Builder>())
{
}

StructureBuilder::~StructureBuilder() = default;

void StructureBuilder::run(const Tree &tree, StructureHints hints, Meaning &meaning)
{
    m_builder->run(tree, hints, meaning);
}

namespace structure
{

void Builder::run(const Tree &tree, StructureHints hints, Meaning &meaning)
{
    m_tree = &tree;
    m_meaning = &meaning;
    m_hints = hints;
    m_functionNames.clear();
    meaning.clear();
    if (tree.root() == noNode) return;
    build();
    // what is a function in one place is one everywhere
    if (m_namedFunctions && findFunctionNames()) {
        meaning.clear();
        build();
    }
    emit(m_partOf[tree.root()]);
}

void Builder::build()
{
    m_parts.clear();
    m_namedFunctions = false;
    m_partOf.assign(m_tree->size(), noPart);
    for (NodeId id = 0; id <= m_tree->root(); ++id) {
        m_written = id;
        m_partOf[id] = element(id);
    }
}

PartId Builder::element(NodeId id)
{
    switch ((*m_tree)[id].element) {
    case Element::mi:
    case Element::mn:
    case Element::mo:
    case Element::mtext:
    case Element::ms:
    case Element::mspace:
    case Element::mglyph: return leaf(id);
    case Element::mfrac: return fraction(id);
    case Element::msqrt: {
        return branch(Concept::sSqrt, NodeRole::unknown, {innerRow(id)});
    }
    case Element::mroot: {
        Pooled children(*this);
        childParts(id, *children);
        children->resize(2, emptyPart());
        return branch(Concept::sRoot, NodeRole::unknown, {(*children)[1], (*children)[0]});
    }
    case Element::menclose: {
        const PartId enclosed = branch(Concept::sEnclose, NodeRole::unknown, {innerRow(id)});
        const std::string_view notation = m_tree->attribute(id, Attribute::notation);
        at(enclosed).text = notation;
        return enclosed;
    }
    case Element::mfenced: return fenced(id);
    case Element::msub:
    case Element::msup:
    case Element::msubsup:
    case Element::munder:
    case Element::mover:
    case Element::munderover: return scripts(id);
    case Element::mmultiscripts: return multiscripts(id);
    case Element::mtable: return table(id);
    case Element::mtr:
    case Element::mlabeledtr: return tableRow(id);
    case Element::mtd: return tableCell(id);
    case Element::mphantom:
    case Element::merror:
    case Element::none:
    case Element::mprescripts:
    case Element::annotation: return emptyPart();
    case Element::semantics: {
        const auto children = m_tree->children(id);
        return children.empty() ? emptyPart() : m_partOf[children.front()];
    }
    case Element::maction: {
        const auto children = m_tree->children(id);
        if (children.empty()) return emptyPart();
        const std::string_view selection = m_tree->attribute(id, Attribute::selection);
        const std::size_t chosen = selection.size() == 1 && selection[0] > '1' ? selection[0] - '1' : 0;
        return m_partOf[children[chosen < children.size() ? chosen : 0]];
    }
    default: return rowElement(id);
    }
}

void Builder::childParts(NodeId id, List &out)
{
    for (const NodeId child : m_tree->children(id))
        out.push_back(m_partOf[child]);
}

PartId Builder::rowElement(NodeId id)
{
    Pooled children(*this);
    childParts(id, *children);
    if (children->size() == 1) return children->front();
    if (const PartId name = spelledName(id); name != noPart) return name;
    markGaps(id);
    const bool written =
        std::ranges::any_of(*children, [this](PartId part) { return (at(part).flags & writtenEmpty) != 0; });
    const PartId part = row(*children);
    if (written && is(part, Concept::sEmpty)) at(part).flags |= writtenEmpty;
    return part;
}

/*! The function whose name the single letters of a row spell, else noPart. */
PartId Builder::spelledName(NodeId row)
{
    switch ((*m_tree)[row].element) {
    case Element::msqrt:
    case Element::menclose:
    case Element::mtd: return noPart;
    default: break;
    }
    constexpr std::size_t longest = 12; // letters of a function's name
    const auto letters = m_tree->children(row);
    if (letters.size() > longest) return noPart;
    m_buffer.clear();
    for (const NodeId letter : letters) {
        const Node &node = (*m_tree)[letter];
        if (node.element != Element::mi || node.character == 0) return noPart;
        m_buffer += node.text;
    }
    const Symbol symbol = symbolOf(std::string_view(m_buffer));
    if (letters.empty() || symbol.kind == Concept::sUnknown) return noPart;
    return add(symbol.kind, symbol.role, m_meaning->keep(m_buffer));
}

/*! Tells parts that a space was written behind them in the same row. */
void Builder::markGaps(NodeId row)
{
    NodeId previous = noNode;
    for (const NodeId child : m_tree->children(row)) {
        const PartId part = m_partOf[child];
        const bool gap = is(part, Concept::sEmpty) && (at(part).flags & spaceElement) != 0;
        if (gap && previous != noNode && at(m_partOf[previous]).written == previous)
            at(m_partOf[previous]).flags |= beforeSpace;
        previous = child;
    }
}

/*! The row of what stands in a root, a cell or an enclosure: a text alone is an annotation there. */
PartId Builder::innerRow(NodeId id)
{
    const PartId part = rowElement(id);
    if (is(part, Concept::sText) && has(part, NodeRole::unknown) && m_tree->children(id).size() == 1)
        at(part).role = NodeRole::annotation;
    return part;
}

PartId Builder::fenced(NodeId id)
{
    const std::string_view open =
        m_tree->hasAttribute(id, Attribute::open) ? m_tree->attribute(id, Attribute::open) : "(";
    const std::string_view close =
        m_tree->hasAttribute(id, Attribute::close) ? m_tree->attribute(id, Attribute::close) : ")";
    const std::string_view separators =
        m_tree->hasAttribute(id, Attribute::separators) ? m_tree->attribute(id, Attribute::separators) : ",";
    const auto fence = [this](std::string_view text) {
        const PartId part = add(Concept::sFence, NodeRole::unknown, text);
        const Symbol symbol = symbolOf(text);
        at(part).kind = symbol.kind == Concept::sUnknown ? Concept::sOperator : symbol.kind;
        at(part).role = symbol.role;
        return part;
    };
    Pooled items(*this);
    const PartId opening = open.empty() ? noPart : fence(open);
    const PartId closing = close.empty() ? noPart : fence(close);
    const bool whole = opening != noPart && closing != noPart;
    if (!whole && opening != noPart) items->push_back(opening);
    std::size_t place = 0;
    std::string_view separator;
    bool first = true;
    for (const NodeId child : m_tree->children(id)) {
        if (!first) {
            while (place < separators.size() && separators[place] == ' ')
                ++place;
            if (place < separators.size()) {
                const std::size_t length = decodeUtf8(separators, place).length;
                separator = separators.substr(place, length);
                place += length;
            }
            if (!separator.empty()) items->push_back(fence(separator));
        }
        first = false;
        items->push_back(m_partOf[child]);
    }
    if (!whole && closing != noPart) items->push_back(closing);
    if (!whole) return row(*items);
    fences(clean(*items));
    items->assign(1, enclose(opening, closing, *items));
    tablesInRow(*items);
    return items->front();
}

PartId Builder::fraction(NodeId id)
{
    Pooled children(*this);
    childParts(id, *children);
    children->resize(2, emptyPart());
    const PartId numerator = (*children)[0];
    const PartId denominator = (*children)[1];
    if (((*m_tree)[id].flags & noLine) != 0) {
        const PartId upper = branch(Concept::sLine, NodeRole::binomial, {numerator});
        const PartId lower = branch(Concept::sLine, NodeRole::binomial, {denominator});
        return branch(Concept::sMultiline, NodeRole::binomial, {upper, lower});
    }
    NodeRole role = NodeRole::division;
    const auto both = [&](Concept kind, NodeRole wanted) {
        return is(numerator, kind) && is(denominator, kind) && has(numerator, wanted) && has(denominator, wanted);
    };
    if (both(Concept::sNumber, NodeRole::integer))
        role = NodeRole::vulgar;
    else if (isUnitAlone(numerator) && isUnitAlone(denominator))
        role = NodeRole::unit;
    const PartId part = branch(Concept::sFraction, role, {numerator, denominator});
    composeFunctions(part);
    return part;
}

PartId Builder::add(Concept kind, NodeRole role, std::string_view text)
{
    Part part;
    part.kind = kind;
    part.role = role;
    part.written = m_written;
    part.text = text;
    part.character = soleCharacter(text);
    part.source = (*m_tree)[m_written].source;
    return m_parts.add(part);
}

PartId Builder::branch(Concept kind, NodeRole role, std::span<const PartId> children)
{
    const PartId part = add(kind, role);
    for (const PartId child : children)
        m_parts.append(part, child);
    return part;
}

PartId Builder::branch(Concept kind, NodeRole role, std::initializer_list<PartId> children)
{
    return branch(kind, role, std::span<const PartId>(children.begin(), children.size()));
}

/*! The sign of an operation stands in its text, and its style with it. */
void Builder::setText(PartId id, std::string_view text)
{
    Part &part = at(id);
    part.text = text;
    part.character = soleCharacter(text);
    part.style = symbolOf(text).style;
}

PartId Builder::core(PartId id) const
{
    while (m_parts[id].embellished != Concept::none && m_parts[id].children.count > 0)
        id = m_parts[id].children.first;
    return id;
}

/*! Whether two signs are the same, scripts included; two signs of one row, so this is linear in what was written. */
bool Builder::same(PartId one, PartId other) const
{
    const auto alike = [](const Part &left, const Part &right) {
        return left.kind == right.kind && left.role == right.role && left.text == right.text &&
               left.children.count == right.children.count;
    };
    if (!alike(m_parts[one], m_parts[other])) return false;
    if (m_parts[one].children.count == 0) return true;
    std::vector<std::pair<PartId, PartId>> open{{one, other}};
    while (!open.empty()) {
        const auto [a, b] = open.back();
        open.pop_back();
        const Part &left = m_parts[a];
        const Part &right = m_parts[b];
        if (!alike(left, right)) return false;
        PartId x = left.children.first;
        for (PartId y = right.children.first; y != noPart; x = m_parts[x].next, y = m_parts[y].next)
            open.emplace_back(x, y);
    }
    return true;
}

} // namespace structure

} // namespace mathtts
