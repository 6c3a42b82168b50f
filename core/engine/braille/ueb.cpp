// SPDX-License-Identifier: GPL-3.0-or-later
// Unified English Braille by its Guidelines for Technical Material (GTM): what is written for each sign.

#include "cells.h"
#include "linear.h"
#include "ueb_builder.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace mathtts
{

namespace
{

using Kind = UebPiece::Kind;

/*! Cells with as many ; in front as they need grade 1 indicators. */
struct Sorted {
    std::string_view cells;
    std::uint8_t grade1 = 0;
};

Sorted sorted(std::string_view cells)
{
    Sorted result{.cells = cells};
    while (result.cells.size() > 1 && result.cells.front() == ';') {
        result.cells.remove_prefix(1);
        ++result.grade1;
    }
    return result;
}

struct Typeform {
    std::string_view one;
    std::string_view several;
};

Typeform typeform(Variant variant, bool number)
{
    switch (variant) {
    case Variant::bold:
    case Variant::boldItalic:
    case Variant::boldSansSerif:
    case Variant::sansSerifBoldItalic: return {"^2", "^1"};
    case Variant::script:
    case Variant::boldScript:
    case Variant::fraktur:
    case Variant::boldFraktur:
    case Variant::doubleStruck: return {"@2", "@1"};
    case Variant::italic: return number ? Typeform{".2", ".1"} : Typeform{};
    default: return {};
    }
}

/*! Width of a written blank in ems. */
double emsOf(std::string_view width)
{
    double value = 0;
    if (width == "thinmathspace") return 0.167;
    if (width == "mediummathspace") return 0.222;
    if (width == "thickmathspace") return 0.278;
    const auto [end, error] = std::from_chars(width.data(), width.data() + width.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(width.data() + width.size() - end));
    if (error != std::errc() || (unit != "em" && unit != "cm")) return 0;
    return value;
}

} // namespace

void UebBuilder::put(std::string_view ascii, NodeId node, Kind kind)
{
    const Sorted cells = sorted(ascii);
    if (m_shape && kind != Kind::blank && !cells.cells.empty()) {
        m_shape = false;
        m_pieces.push_back({.kind = Kind::sign, .cells = ":", .node = m_pieces.back().node}); // a shape ends here
    }
    m_pieces.push_back({.kind = kind, .cells = std::string(cells.cells), .grade1 = cells.grade1, .node = node});
}

void UebBuilder::space()
{
    m_shape = false;
    if (m_pieces.empty() || m_pieces.back().kind == Kind::blank) return;
    m_pieces.push_back({.kind = Kind::blank, .cells = " "});
}

/*! Whether the signs are one item (GTM 7.1): one sign, number or function, a fraction, a root, or what brackets hold.
 */
bool UebBuilder::isItem(std::size_t from, std::size_t to) const
{
    while (to > from && m_signs[to - 1].kind == SignKind::argument)
        --to;
    if (to <= from) return true;
    const Sign &first = m_signs[from];
    if (to == from + 1) return first.kind != SignKind::word || first.text.size() < 2 || isFunctionName(first.text);
    if (first.kind == SignKind::fractionBegin || first.kind == SignKind::rootBegin ||
        first.kind == SignKind::stackBegin)
        return first.partner + 1 == to;
    return first.kind == SignKind::open && m_match[from] + 1 == to;
}

void UebBuilder::beginItem(std::size_t from, std::size_t to, NodeId node, bool script)
{
    const bool group = !isItem(from, to);
    m_items.push_back({.group = group, .script = script});
    if (script) ++m_scripts;
    if (group) put(";<", node);
}

void UebBuilder::endItem(NodeId node)
{
    if (m_items.back().group) put(";>", node);
    if (m_items.back().script) --m_scripts;
    m_items.pop_back();
}

/*! Whether a script applies to more than the item before it: its base is in grouping signs (GTM 7.1). */
bool UebBuilder::isGroupedBase(std::size_t script) const
{
    const Sign &sign = m_signs[script];
    if ((sign.kind != SignKind::superscript && sign.kind != SignKind::subscript) ||
        (sign.flags & (leftScript | aligned | onlyPrimes | tensorScript)) != 0 || sign.base >= script)
        return false;
    // of scripts one after the other the first tells (GTM 7.7)
    const Sign &before = m_signs[script - 1];
    if (before.kind == SignKind::scriptEnd && m_signs[before.partner].base == sign.base) return false;
    if (script == sign.base + std::size_t{1} || isItem(sign.base, script)) return false;
    // a unit's power is of its last part, and the parts of a number are one
    if ((m_signs[sign.base].flags & inText) != 0 || (before.flags & inText) != 0) return false;
    constexpr std::size_t numberParts = 8; // digits, points and separators of one number
    return script - sign.base > numberParts || !isNumber(sign.base, script);
}

std::vector<UebPiece> UebBuilder::run()
{
    m_match.resize(m_signs.size());
    m_between.assign(m_signs.size(), false);
    std::vector<std::uint32_t> open;
    std::uint32_t bars = 0;
    for (const Sign &sign : m_signs)
        bars += sign.kind == SignKind::bar ? 1 : 0;
    for (std::uint32_t at = 0; at < m_signs.size(); ++at) {
        m_match[at] = at;
        if (m_signs[at].kind == SignKind::open) open.push_back(at);
        if (m_signs[at].kind == SignKind::bar) m_between[at] = bars % 2 == 1;
        if (m_signs[at].kind != SignKind::close || open.empty()) continue;
        m_match[open.back()] = at;
        m_match[at] = open.back();
        open.pop_back();
    }
    m_bases.assign(m_signs.size(), 0);
    for (std::size_t at = 0; at < m_signs.size(); ++at)
        if (isGroupedBase(at)) ++m_bases[m_signs[at].base];
    for (m_at = 0; m_at < m_signs.size(); ++m_at) {
        const Sign &sign = m_signs[m_at];
        if (sign.kind != SignKind::blank) {
            if (m_gap >= 0.25 && m_scripts == 0) space();
            m_gap = 0;
        }
        for (std::uint32_t count = m_bases[m_at]; count > 0; --count)
            put(";<", sign.node);
        write(sign);
    }
    while (!m_pieces.empty() && m_pieces.back().kind == Kind::blank)
        m_pieces.pop_back();
    return std::move(m_pieces);
}

void UebBuilder::write(const Sign &sign)
{
    switch (sign.kind) {
    case SignKind::letter: letter(sign); break;
    case SignKind::number: number(sign); break;
    case SignKind::word: word(sign); break;
    case SignKind::function: function(sign); return;
    case SignKind::operation:
        if (isWithinText(m_signs, m_at) && (sign.character == U'-' || sign.character == U'\u2010'))
            put("-", sign.node); // a hyphen
        else
            infix(sign, m_spaced);
        break;
    case SignKind::comparison: infix(sign, true); break;
    case SignKind::open:
        if (next() && next()->kind == SignKind::tableBegin) break; // the table writes it
        put(uebCells(sign.character).cells, sign.node, Kind::open);
        break;
    case SignKind::close:
        if (previous() && previous()->kind == SignKind::tableEnd && !m_pieces.empty() && m_tableClosed) break;
        put(uebCells(sign.character).cells, sign.node, Kind::close);
        break;
    case SignKind::bar:
        // "divides" is written close
        if (m_between[m_at] && sign.character != U'\u2223' &&
            !(next() && (next()->kind == SignKind::subscript || next()->kind == SignKind::superscript)))
            infix(sign, true);
        else if (!(next() && next()->kind == SignKind::tableBegin) &&
                 !(previous() && previous()->kind == SignKind::tableEnd && m_tableClosed))
            put(uebCells(sign.character).cells, sign.node);
        break;
    case SignKind::comma:
        if ((sign.flags & written) != 0) break; // an invisible one
        put("1", sign.node, Kind::punctuation);
        space();
        break;
    case SignKind::punctuation: {
        if (sign.character == U'.' && next() &&
            (next()->kind == SignKind::number || next()->kind == SignKind::modified)) {
            const bool continues = !m_pieces.empty() && m_pieces.back().kind == Kind::digits;
            put(continues ? "4" : "#4", sign.node, Kind::digits);
            break;
        }
        put(uebCells(sign.character).cells, sign.node, Kind::punctuation);
        if (sign.character == U':' && m_scripts == 0) {
            while (m_comparison < m_signs.size() &&
                   (m_comparison <= m_at || m_signs[m_comparison].kind != SignKind::comparison))
                ++m_comparison;
            if (m_comparison < m_signs.size() && isArrow(m_signs[m_comparison].character)) space();
        }
        break;
    }
    case SignKind::prime: {
        const std::string_view cells = uebCells(sign.character).cells;
        const bool goesOn = m_at > 0 && previous()->kind == SignKind::prime && cells.starts_with(';');
        put(goesOn ? cells.substr(1) : cells, sign.node);
        break;
    }
    case SignKind::ellipsis: {
        const std::string_view cells = uebCells(sign.character).cells;
        put(cells.empty() ? std::string_view("444") : cells, sign.node);
        break;
    }
    case SignKind::blankLine: put(".-", sign.node); break;
    case SignKind::bigOperator:
    case SignKind::symbol: {
        const std::string_view cells = uebCells(sign.character).cells;
        const bool after = sign.character == U'!' || characterFacts(sign.character).kind == CharacterClass::postfix;
        put(cells, sign.node, cells.starts_with('#') ? Kind::digits : after ? Kind::punctuation : Kind::sign);
        break;
    }
    case SignKind::shape:
        put(uebCells(sign.character).cells, sign.node);
        m_shape = !m_pieces.back().cells.empty() && m_pieces.back().cells.contains('$');
        break;
    case SignKind::blank: blank(sign); return;
    case SignKind::argument:
        // only a name's own letters would run into those of its argument
        if ((sign.flags & written) == 0) m_argument = !m_pieces.empty() && m_pieces.back().kind == Kind::word;
        return;
    case SignKind::fractionBegin:
    case SignKind::fractionLine:
    case SignKind::fractionEnd: fraction(sign); break;
    case SignKind::stackBegin:
    case SignKind::stackEnd: break;
    case SignKind::stackLine: put(";]", sign.node); break;
    case SignKind::rootBegin:
    case SignKind::radicand:
    case SignKind::rootEnd: root(sign); break;
    case SignKind::superscript:
    case SignKind::subscript: script(sign); return;
    case SignKind::scriptEnd: script(sign); break;
    case SignKind::modified: modified(sign); return;
    case SignKind::under:
    case SignKind::over: modifier(sign); return;
    case SignKind::modifiedEnd: modified(sign); break;
    case SignKind::encloseBegin:
        if (sign.text.contains("box")) put(";$#D", sign.node);
        if (sign.text.contains("circle")) put(";$=", sign.node);
        break;
    case SignKind::encloseEnd:
        if (sign.text.contains("box") || sign.text.contains("circle")) put("]", sign.node);
        break;
    case SignKind::tableBegin:
    case SignKind::tableRow:
    case SignKind::tableCell:
    case SignKind::tableEnd: table(sign); break;
    }
    if (sign.kind != SignKind::scriptEnd && sign.kind != SignKind::modifiedEnd) m_argument = false;
}

void UebBuilder::letter(const Sign &sign)
{
    const bool latin = isLatin(sign.character);
    // after the name of a function a small letter would be read as part of it (GTM 9.3)
    if (m_argument && latin && sign.character >= U'a') space();
    const Typeform form = typeform(sign.variant, false);
    if (!latin) {
        const bool capital = uebCells(sign.character).cells.starts_with(',');
        put(capital ? uebCells(sign.character).cells.substr(1) : uebCells(sign.character).cells, sign.node);
        m_pieces.back().capital = capital;
    } else {
        const bool capital = sign.character <= U'Z';
        const char cell = static_cast<char>(capital ? sign.character : sign.character - U'a' + U'A');
        put(std::string_view(&cell, 1), sign.node, Kind::letter);
        m_pieces.back().capital = capital;
    }
    UebPiece &piece = m_pieces.back();
    piece.form = form.one;
    piece.wordForm = form.several;
    piece.unit = (sign.flags & inUnit) != 0;
    piece.separate = (sign.flags & chemical) != 0;
}

std::string digitCells(std::string_view text)
{
    std::string cells = "#";
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        at += decoded.length;
        const char32_t digit = characterFacts(decoded.character).base;
        if (digit == U'.')
            cells += '4';
        else if (digit == U',')
            cells += '1';
        else
            cells += digit == U'0' ? 'J' : static_cast<char>('A' + (digit - U'1'));
    }
    return cells;
}

