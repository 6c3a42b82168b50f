// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts, limits and accents.
#include "engine/structure/builder.h"

namespace mathtts::structure
{

PartId Builder::scripts(NodeId id)
{
    Pooled children(*this);
    childParts(id, *children);
    if (children->empty()) return emptyPart();
    children->resize(3, noPart);
    const auto &[base, first, second] = std::tie((*children)[0], (*children)[1], (*children)[2]);
    if (first == noPart) return base;
    return limits((*m_tree)[id].element, base, first, second);
}

/*! Scripts of a large operator or of lim are its limits, wherever they were put. */
PartId Builder::limits(Element element, PartId base, PartId first, PartId second)
{
    const auto isCondition = [this](PartId script) {
        if (script == noPart) return false;
        if (is(script, Concept::sInfixop)) return has(script, NodeRole::element) || has(script, NodeRole::reelement);
        return is(script, Concept::sRelseq) || is(script, Concept::sMultirel);
    };
    if (is(base, Concept::sOperator) && (isCondition(first) || isCondition(second))) {
        // an operator over a condition, as a union over i = 1, works on all that follows
        at(base).kind = Concept::sLargeop;
        at(base).role = NodeRole::sum;
    }
    const bool takesLimits = actsAs(base, Concept::sLargeop) || has(base, NodeRole::limitFunction);
    if (!takesLimits) return accents(element, base, first, second);
    switch (element) {
    case Element::msub:
    case Element::munder:
        if (isAccent(first)) break;
        return attach(Concept::sLimlower, base, {first});
    case Element::msup:
    case Element::mover:
        if (isAccent(first)) break;
        return attach(Concept::sLimupper, base, {first});
    default:
        if (isAccent(first) && isAccent(second)) break;
        if (isAccent(first)) {
            const Element under = element == Element::msubsup ? Element::msub : Element::munder;
            return attach(Concept::sLimupper, accents(under, base, first, noPart), {second});
        }
        if (isAccent(second)) {
            const Element over = element == Element::msubsup ? Element::msup : Element::mover;
            return attach(Concept::sLimlower, accents(over, base, second, noPart), {first});
        }
        return attach(Concept::sLimboth, base, {first, second});
    }
    return accents(element, base, first, second);
}

PartId Builder::accents(Element element, PartId base, PartId first, PartId second)
{
    switch (element) {
    case Element::msub: return attach(Concept::sSubscript, base, {first});
    case Element::msup: return attach(Concept::sSuperscript, base, {first});
    case Element::msubsup: {
        const PartId inner = attach(Concept::sSubscript, base, {first});
        const NodeRole role = at(base).role;
        at(inner).role = NodeRole::subsup;
        const PartId outer = attach(Concept::sSuperscript, inner, {second});
        at(outer).role = role;
        return outer;
    }
    case Element::munder:
        if (isAccent(first)) makeAccent(first, NodeRole::underaccent);
        return attach(Concept::sUnderscore, base, {first});
    case Element::mover:
        if (isAccent(first)) makeAccent(first, NodeRole::overaccent);
        return attach(Concept::sOverscore, base, {first});
    default: break;
    }
    const bool under = isAccent(first);
    const bool over = isAccent(second);
    if (under) makeAccent(first, NodeRole::underaccent);
    if (over) makeAccent(second, NodeRole::overaccent);
    // the accent is nearer to the base
    const bool overInside = over && !under;
    const NodeRole role = at(base).role;
    const PartId inner =
        overInside ? attach(Concept::sOverscore, base, {second}) : attach(Concept::sUnderscore, base, {first});
    at(inner).role = NodeRole::underover;
    const PartId outer =
        overInside ? attach(Concept::sUnderscore, inner, {first}) : attach(Concept::sOverscore, inner, {second});
    at(outer).role = role;
    return outer;
}

PartId Builder::attach(Concept kind, PartId base, std::initializer_list<PartId> scripts)
{
    if (kind == Concept::sLimupper && is(base, Concept::sLimlower)) {
        m_parts.append(base, *scripts.begin());
        at(base).kind = Concept::sLimboth;
        return base;
    }
    if (kind == Concept::sLimlower && is(base, Concept::sLimupper)) {
        const PartId upper = m_parts.takeLast(base);
        m_parts.append(base, *scripts.begin());
        m_parts.append(base, upper);
        at(base).kind = Concept::sLimboth;
        return base;
    }
    const PartId part = branch(kind, at(base).role, {base});
    for (const PartId script : scripts)
        m_parts.append(part, script);
    switch (at(base).kind) {
    case Concept::sOperator:
    case Concept::sRelation:
    case Concept::sFence:
    case Concept::sPunctuation: at(part).embellished = at(base).kind; break;
    default: at(part).embellished = at(base).embellished; break;
    }
    return part;
}

bool Builder::isAccent(PartId id) const
{
    if (id == noPart) return false;
    switch (m_parts[id].kind) {
    case Concept::sFence:
    case Concept::sPunctuation:
    case Concept::sRelation:
    case Concept::sOperator: return true;
    case Concept::sIdentifier: return m_parts[id].role == NodeRole::unknown && !hasLetter(m_parts[id].text);
    default: return false;
    }
}

void Builder::makeAccent(PartId id, NodeRole role)
{
    at(id).role = role;
}

PartId Builder::multiscripts(NodeId id)
{
    const auto children = m_tree->children(id);
    if (children.empty()) return emptyPart();
    Pooled leftSub(*this);
    Pooled leftSuper(*this);
    Pooled rightSub(*this);
    Pooled rightSuper(*this);
    bool left = false;
    bool lower = true;
    for (const NodeId child : children.subspan(1)) {
        if ((*m_tree)[child].element == Element::mprescripts) {
            left = lower = true;
            continue;
        }
        (lower ? left ? *leftSub : *rightSub : left ? *leftSuper : *rightSuper).push_back(m_partOf[child]);
        lower = !lower;
    }
    const PartId base = m_partOf[children.front()];
    const auto present = [this](const List &scripts) {
        for (const PartId script : scripts)
            if (!is(script, Concept::sEmpty)) return true;
        return false;
    };
    if (present(*leftSub) || present(*leftSuper)) {
        return attach(
            Concept::sTensor, base,
            {scriptList(*leftSub, NodeRole::leftsub, false), scriptList(*leftSuper, NodeRole::leftsuper, false),
             scriptList(*rightSub, NodeRole::rightsub, false), scriptList(*rightSuper, NodeRole::rightsuper, false)});
    }
    const bool sub = present(*rightSub);
    const bool super = present(*rightSuper);
    if (!sub && !super) return base;
    const PartId lowerScript = sub ? scriptList(*rightSub, NodeRole::rightsub, true) : noPart;
    const PartId upperScript = super ? scriptList(*rightSuper, NodeRole::rightsuper, true) : noPart;
    if (sub && super) return limits(Element::msubsup, base, lowerScript, upperScript);
    return limits(sub ? Element::msub : Element::msup, base, sub ? lowerScript : upperScript, noPart);
}

/*! Several scripts in one place become one part; a script \a alone keeps its own role. */
PartId Builder::scriptList(List &scripts, NodeRole role, bool alone)
{
    if (scripts.size() == 1 && alone) return scripts.front();
    const PartId part = scripts.empty() ? emptyPart() : scripts.size() == 1 ? scripts.front() : sideBySide(scripts);
    at(part).role = role;
    return part;
}

} // namespace mathtts::structure
