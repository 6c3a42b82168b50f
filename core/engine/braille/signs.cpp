// SPDX-License-Identifier: GPL-3.0-or-later
#include "signs.h"

#include "cells.h"
#include "linear.h"
#include "signs_passes.h"
#include "signs_walk.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts
{

namespace
{

bool isPrimes(const Node &node)
{
    if (node.text.empty() || (node.element != Element::mo && node.element != Element::mi)) return false;
    for (std::size_t at = 0; at < node.text.size();) {
        const Decoded decoded = decodeUtf8(node.text, at);
        if (characterFacts(decoded.character).kind != CharacterClass::prime || decoded.character == U'"') return false;
        at += decoded.length;
    }
    return true;
}

bool isToken(Element element)
{
    return element == Element::mi || element == Element::mn || element == Element::mo || element == Element::mtext ||
           element == Element::ms;
}

} // namespace

bool Walk::isFunction(const Node &node) const
{
    if (node.element != Element::mi && node.element != Element::mo && node.element != Element::mtext) return false;
    return (node.flags & functionName) != 0 ||
           (node.text.size() > 1 && (isFunctionName(node.text) || (m_paper && isPaperFunctionName(node.text))));
}

Facts Walk::leafFacts(const Node &node) const
{
    Facts facts;
    facts.empty = node.text.empty();
    facts.number = node.element == Element::mn ||
                   (!node.text.empty() && std::ranges::all_of(node.text, [](char c) { return isDigit(c); }));
    facts.primes = isPrimes(node);
    const CharacterClass kind = characterFacts(node.character).kind;
    facts.letter = node.character != 0 && (kind == CharacterClass::letter || kind == CharacterClass::digit);
    facts.function = isFunction(node);
    if (node.character != 0 && kind == CharacterClass::invisible && node.character != U'\u2063') facts.empty = true;
    return facts;
}

void Walk::gatherFacts()
{
    m_facts.resize(m_tree.size());
    m_variants.resize(m_tree.size(), Variant::automatic);
    for (NodeId id = static_cast<NodeId>(m_tree.size()); id-- > 0;) { // parents come after their children
        const Node &node = m_tree[id];
        m_variants[id] = node.variant;
        if (node.variant == Variant::automatic && node.parent != noNode && m_tree[node.parent].element != Element::math)
            m_variants[id] = m_variants[node.parent];
    }
    for (NodeId id = 0; id < m_tree.size(); ++id) {
        const Node &node = m_tree[id];
        Facts &facts = m_facts[id];
        const auto children = m_tree.children(id);
        if (isToken(node.element)) {
            facts = leafFacts(node);
            continue;
        }
        for (const NodeId part : children) {
            facts.fractions = std::max(facts.fractions, m_facts[part].fractions);
            facts.roots = std::max(facts.roots, m_facts[part].roots);
        }
        switch (node.element) {
        case Element::mphantom:
        case Element::none:
        case Element::mprescripts:
        case Element::annotation: facts = {.empty = true}; break;
        case Element::mspace: facts.empty = true; break;
        case Element::mfrac: ++facts.fractions; break;
        case Element::msqrt:
        case Element::mroot: ++facts.roots; break;
        case Element::msub:
        case Element::msup:
        case Element::msubsup:
        case Element::mmultiscripts:
        case Element::munder:
        case Element::mover:
        case Element::munderover:
            if (children.empty()) break;
            facts.fractions = m_facts[children[0]].fractions;
            facts.function = m_facts[children[0]].function;
            break;
        case Element::mtable: facts.table = true; break;
        case Element::mtd:
            facts.empty = std::ranges::all_of(children, [this](NodeId part) { return m_facts[part].empty; });
            break;
        case Element::math:
        case Element::mrow:
        case Element::mstyle:
        case Element::mpadded:
        case Element::semantics:
        case Element::maction: {
            const auto written = [this](NodeId part) { return !m_facts[part].empty; };
            const auto count = std::ranges::count_if(children, written);
            facts.empty = count == 0;
            facts.primes = count > 0 && std::ranges::all_of(children, [this](NodeId part) {
                               return m_facts[part].primes || m_facts[part].empty;
                           });
            if (count != 1) break;
            const Facts &only = m_facts[*std::ranges::find_if(children, written)];
            facts.number = only.number;
            facts.letter = only.letter;
            facts.function = only.function;
            facts.table = only.table;
            break;
        }
        default: break;
        }
    }
}

void Walk::put(const Sign &sign)
{
    const auto index = static_cast<std::uint32_t>(m_signs.size());
    m_signs.push_back(sign);
    switch (sign.kind) {
    case SignKind::fractionBegin:
    case SignKind::rootBegin:
    case SignKind::superscript:
    case SignKind::subscript:
    case SignKind::modified:
    case SignKind::stackBegin:
    case SignKind::encloseBegin:
    case SignKind::tableBegin:
        m_open.push_back(index);
        m_part.push_back(index);
        break;
    case SignKind::fractionLine:
    case SignKind::radicand:
    case SignKind::under:
    case SignKind::over:
    case SignKind::stackLine:
    case SignKind::tableRow:
        m_signs[m_part.back()].partEnd = index;
        m_part.back() = index;
        break;
    case SignKind::fractionEnd:
    case SignKind::rootEnd:
    case SignKind::scriptEnd:
    case SignKind::modifiedEnd:
    case SignKind::stackEnd:
    case SignKind::encloseEnd:
    case SignKind::tableEnd:
        m_signs[index].partner = m_open.back();
        m_signs[m_open.back()].partner = index;
        m_signs[m_part.back()].partEnd = index;
        m_open.pop_back();
        m_part.pop_back();
        break;
    default: break;
    }
}

/*! One script. */
void Walk::scriptLater(SignKind kind, NodeId script, std::uint32_t flags)
{
    const Facts &facts = m_facts[script];
    if (facts.empty) return;
    if (facts.number) flags |= plainNumber;
    if (facts.primes && kind == SignKind::superscript) flags |= onlyPrimes;
    signLater(SignKind::scriptEnd, script);
    visitLater(script);
    // the base is visited next
    signLater({.kind = kind, .flags = flags, .node = script, .base = static_cast<std::uint32_t>(m_signs.size())});
}

/*! How many parts of a row are primes, from its begin. */
std::size_t Walk::leadingPrimes(NodeId row) const
{
    if (row == noNode || m_tree[row].element != Element::mrow) return 0;
    const auto children = m_tree.children(row);
    const auto other = std::ranges::find_if_not(children, [this](NodeId part) { return m_facts[part].primes; });
    return static_cast<std::size_t>(other - children.begin());
}

/*! The scripts of one base that stand above each other; either may be noNode. Primes come first, however they were
 *  written: x'_1, x'^2. */
void Walk::scriptPairLater(NodeId below, NodeId above, std::uint32_t flags)
{
    const bool hasBelow = below != noNode && !m_facts[below].empty;
    if (above == noNode || m_facts[above].empty) {
        if (hasBelow) scriptLater(SignKind::subscript, below, flags);
        return;
    }
    if (m_facts[above].primes) {
        if (hasBelow) scriptLater(SignKind::subscript, below, flags | aligned);
        scriptLater(SignKind::superscript, above, flags);
        return;
    }
    const auto children = m_tree.children(above);
    const std::size_t primes = leadingPrimes(above);
    if (primes == 0) {
        scriptLater(SignKind::superscript, above, flags | (hasBelow ? aligned : noFlags));
    } else {
        signLater(SignKind::scriptEnd, above);
        for (std::size_t at = children.size(); at > primes; --at)
            visitLater(children[at - 1]);
        signLater({.kind = SignKind::superscript,
                   .flags = flags | (hasBelow ? aligned : noFlags),
                   .node = above,
                   .base = static_cast<std::uint32_t>(m_signs.size())});
    }
    if (hasBelow) scriptLater(SignKind::subscript, below, flags);
    if (primes == 0) return;
    signLater(SignKind::scriptEnd, above);
    for (std::size_t at = primes; at > 0; --at)
        visitLater(children[at - 1]);
    signLater(SignKind::superscript, above, onlyPrimes);
}

void Walk::scripts(NodeId id, bool based)
{
    const Element element = m_tree[id].element;
    argumentLater(id, based);
    const NodeId below = element == Element::msup ? noNode : child(id, 1);
    const NodeId above = element == Element::msub ? noNode : child(id, element == Element::msup ? 1 : 2);
    scriptPairLater(below, above, 0);
    visitLater(child(id, 0), true);
}

void Walk::multiscripts(NodeId id, bool based)
{
    const auto children = m_tree.children(id);
    const auto bar =
        std::ranges::find_if(children, [this](NodeId part) { return m_tree[part].element == Element::mprescripts; });
    const auto split = static_cast<std::size_t>(bar - children.begin());
    argumentLater(id, based);
    const auto pairs = [&](std::size_t from, std::size_t to, std::uint32_t flags) {
        for (std::size_t at = from + (to - from + 1) / 2 * 2; at > from; at -= 2)
            scriptPairLater(children[at - 2], at - 1 < to ? children[at - 1] : noNode, flags | tensorScript);
    };
    pairs(1, std::max<std::size_t>(split, 1), 0);
    if (split > 0) visitLater(children[0], true);
    if (split < children.size()) pairs(split + 1, children.size(), leftScript);
}

void Walk::fenced(NodeId id)
{
    const auto children = m_tree.children(id);
    const auto mark = [&](Attribute name, std::string_view fallback) {
        return m_tree.hasAttribute(id, name) ? m_tree.attribute(id, name) : fallback;
    };
    const auto signOf = [&](std::string_view text) -> Sign {
        const char32_t value = text.empty() ? 0 : decodeUtf8(text, 0).character;
        return {.kind = kindOf(characterFacts(value).kind, value), .character = value, .text = {}, .node = id};
    };
    const std::string_view open = mark(Attribute::open, "(");
    const std::string_view close = mark(Attribute::close, ")");
    const std::string_view separators = mark(Attribute::separators, ",");
    if (!close.empty()) signLater(signOf(close));
    for (std::size_t at = children.size(); at > 0; --at) {
        visitLater(children[at - 1]);
        if (at > 1 && !separators.empty()) {
            const std::size_t which = std::min(at - 2, separators.size() - 1);
            signLater(signOf(separators.substr(which, 1)));
        }
    }
    if (!open.empty()) signLater(signOf(open));
}

void Walk::table(NodeId id)
{
    const auto rows = m_tree.children(id);
    const NodeId parent = m_tree[id].parent;
    const bool binomial = parent != noNode && m_tree.attribute(parent, Attribute::intent).starts_with("binomial");
    if (binomial && rows.size() == 2) {
        signLater(SignKind::stackEnd, id);
        row(rows[1]);
        signLater(SignKind::stackLine, id);
        row(rows[0]);
        signLater(SignKind::stackBegin, id);
        return;
    }
    signLater(SignKind::tableEnd, id);
    for (std::size_t row = rows.size(); row > 0; --row) {
        const auto cells = m_tree.children(rows[row - 1]);
        for (std::size_t cell = cells.size(); cell > 0; --cell) {
            visitLater(cells[cell - 1]);
            signLater(SignKind::tableCell, cells[cell - 1], m_facts[cells[cell - 1]].empty ? emptyPart : noFlags);
        }
        signLater(SignKind::tableRow, rows[row - 1]);
    }
    const bool column = std::ranges::all_of(rows, [&](NodeId part) { return m_tree.children(part).size() == 1; });
    const bool ruled = m_tree.attribute(id, Attribute::rowlines).starts_with("solid") ||
                       m_tree.attribute(id, Attribute::columnlines).starts_with("solid");
    signLater({.kind = SignKind::tableBegin,
               .flags = (column ? oneColumn : noFlags) | std::uint32_t{ruled ? ruledTable : noFlags},
               .order = static_cast<std::uint16_t>(std::min<std::size_t>(rows.size(), 0xFFFF)),
               .node = id});
}

void Walk::row(NodeId id)
{
    const auto children = m_tree.children(id);
    for (std::size_t at = children.size(); at > 0; --at)
        visitLater(children[at - 1]);
}

void Walk::visit(NodeId id, bool based)
{
    const Node &node = m_tree[id];
    const auto children = m_tree.children(id);
    switch (node.element) {
    case Element::mi:
    case Element::mn:
    case Element::mo:
    case Element::mtext:
    case Element::ms: token(id, based); return;
    case Element::mspace: {
        const std::string_view width = m_tree.attribute(id, Attribute::width);
        put({.kind = SignKind::blank, .text = width.empty() ? std::string_view("0em") : width, .node = id});
        return;
    }
    case Element::mphantom:
    case Element::annotation:
    case Element::mprescripts:
    case Element::none: return;
    case Element::mfrac: {
        if (children.size() != 2) return row(id);
        const std::string_view thickness = m_tree.attribute(id, Attribute::linethickness);
        const bool stacked = (node.flags & noLine) != 0 || thickness.starts_with('0');
        const std::uint32_t flags = m_tree.attribute(id, Attribute::bevelled) == "true" ? bevelled : noFlags;
        const auto order = static_cast<std::uint16_t>(m_facts[id].fractions - 1);
        const auto part = [&](SignKind line, SignKind stack) {
            return Sign{.kind = stacked ? stack : line, .flags = flags, .order = order, .text = {}, .node = id};
        };
        signLater(part(SignKind::fractionEnd, SignKind::stackEnd));
        visitLater(children[1]);
        signLater(part(SignKind::fractionLine, SignKind::stackLine));
        visitLater(children[0]);
        signLater(part(SignKind::fractionBegin, SignKind::stackBegin));
        return;
    }
    case Element::msqrt:
        signLater(SignKind::rootEnd, id);
        for (std::size_t at = children.size(); at > 0; --at)
            visitLater(children[at - 1]);
        signLater(SignKind::radicand, id);
        signLater(SignKind::rootBegin, id);
        return;
    case Element::mroot:
        if (children.size() != 2) return row(id);
        signLater(SignKind::rootEnd, id, hasIndex);
        visitLater(children[0]);
        signLater(SignKind::radicand, id, hasIndex);
        visitLater(children[1]);
        signLater(SignKind::rootBegin, id, hasIndex);
        return;
    case Element::msub:
    case Element::msup:
        if (children.size() != 2) return row(id);
        return scripts(id, based);
    case Element::msubsup:
        if (children.size() != 3) return row(id);
        return scripts(id, based);
    case Element::mmultiscripts:
        if (children.empty()) return;
        return multiscripts(id, based);
    case Element::munder:
    case Element::mover:
    case Element::munderover: {
        const bool both = node.element == Element::munderover;
        if (children.size() != (both ? 3U : 2U)) return row(id);
        const std::uint32_t flags = m_facts[children[0]].letter ? simpleBase : noFlags;
        const std::uint16_t sides = both ? 3 : node.element == Element::munder ? 1 : 2;
        argumentLater(id, based);
        signLater({.kind = SignKind::modifiedEnd, .flags = flags, .order = sides, .node = id});
        for (std::size_t at = children.size(); at > 1; --at) {
            visitLater(children[at - 1]);
            const bool below = node.element == Element::munder || (both && at == 2);
            signLater(below ? SignKind::under : SignKind::over, children[at - 1],
                      m_facts[children[at - 1]].empty ? emptyPart : noFlags);
        }
        visitLater(children[0], true);
        signLater({.kind = SignKind::modified, .flags = flags, .order = sides, .node = id});
        return;
    }
    case Element::menclose: {
        const std::string_view notation = m_tree.attribute(id, Attribute::notation);
        const bool one = children.size() == 1 && m_facts[children[0]].letter;
        const std::uint32_t flags = one ? simpleBase : noFlags;
        const bool left = hasNotation(notation, "left");
        const bool right = hasNotation(notation, "right");
        const bool over = hasNotation(notation, "top");
        const bool under = hasNotation(notation, "bottom");
        if (left || right || over || under) { // bars around it
            const auto side = [&](SignKind kind, std::uint16_t order) {
                signLater({.kind = SignKind::modifiedEnd, .flags = flags, .order = order, .node = id});
                signLater({.kind = SignKind::symbol, .character = U'\u00AF', .node = id});
                signLater(kind, id);
            };
            const Sign bar{.kind = SignKind::bar, .character = U'|', .text = notation, .node = id};
            if (right) signLater(bar);
            if (over) side(SignKind::over, 2);
            if (under) side(SignKind::under, 1);
            row(id);
            if (under) signLater({.kind = SignKind::modified, .flags = flags, .order = 1, .node = id});
            if (over) signLater({.kind = SignKind::modified, .flags = flags, .order = 2, .node = id});
            if (left) signLater(bar);
            return;
        }
        signLater({.kind = SignKind::encloseEnd, .flags = flags, .text = notation, .node = id});
        row(id);
        signLater({.kind = SignKind::encloseBegin, .flags = flags, .text = notation, .node = id});
        return;
    }
    case Element::mfenced: return fenced(id);
    case Element::mtable: return table(id);
    case Element::semantics:
    case Element::maction:
        if (!children.empty()) visitLater(children[0], based);
        return;
    default: {
        if (m_facts[id].function) {
            argumentLater(id, based);
            for (std::size_t at = children.size(); at > 0; --at)
                visitLater(children[at - 1], true);
            return;
        }
        row(id);
    }
    }
}

std::vector<Sign> signsOf(const Tree &tree, bool paper)
{
    std::vector<Sign> signs = Walk{tree, paper}.run();
    joinPieces(signs);
    numberRoots(signs);
    markMixedNumbers(signs);
    return signs;
}

} // namespace mathtts
