// SPDX-License-Identifier: GPL-3.0-or-later
#include "nemeth.h"

#include "page.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

namespace
{

std::string_view typeform(Variant variant, bool reader)
{
    switch (variant) {
    case Variant::bold: return "_";
    case Variant::boldItalic: return "_.";
    case Variant::doubleStruck: return reader ? "@" : ",_";
    case Variant::boldFraktur: return "_";
    case Variant::script: return "@";
    case Variant::boldScript: return "_@";
    case Variant::calligraphic: return "@";
    case Variant::boldCalligraphic: return reader ? "@_" : "_@";
    case Variant::boldOldstyle: return "_";
    case Variant::sansSerif: return ",.";
    case Variant::boldSansSerif: return ",._";
    case Variant::sansSerifItalic: return ",..";
    case Variant::sansSerifBoldItalic: return ",._.";
    default: return "";
    }
}

bool isMinus(char32_t character)
{
    return character == U'-' || character == U'\u2212';
}

} // namespace

Nemeth::Nemeth(std::span<const Sign> signs, const BrailleOptions &options)
    : m_signs(signs)
    , m_reader(options.practice == NemethPractice::reader)
    , m_page(options.layout == BrailleLayout::page)
{
}

Braille Nemeth::run()
{
    lookAhead();
    for (m_at = 0; m_at < m_signs.size(); ++m_at)
        write(m_signs[m_at]);
    return std::move(m_out);
}

void Nemeth::put(std::string_view ascii, NodeId node)
{
    for (const char cell : ascii) {
        m_out.cells.push_back(cellOf(cell));
        m_out.nodes.push_back(node);
    }
}

void Nemeth::blank()
{
    if (m_out.cells.empty() || m_out.cells.back() == U'\u2800') return;
    if (m_out.cells.back() >= tableMark::begin && m_out.cells.back() != tableMark::end) return; // at an edge
    put(' ', noNode);
}

void Nemeth::blankLater(Blank kind)
{
    if (m_blank == Blank::none || kind != Blank::argument) m_blank = kind;
}

void Nemeth::flushBlank()
{
    if (m_blank == Blank::none) return;
    blank();
    if (m_blank != Blank::comma && m_blank != Blank::ellipsis) m_numeric = true;
    m_base = m_joins = m_afterBare = false;
    // what stands after a blank stands on the line, but for the parts of a comparison and of a list in a script
    if (m_blank == Blank::word || m_blank == Blank::argument)
        if (!inScript() || (m_blank == Blank::word && !m_reader)) m_level.clear();
    m_blank = Blank::none;
}

void Nemeth::level(NodeId node)
{
    if (m_level == m_target) return;
    put(m_target.empty() ? std::string_view("\"") : std::string_view(m_target), node);
    m_level = m_target;
    m_base = m_joins = m_afterBare = false;
}

void Nemeth::start(const Sign &sign)
{
    flushBlank();
    level(sign.node);
}

void Nemeth::write(const Sign &sign)
{
    switch (sign.kind) {
    case SignKind::letter: letter(sign); return;
    case SignKind::number: number(sign); return;
    case SignKind::word: word(sign); return;
    case SignKind::function: function(sign); return;
    case SignKind::operation: operation(sign); return;
    case SignKind::comparison: comparison(sign); return;
    case SignKind::open: open(sign); return;
    case SignKind::close: close(sign); return;
    case SignKind::bar: bar(sign); return;
    case SignKind::comma: comma(sign); return;
    case SignKind::punctuation: punctuation(sign); return;
    case SignKind::prime: prime(sign); return;
    case SignKind::ellipsis: ellipsis(sign); return;
    case SignKind::bigOperator:
    case SignKind::shape:
    case SignKind::symbol: symbol(sign); return;
    case SignKind::blankLine: omission(sign); return;
    case SignKind::blank: writtenBlank(sign); return;
    case SignKind::argument: argument(sign); return;
    case SignKind::fractionBegin:
    case SignKind::fractionLine:
    case SignKind::fractionEnd: fraction(sign); return;
    case SignKind::stackBegin:
    case SignKind::stackLine:
    case SignKind::stackEnd: stack(sign); return;
    case SignKind::rootBegin:
    case SignKind::radicand:
    case SignKind::rootEnd: root(sign); return;
    case SignKind::superscript:
    case SignKind::subscript: script(sign); return;
    case SignKind::scriptEnd: scriptEnd(sign); return;
    case SignKind::modified: modified(sign); return;
    case SignKind::under:
    case SignKind::over: modifier(sign); return;
    case SignKind::modifiedEnd: modifiedEnd(sign); return;
    case SignKind::encloseBegin:
    case SignKind::encloseEnd: enclose(sign); return;
    case SignKind::tableBegin:
    case SignKind::tableRow:
    case SignKind::tableCell:
    case SignKind::tableEnd: table(sign); return;
    }
}

