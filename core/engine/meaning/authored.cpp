// SPDX-License-Identifier: GPL-3.0-or-later
// What the author said by an intent wins over everything that could be inferred.
#include "engine/meaning/authored.h"

#include "engine/meaning/builder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace mathtts
{

namespace
{

constexpr std::size_t mostCopies = 20'000; // of nodes that intents refer to more than once

enum class Fixity : std::uint8_t { function, prefix, infix, postfix, silent };

Fixity fixityOf(const Intent &intent, Intent::TermId head)
{
    for (const std::string_view property : intent.properties(head)) {
        if (property == "prefix") return Fixity::prefix;
        if (property == "infix") return Fixity::infix;
        if (property == "postfix") return Fixity::postfix;
        if (property == "silent") return Fixity::silent;
        if (property == "function") return Fixity::function;
    }
    return Fixity::function;
}

bool isWordBreak(char c)
{
    return c == '-' || c == '_' || c == '.';
}

} // namespace

/*! Marks the nodes that have an intent with a term: nobody looks inside of them but through that intent. */
void Builder::prepareAuthored()
{
    m_authored.clear();
    m_literal.clear();
    m_copies = 0;
    if (m_intents->empty()) return;
    m_authored.assign(m_tree->size(), 0);
    for (const AuthorIntent &entry : m_intents->all())
        if (entry.intent[entry.intent.root()].kind != IntentTerm::Kind::self)
            m_authored[entry.node] = 1;
        else if (entry.intent.hasProperty(entry.intent.root(), "literal")) {
            m_literal.resize(m_tree->size());
            m_literal[entry.node] = 1;
        }
    if (m_literal.empty()) return;
    for (NodeId node = static_cast<NodeId>(m_tree->size()); node-- > 0;) // parents before their children
        if (const NodeId parent = written(node).parent; parent != noNode && m_literal[parent] != 0) m_literal[node] = 1;
}

bool Builder::hasProperty(NodeId node, std::string_view name) const
{
    const AuthorIntent *entry = m_intents->of(node);
    return entry != nullptr && entry->intent.hasProperty(entry->intent.root(), name);
}

/*! The meaning that the intent of a node gives it. Linear in the intent and what it refers to. */
NodeId Builder::authored(const AuthorIntent &entry)
{
    const Intent &intent = entry.intent;
    const std::vector<NodeId> outer = std::move(m_terms); // a reference may lead to an intent that is read meanwhile
    m_terms.assign(intent.size(), noNode);
    for (Intent::TermId term = 0; term < intent.size(); ++term)
        m_terms[term] = intent[term].kind == IntentTerm::Kind::application ? authoredApplication(entry, term, m_terms)
                                                                           : authoredTerm(entry, term);
    const NodeId root = m_terms[intent.root()];
    for (const NodeId term : m_terms)
        if (term != noNode && at(term).parent == term) at(term).parent = noNode; // promised to nobody after all
    m_terms = outer;
    at(root).facts |= factAuthor;
    at(root).facts &= ~factInferred;
    at(root).confidence = 100;
    at(root).runnerUp = at(root).what;
    at(root).written = entry.node;
    at(root).source = written(entry.node).source;
    return root;
}

/*! A name as words: power-of-two is said as "power of two". */
NodeId Builder::authoredWords(std::string_view name, NodeId node)
{
    std::string words(name);
    std::ranges::replace_if(words, isWordBreak, ' ');
    const std::string_view kept = m_meaning->keep(words);
    const NodeId made = m_meaning->addLeaf(Concept::text, kept, node, written(node).source);
    at(made).facts = factLeaf | factWord | factAuthor;
    return made;
}

/*! The sign of an operator whose author named it. */
NodeId Builder::authoredOperator(NodeId node)
{
    const AuthorIntent &entry = *m_intents->of(node);
    const IntentTerm &term = entry.intent[entry.intent.root()];
    const bool isName = term.kind == IntentTerm::Kind::concept_ || term.kind == IntentTerm::Kind::literal;
    const AuthorConcept *known = isName ? findAuthorConcept(term.text) : nullptr;
    if (!isName) return leaf(node);
    if (known == nullptr || known->sign.empty()) return authoredWords(term.text, node);
    const NodeId made = m_meaning->addLeaf(Concept::operator_, known->sign, node, written(node).source);
    at(made).facts = factLeaf | factAuthor;
    return made;
}

NodeId Builder::authoredTerm(const AuthorIntent &entry, Intent::TermId id)
{
    const IntentTerm &term = entry.intent[id];
    if (term.kind == IntentTerm::Kind::number) {
        const NodeId number =
            m_meaning->addLeaf(Concept::number, m_meaning->keep(term.text), entry.node, written(entry.node).source);
        at(number).facts = factLeaf | factNumber;
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(term.text.data(), term.text.data() + term.text.size(), value);
        if (error == std::errc() && end == term.text.data() + term.text.size()) {
            at(number).facts |= factInteger;
            at(number).value = value;
        }
        return number;
    }
    if (term.kind != IntentTerm::Kind::reference) {
        if (entry.intent.hasProperty(id, "silent")) return none(entry.node);
        return authoredWords(term.text, entry.node);
    }
    const NodeId node = meaningOf(entry.referred[id]);
    if (at(node).parent != noNode) return copyOf(node); // named twice, and a meaning has one place in its tree
    at(node).parent = node;                             // promised: its parent is made later
    return node;
}

NodeId Builder::authoredApplication(const AuthorIntent &entry, Intent::TermId id, std::span<const NodeId> made)
{
    const Intent &intent = entry.intent;
    const auto terms = intent.children(id);
    const IntentTerm &head = intent[terms[0]];
    std::vector<NodeId> arguments;
    for (const Intent::TermId term : terms.subspan(1))
        arguments.push_back(made[term]);

    const bool named = head.kind == IntentTerm::Kind::concept_ && head.propertyCount == 0;
    if (const AuthorConcept *known = named ? findAuthorConcept(head.text) : nullptr; known != nullptr) {
        if (const NodeId node = knownConcept(*known, arguments, entry.node); node != noNode) return node;
    }
    const NodeId function = made[terms[0]];
    const NodeId node = entry.node;
    const auto operands = [&] { return arguments.size() == 1 ? arguments[0] : make(Concept::list, arguments, node); };
    if (arguments.empty()) return function;
    switch (fixityOf(intent, terms[0])) {
    case Fixity::silent: return arguments.size() == 1 ? arguments[0] : make(Concept::sequence, arguments, node);
    case Fixity::prefix: return makeOf(Concept::sequence, node, function, operands());
    case Fixity::postfix: return makeOf(Concept::sequence, node, operands(), function);
    case Fixity::infix: {
        if (arguments.size() == 1) return makeOf(Concept::sequence, node, function, arguments[0]);
        std::vector<NodeId> items;
        for (const NodeId argument : arguments) {
            if (!items.empty()) items.push_back(items.size() == 1 ? function : copyOf(function));
            items.push_back(argument);
        }
        return make(Concept::sequence, items, node);
    }
    case Fixity::function: break;
    }
    at(function).facts |= factFunction;
    return makeOf(Concept::functionApplication, node, function, operands());
}

/*! The node of a concept that we know with \a arguments; noNode when it doesn't take so many. */
NodeId Builder::knownConcept(const AuthorConcept &known, std::span<const NodeId> arguments, NodeId node)
{
    if (arguments.size() < known.least || (!known.variadic && arguments.size() > known.slotCount)) return noNode;
    if (!known.sign.empty()) {
        const auto sign = [&] {
            const NodeId made = m_meaning->addLeaf(Concept::operator_, known.sign, node, written(node).source);
            at(made).facts = factLeaf;
            return made;
        };
        if (arguments.size() == 1) {
            if (known.what != Concept::sum) return noNode;
            return makeOf(known.sign == "−" ? Concept::negative : Concept::positive, node, arguments[0]);
        }
        std::vector<NodeId> items;
        for (const NodeId argument : arguments) {
            if (!items.empty()) items.push_back(sign());
            items.push_back(argument);
        }
        return make(known.what, items, node);
    }
    std::vector<NodeId> children(known.variadic ? arguments.size() : known.places, noNode);
    for (std::size_t i = 0; i < arguments.size(); ++i)
        children[known.variadic ? i : known.slots[i]] = arguments[i];
    const NodeId made = make(known.what, children, node);
    at(made).value = known.value;
    return made;
}

/*! A copy of the meaning below \a node; nothing once a formula has had many copies. */
NodeId Builder::copyOf(NodeId node)
{
    struct Copy {
        NodeId from;
        std::size_t firstMade;
        std::uint32_t nextChild;
    };
    if (m_copies++ >= mostCopies) return none(m_tree->root());
    std::vector<Copy> open{{node, 0, 0}};
    std::vector<NodeId> made;
    while (!open.empty()) {
        Copy &copy = open.back();
        const auto children = m_meaning->children(copy.from);
        if (copy.nextChild < children.size()) {
            const NodeId child = children[copy.nextChild++];
            if (child == noNode || m_copies++ >= mostCopies)
                made.push_back(child == noNode ? noNode : none(m_tree->root()));
            else
                open.push_back({child, made.size(), 0});
            continue;
        }
        const MeaningNode from = at(copy.from);
        const std::vector<NodeId> parts(made.begin() + static_cast<std::ptrdiff_t>(copy.firstMade), made.end());
        const NodeId to = parts.empty() ? m_meaning->addLeaf(from.what, from.text, from.written, from.source)
                                        : m_meaning->add(from.what, parts, from.written, from.source);
        MeaningNode &target = at(to);
        target.text = from.text;
        target.facts = from.facts;
        target.value = from.value;
        target.variant = from.variant;
        target.character = from.character;
        target.confidence = from.confidence;
        target.runnerUp = from.runnerUp;
        made.resize(copy.firstMade);
        made.push_back(to);
        open.pop_back();
    }
    return made.front();
}

} // namespace mathtts
