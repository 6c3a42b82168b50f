// SPDX-License-Identifier: GPL-3.0-or-later
// Fences of a row: brackets pair with brackets, bars with equal bars; what finds no partner is punctuation.
#include "engine/structure/builder.h"

#include <algorithm>

namespace mathtts::structure
{

namespace
{
constexpr std::size_t barReach = 256; // how many bars away the partner of a bar is looked for

bool isBar(NodeRole role)
{
    return role == NodeRole::neutral || role == NodeRole::metric;
}

bool isSquareBracket(char32_t character)
{
    return character == U'[' || character == U']';
}

bool opensSet(char32_t character)
{
    return character == U'{' || character == U'﹛' || character == U'｛';
}
} // namespace

void Builder::fences(List &parts)
{
    struct Open {
        std::size_t place; // in out
        bool bar;
    };
    Pooled result(*this);
    List &out = *result;
    std::vector<Open> open;
    std::size_t brackets = 0; // in open
    const auto contentSince = [&out](std::size_t place) { return std::span<const PartId>(out).subspan(place + 1); };
    const auto close = [&](std::size_t place, PartId fence) {
        const PartId part = enclose(out[place], fence, contentSince(place));
        out.resize(place);
        out.push_back(part);
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartId part = parts[i];
        if (!actsAs(part, Concept::sFence)) {
            out.push_back(part);
            continue;
        }
        if (isSquareBracket(at(part).character)) {
            std::size_t end = i + 1;
            while (end < parts.size() && !actsAs(parts[end], Concept::sFence))
                ++end;
            const auto interval = std::span<const PartId>(parts).subspan(i, std::min(end + 1, parts.size()) - i);
            if (end < parts.size() && isInterval(interval)) {
                out.push_back(enclose(part, parts[end], interval.subspan(1, interval.size() - 2)));
                i = end;
                continue;
            }
        }
        const NodeRole role = at(part).role;
        const bool bar = isBar(role);
        const bool matchesBar =
            bar && !open.empty() && open.back().bar && at(core(out[open.back().place])).text == at(core(part)).text;
        if (role == NodeRole::open || (bar && !matchesBar)) {
            open.push_back({out.size(), bar});
            brackets += bar ? 0 : 1;
            out.push_back(part);
        } else if (matchesBar) {
            close(open.back().place, part);
            open.pop_back();
        } else if (role == NodeRole::close && brackets > 0) {
            while (open.back().bar)
                open.pop_back();
            const std::size_t place = open.back().place;
            pairBars(out, place + 1);
            close(place, part);
            open.pop_back();
            --brackets;
        } else {
            makePunctuation(part);
            out.push_back(part);
        }
    }
    if (!open.empty()) {
        // what stayed open: bars pair between the brackets
        for (const Open &fence : open)
            if (!fence.bar) makePunctuation(out[fence.place]);
        pairBars(out, 0);
    }
    parts.swap(out);
}

/*! Whether \a parts, from a square bracket to the next fence, are an interval with a bracket that points outwards. */
bool Builder::isInterval(std::span<const PartId> parts) const
{
    const char32_t first = m_parts[parts.front()].character;
    const char32_t last = m_parts[parts.back()].character;
    if (!isSquareBracket(last) || (first == U'[' && last == U']')) return false;
    const auto ends = parts.subspan(1, parts.size() - 2);
    const auto isMark = [this](PartId part) { return actsAs(part, Concept::sPunctuation); };
    return std::ranges::count_if(ends, isMark) == 1 && !isMark(ends.front()) && !isMark(ends.back());
}

/*! Pairs each bar of \a parts from \a from on with the nearest equal one; brackets that stayed open keep them apart. */
void Builder::pairBars(List &parts, std::size_t from)
{
    const auto isFreeBar = [this](PartId part) { return actsAs(part, Concept::sFence) && isBar(at(part).role); };
    const auto opensRegion = [this](PartId part) {
        return actsAs(part, Concept::sPunctuation) && has(part, NodeRole::openfence);
    };
    std::size_t write = from;
    struct Open {
        std::size_t place;
        std::size_t partner; // in parts, by reading place
    };
    std::vector<Open> open;
    for (std::size_t read = from; read < parts.size(); ++read) {
        const PartId part = parts[read];
        if (!isFreeBar(part)) {
            parts[write++] = part;
            continue;
        }
        if (!open.empty() && open.back().partner == read) {
            const std::size_t place = open.back().place;
            const PartId whole =
                enclose(parts[place], part, std::span<const PartId>(parts).subspan(place + 1, write - place - 1));
            write = place;
            parts[write++] = whole;
            open.pop_back();
            continue;
        }
        const std::size_t limit = open.empty() ? parts.size() : open.back().partner;
        std::size_t partner = 0;
        std::size_t bars = 0;
        for (std::size_t next = read + 1; next < limit && bars < barReach && !opensRegion(parts[next]); ++next) {
            if (!isFreeBar(parts[next])) continue;
            ++bars;
            if (at(core(parts[next])).text == at(core(part)).text) {
                partner = next;
                break;
            }
        }
        if (partner != 0)
            open.push_back({write, partner});
        else
            makePunctuation(part);
        parts[write++] = part;
    }
    parts.resize(write);
}

PartId Builder::enclose(PartId open, PartId close, std::span<const PartId> content)
{
    Pooled inside(*this);
    inside->assign(content.begin(), content.end());
    const PartId part = branch(Concept::sFenced, NodeRole::leftright, {rowWithoutFences(*inside)});
    m_parts.appendContent(part, open);
    m_parts.appendContent(part, close);
    if (has(open, NodeRole::open))
        classifyFenced(part);
    else if (!has(open, NodeRole::close))
        at(part).role = at(open).role;
    if (isCycle(at(part).children.first)) makeCycle(part);
    return moveScriptsOut(moveScriptsOut(part, open, true), close, false);
}

/*! Numbers with only blanks between, as a permutation is written. */
bool Builder::isCycle(PartId content) const
{
    if (!isImplicit(content)) return false;
    for (PartId sign = m_parts[content].contents.first; sign != noPart; sign = m_parts[sign].next)
        if (!has(sign, NodeRole::space)) return false;
    for (PartId number = m_parts[content].children.first; number != noPart; number = m_parts[number].next)
        if (!is(number, Concept::sNumber)) return false;
    return true;
}

void Builder::makeCycle(PartId fenced)
{
    const PartId row = at(fenced).children.first;
    at(row).kind = Concept::sRow;
    at(row).role = NodeRole::cycle;
    setText(row, {});
    m_parts.dropContents(row);
    at(fenced).kind = Concept::sMatrix;
    at(fenced).role = NodeRole::cycle;
}

/*! Scripts of a fence are meant for the whole: the square in (a+b)² stands on the bracket. */
PartId Builder::moveScriptsOut(PartId fenced, PartId fence, bool opening)
{
    PartId result = fenced;
    Pooled layers(*this);
    PartId inner = fence;
    while (at(inner).embellished != Concept::none) {
        layers->push_back(inner);
        inner = at(inner).children.first;
    }
    if (layers->empty()) return fenced;
    PartId target = fenced;
    while (!is(target, Concept::sFenced) && !is(target, Concept::sMatrix))
        target = at(target).children.first;
    const PartId other = opening ? at(target).contents.last : at(target).contents.first;
    while (!layers->empty()) {
        const PartId layer = layers->back();
        layers->pop_back();
        m_parts.replaceFirst(layer, result);
        at(layer).embellished = Concept::none;
        if (!has(layer, NodeRole::subsup) && !has(layer, NodeRole::underover)) at(layer).role = at(target).role;
        result = layer;
    }
    m_parts.dropContents(target);
    m_parts.appendContent(target, opening ? inner : other);
    m_parts.appendContent(target, opening ? other : inner);
    return result;
}

void Builder::classifyFenced(PartId fenced)
{
    at(fenced).role = NodeRole::leftright;
    const PartId content = at(fenced).children.first;
    if (has(content, NodeRole::composedFunction)) {
        at(fenced).role = NodeRole::composedFunction;
        return;
    }
    const Part &open = at(at(fenced).contents.first);
    if (!opensSet(open.character) || at(at(fenced).contents.last).character == 0) return;
    if (is(content, Concept::sEmpty)) {
        at(fenced).role = NodeRole::setEmpty;
        return;
    }
    // brackets in the braces and scripts on them hold the element
    PartId element = content;
    while (is(element, Concept::sFenced) || is(element, Concept::sSuperscript) || is(element, Concept::sSubscript))
        element = at(element).children.first;
    switch (at(element).kind) {
    case Concept::sPunctuated:
        if (element == content) break;
        return;
    case Concept::sRelseq:
    case Concept::sMultirel:
    case Concept::sTable:
    case Concept::sMultiline: return;
    case Concept::sInfixop:
        if (!isImplicit(element)) return;
        [[fallthrough]];
    default: at(fenced).role = NodeRole::setSingleton; return;
    }
    if (!has(content, NodeRole::sequence) || (at(content).flags & impliedItems) != 0) return;
    std::size_t marks = 0;
    PartId firstMark = noPart;
    for (PartId mark = at(content).children.first; mark != noPart; mark = at(mark).next) {
        if ((at(mark).flags & separatesItems) == 0) continue;
        if (firstMark == noPart) firstMark = mark;
        ++marks;
    }
    if (has(firstMark, NodeRole::comma))
        at(fenced).role = NodeRole::setCollection;
    else if (marks == 1 && (has(firstMark, NodeRole::vbar) || has(firstMark, NodeRole::colon)))
        at(fenced).role = NodeRole::setExtended;
}

void Builder::makePunctuation(PartId fence)
{
    NodeRole role{};
    switch (at(fence).role) {
    case NodeRole::open: role = NodeRole::openfence; break;
    case NodeRole::close: role = NodeRole::closefence; break;
    case NodeRole::neutral: role = NodeRole::vbar; break;
    case NodeRole::metric: role = NodeRole::metric; break;
    default: return;
    }
    PartId part = fence;
    while (at(part).embellished != Concept::none) {
        at(part).embellished = Concept::sPunctuation;
        if (!has(part, NodeRole::subsup) && !has(part, NodeRole::underover)) at(part).role = role;
        part = at(part).children.first;
    }
    at(part).kind = Concept::sPunctuation;
    at(part).role = role;
}

} // namespace mathtts::structure