void Nemeth::letter(const Sign &sign)
{
    const Sign *before = previous();
    // degrees Celsius, Fahrenheit: the unit stands apart from its ring
    const bool temperature = !m_reader && !inScript() && before && before->character == U'\u00B0' &&
                             (sign.character == U'C' || sign.character == U'F');
    const bool unitLetter = temperature || ((sign.flags & inUnit) != 0 && before && before->kind == SignKind::number);
    if (unitLetter) blankLater(Blank::word);
    start(sign);
    const bool latin = isLatin(sign.character);
    const bool capital = latin && sign.character <= U'Z';
    // a letter that is all of a formula and of a style is about the style
    const bool only = m_reader && m_signs.size() == 1;
    const bool italic = only && sign.variant == Variant::italic && (sign.flags & styledCharacter) != 0;
    const std::string_view form = italic && !latin ? std::string_view(".") : typeform(sign.variant, m_reader);
    put(form, sign.node);
    const bool german = sign.variant == Variant::fraktur || sign.variant == Variant::boldFraktur;
    if (german) put('_', sign.node);
    // readers: a style that the letter has from its surroundings is one of English letters
    const bool given = m_reader && (sign.flags & styledCharacter) == 0 &&
                       (german || sign.variant == Variant::oldstyle || sign.variant == Variant::boldOldstyle);
    if (german && !given) {
        // the letters of an alphabet of its own
    } else if (latin && (!form.empty() || given || italic || unitLetter || (!m_reader && standsAlone())))
        put(';', sign.node);
    if (latin) {
        if (capital) put(',', sign.node);
        put(static_cast<char>(capital ? sign.character : sign.character - U'a' + U'A'), sign.node);
    } else if (m_reader && sign.character == U'\u03D5' &&
               isApplied(before && before->kind == SignKind::modified ? before->partner + std::size_t{1} : m_at + 1)) {
        put('F', sign.node); // readers know this phi as the name of a function
    } else {
        put(cellsOf(sign.character), sign.node);
    }
    settle(false);
    m_base = m_joins = true;
}

void Nemeth::number(const Sign &sign)
{
    if ((sign.flags & continued) != 0) return put(sign.text, sign.node);
    start(sign);
    const std::string_view form = sign.variant == Variant::italic ? "." : typeform(sign.variant, m_reader);
    put(form, sign.node);
    if (sign.variant == Variant::fraktur || sign.variant == Variant::boldFraktur) put('_', sign.node);
    if (m_numeric || !form.empty())
        put('#', sign.node);
    else if (m_joins || m_afterBare)
        put('"', sign.node); // §177: a digit here is no index
    for (std::size_t at = 0; at < sign.text.size();) {
        const Decoded decoded = decodeUtf8(sign.text, at);
        at += decoded.length;
        const char32_t digit = characterFacts(decoded.character).base;
        put(digit == U'.' ? '.' : static_cast<char>(digit), sign.node);
    }
    if (sign.text.empty()) put(static_cast<char>(sign.character), sign.node);
    const Sign *after = m_at + 1 < m_signs.size() ? &m_signs[m_at + 1] : nullptr;
    settle(!form.empty() && after && after->kind == SignKind::number);
    if (sign.text.ends_with('.') && after && after->kind != SignKind::blank && after->kind != SignKind::tableEnd &&
        after->kind != SignKind::modified && (!m_reader || !endsPart(after->kind)))
        put('"', sign.node); // §177: a point, not a period
}

