// SPDX-License-Identifier: GPL-3.0-or-later
// The finished parts as a tree of meaning, with the facts that rules test.
#include "engine/structure/builder.h"

#include <algorithm>
#include <charconv>

namespace mathtts::structure
{

void Builder::emit(PartId root)
{
    struct Open {
        PartId part;
        bool left = false; // its children are done
    };
    m_nodeOf.assign(m_parts.size(), noNode);
    std::vector<Open> open{{root}};
    while (!open.empty()) {
        const PartId part = open.back().part;
        if (open.back().left || (at(part).children.count == 0 && at(part).contents.count == 0)) {
            open.pop_back();
            m_nodeOf[part] = emitPart(part);
            continue;
        }
        open.back().left = true;
        for (PartId content = at(part).contents.last; content != noPart; content = at(content).previous)
            open.push_back({content});
        for (PartId child = at(part).children.last; child != noPart; child = at(child).previous)
            open.push_back({child});
    }
    m_meaning->setRoot(m_nodeOf[root]);
}

NodeId Builder::emitPart(PartId id)
{
    Meaning &meaning = *m_meaning;
    const Part &part = at(id);
    Pooled children(*this);
    Pooled contents(*this);
    const bool marked = is(id, Concept::sPunctuated);
    for (PartId child = part.children.first; child != noPart; child = at(child).next) {
        if ((part.flags & impliedItems) != 0 && child != part.children.first) {
            const NodeId comma = meaning.addLeaf(Concept::sPunctuation, "\u2063", part.written, part.source);
            meaning[comma].role = NodeRole::dummy;
            contents->push_back(comma);
        }
        children->push_back(m_nodeOf[child]);
        if (marked && (at(child).flags & separatesItems) != 0) contents->push_back(m_nodeOf[child]);
    }
    for (PartId content = part.contents.first; content != noPart; content = at(content).next)
        contents->push_back(m_nodeOf[content]);

    NodeId node = noNode;
    if (children->empty()) {
        node = meaning.addLeaf(part.kind, part.text, part.written, part.source);
    } else {
        node = meaning.add(part.kind, *children, part.written, part.source);
        meaning[node].text = part.text;
        meaning[node].character = part.character;
    }
    if (!contents->empty()) meaning.setContents(node, *contents);
    MeaningNode &made = meaning[node];
    made.role = part.role;
    made.variant = part.style;
    made.embellished = part.embellished;
    switch (part.kind) {
    case Concept::sNumber:
        made.facts |= factNumber;
        if (part.role == NodeRole::integer) {
            const char *end = part.text.data() + part.text.size();
            const auto [stopped, error] = std::from_chars(part.text.data(), end, made.value);
            if (error == std::errc() && stopped == end) made.facts |= factInteger;
        }
        break;
    case Concept::sIdentifier:
    case Concept::sFunction:
        made.facts |= part.character != 0 ? factLetter : factWord;
        if (characterFacts(part.character).capital) made.facts |= factCapital;
        break;
    case Concept::sText: made.facts |= factWord; break;
    default: break;
    }
    if (isSimple(id, node)) made.facts |= factSimple;
    if (isUnit(node)) made.facts |= factUnit;
    return node;
}

/*! What ClearSpeak calls simple: numbers, letters, short products of them, and functions of such. */
bool Builder::isSimple(PartId id, NodeId node) const
{
    const Part &part = m_parts[id];
    const auto children = m_meaning->children(node);
    const auto simple = [this](NodeId child) { return ((*m_meaning)[child].facts & factSimple) != 0; };
    const auto isLetter = [this](NodeId child) {
        const MeaningNode &leaf = (*m_meaning)[child];
        return leaf.what == Concept::sIdentifier &&
               (leaf.role == NodeRole::latinletter || leaf.role == NodeRole::greekletter ||
                leaf.role == NodeRole::otherletter || leaf.role == NodeRole::simpleFunction);
    };
    const auto isNumber = [this](NodeId child) {
        const MeaningNode &leaf = (*m_meaning)[child];
        const bool plain = leaf.role == NodeRole::integer || leaf.role == NodeRole::float_;
        return (leaf.what == Concept::sNumber && plain) ||
               (leaf.what == Concept::sFraction && (leaf.facts & factSimple) != 0);
    };
    switch (part.kind) {
    case Concept::sIdentifier: return isLetter(node);
    case Concept::sNumber: return isNumber(node);
    case Concept::sFraction: {
        if (part.role != NodeRole::vulgar) return false;
        const MeaningNode &upper = (*m_meaning)[children[0]];
        const MeaningNode &lower = (*m_meaning)[children[1]];
        return upper.value > 0 && upper.value < 20 && lower.value > 0 && lower.value < 11;
    }
    case Concept::sInfixop:
        if (part.role != NodeRole::implicit) return false;
        if (children.size() == 2) return (isLetter(children[0]) || isNumber(children[0])) && isLetter(children[1]);
        return children.size() == 3 && isNumber(children[0]) && isLetter(children[1]) && isLetter(children[2]);
    case Concept::sPrefixop: {
        const Concept operand = (*m_meaning)[children[0]].what;
        return part.role == NodeRole::negative && simple(children[0]) && operand != Concept::sPrefixop &&
               operand != Concept::sAppl && operand != Concept::sPunctuated;
    }
    case Concept::sPunctuated:
        return part.role == NodeRole::endpunct && children.size() == 2 &&
               (*m_meaning)[children[1]].role == NodeRole::degree &&
               (isLetter(children[0]) || isNumber(children[0]) ||
                ((*m_meaning)[children[0]].role == NodeRole::implicit && simple(children[0]) &&
                 isNumber(m_meaning->slot(children[0], 0))));
    case Concept::sAppl: {
        const NodeRole function = (*m_meaning)[children[0]].role;
        if (function != NodeRole::prefixFunction && function != NodeRole::simpleFunction) return false;
        if (simple(children[1])) return true;
        return (*m_meaning)[children[1]].what == Concept::sFenced && simple(m_meaning->slot(children[1], 0));
    }
    default: return false;
    }
}

/*! What ClearSpeak says without "times" before it: texts, units and products. */
bool Builder::isUnit(NodeId id) const
{
    const MeaningNode &node = (*m_meaning)[id];
    switch (node.what) {
    case Concept::sText: return node.role != NodeRole::label;
    case Concept::sIdentifier: return node.role == NodeRole::unit;
    case Concept::sInfixop: return node.role == NodeRole::unit || node.role == NodeRole::implicit;
    case Concept::sPunctuated: {
        const auto children = m_meaning->children(id);
        if (node.role != NodeRole::text) return false;
        const MeaningNode &first = (*m_meaning)[children.front()];
        const bool plain = first.role == NodeRole::integer || first.role == NodeRole::float_;
        if (!(first.what == Concept::sNumber && plain) && first.what != Concept::sMixedNumber &&
            !(first.what == Concept::sFraction && first.role == NodeRole::vulgar))
            return false;
        return std::ranges::all_of(children.subspan(1), [this](NodeId child) {
            return ((*m_meaning)[child].facts & factUnit) != 0 && (*m_meaning)[child].what == Concept::sText;
        });
    }
    default: return false;
    }
}

} // namespace mathtts::structure
