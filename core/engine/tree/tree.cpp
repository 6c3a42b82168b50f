// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/tree.h"

#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts
{

std::string_view elementName(Element element)
{
    static constexpr std::array<std::string_view, 41> names = {
        "math",          "mrow",        "mi",     "mn",       "mo",      "mtext",      "ms",        "mspace",
        "mglyph",        "mfrac",       "msqrt",  "mroot",    "mstyle",  "merror",     "mpadded",   "mphantom",
        "menclose",      "mfenced",     "msub",   "msup",     "msubsup", "munder",     "mover",     "munderover",
        "mmultiscripts", "mprescripts", "none",   "mtable",   "mtr",     "mlabeledtr", "mtd",       "maction",
        "semantics",     "annotation",  "mstack", "mlongdiv", "msgroup", "msrow",      "mscarries", "mscarry",
        "msline",
    };
    static_assert(names.size() == static_cast<std::size_t>(Element::msline) + 1);
    return names[static_cast<std::size_t>(element)];
}

std::string_view attributeName(Attribute attribute)
{
    static constexpr auto names = std::to_array<std::string_view>({
#define MATHTTS_ATTRIBUTE(identifier, name) name,
#include "engine/tree/attributes.def"
#undef MATHTTS_ATTRIBUTE
    });
    return names[static_cast<std::size_t>(attribute)];
}

void Tree::clear()
{
    m_arena.reset();
    m_nodes.clear();
    m_edges.clear();
    m_attributes.clear();
    m_root = noNode;
    m_used.reset();
}

NodeId Tree::addToken(Element element, std::string_view text, Span source)
{
    return addStaticToken(element, m_arena.keep(text), source);
}

NodeId Tree::addStaticToken(Element element, std::string_view text, Span source)
{
    Node node;
    node.element = element;
    node.text = text;
    node.character = soleCharacter(text);
    node.source = source;
    m_nodes.push_back(node);
    return static_cast<NodeId>(m_nodes.size() - 1);
}

NodeId Tree::add(Element element, std::span<const NodeId> children, Span source)
{
    Node node;
    node.element = element;
    node.source = source;
    node.firstEdge = static_cast<std::uint32_t>(m_edges.size());
    node.childCount = static_cast<std::uint32_t>(children.size());
    const auto id = static_cast<NodeId>(m_nodes.size());
    for (const NodeId child : children)
        m_nodes[child].parent = id;
    m_edges.insert(m_edges.end(), children.begin(), children.end());
    m_nodes.push_back(node);
    return id;
}

void Tree::setAttribute(NodeId node, Attribute name, std::string_view value)
{
    Node &target = m_nodes[node];
    m_used.set(static_cast<std::size_t>(name));
    if (target.attributeCount == 0) target.firstAttribute = static_cast<std::uint32_t>(m_attributes.size());
    const std::span attributes{m_attributes.begin() + target.firstAttribute, target.attributeCount};
    const auto same = std::ranges::find(attributes, name, &AttributeValue::name);
    if (same != attributes.end()) {
        same->value = m_arena.keep(value);
        return;
    }
    if (target.firstAttribute + target.attributeCount != m_attributes.size()) {
        // Another node's attributes came in between: move this node's to the end.
        const auto moved = static_cast<std::uint32_t>(m_attributes.size());
        for (std::uint32_t i = 0; i < target.attributeCount; ++i)
            m_attributes.push_back(AttributeValue(m_attributes[target.firstAttribute + i]));
        target.firstAttribute = moved;
    }
    m_attributes.push_back({name, m_arena.keep(value)});
    ++target.attributeCount;
}

std::string_view Tree::attribute(NodeId node, Attribute name) const
{
    const Node &target = m_nodes[node];
    for (std::uint32_t i = 0; i < target.attributeCount; ++i) {
        const AttributeValue &attribute = m_attributes[target.firstAttribute + i];
        if (attribute.name == name) return attribute.value;
    }
    return {};
}

bool Tree::hasAttribute(NodeId node, Attribute name) const
{
    const Node &target = m_nodes[node];
    const std::span attributes{m_attributes.begin() + target.firstAttribute, target.attributeCount};
    return std::ranges::contains(attributes, name, &AttributeValue::name);
}

void Tree::replaceChild(NodeId parent, std::uint32_t index, NodeId child)
{
    m_edges[m_nodes[parent].firstEdge + index] = child;
    m_nodes[child].parent = parent;
}

} // namespace mathtts