void Nemeth::word(const Sign &sign)
{
    if ((sign.flags & inText) != 0) m_colon = 0;
    const Sign *before = previous();
    if ((sign.flags & inUnit) != 0 && before && before->kind == SignKind::number) blankLater(Blank::word);
    start(sign);
    std::string cells;
    const bool allCapitals = isAllCapitals(sign.text);
    if (allCapitals && (sign.flags & (chemical | inUnit)) == 0) cells = ",,"; // holds for the word
    for (std::size_t at = 0; at < sign.text.size();) {
        const Decoded decoded = decodeUtf8(sign.text, at);
        at += decoded.length;
        const char32_t letter = characterFacts(decoded.character).base;
        if (letter >= U'A' && letter <= U'Z') {
            if (!cells.starts_with(",,") || !allCapitals) cells += ',';
            cells += static_cast<char>(letter);
        } else if (isLatin(letter)) {
            cells += static_cast<char>(letter - U'a' + U'A');
        } else if (isDigit(letter)) {
            cells += static_cast<char>(letter);
        } else if (letter == U' ' || letter == U'\u00A0' || letter == U'\u2009') {
            cells += ' ';
        } else {
            cells += cellsOf(letter);
        }
    }
    put(typeform(sign.variant, m_reader), sign.node);
    put(cells, sign.node);
    settle(m_reader);
    m_joins = !m_reader;
    m_base = (sign.flags & chemical) != 0;
}

void Nemeth::function(const Sign &sign)
{
    word(sign);
    settle(false);
    m_base = m_joins = true;
}

void Nemeth::operation(const Sign &sign)
{
    if (const std::string_view cells = bond(); !cells.empty()) {
        start(sign);
        put(cells, sign.node);
        return settle(false);
    }
    if (isQuestion()) { // -?- stands for something left out (§57)
        omission(sign);
        m_at += 2;
        return;
    }
    const bool minus = isMinus(sign.character);
    const bool signedNumber = minus || sign.character == U'\u00B1' || sign.character == U'\u2213';
    const bool before = leading();
    if (m_blank == Blank::argument && !before) m_blank = Blank::none;
    const bool due = m_numeric || (m_blank != Blank::none && m_blank != Blank::comma);
    const bool factorial = m_blank == Blank::factorial;
    const Sign *last = previous();
    const bool apart = m_blank == Blank::word || (last && last->kind == SignKind::blankLine);
    const Sign *after = next();
    if (m_reader && after && after->kind == SignKind::ellipsis) m_level = m_target;
    start(sign);
    const bool charge = inScript() && last == previous() && m_at > 1 && beginsPart(m_signs[m_at - 2].kind) &&
                        m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::scriptEnd;
    if (!charge && last && last->kind == SignKind::operation && (minus || sign.character == U'+') &&
        characterFacts(last->character).kind == CharacterClass::additive &&
        (last->character != U'+' || sign.character != U'+'))
        put('"', sign.node); // §177: two signs that would read as one
    put(cellsOf(sign.character), sign.node);
    const bool item =
        !last || last->kind == SignKind::open || last->kind == SignKind::tableCell || !beginsPart(last->kind);
    const bool second = last && (last->kind == SignKind::operation || last->character == U'[');
    const bool hyphen = minus && last && last->kind == SignKind::word && (last->flags & inText) != 0;
    settle(m_reader ? factorial || (minus && apart) ||
                          (signedNumber && before && item && !second && !inScript() && !isPower())
                    : (minus && before && due) || hyphen);
}

