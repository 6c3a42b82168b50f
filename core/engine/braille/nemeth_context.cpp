// SPDX-License-Identifier: GPL-3.0-or-later
// What the Nemeth Code wants to know of the signs around the one that is written.
#include "nemeth.h"

#include "engine/tree/characters.h"

#include <algorithm>

namespace mathtts
{

bool endsPart(SignKind kind)
{
    switch (kind) {
    case SignKind::close:
    case SignKind::comma:
    case SignKind::fractionLine:
    case SignKind::fractionEnd:
    case SignKind::radicand:
    case SignKind::rootEnd:
    case SignKind::scriptEnd:
    case SignKind::under:
    case SignKind::over:
    case SignKind::modifiedEnd:
    case SignKind::stackLine:
    case SignKind::stackEnd:
    case SignKind::encloseEnd:
    case SignKind::tableRow:
    case SignKind::tableCell:
    case SignKind::tableEnd: return true;
    default: return false;
    }
}

bool beginsPart(SignKind kind)
{
    switch (kind) {
    case SignKind::open:
    case SignKind::fractionBegin:
    case SignKind::fractionLine:
    case SignKind::rootBegin:
    case SignKind::radicand:
    case SignKind::superscript:
    case SignKind::subscript:
    case SignKind::under:
    case SignKind::over:
    case SignKind::modified:
    case SignKind::stackBegin:
    case SignKind::stackLine:
    case SignKind::encloseBegin:
    case SignKind::tableBegin:
    case SignKind::tableRow:
    case SignKind::tableCell: return true;
    default: return false;
    }
}

bool isBarSign(char32_t character)
{
    switch (character) {
    case U'\u00AF':
    case U'\u203E':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2212':
    case U'\u0304':
    case U'\u0305':
    case U'\u0332':
    case U'\u23AF':
    case U'\uFE4D':
    case U'\uFF3F':
    case U'_':
    case U'-': return true;
    default: return false;
    }
}

bool isOpeningQuote(char32_t character)
{
    return character == U'\u201C' || character == U'\u2018';
}

bool isArrow(char32_t character)
{
    return (character >= U'\u2190' && character <= U'\u21FF') || (character >= U'\u27F0' && character <= U'\u27FF');
}

bool isMembership(char32_t character)
{
    return character >= U'\u2208' && character <= U'\u220D';
}

/*! Finds, for every bracket and comma, what the signs after it hold: one pass with a stack. */
void Nemeth::lookAhead()
{
    struct Open {
        std::uint32_t start = 0; // the bracket, or the structure's first sign
        std::uint32_t item = 0;  // the bracket or the last comma
        bool bracket = false;
        bool comma = false;
        bool other = false;    // something that a list doesn't hold
        std::uint32_t bar = 0; // index of a bar without partner
        bool hasBar = false;
    };
    const auto size = static_cast<std::uint32_t>(m_signs.size());
    m_ahead.assign(size + 1, {});
    m_partner.assign(size, 0);
    m_bars.assign(size, Bar::open);
    std::vector<Open> open;
    open.push_back({.start = size, .item = size});
    const auto leave = [&] {
        const Open &left = open.back();
        if (!left.bracket && left.comma) m_ahead[left.start].spaced = true; // items in a script
        if (left.bracket) m_ahead[left.start].list = left.comma && !left.other;
        if (left.hasBar) m_bars[left.bar] = Bar::infix;
        open.pop_back();
    };
    bool blankBefore = false;
    SignKind before = SignKind::open;
    for (std::uint32_t at = 0; at < size; ++at) {
        const Sign &sign = m_signs[at];
        m_partner[at] = at;
        if (sign.kind == SignKind::blank) {
            blankBefore = true;
            continue;
        }
        Open &top = open.back();
        const bool inner = open.size() > 1 && !top.bracket;
        switch (sign.kind) {
        case SignKind::number:
            if (blankBefore && before == SignKind::number) m_ahead[top.item].spaced = true;
            break;
        case SignKind::bar:
            if (top.hasBar && m_signs[top.bar].character == sign.character) {
                top.hasBar = false;
                m_bars[at] = Bar::close;
            } else if (!top.hasBar) {
                top.hasBar = true;
                top.bar = at;
            }
            break;
        case SignKind::open: open.push_back({.start = at, .item = at, .bracket = true}); break;
        case SignKind::close:
            if (!top.bracket) break;
            m_partner[at] = top.start;
            m_partner[top.start] = at;
            leave();
            break;
        case SignKind::operation:
            if (sign.character == U'+' && !inner) m_sum = true;
            break;
        case SignKind::comparison:
            if (sign.character == U'\u2237') m_proportion = true;
            m_ahead[top.item].comparison = true;
            top.other = true;
            break;
        case SignKind::word:
            if ((sign.flags & inText) != 0) top.other = true;
            break;
        case SignKind::punctuation:
            if (sign.character == U';') {
                top.other = true;
                if (top.bracket) m_ahead[top.start].parted = true;
            }
            if (sign.character == U':') top.item = at;
            break;
        case SignKind::comma:
            top.comma = true;
            top.item = at;
            break;
        case SignKind::fractionBegin:
        case SignKind::rootBegin:
        case SignKind::superscript:
        case SignKind::subscript:
        case SignKind::modified:
        case SignKind::stackBegin:
        case SignKind::encloseBegin:
        case SignKind::tableBegin: open.push_back({.start = at, .item = at}); break;
        case SignKind::fractionEnd:
        case SignKind::rootEnd:
        case SignKind::scriptEnd:
        case SignKind::modifiedEnd:
        case SignKind::stackEnd:
        case SignKind::encloseEnd:
        case SignKind::tableEnd:
            while (open.size() > 1 && open.back().bracket)
                leave(); // brackets that were never closed
            if (open.size() > 1) leave();
            break;
        default: break;
        }
        blankBefore = false;
        before = sign.kind;
    }
    while (!open.empty())
        leave();
    m_itemEnds.assign(size, false);
    for (std::uint32_t at = size; at-- > 0;) {
        const SignKind kind = m_signs[at].kind;
        const bool primes = kind == SignKind::superscript && (m_signs[at].flags & onlyPrimes) != 0;
        const bool set = primes || kind == SignKind::punctuation || kind == SignKind::ellipsis ||
                         (kind == SignKind::comma && (m_signs[at].flags & written) == 0);
        const bool passed =
            kind == SignKind::close || kind == SignKind::blank || (kind == SignKind::bar && m_bars[at] == Bar::close);
        m_itemEnds[at] = set || (passed && at + 1 < size && m_itemEnds[at + 1]);
    }
}

/*! The next sign from \a from on that is written; blanks are not. */
const Sign *Nemeth::next(std::size_t from) const
{
    for (; from < m_signs.size(); ++from) {
        const SignKind kind = m_signs[from].kind;
        if (kind != SignKind::blank && kind != SignKind::argument) return &m_signs[from];
    }
    return nullptr;
}

/*! Whether a sign of operation here has nothing to its left that it could join. */
bool Nemeth::leading() const
{
    for (std::size_t at = m_at; at > 0; --at) {
        const SignKind kind = m_signs[at - 1].kind;
        if (kind == SignKind::blank || kind == SignKind::argument) continue;
        return kind == SignKind::comma || kind == SignKind::comparison || kind == SignKind::operation ||
               kind == SignKind::punctuation || beginsPart(kind);
    }
    return true;
}

/*! Whether readers state the level of the line before the sign of comparison: a membership, or what a colon sets apart,
 *  but for maps. */
bool Nemeth::isStatedBefore(const Sign &sign) const
{
    return m_reader && (isMembership(sign.character) || (m_colon == m_brackets.size() + 1 && !isArrow(sign.character)));
}

/*! Whether the signs from \a from on want the level of the line stated after a script (§80): what stands after a blank
 *  or ends the line doesn't. \a beyond: the ends of the scripts around it are passed. */
bool Nemeth::returns(std::size_t from, bool beyond) const
{
    int passed = 0; // ends of scripts
    for (; from < m_signs.size(); ++from) {
        const Sign &sign = m_signs[from];
        switch (sign.kind) {
        case SignKind::blank:
        case SignKind::argument: continue;
        case SignKind::scriptEnd:
            ++passed;
            if (beyond) continue;
            return false;
        case SignKind::comparison: return isStatedBefore(sign);
        case SignKind::comma:
        case SignKind::tableCell:
        case SignKind::tableRow: return m_page;
        case SignKind::ellipsis:
        case SignKind::under:
        case SignKind::over:
        case SignKind::modifiedEnd: return false;
        case SignKind::punctuation: return m_reader && sign.character == U'?';
        case SignKind::bar:
            return !m_reader || (sign.character != U'\u2223' && !(m_bars[from] == Bar::close && m_itemEnds[from]));
        case SignKind::close: return !m_reader || !m_itemEnds[from]; // readers: nothing at the end of an item
        case SignKind::superscript:
        case SignKind::subscript:
            if ((sign.flags & aligned) == 0) return true;
            return m_reader && passed == 1 && (sign.flags & tensorScript) == 0; // the level of both
        case SignKind::operation: { // readers: nothing between a script and "plus ... plus"
            const Sign *after = next(from + 1);
            return !m_reader || !after || after->kind != SignKind::ellipsis;
        }
        default: return true;
        }
    }
    return false;
}

/*! §25, §26: whether a letter is neither next to a sign that makes it mathematics nor an item of an enclosed list. */
bool Nemeth::standsAlone() const
{
    if (!m_brackets.empty() && m_ahead[m_brackets.back()].list) return false;
    if (inScript()) return false;
    const Sign &self = m_signs[m_at];
    if (self.character == U'a' && (self.flags & inText) != 0 && m_at + 2 < m_signs.size() &&
        m_signs[m_at + 2].node == self.node) // an article
        return false;
    const Sign *before = nullptr;
    for (std::size_t at = m_at; at > 0 && !before; --at)
        if (m_signs[at - 1].kind != SignKind::blank) before = &m_signs[at - 1];
    const Sign *after = next();
    const auto apart = [&](const Sign *sign) {
        if (!sign) return true;
        switch (sign->kind) {
        case SignKind::comma:
        case SignKind::punctuation:
        case SignKind::ellipsis:
        case SignKind::tableCell:
        case SignKind::tableEnd:
        case SignKind::tableRow: return true;
        default: return false;
        }
    };
    // words and other letters of a text, when a blank stands between
    const auto text = [](const Sign *sign) {
        return sign &&
               (sign->kind == SignKind::word || ((sign->flags & inText) != 0 && sign->kind == SignKind::letter));
    };
    const bool blankBefore = m_at > 0 && m_signs[m_at - 1].kind == SignKind::blank;
    const bool blankAfter = m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::blank;
    const bool opened = before && before->kind == SignKind::open;
    const bool closed = after && after->kind == SignKind::close;
    if (opened && closed) return false;
    // §25 in a table in one line: what touches the sign between rows or the bracket doesn't stand alone
    const bool laterRow = before && before->kind == SignKind::tableCell && before - m_signs.data() > 1 &&
                          before[-1].kind == SignKind::tableRow && before[-2].kind != SignKind::tableBegin;
    const bool first = before && before->kind == SignKind::tableCell && !laterRow && before - m_signs.data() > 1 &&
                       before[-1].kind == SignKind::tableRow;
    const bool last = after && after->kind == SignKind::tableEnd;
    const bool bracketed = (first || last) && m_tables.back().close && m_tables.back().open->character != U'(';
    if (laterRow || bracketed) return false;
    const auto isCharacter = [this](std::size_t at) {
        return m_signs[at].kind == SignKind::blank && m_signs[at].text.empty();
    };
    const bool left = apart(before) || opened || (blankBefore && (text(before) || isCharacter(m_at - 1)));
    const bool right = apart(after) || closed || (blankAfter && (text(after) || isCharacter(m_at + 1)));
    return left && right;
}

/*! Whether a colon stands between two terms of the same shape: they are to each other. */
bool Nemeth::isRatio() const
{
    std::size_t left = m_at;
    std::size_t right = m_at + 1;
    const auto ends = [this](std::size_t at, bool forward) {
        const Sign &sign = m_signs[at];
        if (sign.kind == SignKind::comma || sign.kind == SignKind::punctuation) return true;
        if (sign.kind == SignKind::open) return !forward && m_partner[at] > m_at;
        if (sign.kind == SignKind::close) return forward && m_partner[at] < m_at;
        return forward ? sign.partner < m_at && endsPart(sign.kind) : sign.partner > m_at && beginsPart(sign.kind);
    };
    while (true) {
        const bool start = left == 0 || ends(left - 1, false);
        const bool end = right == m_signs.size() || ends(right, true);
        if (start || end) {
            if (!start || !end || right == m_at + 1) return false;
            const Sign &one = m_signs[m_at - 1];
            const Sign &other = m_signs[m_at + 1];
            return right > m_at + 2 || (one.kind == other.kind && one.variant == other.variant);
        }
        --left;
        if (m_signs[left].kind == SignKind::comparison || m_signs[right].kind == SignKind::comparison) return false;
        ++right;
    }
}

/*! Whether the next comparison is an arrow, in no inner brackets: what stands before is a map. */
bool Nemeth::arrowFollows()
{
    if (m_at < m_arrowUntil) return m_arrow; // the signs after an earlier colon
    m_arrow = false;
    std::size_t at = m_at + 1;
    for (; at < m_signs.size(); ++at) {
        const Sign &sign = m_signs[at];
        if (sign.kind == SignKind::comparison) m_arrow = isArrow(sign.character);
        if (sign.kind == SignKind::comparison || sign.kind == SignKind::comma || sign.kind == SignKind::close) break;
        if (sign.kind == SignKind::open && m_partner[at] > at) at = m_partner[at];
    }
    m_arrowUntil = at;
    return m_arrow;
}

/*! Whether the sign is all that a part of a structure holds. */
bool Nemeth::solitary() const
{
    const bool left = m_at == 0 || beginsPart(m_signs[m_at - 1].kind);
    const bool right = m_at + 1 == m_signs.size() || endsPart(m_signs[m_at + 1].kind);
    return left && right;
}

/*! Whether what ends before \a at is the name of a function: its argument follows in brackets, after its scripts. */
bool Nemeth::isApplied(std::size_t at) const
{
    while (at < m_signs.size() &&
           (m_signs[at].kind == SignKind::subscript || m_signs[at].kind == SignKind::superscript))
        at = m_signs[at].partner + 1;
    return at < m_signs.size() && m_signs[at].kind == SignKind::open && m_partner[at] > at && !m_ahead[at].spaced;
}

/*! Whether a bracket holds a list that goes on to the left of its first item. */
bool Nemeth::beginsWithDots(std::size_t bracket) const
{
    return bracket + 2 < m_signs.size() && m_signs[bracket + 1].kind == SignKind::ellipsis &&
           m_signs[bracket + 2].kind == SignKind::comma;
}

/*! Whether the sign has scripts of its own. */
bool Nemeth::hasScript() const
{
    if (m_at + 1 >= m_signs.size()) return false;
    const Sign &after = m_signs[m_at + 1];
    return (after.kind == SignKind::superscript || after.kind == SignKind::subscript) &&
           (after.flags & (leftScript | onlyPrimes)) == 0 && after.base == m_at;
}

/*! Whether the innermost brackets have a script. */
bool Nemeth::isPower() const
{
    if (m_brackets.empty()) return false;
    const std::size_t after = m_partner[m_brackets.back()] + std::size_t{1};
    return after > m_at && after < m_signs.size() && m_signs[after].kind == SignKind::superscript &&
           (m_signs[after].flags & onlyPrimes) == 0;
}

/*! Whether a question mark between two hyphens begins here, all of a text. */
bool Nemeth::isQuestion() const
{
    if (m_reader || m_at + 2 >= m_signs.size()) return false;
    const Sign &first = m_signs[m_at];
    const Sign &last = m_signs[m_at + 2];
    return (first.flags & inText) != 0 && first.character == U'-' && m_signs[m_at + 1].character == U'?' &&
           last.character == U'-' && first.node == last.node && (m_at == 0 || m_signs[m_at - 1].node != first.node) &&
           (m_at + 3 == m_signs.size() || m_signs[m_at + 3].node != first.node);
}

/*! Whether a modified expression is one digit under a dot, as of a recurring decimal. */
bool Nemeth::isDottedDigit(std::size_t at) const
{
    if (at + 4 >= m_signs.size() || m_signs[at].kind != SignKind::modified || m_signs[at].partner != at + 4)
        return false;
    const char32_t mark = m_signs[at + 3].character;
    return m_signs[at + 1].kind == SignKind::number && (m_signs[at].flags & simpleBase) != 0 &&
           m_signs[at + 2].kind == SignKind::over && (mark == U'.' || mark == U'\u02D9' || mark == U'\u00B7');
}

/*! The cells of a chemical bond between two symbols of elements; empty when the sign is none. */
std::string_view Nemeth::bond() const
{
    if (m_at == 0 || m_at + 1 == m_signs.size() || m_reader || inScript()) return "";
    const SignKind after = m_signs[m_at + 1].kind;
    if (!isChemicalSign(m_at - 1) || (m_signs[m_at + 1].flags & chemical) == 0 ||
        (after != SignKind::letter && after != SignKind::word))
        return "";
    switch (m_signs[m_at].character) {
    case U'-':
    case U'\u2212': return "_3]";
    case U'=': return m_sum ? "" : "_7]";
    case U'\u2261': return "_=]";
    default: return "";
    }
}

std::string_view Nemeth::cellsOf(char32_t character) const
{
    const Cells found = nemethCells(character);
    return m_reader ? found.reader : found.cells;
}

} // namespace mathtts
