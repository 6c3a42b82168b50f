// SPDX-License-Identifier: GPL-3.0-or-later
// Fractions, roots, scripts and other structures in the Nemeth Code.
#include "nemeth.h"

#include "page.h"

namespace mathtts
{

namespace
{
// Begins another row where all must stand in one line: no cell of the Code, dots 1 3 4 7 8.
constexpr char32_t rowSign = U'\u28CD';

bool isOfSetsOrLogic(char32_t character)
{
    return (character >= U'\u2227' && character <= U'\u222A') || (character >= U'\u22C0' && character <= U'\u22C3') ||
           (character >= U'\u2A5E' && character <= U'\u2A63');
}
} // namespace

void Nemeth::fraction(const Sign &sign)
{
    const bool mixed = (sign.flags & mixedNumber) != 0;
    const std::string nesting(sign.order, ',');
    if (sign.kind == SignKind::fractionBegin) {
        start(sign);
        put(nesting, sign.node);
        put(mixed ? "_?" : "?", sign.node);
    } else {
        m_blank = Blank::none;
        const bool last = sign.kind == SignKind::fractionEnd;
        if (last && m_reader && endsInSubscript() && !returns(m_at + 1, true))
            m_level = m_target;
        else
            level(sign.node);
        put(nesting, sign.node);
        const bool slanted = (sign.flags & bevelled) != 0;
        put(last ? (mixed ? "_#" : "#") : (slanted ? "_/" : "/"), sign.node);
    }
    settle(false);
}

/*! One above the other without a line: a binomial coefficient when brackets stand around it. */
void Nemeth::stack(const Sign &sign)
{
    const std::size_t begin = sign.kind == SignKind::stackBegin ? m_at : m_stacks.back();
    const std::size_t after = m_signs[begin].partner + std::size_t{1};
    const bool enclosed =
        begin > 0 && after < m_signs.size() && m_signs[begin - 1].character == U'(' && m_signs[after].character == U')';
    const bool bare = m_reader || enclosed; // else it would be read as one line
    if (sign.kind == SignKind::stackBegin) {
        start(sign);
        m_stacks.push_back(static_cast<std::uint32_t>(m_at));
        if (!bare) put('?', sign.node);
    } else {
        m_blank = Blank::none;
        const bool last = sign.kind == SignKind::stackEnd;
        if (!last || !bare) level(sign.node);
        if (!last)
            put(bare ? '%' : '/', sign.node);
        else if (!bare)
            put('#', sign.node);
        if (last) m_stacks.pop_back();
    }
    settle(false);
}

void Nemeth::root(const Sign &sign)
{
    const std::string nesting(sign.order, '.');
    const bool index = (sign.flags & hasIndex) != 0;
    if (sign.kind == SignKind::rootBegin) {
        start(sign);
        put(nesting, sign.node);
        put(index ? '<' : '>', sign.node);
    } else {
        m_blank = Blank::none;
        const bool last = sign.kind == SignKind::rootEnd;
        if (last && m_reader && endsInSubscript() && !returns(m_at + 1, true))
            m_level = m_target;
        else
            level(sign.node);
        if (last) {
            put(nesting, sign.node);
            put(']', sign.node);
        } else if (index) {
            put('>', sign.node);
        }
    }
    settle(false);
}

/*! Whether a subscript, or a tensor's script, ends right here. */
bool Nemeth::endsInSubscript() const
{
    const Sign *before = previous();
    if (!before || before->kind != SignKind::scriptEnd) return false;
    const Sign &begin = m_signs[before->partner];
    return begin.kind == SignKind::subscript || (begin.flags & tensorScript) != 0;
}

void Nemeth::script(const Sign &sign)
{
    const bool below = sign.kind == SignKind::subscript;
    // §77: a number below a letter needs no indicator
    const bool bare = below && (sign.flags & plainNumber) != 0 && (sign.flags & leftScript) == 0 &&
                      (m_reader || !inScript()) && m_base && m_level == m_target && m_blank == Blank::none;
    const bool primes = (sign.flags & onlyPrimes) != 0 && !(m_reader && returns(sign.partner + 1, true) && m_base &&
                                                            m_signs[sign.partner + 1].kind != SignKind::subscript &&
                                                            m_signs[sign.partner + 1].kind != SignKind::superscript);
    m_targets.push_back(m_target.size());
    m_bare.push_back(bare || primes);
    if (bare) {
        m_joins = false;
        m_numeric = false;
        return;
    }
    if (primes) return;
    if (m_blank != Blank::none) flushBlank();
    const bool begins = m_at > 0 && beginsPart(m_signs[m_at - 1].kind) && inScript();
    if ((sign.flags & aligned) == 0 && !begins) {
        if (m_afterBare && !m_reader)
            put('"', sign.node);
        else
            level(sign.node);
    }
    m_target += below ? ';' : '^';
    settle(m_reader && m_ahead[m_at].spaced);
    charge(sign);
}

/*! In chemistry a charge of two pluses is written as 2+. */
void Nemeth::charge(const Sign &sign)
{
    const std::size_t from = m_at + 1;
    const std::size_t count = sign.partner - from;
    if (m_reader || count < 2 || m_at == 0 || !isChemicalSign(m_at - 1)) return;
    for (std::size_t at = from; at < sign.partner; ++at)
        if (m_signs[at].kind != SignKind::operation ||
            cellsOf(m_signs[at].character) != cellsOf(m_signs[from].character))
            return;
    level(sign.node);
    put(std::to_string(count), m_signs[from].node);
    put(cellsOf(m_signs[from].character), m_signs[from].node);
    m_at += count;
}

/*! Whether the sign is chemistry, or the end of something that is. */
bool Nemeth::isChemicalSign(std::size_t at) const
{
    while (m_signs[at].kind == SignKind::scriptEnd) {
        if (m_signs[at].partner == 0) return false; // a script before everything
        at = m_signs[at].partner - 1;
    }
    return (m_signs[at].flags & chemical) != 0;
}

void Nemeth::scriptEnd(const Sign &sign)
{
    const bool bare = m_bare.back();
    m_target.resize(m_targets.back());
    m_targets.pop_back();
    m_bare.pop_back();
    const Sign &begin = m_signs[sign.partner];
    if (bare) {
        const bool below = begin.kind == SignKind::subscript;
        const bool base = m_base && !below;
        settle(false);
        m_afterBare = below;
        m_base = base;
        // behind primes in the same place the return to the line is written
        if (!m_reader && below && (begin.flags & aligned) != 0) m_level = m_target + ';';
        return;
    }
    if (m_blank != Blank::argument) m_blank = Blank::none;
    settle(false);
    const Sign *after = next();
    if (m_reader && (begin.flags & leftScript) == 0 && m_signs[begin.base].kind == SignKind::comparison && after &&
        !endsPart(after->kind) && (after->flags & aligned) == 0) { // the blank of a sign of comparison
        level(sign.node);
        m_numeric = true;
        return blankLater(Blank::comparison);
    }
    // readers go back level by level
    if (m_reader && inScript() && m_level.size() > m_target.size() && returns(m_at + 1, true)) level(sign.node);
}

/*! §99: digits that recur, each under its dot, are one modified expression. */
bool Nemeth::dottedDigits(const Sign &sign)
{
    if (m_reader || !isDottedDigit(m_at) || !isDottedDigit(m_at + 5)) return false;
    start(sign);
    put('"', sign.node);
    for (; isDottedDigit(m_at); m_at += 5)
        put(m_signs[m_at + 1].text, m_signs[m_at + 1].node);
    --m_at;
    put("<*]", m_signs[m_at].node);
    settle(false);
    return true;
}

/*! Signs that are compounded vertically with bars and equals signs are one, written from top to bottom: of comparison,
 *  of sets and of logic. */
bool Nemeth::compound()
{
    if (!m_reader || (m_at > 0 && m_signs[m_at - 1].kind == SignKind::modified)) return false;
    std::size_t at = m_at;
    while (m_signs[at].kind == SignKind::modified)
        ++at;
    const Sign &core = m_signs[at];
    const bool comparison = core.kind == SignKind::comparison && !isArrow(core.character);
    if (!comparison && !isOfSetsOrLogic(core.character)) return false;
    std::string above;
    std::string below;
    for (const std::size_t end = m_signs[m_at].partner; at < end;) {
        ++at;
        if (m_signs[at].kind == SignKind::modifiedEnd) continue;
        if (!beginsPart(m_signs[at].kind) || m_signs[at].partEnd != at + 2) return false;
        const char32_t mark = m_signs[at + 1].character;
        if (mark != U'=' && !isBarSign(mark)) return false;
        const std::string_view cells = mark == U'=' ? ".K" : ":";
        if (m_signs[at].kind == SignKind::under)
            below += cells;
        else if (m_signs[at].kind == SignKind::over)
            above.insert(0, cells);
        else
            return false;
        ++at;
    }
    for (std::string *side : {&above, &below})
        if (*side == "::") *side = ".K"; // two bars are an equals sign
    const Sign *before = previous();
    if (comparison && before && !beginsPart(before->kind)) {
        m_blank = Blank::none;
        blank();
        m_level.clear();
    }
    start(core);
    put(above, core.node);
    put(cellsOf(core.character), core.node);
    put(below, core.node);
    m_at = at;
    settle(comparison);
    const Sign *after = next();
    if (comparison && after && !endsPart(after->kind)) blankLater(Blank::comparison);
    return true;
}

void Nemeth::modified(const Sign &sign)
{
    if (dottedDigits(sign)) return;
    if (compound()) return;
    const auto at = static_cast<std::uint32_t>(m_at);
    // §86: a bar over or under one letter or digit needs no other indicator
    if ((sign.flags & simpleBase) != 0 && sign.partner == at + 4 && isBarSign(m_signs[at + 3].character) &&
        !(m_reader && isApplied(sign.partner + std::size_t{1}))) {
        const NodeId bar = m_signs[at + 3].node;
        const bool below = m_signs[at + 2].kind == SignKind::under;
        const bool outer = !m_merged.empty() && m_merged.back() == sign.partner;
        start(sign);
        write(m_signs[++m_at]);
        put(below ? "%:" : ":", bar);
        m_at += 3;
        m_joins = false;
        m_base = !m_reader;
        if (outer) m_merged.pop_back();
        return;
    }
    if (sign.partner == at + 4 && isBarSign(m_signs[at + 3].character) && m_signs[at + 1].character == U'?') {
        omission(m_signs[at + 1]); // something left out, over its line
        m_at += 4;
        return;
    }
    // a bar over a bar: one expression with two modifiers
    const Sign *inner = at + 1 < m_signs.size() ? &m_signs[at + 1] : nullptr;
    const bool again = m_reader && inner && inner->kind == SignKind::modified && inner->order == sign.order &&
                       sign.order != 3 && inner->partner + 2 < m_signs.size() &&
                       endsPart(m_signs[inner->partner + 1].kind) && isBarSign(m_signs[inner->partner - 1].character) &&
                       isBarSign(m_signs[inner->partner + 2].character);
    const bool merged = !m_merged.empty() && m_merged.back() == sign.partner;
    if (again) m_merged.push_back(inner->partner);
    if (merged) return;
    const bool compared =
        inner && inner->kind == SignKind::comparison && at + 2 < m_signs.size() && endsPart(m_signs[at + 2].kind);
    if (compared) { // the whole is a sign of comparison
        const Sign *before = previous();
        if (before && !beginsPart(before->kind)) {
            m_blank = Blank::none;
            blank();
            m_level.clear();
        }
        m_compared.push_back(sign.partner);
    }
    start(sign);
    // within a script the indicator would be read as a return to the line: the level is stated again (§80)
    if (!m_reader && inScript() && m_at > 0 && !beginsPart(m_signs[m_at - 1].kind)) put(m_target, sign.node);
    put('"', sign.node);
    if (m_reader) return;
    const Sign *before = previous();
    if (!before || before->kind != SignKind::punctuation) m_numeric = m_joins = m_afterBare = false;
}

void Nemeth::modifier(const Sign &sign)
{
    m_blank = Blank::none;
    level(sign.node);
    if ((sign.flags & emptyPart) != 0) return;
    put(sign.kind == SignKind::under ? '%' : '<', sign.node);
    settle(m_reader && m_ahead[m_at].spaced);
    m_inModifier = true;
}

void Nemeth::modifiedEnd(const Sign &sign)
{
    m_inModifier = false;
    m_blank = Blank::none;
    if (!m_merged.empty() && m_merged.back() == m_at) {
        m_merged.pop_back();
        return;
    }
    level(sign.node);
    put(']', sign.node);
    settle(false);
    if (!m_compared.empty() && m_compared.back() == m_at) {
        m_compared.pop_back();
        const Sign *after = next();
        if (after && !endsPart(after->kind)) blankLater(Blank::comparison);
        m_numeric = true;
    }
}

void Nemeth::enclose(const Sign &sign)
{
    struct Shape {
        std::string_view notation;
        std::string_view begin;
        std::string_view end;
    };
    static constexpr auto shapes = std::to_array<Shape>({
        {"circle", "$C_$", "]"},
        {"roundedbox", "$R_$", "]"},
        {"box", "$R_$", "]"},
        {"phasorangle", "$[_$", "]"},
        {"updiagonalstrike", "[", "]"},
        {"downdiagonalstrike", "[", "]"},
        {"horizontalstrike", "[", "]"},
        {"verticalstrike", "[", "]"},
    });
    for (const Shape &shape : shapes) {
        if (!sign.text.contains(shape.notation)) continue;
        if (sign.kind == SignKind::encloseBegin) {
            start(sign);
            const bool box = shape.begin == "$R_$";
            const bool numeric = m_reader ? m_numeric : box;
            const bool square = !m_reader && box && (sign.flags & simpleBase) != 0;
            put(square ? std::string_view("$4_$") : shape.begin, sign.node);
            settle(numeric || shape.notation == "phasorangle" || shape.notation == "circle");
        } else {
            m_blank = Blank::none;
            level(sign.node);
            put(shape.end, sign.node);
            settle(false);
        }
        return;
    }
}

void Nemeth::tableBracket(const Sign *bracket, bool enlarged)
{
    if (!bracket) return;
    const std::string_view cells = cellsOf(bracket->character);
    if (cells.empty()) return;
    if (!enlarged) return put(cells, bracket->node);
    // the indicator of size: before the bracket's last cell, or before all of it
    const std::size_t split = m_reader ? cells.size() - 1 : 0;
    put(cells.substr(0, split), bracket->node);
    put(',', bracket->node);
    put(cells.substr(split), bracket->node);
}

/*! The marks of a table that is to be set in columns. */
void Nemeth::markTable(const Sign &sign)
{
    m_blank = m_blank == Blank::word && sign.kind == SignKind::tableBegin ? Blank::none : m_blank;
    if (sign.kind == SignKind::tableBegin) {
        start(sign);
        const std::size_t end = sign.partner + std::size_t{1};
        const Sign *before = previous();
        Table table;
        if (before && (before->kind == SignKind::open || before->kind == SignKind::bar)) table.open = before;
        if (table.open && end < m_signs.size() &&
            (m_signs[end].kind == SignKind::close || m_signs[end].kind == SignKind::bar))
            table.close = &m_signs[end];
        m_tables.push_back(table);
        mark((sign.flags & ruledTable) != 0 ? tableMark::ruled : tableMark::begin, sign.node);
        tableBracket(table.open, true);
        mark(tableMark::close, sign.node);
        tableBracket(table.close, true);
        settle(true);
        return;
    }
    m_blank = Blank::none;
    if (sign.kind != SignKind::tableEnd || returns(m_at + 1, true)) level(sign.node);
    m_level = m_target;
    settle(sign.kind != SignKind::tableEnd);
    switch (sign.kind) {
    case SignKind::tableRow: mark(tableMark::row, sign.node); break;
    case SignKind::tableCell: mark(tableMark::cell, sign.node); break;
    default: mark(tableMark::end, sign.node); m_tables.pop_back();
    }
}

/*! A table or matrix in one line, row by row. */
void Nemeth::table(const Sign &sign)
{
    if (m_page) return markTable(sign);
    if (sign.kind == SignKind::tableBegin) {
        start(sign);
        const Sign *before = previous();
        const std::size_t end = sign.partner + std::size_t{1};
        Table table;
        const auto bracket = [](const Sign &other, SignKind kind) {
            return other.kind == kind || other.kind == SignKind::bar;
        };
        if (before && bracket(*before, SignKind::open)) {
            table.open = before;
            if (end < m_signs.size() && bracket(m_signs[end], SignKind::close)) table.close = &m_signs[end];
        }
        table.stacked =
            m_reader && sign.order == 2 && (sign.flags & oneColumn) != 0 && table.open && table.open->character == U'(';
        table.enlarged = !table.stacked && (m_reader || (sign.order > 1 && table.close));
        m_tables.push_back(table);
        if (!m_reader || table.stacked) tableBracket(table.open, table.enlarged);
        settle(!table.stacked);
        return;
    }
    Table &table = m_tables.back();
    m_blank = Blank::none;
    if (m_reader || (sign.kind == SignKind::tableEnd && table.close)) level(sign.node);
    if (sign.kind == SignKind::tableEnd) {
        tableBracket(table.close, table.enlarged);
        m_tables.pop_back();
        settle(false);
        return;
    }
    if (sign.kind == SignKind::tableCell) {
        if (previous() && previous()->kind == SignKind::tableRow) return;
        blank();
        m_level.clear();
        settle(true);
        return;
    }
    const bool first = table.first;
    table.first = false;
    if (table.stacked) {
        if (!first) put('%', sign.node);
        settle(false);
        return;
    }
    if (m_reader) {
        if (!first) {
            tableBracket(table.close, true);
            blank();
        }
        tableBracket(table.open, true);
        settle(true);
    } else if (!first) {
        blank();
        m_level.clear();
        m_out.cells.push_back(rowSign);
        m_out.nodes.push_back(sign.node);
        settle(false);
    }
}

} // namespace mathtts