void Nemeth::comparison(const Sign &sign)
{
    if (const std::string_view cells = bond(); !cells.empty()) {
        start(sign);
        put(cells, sign.node);
        return settle(false);
    }
    const Sign *before = previous();
    const Sign *after = next();
    const bool indexed = hasScript();
    if (!m_reader && (sign.character == U'\u2191' || sign.character == U'\u2193') && m_at > 0 &&
        isChemicalSign(m_at - 1)) { // a gas, a sediment
        start(sign);
        put(sign.character == U'\u2191' ? "$<" : "$%", sign.node);
        settle(false);
        return blankLater(Blank::argument);
    }
    const bool tilde = sign.character == U'~' || sign.character == U'\u223C';
    const bool joined = before && before->kind == SignKind::comparison && before + 1 == &sign;
    if (tilde && after && leading() && !solitary()) { // not, rather than similar
        start(sign);
        if (joined && before->character == sign.character) put('"', sign.node);
        put(cellsOf(sign.character), sign.node);
        settle(false);
        return;
    }
    const std::string_view cells = sign.character == U'\u2192' && before && before->kind == SignKind::modified
                                       ? std::string_view("$33O") // drawn longer under or over something
                                       : cellsOf(sign.character);
    if (joined) { // one sign of two parts
        m_blank = Blank::none;
        put('"', sign.node);
    } else if (indexed && !m_reader) { // with its scripts it stands as an operation does
        m_blank = Blank::none;
    } else if (before && !beginsPart(before->kind)) {
        const bool twice =
            m_reader && !isMembership(sign.character) && (m_blank == Blank::ellipsis || m_blank == Blank::factorial);
        if (isStatedBefore(sign)) {
            m_blank = Blank::none;
            level(sign.node);
        }
        m_blank = Blank::none;
        blank();
        if (twice) put(' ', noNode);
        m_level.clear(); // a blank ends the level
    }
    level(sign.node);
    put(cells, sign.node);
    m_blank = Blank::none;
    if (indexed) return settle(false);
    if (after && !endsPart(after->kind) &&
        (after->kind != SignKind::punctuation || after->character == U'?' || after->character == U'.' ||
         isOpeningQuote(after->character)))
        blankLater(Blank::comparison);
    settle(true);
}

void Nemeth::comma(const Sign &sign)
{
    if ((sign.flags & written) != 0 && (m_reader || !inScript())) return; // an invisible one
    m_blank = Blank::none;
    if (inScript() && !m_reader) { // §78
        level(sign.node);
        put('[', sign.node);
        settle(false);
        return;
    }
    if (!inScript()) m_level.clear();
    put(',', sign.node);
    blankLater(Blank::comma);
    if (m_brackets.empty() || inScript())
        settle(true);
    else if (m_reader)
        settle(m_ahead[m_at].comparison || m_ahead[m_at].spaced || m_ahead[m_brackets.back()].parted ||
               beginsWithDots(m_brackets.back()));
    else
        settle(!m_ahead[m_brackets.back()].list);
}

void Nemeth::open(const Sign &sign)
{
    start(sign);
    m_brackets.push_back(static_cast<std::uint32_t>(m_at));
    settle(m_reader && (m_ahead[m_at].comparison || m_ahead[m_at].spaced));
    if (m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::tableBegin) return; // writes them
    put(cellsOf(sign.character), sign.node);
}

void Nemeth::close(const Sign &sign)
{
    m_blank = Blank::none;
    if (m_reader && m_itemEnds[m_at]) m_level = m_target; // readers: none at the end of an item
    level(sign.node);
    if (!m_brackets.empty()) m_brackets.pop_back();
    if (m_colon > m_brackets.size() + 1) m_colon = 0;
    settle(false);
    const Sign *before = previous();
    if (before && before->kind == SignKind::tableEnd && m_partner[m_at] + 1 == before->partner) return;
    put(cellsOf(sign.character), sign.node);
}

