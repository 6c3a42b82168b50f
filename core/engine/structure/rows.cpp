// SPDX-License-Identifier: GPL-3.0-or-later
// A row from its parts: fences first, then tables in them, punctuation, texts, functions, relations and operators.
#include "engine/structure/builder.h"

#include <algorithm>

namespace mathtts::structure
{

PartId Builder::row(List &parts)
{
    fences(clean(parts));
    return rowWithoutFences(parts);
}

/*! What is empty goes; brackets written as texts become brackets. */
List &Builder::clean(List &parts)
{
    std::erase_if(parts, [this](PartId part) { return is(part, Concept::sEmpty); });
    fencesInTexts(parts);
    return parts;
}

PartId Builder::rowWithoutFences(List &parts)
{
    if (parts.empty()) return emptyPart();
    tablesInRow(parts);
    punctuation(parts);
    return rowWithoutMarks(parts);
}

PartId Builder::rowWithoutMarks(List &parts)
{
    textInRow(parts);
    functions(parts);
    return relations(parts);
}

/*! A bracket that was written as a text is a bracket, unless it is part of a longer text. */
void Builder::fencesInTexts(List &parts)
{
    if (parts.size() < 2) return;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!is(parts[i], Concept::sText) || !has(parts[i], NodeRole::unknown)) continue;
        if ((i > 0 && is(parts[i - 1], Concept::sText)) || (i + 1 < parts.size() && is(parts[i + 1], Concept::sText)))
            continue;
        const Symbol symbol = symbolOf(at(parts[i]).text);
        if (symbol.kind != Concept::sFence) continue;
        at(parts[i]).kind = symbol.kind;
        at(parts[i]).role = symbol.role;
    }
}

void Builder::punctuation(List &parts)
{
    if (parts.size() <= 1) return;
    const auto isMark = [this](PartId part) {
        return actsAs(part, Concept::sPunctuation) && !has(part, NodeRole::application);
    };
    const auto standsAlone = [this](PartId part) {
        switch (at(part).kind) {
        case Concept::sPunctuation:
        case Concept::sText:
        case Concept::sOperator:
        case Concept::sRelation: return true;
        default: return false;
        }
    };
    // three dots stand for an operand where operators or commas are on their sides
    const auto separates = [&](std::size_t i) {
        if (!isMark(parts[i])) return false;
        if (!has(parts[i], NodeRole::ellipsis)) return true;
        const bool left = i == 0 || standsAlone(parts[i - 1]);
        const bool right = i + 1 == parts.size() || standsAlone(parts[i + 1]);
        return !(left && right);
    };
    Pooled items(*this);
    Pooled marks(*this);
    Pooled argument(*this);
    const auto flush = [&] {
        if (argument->empty()) return;
        items->push_back(rowWithoutMarks(*argument));
        argument->clear();
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!separates(i)) {
            argument->push_back(parts[i]);
            continue;
        }
        flush();
        // dots or dashes in a row are one mark
        std::size_t end = i + 1;
        const NodeRole role = at(parts[i]).role;
        if ((role == NodeRole::fullstop || role == NodeRole::dash) && is(parts[i], Concept::sPunctuation))
            while (end < parts.size() && is(parts[end], Concept::sPunctuation) && has(parts[end], role))
                ++end;
        PartId mark = parts[i];
        if (end - i > 1) {
            mark = add(Concept::sPunctuation, role == NodeRole::dash ? role : NodeRole::ellipsis);
            for (; i < end; ++i)
                m_parts.append(mark, parts[i]);
            --i;
        }
        items->push_back(mark);
        marks->push_back(mark);
    }
    if (marks->empty()) return;
    flush();
    if (items->size() == 1 && marks->size() == 1)
        parts.assign(1, items->front());
    else
        parts.assign(1, punctuated(*items, *marks));
}

PartId Builder::punctuated(std::span<const PartId> items, std::span<const PartId> marks)
{
    NodeRole role = NodeRole::sequence;
    const NodeRole first = at(marks.front()).role;
    const bool alike = std::ranges::all_of(marks, [&](PartId mark) { return has(mark, first); });
    const bool atEdge = marks.size() == 1 && (items.front() == marks.front() || items.back() == marks.front());
    if (atEdge && is(marks.front(), Concept::sPunctuation) && at(marks.front()).children.count > 0)
        role = first;
    else if (marks.size() == items.size() && first != NodeRole::unknown && alike)
        role = first;
    else if (marks.size() == 1 && items.front() == marks.front())
        role = NodeRole::startpunct;
    else if (marks.size() == 1 && items.back() == marks.front())
        role = NodeRole::endpunct;
    const PartId part = branch(Concept::sPunctuated, role, items);
    for (const PartId mark : marks)
        at(mark).flags |= separatesItems;
    return part;
}

