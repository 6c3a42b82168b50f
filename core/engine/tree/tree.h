// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/arena.h"

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! Half-open range of bytes [begin, end) of the input as the caller gave it. */
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(Span, Span) = default;
};

/*! The smallest span that holds \a one and \a other, in whatever order they stand: a macro may turn them around. */
constexpr Span hull(Span one, Span other)
{
    return {one.begin < other.begin ? one.begin : other.begin, one.end > other.end ? one.end : other.end};
}

using NodeId = std::uint32_t;
inline constexpr NodeId noNode = 0xFFFFFFFF;

/*! The presentation vocabulary of MathML 3 and 4, by its own names. */
enum class Element : std::uint8_t {
    math,
    mrow,
    mi,
    mn,
    mo,
    mtext,
    ms,
    mspace,
    mglyph,
    mfrac,
    msqrt,
    mroot,
    mstyle,
    merror,
    mpadded,
    mphantom,
    menclose,
    mfenced,
    msub,
    msup,
    msubsup,
    munder,
    mover,
    munderover,
    mmultiscripts,
    mprescripts,
    none,
    mtable,
    mtr,
    mlabeledtr,
    mtd,
    maction,
    semantics,
    annotation,
    mstack,
    mlongdiv,
    msgroup,
    msrow,
    mscarries,
    mscarry,
    msline,
};

/*! MathML's name of \a element, such as "msubsup". */
std::string_view elementName(Element element);

/*! The values of MathML's mathvariant; \c automatic: nothing was said (a single-letter mi is italic, others upright).
 *  The last five are styles of characters or of TeX that mathvariant has no name for. */
enum class Variant : std::uint8_t {
    automatic,
    normal,
    bold,
    italic,
    boldItalic,
    doubleStruck,
    boldFraktur,
    script,
    boldScript,
    fraktur,
    sansSerif,
    boldSansSerif,
    sansSerifItalic,
    sansSerifBoldItalic,
    monospace,
    doubleStruckItalic,
    calligraphic,
    boldCalligraphic,
    oldstyle,
    boldOldstyle,
};

/*! MathML's form of an operator; \c automatic: the reader did not say, its place in the row decides. */
enum class Form : std::uint8_t { automatic, prefix, infix, postfix };

/*! Facts that a reader knows and that plain MathML can't say, or says in attributes; bits of Node::flags. */
enum NodeFlag : std::uint16_t {
    stretchy = 1 << 0,        ///< made by \left, \right, \middle, \big...: a fence that was meant as one
    fenceOpen = 1 << 1,       ///< opens for certain (\left, \lvert, \langle)
    fenceClose = 1 << 2,      ///< closes for certain (\right, \rvert, \rangle)
    accentBit = 1 << 3,       ///< mover/munder whose script is an accent (\hat, \bar, \vec)
    inferred = 1 << 4,        ///< an mrow that the reader made: it groups, but nobody wrote braces
    displayStyle = 1 << 5,    ///< under/over limits were asked for, display style
    noLine = 1 << 6,          ///< mfrac without a line: \binom, \atop
    functionName = 1 << 7,    ///< \sin, \operatorname{..}: names a function
    unit = 1 << 8,            ///< siunitx or class="MathML-Unit": part of a unit
    chemistry = 1 << 9,       ///< inside \ce{..}
    unknownCommand = 1 << 10, ///< merror/mtext that keeps a command we don't know; text is its name without backslash
    ordinary = 1 << 11,       ///< mo made ordinary by braces ({=}), or \mathord: not an operator in its row
    punctuation = 1 << 12,    ///< mo that separates (\mathpunct, \colon)
    bigOperator = 1 << 13,    ///< \mathop, \sum, \int ...: takes limits
    relation = 1 << 14,       ///< \mathrel
    binary = 1 << 15,         ///< \mathbin
};

/*! Attributes that matter to somebody after reading; the rest is dropped. Values are text as MathML writes them. */
enum class Attribute : std::uint8_t {
#define MATHTTS_ATTRIBUTE(identifier, name) identifier,
#include "engine/tree/attributes.def"
#undef MATHTTS_ATTRIBUTE
};

/*! MathML's name of \a attribute, such as "class". */
std::string_view attributeName(Attribute attribute);

/*! One node: what was written. 32-bit ids index into the Tree; text lives in the tree's arena or in static memory. */
struct Node {
    Element element = Element::mrow;
    Variant variant = Variant::automatic;
    Form form = Form::automatic;
    std::uint8_t depth = 0; ///< free for the reader
    std::uint16_t flags = 0;
    std::uint16_t attributeCount = 0;
    NodeId parent = noNode;
    std::uint32_t firstEdge = 0;
    std::uint32_t childCount = 0;
    std::uint32_t firstAttribute = 0;
    char32_t character = 0; ///< the code point of a token element that has exactly one, else 0
    std::string_view text;  ///< UTF-8 content of a token element
    Span source;            ///< where it was written
};

/*!
 * The presentation tree of one expression, built bottom-up: children exist before their parent.
 *
 *   Tree tree;
 *   const NodeId x = tree.addToken(Element::mi, "x", {0, 1});
 *   const NodeId two = tree.addToken(Element::mn, "2", {2, 3});
 *   tree.setRoot(tree.add(Element::msup, std::array{x, two}, {0, 3}));
 *
 * Ids are dense and children come before parents, so a loop over ids is a post-order walk: nothing here recurses.
 */
class Tree
{
public:
    /*! Forgets everything and keeps the memory. */
    void clear();

    /*! A token element with \a text, which is copied. */
    NodeId addToken(Element element, std::string_view text, Span source);
    /*! A token whose \a text outlives the tree (a literal, a table entry): not copied. */
    NodeId addStaticToken(Element element, std::string_view text, Span source);
    /*! A container; sets the parent of every child. */
    NodeId add(Element element, std::span<const NodeId> children, Span source);
    /*! Sets or replaces one attribute; \a value is copied. Cheapest when a node's attributes are set one after the
     * other. */
    void setAttribute(NodeId node, Attribute name, std::string_view value);
    /*! Empty when absent. O(number of the node's attributes). */
    [[nodiscard]] std::string_view attribute(NodeId node, Attribute name) const;
    /*! Whether any node has the attribute. */
    [[nodiscard]] bool uses(Attribute name) const { return m_used.test(static_cast<std::size_t>(name)); }
    /*! Whether the attribute was set, be it to nothing. O(number of the node's attributes). */
    [[nodiscard]] bool hasAttribute(NodeId node, Attribute name) const;

    void setRoot(NodeId root) { m_root = root; }
    [[nodiscard]] NodeId root() const { return m_root; }
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] const Node &operator[](NodeId node) const { return m_nodes[node]; }
    [[nodiscard]] Node &operator[](NodeId node) { return m_nodes[node]; }
    [[nodiscard]] std::span<const NodeId> children(NodeId node) const
    {
        return {m_edges.data() + m_nodes[node].firstEdge, m_nodes[node].childCount};
    }
    /*! Puts \a child where the \a index-th child of \a parent was. */
    void replaceChild(NodeId parent, std::uint32_t index, NodeId child);
    Arena &arena() { return m_arena; }

private:
    struct AttributeValue {
        Attribute name;
        std::string_view value;
    };
    Arena m_arena;
    std::vector<Node> m_nodes;
    std::vector<NodeId> m_edges;
    std::vector<AttributeValue> m_attributes;
    std::bitset<256> m_used; // the attributes of any node
    NodeId m_root = noNode;
};

} // namespace mathtts