void UebBuilder::number(const Sign &sign)
{
    std::string cells =
        sign.text.empty() ? digitCells(std::string(1, static_cast<char>(sign.character))) : digitCells(sign.text);
    const Typeform form = typeform(sign.variant, true);
    const bool behindDigits = !m_pieces.empty() && m_pieces.back().kind == Kind::digits;
    const bool goesOn = behindDigits && ((sign.flags & continued) != 0 || m_pieces.back().cells.ends_with('4'));
    put(goesOn ? std::string_view(cells).substr(1) : cells, sign.node, Kind::digits);
    m_pieces.back().form = cells.size() > 2 ? form.several : form.one;
}

void UebBuilder::word(const Sign &sign)
{
    std::string cells;
    bool plain = true;
    bool capitals = true;
    bool numeric = false; // digits before: an indicator is in force
    for (std::size_t at = 0; at < sign.text.size();) {
        const Decoded decoded = decodeUtf8(sign.text, at);
        at += decoded.length;
        const char32_t letter = decoded.character;
        const bool followsDigit = std::exchange(numeric, isDigit(letter));
        if (!isLatin(letter)) {
            plain = false;
            if (numeric)
                cells += std::string_view(digitCells(std::string(1, static_cast<char>(letter)))).substr(followsDigit);
            else if (letter == U' ')
                cells += ' ';
            else
                cells += sorted(uebCells(letter).cells).cells;
            continue;
        }
        if (followsDigit && letter >= U'a' && letter <= U'j') cells += ';'; // would be a digit
        const bool capital = letter <= U'Z';
        if (!capital) capitals = false;
        if (capital && (at > 1 || sign.flags & chemical)) cells += ',';
        cells += static_cast<char>(capital ? letter : letter - U'a' + U'A');
    }
    const bool first = !sign.text.empty() && sign.text.front() >= 'A' && sign.text.front() <= 'Z';
    if (capitals && plain && (sign.flags & chemical) == 0) std::erase(cells, ',');
    put(cells, sign.node, Kind::word);
    UebPiece &piece = m_pieces.back();
    piece.capital = first && (sign.flags & chemical) == 0;
    piece.unit = (sign.flags & inUnit) != 0;
    piece.wordForm = piece.form = typeform(sign.variant, false).several;
    // a word that small letters make, but for the first, can be contracted
    const std::string_view rest = sign.text.substr(first ? 1 : 0);
    const bool small = std::ranges::all_of(rest, [](char c) { return c >= 'a' && c <= 'z'; });
    if (plain && (small || capitals) && (sign.flags & chemical) == 0) piece.text = sign.text;
}

