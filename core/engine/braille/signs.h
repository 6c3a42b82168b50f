// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mathtts
{

constexpr bool isLatin(char32_t character)
{
    return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
}

constexpr bool isDigit(char32_t character)
{
    return character >= U'0' && character <= U'9';
}

/*! Of a word that is all capitals, such as a Roman numeral. */
constexpr bool isAllCapitals(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/*! What a sign is for the braille codes: they are mostly about how things stand on paper. */
enum class SignKind : std::uint8_t {
    // written signs
    letter,      ///< one letter; \c character is the plain one, \c variant its style
    number,      ///< digits with their decimal points and separators
    word,        ///< letters of running text, or an identifier of several letters
    function,    ///< the name of a function: sin, lim
    operation,   ///< plus, times, union ...
    comparison,  ///< equals, less than, element of, arrows
    open,        ///< opening bracket
    close,       ///< closing bracket
    bar,         ///< a bar that opens, closes or stands between
    comma,       ///< a comma
    punctuation, ///< other punctuation: period, colon, quotation mark
    prime,       ///< one or several primes
    ellipsis,
    blankLine,   ///< a line to be filled in, or a long dash
    bigOperator, ///< sum, integral
    shape,       ///< triangle, angle: what follows it is its name
    symbol,      ///< any other character that has cells of its own
    blank,       ///< a written blank
    argument,    ///< nothing written: here the name of a function ends, with its scripts
    // structure
    fractionBegin,
    fractionLine,
    fractionEnd,
    rootBegin, ///< the index follows when there is one
    radicand,
    rootEnd,
    superscript, ///< begins a script
    subscript,
    scriptEnd,
    modified, ///< what stands under or over what follows
    under,
    over,
    modifiedEnd,
    stackBegin, ///< a fraction without line: one above the other
    stackLine,
    stackEnd,
    encloseBegin, ///< \c text: the notation
    encloseEnd,
    tableBegin,
    tableRow,  ///< begins a row
    tableCell, ///< begins a cell
    tableEnd,
};

/*! Facts about a sign; bits of Sign::flags. */
enum SignFlag : std::uint32_t {
    noFlags = 0,
    inText = 1 << 0,           ///< in running text
    inUnit = 1 << 1,           ///< part of a unit
    plainNumber = 1 << 2,      ///< of a script: it holds a number and nothing else
    onlyPrimes = 1 << 3,       ///< of a script: it holds primes and nothing else
    simpleBase = 1 << 4,       ///< of a modified expression: one letter or digit
    mixedNumber = 1 << 5,      ///< of a fraction: a whole number stands before it
    bevelled = 1 << 6,         ///< of a fraction: its line is slanted
    hasIndex = 1 << 7,         ///< of a root
    leftScript = 1 << 8,       ///< of a script: it stands before its base
    emptyPart = 1 << 9,        ///< of a part of a structure: nothing in it
    oneColumn = 1 << 7,        ///< of a table: a cell in each row
    identifier = 1 << 10,      ///< of a word: it was written as one name, not as text
    tensorScript = 1 << 11,    ///< of a script: one of several pairs, or of pairs on both sides
    chemical = 1 << 12,        ///< of chemistry
    aligned = 1 << 13,         ///< of a script: it stands over or under the script before it
    written = 1 << 14,         ///< of an argument: U+2061 says so
    styledCharacter = 1 << 15, ///< of a letter or number: its style is that of its code point
    ruledTable = 1 << 17,      ///< of a table: a line under its first row
    continued = 1 << 16,       ///< of a number: it goes on from the number before it
};

/*! One sign of a formula, in reading order. */
struct Sign {
    SignKind kind = SignKind::symbol;
    Variant variant = Variant::automatic;
    std::uint32_t flags = 0;
    std::uint16_t order = 0; ///< how deep a fraction's parts or a root are nested: 0 simple; of a modified expression:
                             ///< 1 under it, 2 over it, 3 both; of a table: its rows
    char32_t character = 0;  ///< of a sign of one character
    std::string_view text{}; ///< letters of a word or name, digits of a number
    NodeId node = noNode;
    std::uint32_t partner = 0; ///< index of the end of a structure in its begin, and of its begin in the end
    std::uint32_t base = 0;    ///< of a script after its base: index of the base's first sign
    std::uint32_t partEnd = 0; ///< of the begin of a structure or of another of its parts: where that part ends
};

/*! The signs of \a tree in reading order: layout without meaning (rows, styles, padding) is gone, scripts follow their
 *  bases, primes are signs. \a paper: the names of functions that transcribers know are such. Texts live in the tree.
 * Linear time, no recursion. */
std::vector<Sign> signsOf(const Tree &tree, bool paper);

} // namespace mathtts
