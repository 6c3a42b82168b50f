// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/concepts.h" // generated from resources/concepts.list
#include "engine/meaning/roles.h"    // generated from resources/roles.list
#include "engine/tree/tree.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! Facts about a meaning node, computed once, bottom-up; the conditions of the speech rules test these bits. */
enum Fact : std::uint32_t {
    factLeaf = 1U << 0,        ///< no children
    factNumber = 1U << 1,      ///< a number, integer or decimal
    factInteger = 1U << 2,     ///< a number without a decimal part; MeaningNode::value holds it when it fits
    factLetter = 1U << 3,      ///< one letter of any alphabet
    factCapital = 1U << 4,     ///< one capital letter
    factWord = 1U << 5,        ///< a name or text of several letters
    factSimple = 1U << 6,      ///< needs no marks of its ends: a leaf, 2x, -3, x sub 1, n squared of a leaf
    factNegative = 1U << 7,    ///< starts with a minus sign
    factBracketed = 1U << 8,   ///< brackets were written around it (and are not part of the concept)
    factHasRelation = 1U << 9, ///< a relation stands inside, at any depth
    factInferred = 1U << 10,   ///< the concept was inferred, nobody said it by intent or by a command
    factUnit = 1U << 11,       ///< a unit of measure
    factChemistry = 1U << 12,  ///< part of a chemical formula
    factLast = 1U << 13,       ///< nothing is spoken after it on its level and above: an end mark is not needed
    factFunction = 1U << 14,   ///< names a function
    factTall = 1U << 15,       ///< contains a fraction, table or under/over script
    factAuthor = 1U << 16,     ///< the author's intent said so
    factStretchy = 1U << 17,   ///< fences were \\left \\right
    factLiteral = 1U << 18,    ///< said as it is written, without a guess at what it means
};

/*! One node of what the expression says. */
struct MeaningNode {
    Concept what{};
    std::uint8_t confidence = 100; ///< percent; under 60 the neutral reading is the better one
    std::uint8_t depth = 0;        ///< height of the subtree, 255 at most
    Variant variant = Variant::automatic;
    Concept runnerUp{};      ///< the second best reading; same as \c what when there was no doubt
    NodeRole role{};         ///< in the structural view: what it is there for
    Concept embellished{};   ///< in the structural view: the kind of leaf that scripts were written on; none: no such
    std::uint32_t facts = 0; ///< bits of Fact
    NodeId parent = noNode;
    std::uint32_t firstEdge = 0;
    std::uint32_t childCount = 0;
    std::uint32_t firstContent = 0;
    std::uint32_t contentCount = 0;
    std::uint32_t size = 1;  ///< nodes in the subtree
    char32_t character = 0;  ///< of a leaf with one code point
    NodeId written = noNode; ///< the presentation node it stands for
    std::int64_t value = 0;  ///< of an integer
    std::string_view text;   ///< of a leaf (in the structural view of an operation too); memory of the written tree
    Span source;
};

/*!
 * The meaning tree of one expression: concepts with slots.
 *
 * A concept's fixed slots come first, in the order of resources/concepts.list; an absent optional slot holds noNode.
 * The children of a variadic concept follow its fixed slots. Children come before their parent, as in Tree.
 */
class Meaning
{
public:
    void clear();

    /*! A copy of \a text that lives until clear(): for leaves whose text is not written in one piece. */
    std::string_view keep(std::string_view text) { return m_arena.keep(text); }

    /*! A leaf. \a text must outlive this (the presentation tree's arena or static memory). */
    NodeId addLeaf(Concept what, std::string_view text, NodeId written, Span source);
    /*! An inner node; children may contain noNode for an absent slot. Sets parent, size, depth. \a children must not
     *  point into this tree. */
    NodeId add(Concept what, std::span<const NodeId> children, NodeId written, Span source);

    /*! Gives \a node its contents: what stands between or around its children in the structural view. */
    void setContents(NodeId node, std::span<const NodeId> contents);

    /*! What the author wants to be said instead of \a node and all in it; nodes come in ascending order. \a words must
     *  outlive this. */
    void setLabel(NodeId node, std::string_view words) { m_labels.push_back({node, words}); }
    /*! Nothing: \a node is said by the rules. O(log labels). */
    [[nodiscard]] std::optional<std::string_view> label(NodeId node) const;

    void setRoot(NodeId root) { m_root = root; }
    [[nodiscard]] NodeId root() const { return m_root; }
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] const MeaningNode &operator[](NodeId node) const { return m_nodes[node]; }
    [[nodiscard]] MeaningNode &operator[](NodeId node) { return m_nodes[node]; }
    [[nodiscard]] std::span<const NodeId> children(NodeId node) const
    {
        return {m_edges.data() + m_nodes[node].firstEdge, m_nodes[node].childCount};
    }
    /*! In the structural view: operators, fences, separators and labels that belong to \a node. Their parent is \a
     * node, or, of punctuation and operators that are children as well, the node whose child they are. */
    [[nodiscard]] std::span<const NodeId> contents(NodeId node) const
    {
        return {m_edges.data() + m_nodes[node].firstContent, m_nodes[node].contentCount};
    }
    /*! The \a slot-th child, or noNode when there is none. */
    [[nodiscard]] NodeId slot(NodeId node, std::uint32_t slot) const
    {
        return slot < m_nodes[node].childCount ? m_edges[m_nodes[node].firstEdge + slot] : noNode;
    }
    /*! Puts \a child (not noNode) where the \a index-th child of \a parent was. */
    void replaceChild(NodeId parent, std::uint32_t index, NodeId child);

private:
    struct Label {
        NodeId node = noNode;
        std::string_view words;
    };
    Arena m_arena;
    std::vector<MeaningNode> m_nodes;
    std::vector<NodeId> m_edges;
    std::vector<Label> m_labels;
    NodeId m_root = noNode;
};

} // namespace mathtts
