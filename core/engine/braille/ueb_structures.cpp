// SPDX-License-Identifier: GPL-3.0-or-later
// Fractions, roots, scripts and other structures in Unified English Braille.
#include "cells.h"
#include "ueb_builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
using Kind = UebPiece::Kind;

/*! The cells of a modifier that is written right after what it modifies (GTM 12); empty when it is none. */
std::string_view shortModifier(char32_t character, bool below)
{
    if (isBarSign(character)) return below ? ";,:" : ";:";
    switch (character) {
    case U'^':
    case U'\u02C6':
    case U'\u0302': return below ? "" : ";\":";
    case U'~':
    case U'\u02DC':
    case U'\u0303':
    case U'\u223C': return below ? "" : "_:";
    case U'.':
    case U'\u02D9':
    case U'\u0307':
    case U'\u00B7': return below ? "" : "^4";
    case U'\u2192':
    case U'\u20D7': return below ? ";,^:" : ";^:";
    default: return "";
    }
}

} // namespace

bool UebBuilder::isNumber(std::size_t from, std::size_t to) const
{
    const auto digits = [](const Sign &sign) { return sign.kind == SignKind::number && !sign.text.empty(); };
    return from < to && std::all_of(m_signs.begin() + static_cast<std::ptrdiff_t>(from),
                                    m_signs.begin() + static_cast<std::ptrdiff_t>(to), digits);
}

void UebBuilder::fraction(const Sign &sign)
{
    if (sign.kind == SignKind::fractionBegin) {
        const std::size_t line = sign.partEnd;
        if (isNumber(m_at + 1, line) && isNumber(line + 1, sign.partner)) { // GTM 6.1
            for (++m_at; m_at < line; ++m_at)
                number(m_signs[m_at]);
            put("/", sign.node, Kind::digits);
            for (++m_at; m_at < sign.partner; ++m_at)
                put(std::string_view(digitCells(m_signs[m_at].text)).substr(1), m_signs[m_at].node, Kind::digits);
            m_at = sign.partner;
            return;
        }
        put(";(", sign.node);
    } else if (sign.kind == SignKind::fractionLine) {
        if (previous() && previous()->kind == SignKind::fractionBegin) put("+", sign.node);
        put((sign.flags & bevelled) != 0 ? "./" : ";./", sign.node);
    } else {
        if (previous() && previous()->kind == SignKind::fractionLine) put("+", sign.node);
        put(";)", sign.node);
    }
}

void UebBuilder::root(const Sign &sign)
{
    const bool index = (sign.flags & hasIndex) != 0;
    if (sign.kind == SignKind::rootBegin) {
        put(";%", sign.node);
        if (!index) return;
        put(";9", sign.node);
        beginItem(m_at + 1, sign.partEnd, sign.node, true);
    } else if (sign.kind == SignKind::radicand) {
        if (index) endItem(sign.node);
    } else {
        if (previous() && previous()->kind == SignKind::radicand) put("+", sign.node);
        put(";+", sign.node);
    }
}

void UebBuilder::script(const Sign &sign)
{
    if (sign.kind == SignKind::scriptEnd) {
        const Sign &begin = m_signs[sign.partner];
        if ((begin.flags & onlyPrimes) != 0) return;
        endItem(sign.node);
        if (!m_pieces.empty()) m_pieces.back().last = true;
        return;
    }
    if ((sign.flags & onlyPrimes) != 0) return;
    const Sign *after = next();
    const bool degree = sign.kind == SignKind::superscript && sign.partner == m_at + 2 &&
                        (after->character == U'\u00B0' || after->character == U'\u2218');
    if (degree) { // the sign says itself that it is raised
        put("^J", after->node);
        m_at += 2;
        return;
    }
    const bool word = !m_pieces.empty() && m_pieces.back().kind == Kind::blank;
    if (word && (sign.flags & leftScript) == 0 && previous() && previous()->kind == SignKind::scriptEnd)
        m_pieces.pop_back();
    if (isGroupedBase(m_at)) put(";>", sign.node);
    put(sign.kind == SignKind::superscript ? ";9" : ";5", sign.node);
    beginItem(m_at + 1, sign.partner, sign.node, true);
}

