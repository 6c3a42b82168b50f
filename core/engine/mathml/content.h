// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace mathtts::mathml
{

/*! How an element of content MathML is written; the forms of resources/mathml/content.tsv, which tells more. */
enum class ContentForm : std::uint8_t {
    infix,
    prefix,
    postfix,
    function,
    constant,
    wrap,
    large,
    quantifier,
    raised,
    over,
    qualifier,
    apply,
    group,
    divide,
    quotient,
    minus,
    power,
    root,
    exponential,
    logarithm,
    derivative,
    interval,
    list,
    lambda,
    matrix,
    matrixrow,
    piecewise,
    piece,
    otherwise,
    selector,
};

struct ContentFacts {
    std::string_view name;
    ContentForm form{};
    std::string_view text; ///< static
    std::uint8_t binding = 0;
};

/*! The facts about the content element or symbol \a name, nullptr for others. O(log names). */
const ContentFacts *findContent(std::string_view name);

/*!
 * Writes content MathML as presentation MathML, bottom-up: each element is made of the nodes of its children. Where
 * what is written says less than what was meant (an inverse, a derivative), the node gets an intent.
 */
class ContentWriter
{
public:
    explicit ContentWriter(Tree &tree)
        : m_tree(tree)
    {
    }

    /*! An element that stands for an operator, a function or a constant: plus, sin, pi. */
    NodeId symbol(const ContentFacts &facts, Span span);
    /*! A csymbol's or ci's node, which may stand for an operator by its name. */
    NodeId named(NodeId token);
    /*! A number of \a parts, which sep parts from one another; \a type as in MathML. */
    NodeId number(std::string_view type, std::span<const std::string_view> parts, Span span);
    /*! An element with \a children; \a variety is the value of its attribute closure or type. */
    NodeId element(const ContentFacts &facts, std::span<const NodeId> children, std::string_view variety, Span span);

private:
    struct Note {
        NodeId node = noNode;
        const ContentFacts *facts = nullptr; ///< of an operator or qualifier
        std::uint8_t binding = 99;
    };
    struct Qualifiers {
        NodeId variable = noNode;
        NodeId low = noNode;
        NodeId high = noNode;
        NodeId condition = noNode;
        NodeId degree = noNode;
        NodeId base = noNode;
    };

    [[nodiscard]] const Note *noteOf(NodeId node) const;
    NodeId noted(NodeId node, std::uint8_t binding, const ContentFacts *facts = nullptr);
    NodeId token(Element element, std::string_view text, Span span);
    NodeId row(std::span<const NodeId> nodes, Span span);
    NodeId inBrackets(NodeId node, Span span);
    NodeId atLeast(NodeId node, std::uint8_t binding, Span span);
    NodeId joined(std::span<const NodeId> nodes, std::string_view sign, Span span);
    NodeId meant(NodeId node, std::string_view intent);
    NodeId argument(NodeId node, std::string_view name);
    NodeId apply(std::span<const NodeId> children, Span span);
    NodeId applied(const ContentFacts &facts, NodeId head, std::span<const NodeId> arguments,
                   const Qualifiers &qualifiers, Span span);
    NodeId functionOf(NodeId head, std::span<const NodeId> arguments, bool named, Span span);
    NodeId large(const ContentFacts &facts, NodeId sign, std::span<const NodeId> arguments,
                 const Qualifiers &qualifiers, Span span);
    NodeId derivative(const ContentFacts &facts, std::span<const NodeId> arguments, const Qualifiers &qualifiers,
                      Span span);
    NodeId fenced(std::string_view open, NodeId inside, std::string_view close, Span span);
    NodeId empty(Span span);

    Tree &m_tree;
    std::vector<Note> m_notes; // in the order of the nodes
};

} // namespace mathtts::mathml
