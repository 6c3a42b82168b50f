// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/intent/view/reader.h"

#include "engine/intent/view/view.h"

#include <algorithm>

namespace mathtts
{

IntentView::IntentView()
    : m_reader(std::make_unique<IntentReader>())
{
}

IntentView::~IntentView() = default;

void IntentView::run(const Tree &tree, const AuthorIntents &intents, const Options &options, bool literal,
                     Meaning &meaning)
{
    m_reader->run(tree, intents, options, literal, meaning);
}

void IntentReader::run(const Tree &tree, const AuthorIntents &intents, const Options &options, bool literal,
                       Meaning &meaning)
{
    m_tree = &tree;
    const bool comma =
        std::ranges::contains(options.preferences, std::pair<std::string, std::string>("DecimalSeparator", "Comma"));
    m_decimalSeparators = comma ? "," : ".";
    m_blockSeparators = comma ? ".\u00A0\u202F" : ",\u00A0\u202F";
    m_meaning = &meaning;
    meaning.clear();
    m_done.assign(tree.size(), {});
    m_items.clear();
    m_stack.clear();
    m_frames.clear();
    m_values.clear();
    m_constructs.clear();
    m_evidence.clear();
    if (tree.root() == noNode) return;
    markLiteral(intents, literal);
    m_literal = literal;
    markEnd();
    for (NodeId node = 0; node < tree.size(); ++node) {
        m_literal = m_literalNodes[node];
        m_done[node] = read(node);
        if (intents.empty()) continue;
        if (const AuthorIntent *author = intents.of(node)) m_done[node] = authored(*author, m_done[node]);
    }
    const NodeId root = meaningOf(tree.root());
    meaning.setRoot(root != noNode ? root : leaf(Concept::none, {}, tree.root()));
    if (!literal) relatedIntervals();
    computeFacts();
}

/*! Marks what is said as it is written: all, or what is in an element with the property ":literal". */
void IntentReader::markLiteral(const AuthorIntents &intents, bool all)
{
    m_literalNodes.assign(m_tree->size(), all);
    if (all || intents.empty()) return;
    for (const AuthorIntent &author : intents.all()) {
        const Intent &intent = author.intent;
        const Intent::TermId root = intent.root();
        const bool applied = intent[root].kind == IntentTerm::Kind::application;
        m_literalNodes[author.node] =
            intent.hasProperty(root, "literal") || (applied && intent.hasProperty(intent.children(root)[0], "literal"));
    }
    for (NodeId node = static_cast<NodeId>(m_tree->size()); node-- > 0;) {
        const NodeId parent = written(node).parent;
        if (parent != noNode && m_literalNodes[parent]) m_literalNodes[node] = true;
    }
}

/*! Punctuation that ends the sentence around the formula is no part of it. */
void IntentReader::markEnd()
{
    m_end = noNode;
    NodeId node = m_tree->root();
    bool inRow = false; // of several: what ends there ends the formula, what ends in rows of it does not
    while (written(node).childCount > 0) {
        const Element element = written(node).element;
        if (element == Element::semantics) {
            node = m_tree->children(node).front();
            continue;
        }
        if (inRow || (element != Element::math && element != Element::mrow && element != Element::mstyle &&
                      element != Element::mpadded))
            return;
        inRow = written(node).childCount > 1;
        node = m_tree->children(node).back();
    }
    constexpr std::u32string_view marks = U".,;:?";
    const Element element = written(node).element;
    const bool ends = (element == Element::mo || element == Element::mtext) && written(node).character != 0 &&
                      marks.contains(written(node).character);
    const NodeId row = written(node).parent;
    if (!ends || row == noNode || written(row).childCount < 2) return;
    const Node &before = written(m_tree->children(row)[written(row).childCount - 2]);
    const bool sign = before.element == Element::mo &&
                      (before.character == U'%' || characterFacts(before.character).variant == Variant::doubleStruck);
    bool list = false;
    int depth = 0; // of brackets: their commas are their own
    for (const NodeId part : m_tree->children(row)) {
        const CharacterClass kind = characterFacts(written(part).character).kind;
        depth += kind == CharacterClass::open ? 1 : kind == CharacterClass::close ? -1 : 0;
        list =
            list || (depth == 0 && part != node && written(part).character == U',' && written(node).character == U',');
    }
    if (!sign && !list) m_end = node;
}

NodeId IntentReader::leaf(Concept what, std::string_view text, NodeId from)
{
    const NodeId id = m_meaning->addLeaf(what, text, from, written(from).source);
    at(id).variant = written(from).variant;
    const NodeId around = written(from).parent;
    if (m_literal) at(id).facts |= factLiteral;
    const bool styled = around != noNode && written(around).element == Element::mstyle;
    if (styled && at(id).variant == Variant::automatic) at(id).variant = written(around).variant;
    return id;
}

NodeId IntentReader::make(Concept what, std::initializer_list<NodeId> slots, NodeId from)
{
    return makeList(what, {slots.begin(), slots.size()}, from);
}

NodeId IntentReader::makeList(Concept what, std::span<const NodeId> slots, NodeId from)
{
    const NodeId id = m_meaning->add(what, slots, from, written(from).source);
    at(id).facts |= m_literal ? factInferred | factLiteral : factInferred;
    return id;
}

NodeId IntentReader::named(std::string_view name, std::span<const NodeId> arguments, NodeId from)
{
    const NodeId id = makeList(Concept::iNamed, arguments, from);
    std::string words(name);
    std::ranges::replace(words, '-', ' ');
    std::ranges::replace(words, '_', ' ');
    at(id).text = m_meaning->keep(words);
    return id;
}

NodeId IntentReader::meaningOf(NodeId node) const
{
    return m_done[node].meaning;
}

/*! The item of an element that holds a row: math, mrow, mtd ... */
IntentItem IntentReader::content(NodeId node)
{
    return row(m_tree->children(node), node);
}

IntentItem IntentReader::read(NodeId node)
{
    const auto parts = m_tree->children(node);
    const auto part = [&](std::size_t index) { return index < parts.size() ? meaningOf(parts[index]) : noNode; };
    const auto slot = [&](std::size_t index) {
        const NodeId meaning = part(index);
        return meaning != noNode ? meaning : leaf(Concept::none, {}, node);
    };
    IntentItem item{.written = node};
    switch (written(node).element) {
    case Element::mi:
    case Element::mn:
    case Element::mo:
    case Element::mtext:
    case Element::ms: item = token(node); break;
    case Element::math:
    case Element::mrow:
    case Element::mstyle:
    case Element::mpadded:
    case Element::merror:
    case Element::mtd: item = content(node); break;
    case Element::mfenced: item = fencedElement(node); break;
    case Element::mfrac: {
        const bool line = (written(node).flags & noLine) == 0;
        item.meaning = make(line ? Concept::fraction : Concept::stackedPair, {slot(0), slot(1)}, node);
        break;
    }
    case Element::msqrt: {
        const NodeId radicand = content(node).meaning;
        item.meaning = make(Concept::squareRoot, {radicand != noNode ? radicand : leaf(Concept::none, {}, node)}, node);
        break;
    }
    case Element::mroot: item.meaning = root(slot(0), part(1), node); break;
    case Element::menclose: {
        const NodeId inside = content(node).meaning;
        item.meaning = enclosed(inside != noNode ? inside : leaf(Concept::none, {}, node), node);
        break;
    }
    case Element::msub:
    case Element::msup:
    case Element::msubsup:
    case Element::munder:
    case Element::mover:
    case Element::munderover: item = scripted(node); break;
    case Element::mmultiscripts: item = multiscripts(node); break;
    case Element::mtable: item.meaning = table(node); break;
    case Element::semantics: item = parts.empty() ? item : m_done[presentation(parts)]; break;
    case Element::maction: item = parts.empty() ? item : m_done[parts[selection(node, parts.size())]]; break;
    default: break; // spaces, phantoms, rows of tables (their table reads them)
    }
    item.written = node;
    return item;
}

/*! The second root is a square root. */
NodeId IntentReader::root(NodeId radicand, NodeId index, NodeId node)
{
    if (index == noNode || (has(index, factInteger) && at(index).value == 2))
        return make(Concept::squareRoot, {radicand}, node);
    return make(Concept::root, {radicand, index}, node);
}

/*! The part of semantics that says something. */
NodeId IntentReader::presentation(std::span<const NodeId> parts) const
{
    for (const NodeId part : parts)
        if (m_done[part].meaning != noNode && written(part).element != Element::annotation) return part;
    return parts.front();
}

std::size_t IntentReader::selection(NodeId node, std::size_t count) const
{
    const std::string_view chosen = m_tree->attribute(node, Attribute::selection);
    if (chosen.size() != 1 || chosen[0] < '1') return 0;
    return std::min<std::size_t>(chosen[0] - '1', count - 1);
}

} // namespace mathtts
