// SPDX-License-Identifier: GPL-3.0-or-later
#include "signs_passes.h"

#include "engine/text.h"
#include "linear.h"

#include "engine/tree/characters.h"
#include "engine/tree/elements.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts
{

void numberRoots(std::vector<Sign> &signs)
{
    std::uint16_t depth = 0;
    for (Sign &sign : signs) {
        if (sign.kind == SignKind::rootEnd) --depth;
        if (sign.kind == SignKind::rootBegin || sign.kind == SignKind::rootEnd) sign.order = depth;
        if (sign.kind == SignKind::rootBegin) ++depth;
        if (sign.kind == SignKind::radicand) sign.order = static_cast<std::uint16_t>(depth - 1);
    }
}

void markMixedNumbers(std::vector<Sign> &signs)
{
    for (std::size_t at = 1; at < signs.size(); ++at) {
        Sign &fraction = signs[at];
        if (fraction.kind != SignKind::fractionBegin || signs[at - 1].kind != SignKind::number) continue;
        if (fraction.partner != at + 4 || signs[at + 1].kind != SignKind::number ||
            signs[at + 3].kind != SignKind::number)
            continue;
        for (const std::size_t part : {at, at + 2, at + 4})
            signs[part].flags |= mixedNumber;
    }
}

namespace
{
bool isWritten(char32_t character)
{
    const CharacterClass kind = characterFacts(character).kind;
    return character > U' ' && character != U'\u00A0' && kind != CharacterClass::invisible &&
           kind != CharacterClass::space;
}

bool isOneCharacter(SignKind kind)
{
    switch (kind) {
    case SignKind::letter:
    case SignKind::operation:
    case SignKind::comparison:
    case SignKind::open:
    case SignKind::close:
    case SignKind::bar:
    case SignKind::punctuation:
    case SignKind::bigOperator:
    case SignKind::shape:
    case SignKind::symbol: return true;
    default: return false;
    }
}

std::string spellingOf(char32_t character)
{
    std::string_view name = latexName(character).name;
    while (name.starts_with('\\'))
        name.remove_prefix(1);
    const bool plain = !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    return plain ? std::string(name) : formatted("u{:04x}", static_cast<std::uint32_t>(character));
}

/*! \a text with its unknown characters spelled between blanks; empty when it has none. */
std::string spelledText(std::string_view text, bool (*hasCells)(char32_t))
{
    std::string result;
    bool changed = false;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        if (isWritten(decoded.character) && !hasCells(decoded.character)) {
            if (!result.empty() && result.back() != ' ') result += ' ';
            result += spellingOf(decoded.character);
            if (at + decoded.length < text.size() && text[at + decoded.length] != ' ') result += ' ';
            changed = true;
        } else {
            result += text.substr(at, decoded.length);
        }
        at += decoded.length;
    }
    return changed ? result : std::string();
}
} // namespace

void spellUnknown(std::vector<Sign> &signs, bool (*hasCells)(char32_t), std::deque<std::string> &spelled)
{
    const auto stands = [&signs](std::size_t at) { return at < signs.size() && signs[at].kind < SignKind::blank; };
    for (std::size_t at = 0; at < signs.size(); ++at) {
        Sign &sign = signs[at];
        std::string text;
        if (sign.kind == SignKind::word) {
            text = spelledText(sign.text, hasCells);
        } else if (isOneCharacter(sign.kind) && isWritten(sign.character) && !hasCells(sign.character)) {
            text = spellingOf(sign.character);
            if (at > 0 && stands(at - 1)) text.insert(0, " ");
            if (stands(at + 1)) text += ' ';
        }
        if (text.empty()) continue;
        sign.kind = SignKind::word;
        sign.text = spelled.emplace_back(std::move(text));
        sign.flags |= inText;
    }
}

void joinNumbers(std::vector<Sign> &signs, bool decimalComma)
{
    const auto digits = [](const Sign &sign, std::size_t count) {
        return sign.kind == SignKind::number && (count == 0 || sign.text.size() == count) && !sign.text.contains('.');
    };
    int brackets = 0;
    for (std::size_t at = 1; at < signs.size(); ++at) {
        Sign &sign = signs[at];
        if (sign.kind == SignKind::open) ++brackets;
        if (sign.kind == SignKind::close && brackets > 0) --brackets;
        if (sign.kind == SignKind::superscript || sign.kind == SignKind::subscript) brackets = 0;
        const bool fraction = sign.kind == SignKind::number && sign.text.starts_with('.') && digits(signs[at - 1], 0);
        if (fraction) sign.flags |= continued;
        if (at + 1 == signs.size()) break;
        const bool grouped = brackets == 0 && digits(signs[at + 1], 3) && signs[at - 1].text.size() <= 3;
        const bool block = sign.kind == SignKind::comma && digits(signs[at - 1], 0) &&
                           (grouped || (decimalComma && digits(signs[at + 1], 0)));
        const bool point = sign.kind == SignKind::punctuation && sign.character == U'.' && digits(signs[at + 1], 0) &&
                           digits(signs[at - 1], 0);
        if (!block && !point) continue;
        sign.kind = SignKind::number;
        sign.text = block ? "," : ".";
        sign.flags |= continued;
        signs[at + 1].flags |= continued;
    }
}

