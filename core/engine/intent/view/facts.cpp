// SPDX-License-Identifier: GPL-3.0-or-later
// What rules ask about nodes, bottom-up in the order of the ids.
#include "engine/intent/view/reader.h"

#include "engine/tree/utf8.h"

namespace mathtts
{

void IntentReader::computeFacts()
{
    for (NodeId id = 0; id < m_meaning->size(); ++id) {
        MeaningNode &node = at(id);
        if (children(id).empty()) node.facts |= factLeaf;
        if (node.what == Concept::letter) plainLetter(node);
        if (isSimple(id)) at(id).facts |= factSimple;
    }
}

/*! A styled letter as its plain one with a style, a capital as its small one: both are said in words of their own. */
void IntentReader::plainLetter(MeaningNode &letter)
{
    const CharacterFacts facts = characterFacts(letter.character);
    if (facts.variant != Variant::automatic) letter.variant = facts.variant;
    char32_t base = facts.base;
    if (facts.capital || (letter.facts & factCapital) != 0) {
        const bool hasSmall = (base >= U'A' && base <= U'Z') || (base >= U'Α' && base <= U'Ω');
        letter.facts = hasSmall ? letter.facts | factCapital : letter.facts & ~factCapital;
        if (base >= U'A' && base <= U'Z') base += U'a' - U'A';
        if (base >= U'Α' && base <= U'Ω') base += U'α' - U'Α';
    }
    if (base == letter.character) return;
    letter.character = base;
    std::string text;
    appendUtf8(text, base);
    letter.text = m_meaning->keep(text);
}

/*! A function of one thing, with or without brackets around it. */
bool IntentReader::isSimpleApplication(NodeId function, NodeId argument) const
{
    if (is(argument, Concept::fenced)) argument = children(argument)[1];
    return children(function).empty() && argument != noNode && children(argument).empty() &&
           !is(argument, Concept::text);
}

/*! A leaf that is no word, the negative of one, a leaf and one or two Latin letters. */
bool IntentReader::isSimple(NodeId node) const
{
    const auto parts = children(node);
    const auto leafLike = [&](NodeId part) {
        return part != noNode && children(part).empty() && !is(part, Concept::unitName);
    };
    const auto latin = [&](NodeId part) {
        return is(part, Concept::letter) && characterFacts(at(part).character).base < 0x80;
    };
    switch (at(node).what) {
    case Concept::negative: return leafLike(parts[0]);
    case Concept::set: return parts[0] == noNode;
    case Concept::sequence:
        if (parts.size() == 3 && isOperator(parts[1], U'\u2061')) return isSimpleApplication(parts[0], parts[2]);
        if (parts.size() != 3 && parts.size() != 5) return false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i % 2 == 1 && !isOperator(parts[i], U'\u2062')) return false;
            const bool signedFirst = i == 0 && is(parts[0], Concept::negative) && leafLike(children(parts[0])[0]);
            if (i == 0 && !leafLike(parts[i]) && !signedFirst) return false;
            if (i > 0 && i % 2 == 0 && !latin(parts[i])) return false;
        }
        return true;
    case Concept::fraction: return isVulgar(node) && at(parts[0]).value <= 10 && at(parts[1]).value < 20;
    case Concept::letter: return (at(node).facts & factWord) == 0;
    case Concept::name:
    case Concept::text:
    case Concept::functionName:
    case Concept::operator_: return false;
    case Concept::symbol: return characterFacts(at(node).character).kind != CharacterClass::ellipsis;
    default: return parts.empty();
    }
}

} // namespace mathtts