void Nemeth::bar(const Sign &sign)
{
    // a bar with limits is no sign of comparison: what stands before it is evaluated there
    const bool evaluates =
        !m_reader && m_at + 1 < m_signs.size() &&
        (m_signs[m_at + 1].kind == SignKind::subscript || m_signs[m_at + 1].kind == SignKind::superscript);
    const bool infix = m_bars[m_at] == Bar::infix && !evaluates;
    const bool parallel = sign.character == U'\u2225';
    if (infix && (parallel || (!m_reader && sign.character == U'|')) && !solitary()) return comparison(sign);
    if (m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::tableBegin) return; // writes it
    const Sign *before = previous();
    if (before && before->kind == SignKind::tableEnd) return;
    const bool closes = m_bars[m_at] == Bar::close;
    if (closes) m_blank = Blank::none;
    if (m_reader && closes && m_itemEnds[m_at]) m_level = m_target;
    if (m_reader && sign.character == U'\u2223') m_level = m_target; // divides: as a comparison, without blanks
    start(sign);
    if (before && before->kind == SignKind::bar && m_bars[m_at - 1] == Bar::close && !closes) put('"', sign.node);
    put(parallel && !infix ? std::string_view("\\\\") : cellsOf(sign.character), sign.node);
    settle(m_reader && infix && !m_brackets.empty() && m_ahead[m_brackets.back()].comparison);
}

void Nemeth::symbol(const Sign &sign)
{
    if (sign.character == U'\u00B0') { // a raised ring
        if (m_blank != Blank::none) flushBlank();
        if (m_reader || inScript()) {
            level(sign.node);
            put(inScript() ? ".*" : "^.*", sign.node);
        } else {
            m_target = "^";
            level(sign.node);
            put(".*", sign.node);
            m_target.clear();
        }
        settle(false);
        return;
    }
    const Sign *before = previous();
    if (!m_reader && sign.character == U'!' && (sign.flags & inText) != 0 && before && before->kind == SignKind::word &&
        before->node == sign.node) { // of a sentence
        put('6', sign.node);
        return settle(true);
    }
    const Cells found = nemethCells(sign.character);
    const std::string_view cells = m_reader ? found.reader : found.cells;
    if (cells.empty()) return;
    start(sign);
    if ((sign.flags & styledCharacter) != 0)
        put(sign.variant == Variant::italic ? std::string_view(".") : typeform(sign.variant, m_reader), sign.node);
    put(m_inModifier && isBarSign(sign.character) && solitary() ? std::string_view(":") : cells, sign.node);
    settle(found.what == CellClass::reference);
    m_base = !m_reader && cells.starts_with('.') && sign.kind == SignKind::bigOperator; // a Greek letter
    if (found.what == CellClass::shape && sign.character != U'\u25FB') blankLater(Blank::shape);
    if (m_reader && sign.character == U'!') blankLater(Blank::factorial);
}

void Nemeth::prime(const Sign &sign)
{
    level(sign.node);
    put(cellsOf(sign.character), sign.node);
    m_joins = false;
}

std::string nemethCharacter(char32_t character, NemethPractice practice)
{
    const bool reader = practice == NemethPractice::reader;
    const CharacterFacts facts = characterFacts(character);
    const Cells own = nemethCells(character);
    if (!own.cells.empty()) return std::string(reader ? own.reader : own.cells);
    std::string cells;
    if (facts.script != ScriptForm::none) cells += facts.script == ScriptForm::superscript ? '^' : ';';
    const std::string_view form = facts.variant == Variant::italic ? "." : typeform(facts.variant, reader);
    cells += form;
    if (facts.kind == CharacterClass::digit) {
        if (!form.empty()) cells += '#';
        cells += static_cast<char>(facts.base);
    } else if (isLatin(facts.base)) {
        const bool german = facts.variant == Variant::fraktur || facts.variant == Variant::boldFraktur;
        if (german)
            cells += '_';
        else if (!form.empty())
            cells += ';';
        const bool capital = facts.base <= U'Z';
        if (capital) cells += ',';
        cells += static_cast<char>(capital ? facts.base : facts.base - U'a' + U'A');
    } else {
        const Cells base = nemethCells(facts.base);
        if (base.cells.empty()) return {};
        cells += reader ? base.reader : base.cells;
    }
    return cells;
}

Braille nemethOf(std::span<const Sign> signs, const BrailleOptions &options)
{
    const Braille line = Nemeth{signs, options}.run();
    return options.layout == BrailleLayout::page ? setOnPage(line) : line;
}

} // namespace mathtts
