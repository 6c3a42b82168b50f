// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/builder.h"

#include <algorithm>
#include <charconv>

namespace mathtts
{

namespace
{
bool isScript(Element element)
{
    return element == Element::msub || element == Element::msup || element == Element::msubsup;
}
} // namespace

void Builder::run(const Tree &tree, const AuthorIntents &intents, const Options &options, Meaning &meaning)
{
    m_tree = &tree;
    m_intents = &intents;
    m_options = &options;
    m_meaning = &meaning;
    meaning.clear();
    if (tree.root() == noNode) return;
    prepare();
    for (NodeId node = 0; node < tree.size(); ++node)
        visit(node);
    meaning.setRoot(meaningOf(tree.root()));
    computeFacts();
}

/*! Sizes the tables, finds cores and the rows that their parents take in, and gathers the evidence about letters. */
void Builder::prepare()
{
    const Tree &tree = *m_tree;
    m_done.assign(tree.size(), noNode);
    m_core.resize(tree.size());
    m_joined.assign(tree.size(), 0);
    m_items.clear();
    m_stack.clear();
    m_frames.clear();
    m_values.clear();
    m_constructs.clear();
    m_pending.clear();
    m_taken.clear();
    prepareAuthored();
    for (NodeId node = 0; node < tree.size(); ++node) {
        const Node &part = tree[node];
        m_core[node] = node;
        if (part.childCount == 0 || isAuthored(node) || isLiteral(node)) continue;
        switch (part.element) {
        case Element::msub:
        case Element::msup:
        case Element::msubsup:
        case Element::munder:
        case Element::mover:
        case Element::munderover: m_core[node] = m_core[tree.children(node)[0]]; break;
        case Element::mrow:
        case Element::mstyle:
        case Element::mpadded:
        case Element::math:
            if (part.childCount == 1) m_core[node] = m_core[tree.children(node)[0]];
            break;
        case Element::semantics: m_core[node] = m_core[tree.children(node)[0]]; break;
        case Element::maction: m_core[node] = m_core[chosen(node)]; break;
        default: break;
        }
    }
    for (NodeId node = static_cast<NodeId>(tree.size()); node-- > 0;) {
        const Node &part = tree[node];
        if (part.parent == noNode || part.childCount < 2 || (part.flags & NodeFlag::chemistry) != 0) continue;
        if (isAuthored(node) || isAuthored(part.parent) || isLiteral(node)) continue;
        if (isRow(part.parent)) {
            const bool fenced = part.element == Element::mrow && isFencedRow(node);
            const bool open = part.element == Element::mstyle || part.element == Element::mpadded || fenced ||
                              (part.element == Element::mrow && (part.flags & inferred) != 0);
            // the base of scripts is a row of its own: they would be lost without a fence to stand on
            NodeId outer = part.parent;
            while (tree[outer].childCount == 1 && isRow(outer) && tree[outer].parent != noNode)
                outer = tree[outer].parent;
            if (open && !fenced && isScript(tree[outer].element)) continue;
            m_joined[node] = open && (tree[part.parent].flags & NodeFlag::chemistry) == 0 ? 1 : 0;
        } else if (part.element == Element::mrow && (part.flags & inferred) != 0 && m_core[part.parent] == node) {
            // the base of scripts: \left( ... \right)^2
            const auto isFence = [&tree](NodeId fence) {
                return tree[fence].element == Element::mo && (tree[fence].flags & stretchy) != 0 &&
                       (tree[fence].flags & (fenceOpen | fenceClose)) != 0;
            };
            m_joined[node] = isFence(tree.children(node).front()) || isFence(tree.children(node).back()) ? 1 : 0;
        }
    }
    joinContents();
    gatherEvidence();
}

/*! A row that fills the space between two fences, or that stands behind an integral's sign and has its differential:
 *  what stands in it belongs to the row around it. */
void Builder::joinContents()
{
    const auto isIntegral = [this](NodeId node) {
        const char32_t sign = written(m_core[node]).character;
        return sign == U'∫' || sign == U'∬' || sign == U'∭' || sign == U'∮';
    };
    const auto holdsDifferential = [this](NodeId row) {
        const auto items = parts(row);
        for (std::size_t i = 1; i + 1 < items.size(); ++i)
            if (written(items[i]).character == U'd' && isLetter(m_core[items[i + 1]])) return true;
        return false;
    };
    const auto isFence = [this](NodeId node, CharacterClass side) {
        const Node &part = written(m_core[node]);
        if (part.element != Element::mo || part.character == 0) return false;
        const CharacterClass kind = characterFacts(part.character).kind;
        return kind == side || kind == CharacterClass::bar;
    };
    for (NodeId node = 0; node < m_tree->size(); ++node) {
        const auto children = parts(node);
        const bool whole = written(node).element == Element::mfenced && children.size() == 1 && !isAuthored(node) &&
                           written(children[0]).element == Element::mrow && written(children[0]).childCount > 1 &&
                           !isAuthored(children[0]) && !isLiteral(children[0]);
        if (whole) m_joined[children[0]] = 1;
        if (children.size() < 2 || !isRow(node) || isAuthored(node) || isLiteral(node)) continue;
        if ((written(node).flags & NodeFlag::chemistry) != 0) continue;
        for (std::size_t i = 1; i < children.size(); ++i) {
            const Node &content = written(children[i]);
            const bool fills = content.element == Element::mrow && content.childCount > 1 && !isAuthored(children[i]) &&
                               !isLiteral(children[i]) && (content.flags & NodeFlag::chemistry) == 0;
            if (!fills) continue;
            const bool between = i + 1 < children.size() && isFence(children[i - 1], CharacterClass::open) &&
                                 isFence(children[i + 1], CharacterClass::close);
            if (between || (isIntegral(children[i - 1]) && holdsDifferential(children[i]))) m_joined[children[i]] = 1;
        }
    }
}

/*! Whether \a node holds a row of its own, in which brackets and operators find each other. */
bool Builder::isRow(NodeId node) const
{
    switch (written(node).element) {
    case Element::math:
    case Element::mrow:
    case Element::mstyle:
    case Element::mpadded:
    case Element::mtd:
    case Element::merror:
    case Element::msqrt:
    case Element::menclose: return true;
    default: return false;
    }
}

/*! \a node without the rows of a single child around it. */
NodeId Builder::unwrapped(NodeId node) const
{
    while (written(node).childCount == 1 && !isAuthored(node) &&
           (written(node).element == Element::mrow || written(node).element == Element::mstyle ||
            written(node).element == Element::mpadded))
        node = parts(node)[0];
    return node;
}

/*! The part of an maction that is shown: the first one, or that of its attribute selection. */
NodeId Builder::chosen(NodeId action) const
{
    const auto children = parts(action);
    std::size_t selection = 1;
    const std::string_view written = m_tree->attribute(action, Attribute::selection);
    std::from_chars(written.data(), written.data() + written.size(), selection);
    return children[selection >= 1 && selection <= children.size() ? selection - 1 : 0];
}

/*! Whether a row starts with an opening fence or bar and ends with a closing one: writers of MathML like to put
 * brackets and their content into a row of their own, and what stands before it may be a function. */
bool Builder::isFencedRow(NodeId node) const
{
    const auto fence = [this](NodeId end, CharacterClass side) {
        const Node &part = written(m_core[end]);
        if (part.element != Element::mo || part.character == 0) return false;
        const CharacterClass kind = characterFacts(part.character).kind;
        return kind == side || kind == CharacterClass::bar;
    };
    const auto children = parts(node);
    return fence(children.front(), CharacterClass::open) && fence(children.back(), CharacterClass::close);
}

/*! What an author wants to be read as it is written: no structure is inferred in it. */
NodeId Builder::literal(NodeId node)
{
    const auto children = parts(node);
    const auto pair = [&](Concept what) { return makeOf(what, node, meaningOf(children[0]), meaningOf(children[1])); };
    const auto triple = [&](Concept what) {
        return makeOf(what, node, meaningOf(children[0]), meaningOf(children[1]), meaningOf(children[2]));
    };
    const auto row = [&] {
        std::vector<NodeId> items;
        for (const NodeId child : children)
            if (const NodeId made = meaningOf(child); !is(made, Concept::none)) items.push_back(made);
        if (items.empty()) return none(node);
        return items.size() == 1 ? items[0] : make(Concept::sequence, items, node);
    };
    switch (written(node).element) {
    case Element::mfrac: return pair(Concept::fraction);
    case Element::mroot: return pair(Concept::root);
    case Element::msub: return pair(Concept::subscript);
    case Element::msup: return pair(Concept::superscript);
    case Element::munder: return pair(Concept::modifiedBelow);
    case Element::mover: return pair(Concept::modified);
    case Element::msubsup: return triple(Concept::subsuperscript);
    case Element::munderover: return triple(Concept::stacked);
    case Element::msqrt: return makeOf(Concept::squareRoot, node, row());
    case Element::math:
    case Element::mrow:
    case Element::mstyle:
    case Element::mpadded:
    case Element::mtd: return row();
    default: return children.empty() ? leaf(node) : noNode; // the rest has no other reading
    }
}

void Builder::visit(NodeId node)
{
    const Node &part = written(node);
    if (isAuthored(node)) {
        if (part.element != Element::mo) m_done[node] = authored(*m_intents->of(node));
        return;
    }
    if (m_joined[node] != 0 || waitsForStack(node)) return;
    if (isLiteral(node)) m_done[node] = literal(node);
    if (m_done[node] != noNode) return;
    const auto children = parts(node);
    switch (part.element) {
    case Element::math:
    case Element::mrow:
    case Element::mstyle:
    case Element::mpadded:
    case Element::mtd:
        if ((part.flags & NodeFlag::chemistry) != 0 && part.childCount > 0)
            m_done[node] = chemistry(node);
        else if (part.childCount == 1)
            m_done[node] = m_done[children[0]]; // a single operator still waits for its row
        else {
            if (part.childCount > 1) m_done[node] = plainFormula(children, node);
            if (m_done[node] == noNode) m_done[node] = parseRow(children, node);
        }
        break;
    case Element::merror:
        if (part.childCount > 0) m_done[node] = parseRow(children, node);
        break;
    case Element::mfrac: m_done[node] = fraction(node); break;
    case Element::msqrt: m_done[node] = makeOf(Concept::squareRoot, node, rowOf(node)); break;
    case Element::mroot:
        if (part.childCount == 2)
            m_done[node] = makeOf(Concept::root, node, meaningOf(children[0]), meaningOf(children[1]));
        break;
    case Element::menclose: {
        const auto notation = m_tree->attribute(node, Attribute::notation);
        if (notation == "radical") {
            m_done[node] = makeOf(Concept::squareRoot, node, rowOf(node));
            break;
        }
        const bool crossed =
            notation.find("strike") != notation.npos || notation.find("diagonalarrow") != notation.npos;
        m_done[node] = makeOf(crossed ? Concept::crossedOut : Concept::enclosed, node, rowOf(node));
        at(m_done[node]).text = notation;
        break;
    }
    case Element::msub:
    case Element::msup:
    case Element::msubsup:
    case Element::munder:
    case Element::mover:
    case Element::munderover: m_done[node] = scripted(node); break;
    case Element::mmultiscripts: m_done[node] = multiscripts(node); break;
    case Element::mtable: m_done[node] = table(node); break;
    case Element::mtr:
    case Element::mlabeledtr:
        for (const NodeId child : children)
            meaningOf(child);
        break;
    case Element::semantics:
        if (part.childCount > 0) m_done[node] = m_done[children[0]];
        break;
    case Element::maction:
        if (part.childCount > 0) m_done[node] = m_done[chosen(node)];
        break;
    case Element::mfenced: break; // its row takes it in
    case Element::mstack:
    case Element::mlongdiv:
    case Element::msgroup: m_done[node] = elementary(node); break;
    case Element::msline:
    case Element::mphantom:
    case Element::mspace:
    case Element::none: m_done[node] = none(node); break;
    default:
        if (part.childCount > 0) m_done[node] = parseRow(children, node);
        break;
    }
}

/*! The meaning of one node on its own, made now if it waits for a row. */
NodeId Builder::meaningOf(NodeId node)
{
    if (m_done[node] != noNode) return m_done[node];
    const NodeId inner = unwrapped(node);
    const Node &part = written(inner);
    if (part.childCount == 0) {
        if (part.element == Element::mrow || part.element == Element::math || part.element == Element::mtd ||
            part.element == Element::mstyle || part.element == Element::mpadded)
            m_done[node] = none(node);
        else
            m_done[node] = leaf(inner);
    } else if (waitsForStack(inner)) // its author said something else of the calculation
        m_done[node] = part.element == Element::msgroup ? elementary(inner) : parseRow(parts(inner), inner);
    else if (isRow(inner) && m_joined[inner] == 0)
        m_done[node] = parseRow(parts(inner), inner);
    else
        m_done[node] = parseRow(std::span(&inner, 1), inner);
    return m_done[node];
}

/*! The meaning of all children of \a node as one row. */
NodeId Builder::rowOf(NodeId node)
{
    const auto children = parts(node);
    if (children.size() == 1) return meaningOf(children[0]);
    return parseRow(children, node);
}

/*! An inner node whose source runs from its first to its last child; of all that is written when it has none. */
NodeId Builder::make(Concept what, std::span<const NodeId> children, NodeId row)
{
    Span source{0xFFFFFFFF, 0};
    for (const NodeId child : children) {
        if (child == noNode) continue;
        source.begin = std::min(source.begin, at(child).source.begin);
        source.end = std::max(source.end, at(child).source.end);
    }
    if (row != noNode) {
        const Node &part = written(row);
        const bool whole = !isRow(row) || source.begin > source.end;
        if (whole) source = part.source;
    }
    const NodeId node = m_meaning->add(what, children, row, source);
    at(node).facts |= factInferred;
    return node;
}

NodeId Builder::none(NodeId node)
{
    return m_meaning->addLeaf(Concept::none, {}, node, written(node).source);
}

NodeId Builder::doubt(NodeId node, int confidence, Concept runnerUp)
{
    at(node).confidence = static_cast<std::uint8_t>(std::clamp(confidence, 1, 99));
    at(node).runnerUp = runnerUp;
    return node;
}

} // namespace mathtts