void UebBuilder::modified(const Sign &sign)
{
    if (sign.kind == SignKind::modifiedEnd) {
        endItem(sign.node);
        if (!m_comparisons.empty() && m_comparisons.back() == m_at) {
            m_comparisons.pop_back();
            if (m_scripts == 0 && next() && !endsPart(next()->kind)) space();
        }
        return;
    }
    const std::size_t end = sign.partEnd;
    const Sign &base = m_signs[m_at + 1];
    const bool sole = end == m_at + 2;
    if (sole && base.kind == SignKind::number) {
        // within digits only brackets tell which of them it is about
        const bool mark = sign.order != 3 && m_signs[end].partEnd == end + 2 &&
                          !shortModifier(m_signs[end + 1].character, m_signs[end].kind == SignKind::under).empty();
        const bool several = !base.text.empty() && base.text.size() > 1;
        const bool group = mark && (several || (!m_pieces.empty() && m_pieces.back().kind == Kind::digits));
        m_items.push_back({.group = group});
        if (group) put(";<", sign.node);
    } else {
        beginItem(m_at + 1, end, sign.node, false);
    }
    if (sole && base.kind == SignKind::comparison) { // the blanks stand around all of it
        if (m_scripts == 0 && previous()) space();
        m_comparisons.push_back(sign.partner);
        put(uebCells(base.character).cells, base.node);
        ++m_at;
    }
}

void UebBuilder::modifier(const Sign &sign)
{
    endItem(sign.node);
    const bool below = sign.kind == SignKind::under;
    const std::size_t end = sign.partEnd;
    const std::string_view shorter = end == m_at + 2 ? shortModifier(m_signs[m_at + 1].character, below) : "";
    if (!shorter.empty()) {
        put(shorter, m_signs[m_at + 1].node);
        ++m_at;
        m_items.push_back({});
        return;
    }
    put(below ? ".5" : ".9", sign.node);
    if (end == m_at + 2 && m_signs[m_at + 1].character == U'\u00A8') { // two dots
        m_items.push_back({.group = true, .script = true});
        ++m_scripts;
        put(";<", sign.node);
        put("44", m_signs[++m_at].node);
        return;
    }
    beginItem(m_at + 1, end, sign.node, true);
}

void UebBuilder::tableBracket(std::uint32_t index)
{
    const Sign &sign = m_signs[index];
    put(",", sign.node);
    put(uebCells(sign.character).cells, sign.node, sign.kind == SignKind::open ? Kind::open : Kind::close);
}

void UebBuilder::table(const Sign &sign)
{
    const auto at = static_cast<std::uint32_t>(m_at);
    if (sign.kind == SignKind::tableBegin) {
        Table table;
        const Sign *before = previous();
        table.bracketed = before && (before->kind == SignKind::open || before->kind == SignKind::bar);
        table.open = at - 1;
        table.close = sign.partner + 1;
        table.closed = table.bracketed && table.close < m_signs.size() &&
                       (m_signs[table.close].kind == SignKind::close || m_signs[table.close].kind == SignKind::bar);
        m_tables.push_back(table);
        return;
    }
    Table &table = m_tables.back();
    if (sign.kind == SignKind::tableCell) {
        if (previous()->kind != SignKind::tableRow) space();
        if ((sign.flags & emptyPart) != 0) put("+", sign.node);
        return;
    }
    const bool last = sign.kind == SignKind::tableEnd;
    if (!table.first && table.closed) tableBracket(table.close);
    if (!last) {
        if (!table.first) {
            put("_", sign.node); // the line goes on
            space();
        }
        if (table.bracketed) tableBracket(table.open);
        table.first = false;
        return;
    }
    m_tableClosed = table.closed;
    m_tables.pop_back();
}

} // namespace mathtts
