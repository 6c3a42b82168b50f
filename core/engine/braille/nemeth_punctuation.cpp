// SPDX-License-Identifier: GPL-3.0-or-later
// Punctuation, dots, blanks and what is left out in the Nemeth Code.
#include "nemeth.h"

#include "engine/tree/characters.h"

#include <algorithm>
#include <charconv>

namespace mathtts
{

namespace
{

bool isClosingQuote(char32_t character)
{
    return character == U'\u201D' || character == U'\u2019';
}

/*! Whether a blank is a character of its own, or as wide as \a ems. */
bool isWide(const Sign &sign, double ems)
{
    if (sign.text.empty()) return true;
    double width = 0;
    const auto [end, error] = std::from_chars(sign.text.data(), sign.text.data() + sign.text.size(), width);
    return error == std::errc() && width >= ems && sign.text.ends_with("em");
}

} // namespace

void Nemeth::decimalPoint(const Sign &sign)
{
    start(sign);
    const Sign &after = m_signs[m_at + 1];
    const bool digits =
        after.kind == SignKind::number ||
        (after.kind == SignKind::modified && m_at + 2 < m_signs.size() && m_signs[m_at + 2].kind == SignKind::number);
    if (m_numeric && digits)
        put('#', sign.node);
    else if (m_joins || m_afterBare)
        put('"', sign.node);
    put('.', sign.node);
    if (!digits && after.kind != SignKind::modified) put('"', sign.node);
    settle(false);
}

void Nemeth::punctuation(const Sign &sign)
{
    const Sign *before = previous();
    const Sign *after = next();
    const char32_t mark = sign.character;
    const bool adjacent = m_at + 1 < m_signs.size() && after == &m_signs[m_at + 1] && !endsPart(after->kind) &&
                          after->kind != SignKind::punctuation;
    if (m_inModifier && mark == U'.') { // dots over or under something
        put('*', sign.node);
        return;
    }
    if (mark == U'.' && adjacent && (sign.flags & inUnit) == 0 &&
        (leading() || (before && before->kind == SignKind::letter) || after->kind == SignKind::number) &&
        (!before || before->kind != SignKind::word))
        return decimalPoint(sign);
    const bool opensText =
        mark == U'"' && !m_reader && (sign.flags & inText) != 0 && (!before || before->node != sign.node);
    if (opensText) {
        start(sign);
        put(cellsOf(mark), sign.node);
        return settle(true);
    }
    if (mark == U'\u2014' && m_reader && solitary()) { // a long dash: what was left out
        start(sign);
        put(cellsOf(mark), sign.node);
        return settle(false);
    }
    if (isOpeningQuote(mark)) {
        // a single one begins with the cell of a comma
        const bool bracketed = before && ((before->kind != SignKind::comma && before->kind != SignKind::blank) ||
                                          (!m_reader && mark == U'\u2018'));
        start(sign);
        if (bracketed) put('_', sign.node);
        put(cellsOf(mark), sign.node);
        settle(true);
        return;
    }
    if (mark == U'?' && !(m_inModifier && !m_reader) && (m_reader || leading() || (after && !endsPart(after->kind))))
        return omission(sign);
    if (mark == U':') return colon(sign);
    if (isClosingQuote(mark) && !before) { // an apostrophe
        put(',', sign.node);
        put('0', sign.node);
        settle(true);
        return;
    }
    m_blank = Blank::none;
    if (!inScript()) m_level.clear();
    // §37: the punctuation indicator, after anything but words and other punctuation
    const bool afterWord =
        before &&
        ((before->kind == SignKind::word && !isAllCapitals(before->text)) ||
         (before->kind == SignKind::punctuation && before->character != U'?' && !isOpeningQuote(before->character)));
    const bool alone = (!before && !after) || (sign.flags & inUnit) != 0;
    const bool ofText = m_reader && (sign.flags & inText) != 0;
    if (!afterWord && !alone && !ofText) put('_', sign.node);
    put(m_reader && mark == U'\u2019' ? std::string_view("0") : cellsOf(mark), sign.node);
    settle(true);
    if (m_reader && mark == U';') {
        blankLater(Blank::comma);
    }
}

void Nemeth::colon(const Sign &sign)
{
    m_blank = Blank::none;
    const Sign *before = previous();
    if (before && next() && (m_reader ? isRatio() : m_proportion)) {
        blank();
        m_level.clear();
        put("\"1", sign.node);
        blankLater(Blank::comparison);
        settle(true);
        return;
    }
    if (!inScript()) m_level.clear();
    const bool alone = !before && !next();
    put(alone ? "3" : "_3", sign.node);
    settle(true);
    m_colon = m_brackets.size() + 1;
    const bool set = !m_brackets.empty() && m_signs[m_brackets.back()].character == U'{';
    if ((m_brackets.empty() && arrowFollows()) || (!m_reader && set)) blankLater(Blank::comparison);
}

void Nemeth::ellipsis(const Sign &sign)
{
    if (m_inModifier) return put("***", sign.node);
    if (m_reader && !m_tables.empty() && solitary()) return put("'''", sign.node); // dots of any direction
    const Sign *before = previous();
    const Sign *after = next();
    if (!m_reader && sign.character == U'\u22EF' &&
        !(solitary() && !m_tables.empty())) { // stands for terms, as an operand
        start(sign);
        put(cellsOf(sign.character), sign.node);
        return settle(false);
    }
    const bool joinsLeft = !before || beginsPart(before->kind);
    const bool joinsRight = !after || endsPart(after->kind) || after->kind == SignKind::punctuation;
    const bool summand = before && before->kind == SignKind::operation;
    if (m_reader && before && before->kind == SignKind::open && beginsWithDots(m_at - 1)) {
        put(' ', noNode); // a list that goes on to the left as well
    } else if (!joinsLeft && !(m_reader && summand && !joinsRight)) {
        const bool twice = m_reader && m_blank == Blank::comparison && joinsRight;
        m_blank = Blank::none;
        blank();
        if (twice) put(' ', noNode);
    } else {
        flushBlank();
    }
    put(cellsOf(sign.character), sign.node);
    const bool money = !m_reader && after && characterFacts(after->character).kind == CharacterClass::symbol &&
                       after->kind == SignKind::symbol;
    if (!joinsRight && !money) blankLater(Blank::ellipsis);
    const bool endsScript = m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::scriptEnd;
    if (!m_reader && endsScript && returns(m_at + 1, true)) blank(); // before the return to the line
    if (m_reader) m_level = m_target;
    settle(!m_reader || m_brackets.empty());
}

/*! Something left out: a question mark, a line to be filled in. */
void Nemeth::omission(const Sign &sign)
{
    const Sign *before = previous();
    const Sign *after = next();
    const bool line = sign.kind == SignKind::blankLine;
    if (m_inModifier && line && solitary()) {
        put(':', sign.node);
        return;
    }
    const auto operand = [](const Sign *other) {
        return other && (other->kind == SignKind::number || other->kind == SignKind::letter);
    };
    const bool digit = before && after && before->node == sign.node && after->node == sign.node; // of a number
    const bool between = operand(before) && operand(after) && !digit;
    const bool money = before && before->kind == SignKind::symbol;
    const bool apart = between || (line && before && !beginsPart(before->kind) && !money);
    if (apart) blankLater(Blank::ellipsis);
    start(sign);
    put(line ? "----" : "=", sign.node);
    const bool follows = after && after->kind != SignKind::comma && after->kind != SignKind::close &&
                         after->kind != SignKind::punctuation;
    if (line && after && after->kind == SignKind::fractionLine) put(' ', noNode);
    if (between || (line && follows)) blankLater(Blank::ellipsis);
    settle(between || line);
}

/*! A written blank counts between words and numbers. */
void Nemeth::writtenBlank(const Sign &sign)
{
    if (m_at > 0 && m_signs[m_at - 1].kind == SignKind::blank) return; // one of several
    const Sign *after = next();
    const Sign *before = previous();
    const auto isInfix = [](const Sign *other) {
        return other && (other->kind == SignKind::comparison || other->kind == SignKind::operation);
    };
    // §57: where an operand is missing
    if (!m_reader && !sign.text.empty() && isWide(sign, 1.5) && (before || after) && (!before || isInfix(before)) &&
        (!after || isInfix(after))) {
        if (before && before->kind == SignKind::comparison) blank();
        return omission(sign);
    }
    if (!before || !after) return;
    const bool numbers = before->kind == SignKind::number && after->kind == SignKind::number;
    const auto text = [](const Sign &other) {
        return other.kind == SignKind::word || (other.flags & inText) != 0 || other.kind == SignKind::number;
    };
    const bool inside = (sign.flags & (inText | inUnit)) != 0 && before->node == after->node;
    const bool words = !m_reader && (text(*before) || text(*after) || before->kind == SignKind::scriptEnd) &&
                       (sign.flags & inText) != 0;
    // readers: a text stands between blanks when they are written, and a blank alone between terms
    const bool ofWords = m_reader && (sign.flags & inText) != 0 &&
                         ((before->kind == SignKind::word && before->node == sign.node) ||
                          (after->kind == SignKind::word && after->node == sign.node) ||
                          (before->kind < SignKind::blank && !isInfix(before) && before->kind != SignKind::comma &&
                           after->kind < SignKind::blank && !isInfix(after)));
    if (!m_reader && !numbers && !inside && !words && isWide(sign, 1)) {
        const bool apart = !beginsPart(before->kind) && before->kind != SignKind::comma && !endsPart(after->kind);
        if (m_blank == Blank::none && apart) blankLater(Blank::word);
        return;
    }
    const bool signedNumber =
        m_reader && before->kind == SignKind::number && after->kind == SignKind::operation && sign.text == "1em";
    if (!numbers && !inside && !words && !signedNumber && !ofWords) return;
    blankLater(Blank::word);
    const bool thin = sign.text == "thinmathspace" || sign.text == "0.167em";
    if (numbers && (m_reader ? thin && m_brackets.empty() : (sign.flags & inText) == 0)) { // one number in groups
        flushBlank();
        m_numeric = false;
    }
}

void Nemeth::argument(const Sign &sign)
{
    if (!m_reader && m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::scriptEnd) return;
    if ((sign.flags & written) != 0) {
        const Sign *after = next();
        const Sign *before = previous();
        if (!before || before->kind != SignKind::word || !after) return;
        const bool small = before->text.front() >= 'a' && before->text.front() <= 'z';
        if (m_reader ? !small : after->kind == SignKind::open) return;
    }
    blankLater(Blank::argument);
}

} // namespace mathtts
