// SPDX-License-Identifier: GPL-3.0-or-later
// What authors say about their formulas: their concepts are named, their properties tell how to say them.
#include "engine/intent/view/reader.h"

#include "engine/intent/fixities.h" // generated from resources/intent/fixities.list

#include <algorithm>
#include <utility>

namespace mathtts
{

namespace
{
/*! How a named concept is said; MeaningNode::value of it. */
enum Fixity : std::int64_t { fixityFunction, fixityPrefix, fixityPostfix, fixityInfix, fixitySilent };

constexpr std::int64_t unusual = 8; // more: the author chose another one than usual, then the plain name is said

std::int64_t fixityOf(std::string_view property)
{
    if (property == "prefix") return fixityPrefix;
    if (property == "postfix") return fixityPostfix;
    if (property == "infix") return fixityInfix;
    if (property == "silent" || property == "nofix") return fixitySilent;
    if (property == "function") return fixityFunction;
    return -1;
}

std::int64_t usualFixity(std::string_view name)
{
    if (std::ranges::binary_search(intentPrefixes, name)) return fixityPrefix;
    if (std::ranges::binary_search(intentPostfixes, name)) return fixityPostfix;
    if (std::ranges::binary_search(intentInfixes, name)) return fixityInfix;
    if (std::ranges::binary_search(intentSilent, name)) return fixitySilent;
    return fixityFunction;
}
} // namespace

/*! \a item as the author of its element meant it. */
IntentItem IntentReader::authored(const AuthorIntent &author, IntentItem item)
{
    const Intent &intent = author.intent;
    if (intent[intent.root()].kind == IntentTerm::Kind::self) return m_literal ? item : withProperties(author, item);
    m_terms.assign(intent.size(), noNode);
    for (Intent::TermId term = 0; term < intent.size(); ++term)
        m_terms[term] = termMeaning(author, term);
    const NodeId meaning = m_terms[intent.root()];
    const bool empty =
        intent[intent.root()].kind == IntentTerm::Kind::application && intent.children(intent.root()).size() == 1;
    if (meaning == noNode || empty) return item;
    at(meaning).facts |= factAuthor;
    IntentItem result{.meaning = meaning, .written = item.written};
    const bool nameOnly = intent[intent.root()].kind != IntentTerm::Kind::application && item.isOperator;
    result.isOperator = nameOnly;
    if (nameOnly) result.character = item.character;
    return result;
}

NodeId IntentReader::termMeaning(const AuthorIntent &author, Intent::TermId term)
{
    const Intent &intent = author.intent;
    const IntentTerm &what = intent[term];
    switch (what.kind) {
    case IntentTerm::Kind::number: return numberLeaf(what.text, author.node);
    case IntentTerm::Kind::literal: return leaf(Concept::text, what.text, author.node);
    case IntentTerm::Kind::reference: return m_done[author.referred[term]].meaning;
    case IntentTerm::Kind::concept_: return named(what.text, {}, author.node);
    case IntentTerm::Kind::self: return noNode;
    case IntentTerm::Kind::application: break;
    }
    const auto parts = intent.children(term);
    std::vector<NodeId> arguments;
    for (const Intent::TermId part : parts.subspan(1))
        if (m_terms[part] != noNode) arguments.push_back(m_terms[part]);
    const IntentTerm &head = intent[parts[0]];
    std::string_view name = head.text;
    if (head.kind == IntentTerm::Kind::reference) {
        const NodeId function = m_terms[parts[0]];
        name = function == noNode ? std::string_view() : at(function).text;
    }
    std::int64_t fixity = -1;
    for (const Intent::TermId part : {parts[0], term})
        for (const std::string_view property : intent.properties(part))
            fixity = std::max(fixity, fixityOf(property));
    if (m_literal) { // the name is what was written, before its parts
        const NodeId said = named(name, arguments, author.node);
        at(said).value = fixity == fixitySilent ? fixitySilent : fixityPrefix + unusual;
        return said;
    }
    if (name.empty() && arguments.size() == 1) return arguments[0]; // "_(...)"
    if (fixity < 0)
        if (const NodeId known = knownConcept(name, arguments, author.node); known != noNode) return known;
    const std::int64_t usual = usualFixity(name);
    const std::int64_t value = fixity < 0 ? usual : fixity == usual ? fixity : fixity + unusual;
    if (value % unusual == fixityInfix && arguments.size() > 1) { // a row with the name between its parts
        std::vector<NodeId> row;
        for (const NodeId argument : arguments) {
            if (!row.empty()) row.push_back(named(name, {}, author.node));
            if (!row.empty()) at(row.back()).value = value;
            row.push_back(argument);
        }
        return makeList(Concept::sequence, row, author.node);
    }
    const NodeId result = named(name, arguments, author.node);
    at(result).value = value;
    return result;
}

/*! The concepts that have rules of their own. */
NodeId IntentReader::knownConcept(std::string_view name, std::span<const NodeId> arguments, NodeId node)
{
    static constexpr auto concepts = std::to_array<std::pair<std::string_view, Concept>>({
        {"power", Concept::power},
        {"fraction", Concept::fraction},
        {"root", Concept::root},
        {"binomial-coefficient", Concept::binomialCoefficient},
        {"binomial", Concept::binomialCoefficient},
        {"repeating-decimal", Concept::repeatingDecimal},
    });
    static constexpr auto intervals = std::to_array<std::pair<std::string_view, int>>(
        {{"open-interval", 0}, {"closed-open-interval", 1}, {"open-closed-interval", 2}, {"closed-interval", 3}});
    if (name == "absolute-value" && arguments.size() == 1) return make(Concept::absoluteValue, {arguments[0]}, node);
    if (name == "inverse-function" && arguments.size() == 1)
        return make(Concept::inverseFunction, {arguments[0]}, node);
    if (name == "square-root" && arguments.size() == 1) return make(Concept::squareRoot, {arguments[0]}, node);
    if (arguments.size() != 2) return noNode;
    for (const auto &[text, what] : concepts)
        if (text == name) return make(what, {arguments[0], arguments[1]}, node);
    for (const auto &[text, ends] : intervals) {
        if (text != name) continue;
        const NodeId result = make(Concept::interval, {arguments[0], arguments[1]}, node);
        at(result).value = ends;
        return result;
    }
    return noNode;
}

/*! Properties without a concept: they say what the element itself is. */
IntentItem IntentReader::withProperties(const AuthorIntent &author, IntentItem item)
{
    const Intent &intent = author.intent;
    const auto has = [&](std::string_view name) { return intent.hasProperty(intent.root(), name); };
    if (has("silent")) return {.written = item.written};
    if (has("unit")) {
        return {.meaning = unit(trimmedText(author.node), author.node), .written = item.written};
    }
    return item;
}

} // namespace mathtts