PartId Builder::sideBySide(std::span<const PartId> items)
{
    const PartId part = branch(Concept::sPunctuated, NodeRole::text, items);
    at(part).flags |= impliedItems;
    return part;
}

/*! Whether a \a text among mathematics is a symbol, a function name, a number or a unit; makes it one. */
bool Builder::readAsSymbol(PartId text, bool last, PartId next)
{
    Part &part = at(text);
    const Symbol symbol = symbolOf(part.text);
    if (symbol.kind == Concept::sPunctuation || symbol.kind == Concept::sText) return false;
    if (symbol.kind != Concept::sUnknown) {
        part.kind = symbol.kind;
        part.role = symbol.role;
        part.style = symbol.style == Variant::normal ? Variant::automatic : symbol.style;
        return true;
    }
    if (const NodeRole role = numberRole(part.text); role != NodeRole::othernumber) {
        part.kind = Concept::sNumber;
        part.role = role;
        return true;
    }
    if (!isWord(part.text)) return false;
    if (next != noPart && is(next, Concept::sFenced)) {
        part.kind = Concept::sFunction;
        part.role = NodeRole::prefixFunction;
        return true;
    }
    if (!last) return false;
    part.kind = Concept::sIdentifier;
    part.role = NodeRole::unit;
    return true;
}

/*!
 * Text stands beside the mathematics around it: each stretch of mathematics is a row of its own. Single words go with
 * the mathematics around them, until a longer text ends the stretch.
 */
void Builder::textInRow(List &parts)
{
    if (parts.size() == 1) {
        if (is(parts.front(), Concept::sText) && has(parts.front(), NodeRole::unknown))
            at(parts.front()).role = NodeRole::annotation;
        return;
    }
    const auto isText = [this](PartId part) { return is(part, Concept::sText); };
    if (std::ranges::none_of(parts, isText)) return;
    Pooled items(*this);
    Pooled stretch(*this);
    const auto flush = [&] {
        if (stretch->empty()) return;
        items->push_back(rowOfTexts(*stretch));
        stretch->clear();
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartId part = parts[i];
        if (!isText(part)) {
            stretch->push_back(part);
            continue;
        }
        std::size_t end = i + 1;
        while (end < parts.size() && isText(parts[end]) && !has(parts[end - 1], NodeRole::space) &&
               !has(parts[end], NodeRole::space))
            ++end;
        if (end - i > 1) {
            flush();
            items->push_back(sideBySide(std::span<const PartId>(parts).subspan(i, end - i)));
            i = end - 1;
            continue;
        }
        if (has(part, NodeRole::unknown)) {
            const bool last = i > 0 && i + 1 == parts.size();
            if (readAsSymbol(part, last, end < parts.size() ? parts[end] : noPart)) {
                stretch->push_back(part);
                continue;
            }
            const Symbol symbol = symbolOf(at(part).text);
            if (symbol.kind != Concept::sPunctuation && isWord(at(part).text)) {
                at(part).role = NodeRole::text;
                stretch->push_back(part);
                continue;
            }
            at(part).role = symbol.kind == Concept::sPunctuation ? symbol.role : NodeRole::annotation;
        }
        flush();
        items->push_back(part);
    }
    if (items->empty()) {
        parts.assign(1, rowOfTexts(*stretch));
        return;
    }
    flush();
    parts.assign(1, items->size() > 1 ? sideBySide(*items) : items->front());
}

/*! Mathematics with single words between. */
PartId Builder::rowOfTexts(List &parts)
{
    Pooled items(*this);
    Pooled stretch(*this);
    const auto flush = [&] {
        if (stretch->empty()) return;
        functions(*stretch);
        items->push_back(relations(*stretch));
        stretch->clear();
    };
    for (const PartId part : parts) {
        if (!is(part, Concept::sText)) {
            stretch->push_back(part);
            continue;
        }
        flush();
        items->push_back(part);
    }
    flush();
    return items->size() > 1 ? sideBySide(*items) : items->front();
}

} // namespace mathtts::structure