namespace
{

/*! Whether \a text is symbols of elements in a row, or a state of matter, an electron or a group. */
bool isChemical(std::string_view text)
{
    static constexpr auto others = std::to_array<std::string_view>({"R", "X", "aq", "e", "g", "l", "s"});
    if (std::ranges::contains(others, text)) return true;
    while (!text.empty()) {
        std::size_t length = 0;
        for (const std::size_t letters : {2U, 1U})
            if (length == 0 && text.size() >= letters && elementOf(text.substr(0, letters))) length = letters;
        if (length == 0 && (text.front() == 'R' || text.front() == 'X')) length = 1;
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

/*! A number of oxidation: II, IV. */
bool isRoman(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c == 'I' || c == 'V'; });
}

} // namespace

void markChemistry(std::vector<Sign> &signs)
{
    bool element = false;
    bool evidence = false; // an index or a charge of an element, an arrow, a bond
    int scripts = 0;       // open ones
    for (std::size_t at = 0; at < signs.size(); ++at) {
        const Sign &sign = signs[at];
        const bool after = at > 0 && (signs[at - 1].kind == SignKind::letter || signs[at - 1].kind == SignKind::word ||
                                      signs[at - 1].kind == SignKind::close);
        switch (sign.kind) {
        case SignKind::letter: {
            if (sign.character > 0x7F) return;
            const char letter = static_cast<char>(sign.character);
            const bool upright = sign.variant == Variant::normal || (sign.flags & chemical) != 0;
            // how many there are may be a variable
            if (scripts > 0 && !upright && (sign.character == U'n' || sign.character == U'm' || sign.character == U'x'))
                break;
            if (!upright || !isChemical(std::string_view(&letter, 1))) return;
            if (letter < 'a') element = true;
            break;
        }
        case SignKind::word:
            if ((sign.flags & inText) != 0) break;
            if (sign.variant != Variant::automatic && sign.variant != Variant::normal) return;
            if (isChemical(sign.text))
                element = element || sign.text.front() < 'a';
            else if (!after && !(at > 0 && signs[at - 1].kind == SignKind::open))
                return;
            break;
        case SignKind::function:
        case SignKind::bigOperator: return;
        case SignKind::scriptEnd: --scripts; break;
        case SignKind::subscript:
            ++scripts;
            if ((sign.flags & plainNumber) != 0 && after) evidence = true;
            break;
        case SignKind::superscript:
            ++scripts;
            if (sign.partner > at + 1 && signs[sign.partner - 1].kind == SignKind::operation) evidence = true;
            break;
        case SignKind::comparison:
            if (sign.character >= U'\u2190') evidence = true;
            break;
        case SignKind::operation:
            if (after && at + 1 < signs.size() && signs[at + 1].kind == SignKind::letter &&
                (sign.character == U'-' || sign.character == U'\u2212'))
                evidence = true;
            break;
        default: break;
        }
    }
    if (!element || !evidence) return;
    for (std::size_t at = 0; at < signs.size(); ++at) {
        Sign &sign = signs[at];
        const bool oxidation = at > 0 && signs[at - 1].kind == SignKind::superscript && isRoman(sign.text);
        if (sign.kind == SignKind::letter || (sign.kind == SignKind::word && (sign.flags & inText) == 0 && !oxidation))
            sign.flags |= chemical;
    }
}

void joinPieces(std::vector<Sign> &signs)
{
    const auto piece = [](const Sign &sign) -> char32_t {
        switch (sign.character) {
        case U'.': return sign.kind == SignKind::punctuation ? U'.' : 0;
        case U'_': return U'_';
        case U'-': return U'-';
        default: return 0;
        }
    };
    for (std::size_t at = 0; at + 2 < signs.size(); ++at) {
        const char32_t first = piece(signs[at]);
        if (first == 0) continue;
        std::size_t end = at + 1;
        while (end < signs.size() && piece(signs[end]) == first)
            ++end;
        if (end - at >= 3) {
            signs[at].kind = first == U'.' ? SignKind::ellipsis : SignKind::blankLine;
            if (first == U'.') {
                signs[at].character = U'\u2026';
                signs[at].text = "...";
            }
            for (std::size_t rest = at + 1; rest < end; ++rest)
                signs[rest].flags |= emptyPart;
        }
        at = end - 1;
    }
    std::uint32_t kept = 0;
    std::vector<std::uint32_t> moved(signs.size());
    for (std::uint32_t at = 0; at < signs.size(); ++at) {
        const Sign &sign = signs[at];
        moved[at] = kept;
        const bool dropped = (sign.flags & emptyPart) != 0 && piece(sign) != 0;
        if (!dropped) signs[kept++] = signs[at];
    }
    signs.resize(kept);
    for (Sign &sign : signs) {
        sign.partner = moved[sign.partner];
        sign.partEnd = moved[sign.partEnd];
        sign.base = moved[sign.base];
    }
}

} // namespace mathtts
