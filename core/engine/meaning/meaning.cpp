// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/meaning.h"

#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

void Meaning::clear()
{
    m_nodes.clear();
    m_edges.clear();
    m_labels.clear();
    m_root = noNode;
    m_arena.reset();
}

NodeId Meaning::addLeaf(Concept what, std::string_view text, NodeId written, Span source)
{
    MeaningNode node;
    node.what = node.runnerUp = what;
    node.text = text;
    node.character = soleCharacter(text);
    node.written = written;
    node.source = source;
    node.facts = factLeaf;
    m_nodes.push_back(node);
    return static_cast<NodeId>(m_nodes.size() - 1);
}

NodeId Meaning::add(Concept what, std::span<const NodeId> children, NodeId written, Span source)
{
    MeaningNode node;
    node.what = node.runnerUp = what;
    node.written = written;
    node.source = source;
    node.firstEdge = static_cast<std::uint32_t>(m_edges.size());
    node.childCount = static_cast<std::uint32_t>(children.size());
    const auto id = static_cast<NodeId>(m_nodes.size());
    std::uint8_t deepest = 0;
    for (const NodeId child : children) {
        if (child == noNode) continue;
        m_nodes[child].parent = id;
        node.size += m_nodes[child].size;
        deepest = std::max(deepest, m_nodes[child].depth);
    }
    node.depth = static_cast<std::uint8_t>(std::min(255, deepest + 1));
    m_edges.insert(m_edges.end(), children.begin(), children.end());
    m_nodes.push_back(node);
    return id;
}

void Meaning::setContents(NodeId node, std::span<const NodeId> contents)
{
    m_nodes[node].firstContent = static_cast<std::uint32_t>(m_edges.size());
    m_nodes[node].contentCount = static_cast<std::uint32_t>(contents.size());
    for (const NodeId content : contents)
        if (m_nodes[content].parent == noNode) m_nodes[content].parent = node;
    m_edges.insert(m_edges.end(), contents.begin(), contents.end());
}

std::optional<std::string_view> Meaning::label(NodeId node) const
{
    const auto found = std::ranges::lower_bound(m_labels, node, {}, &Label::node);
    if (found == m_labels.end() || found->node != node) return std::nullopt;
    return found->words;
}

void Meaning::replaceChild(NodeId parent, std::uint32_t index, NodeId child)
{
    m_edges[m_nodes[parent].firstEdge + index] = child;
    m_nodes[child].parent = parent;
}

} // namespace mathtts