void UebBuilder::function(const Sign &sign)
{
    // a letter before it would be read as part of it
    const bool capital = !sign.text.empty() && sign.text.front() >= 'A' && sign.text.front() <= 'Z';
    if (!m_pieces.empty() && !m_pieces.back().last && m_pieces.back().kind == Kind::letter &&
        (!capital || m_pieces.back().capital))
        space();
    if (m_argument) space();
    word(sign);
    m_pieces.back().name = true;
    m_argument = false;
}

void UebBuilder::infix(const Sign &sign, bool spaced)
{
    const bool inner = m_scripts > 0;
    const bool prefix = sign.kind == SignKind::comparison && (sign.character == U'~' || sign.character == U'\u223C') &&
                        (!previous() || previous()->kind == SignKind::comparison || beginsPart(previous()->kind));
    const bool blanks = spaced && !inner && !prefix;
    if (blanks && !atEdge(previous())) space();
    const bool behind = blanks && previous() &&
                        (previous()->kind == SignKind::fractionEnd || previous()->kind == SignKind::scriptEnd ||
                         previous()->kind == SignKind::rootEnd || previous()->kind == SignKind::close ||
                         previous()->kind == SignKind::modifiedEnd || previous()->kind == SignKind::tableEnd ||
                         previous()->kind == SignKind::encloseEnd || previous()->kind == SignKind::comma);
    if (behind) space();
    put(uebCells(sign.character).cells, sign.node);
    if (!blanks) return;
    const Sign *after = next();
    if (after && !endsPart(after->kind)) space();
}

void UebBuilder::blank(const Sign &sign)
{
    if (sign.text.empty() && (sign.flags & inText) != 0 && previous() && next() && previous()->node == next()->node)
        space(); // between words of a text
    else if (sign.text.empty())
        m_gap = 1; // a character that is a blank
    else
        m_gap += emsOf(sign.text);
}

std::vector<UebPiece> uebPieces(std::span<const Sign> signs, bool spaced)
{
    return UebBuilder{signs, spaced}.run();
}

Braille uebOf(std::span<const Sign> signs, bool spaced)
{
    return writeUeb(uebPieces(signs, spaced));
}

} // namespace mathtts
