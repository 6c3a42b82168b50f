// SPDX-License-Identifier: GPL-3.0-or-later
// A row from its parts: fences first, then tables in them, punctuation, texts, functions, relations and operators.
#include "engine/structure/builder.h"

#include <algorithm>

namespace mathtts::structure
{

PartId Builder::row(List &parts)
{
    // what is empty goes; a gap is remembered by the part after it
    std::size_t write = 0;
    bool gap = false;
    for (const PartId part : parts) {
        if (is(part, Concept::sEmpty)) {
            gap = gap || (at(part).flags & afterSpace) != 0;
            continue;
        }
        if (gap) at(part).flags |= afterSpace;
        gap = false;
        parts[write++] = part;
    }
    parts.resize(write);
    if (parts.size() > 1) wordsAsSymbols(parts);
    fences(parts);
    return rowWithoutFences(parts);
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

/*! A text among mathematics that is a symbol, a function name or a number is read as such. */
void Builder::wordsAsSymbols(List &parts)
{
    const auto isFree = [this](PartId part) { return is(part, Concept::sText) && has(part, NodeRole::unknown); };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Part &part = at(parts[i]);
        if (!isFree(parts[i])) continue;
        const Symbol symbol = symbolOf(part.text);
        if (symbol.kind == Concept::sPunctuation || symbol.kind == Concept::sText) continue;
        if (symbol.kind != Concept::sUnknown) {
            part.kind = symbol.kind;
            part.role = symbol.role;
            part.style = symbol.kind == Concept::sFunction || symbol.kind == Concept::sOperator ? Variant::automatic
                                                                                                : symbol.style;
        } else if (const NodeRole role = numberRole(part.text); role != NodeRole::othernumber && !part.text.empty()) {
            part.kind = Concept::sNumber;
            part.role = role;
        }
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
                m_parts.appendContent(mark, parts[i]);
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
    if (marks.size() == items.size() && first != NodeRole::unknown && alike)
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

/*! Text stands beside the mathematics around it: each stretch of mathematics is a row of its own. */
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
    Pooled before(*this); // mathematics that is not in items yet
    const auto flush = [&] {
        if (before->empty()) return;
        functions(*before);
        items->push_back(relations(*before));
        before->clear();
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartId part = parts[i];
        if (!isText(part)) {
            before->push_back(part);
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
            const Symbol symbol = symbolOf(at(part).text);
            if (symbol.kind == Concept::sPunctuation) {
                at(part).role = symbol.role;
            } else if (isWord(at(part).text)) {
                if (!before->empty() && i + 1 == parts.size()) {
                    // a word at the end of a term is its unit
                    at(part).kind = Concept::sIdentifier;
                    at(part).role = NodeRole::unit;
                    before->push_back(part);
                    continue;
                }
                at(part).role = NodeRole::text;
            } else {
                at(part).role = NodeRole::annotation;
            }
        }
        flush();
        items->push_back(part);
    }
    flush();
    parts.assign(1, items->size() > 1 ? sideBySide(*items) : items->front());
}

} // namespace mathtts::structure
