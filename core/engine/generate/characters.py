#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tree/charactertable.h from resources/symbols:  characters.py OPERATORS.tsv LETTERS.tsv OUT.h

Two levels: a page of 64 code points is an index of records, equal pages and equal records are kept once. A record holds
distances instead of code points, so that a whole alphabet shares one. A malformed line ends the build.
"""
import sys

from tables import rows, write

PAGE = 64
PLANES = 0x20000  # letters and operators of mathematics live below
CLASSES = {"letter", "digit", "relation", "additive", "multiplicative", "binary", "bigOperator", "prefix", "postfix",
           "open", "close", "bar", "separator", "punctuation", "prime", "accent", "ellipsis", "space", "invisible",
           "symbol"}
VARIANTS = {"automatic", "bold", "italic", "boldItalic", "doubleStruck", "boldFraktur", "script", "boldScript",
            "fraktur", "sansSerif", "boldSansSerif", "sansSerifItalic", "sansSerifBoldItalic", "monospace"}
SCRIPTS = {"superscript", "subscript"}


class Record:
    """What stands in CharacterFacts."""

    def __init__(self, kind, precedence=0, partner=0):
        self.kind, self.precedence, self.partner = kind, precedence, partner
        self.variant, self.script, self.capital, self.base = "automatic", "none", False, 0  # base, partner: distances

    def __str__(self):
        return (f"{{CharacterClass::{self.kind}, {self.precedence}, Variant::{self.variant}, "
                f"ScriptForm::{self.script}, {'true' if self.capital else 'false'}, {self.base}, {self.partner}}}")


def ranges(path):
    """Yields the place, the code points and the remaining columns of each line."""
    last = -1
    for fail, columns in rows(path):
        if len(columns) < 3:
            fail("a line is: code points, character, class ... with a tab between")
        first, _, end = columns[0].partition("..")
        try:
            points = range(int(first, 16), int(end or first, 16) + 1)
        except ValueError:
            fail(f"'{columns[0]}' is not a code point such as 2208 or a range such as 2208..220D")
        shown = [text.replace("\u25cc", "") for text in columns[1].split(" ")]
        if shown != ["-"] and shown != [chr(points[0]), chr(points[-1])][:len(shown)]:
            fail(f"the character is not {columns[0]}")
        if points[0] <= last or points[-1] >= PLANES:
            fail("out of order, twice here, or too large")
        last = points[-1]
        yield fail, points, columns[2:]


def read(operators, letters):
    facts, styled = {}, []
    for fail, points, columns in ranges(operators):
        kind, *numbers = columns
        if kind not in CLASSES or len(numbers) > 2:
            fail(f"'{kind}' is not a class, or there are too many columns")
        precedence = int(numbers[0]) if numbers else 0
        partner = int(numbers[1], 16) - points[0] if len(numbers) == 2 else 0
        if not 0 <= precedence <= 99:
            fail("what binds tightest has 99")
        for point in points:
            facts[point] = Record(kind, precedence, partner)
    for fail, points, columns in ranges(letters):
        if columns[0] in ("letter", "digit"):
            for point in points:
                if point in facts:
                    fail(f"{point:04X} is an operator already")
                facts[point] = Record(columns[0])
                facts[point].capital = chr(point).isupper()
        elif columns[0] in VARIANTS | SCRIPTS and len(columns) == 2:
            styled.append((fail, points, columns[0], int(columns[1], 16) - points[0]))
        else:
            fail(f"'{columns[0]}' is neither letter nor digit, nor a style with a plain character")
    for fail, points, style, distance in styled:
        for point in points:
            plain = facts.get(point + distance)
            if not plain:
                fail(f"the plain character {point + distance:04X} is not known")
            partner = facts[point].partner if point in facts else 0
            facts[point] = record = Record(plain.kind, plain.precedence, partner)
            record.capital, record.base = plain.capital, distance
            if style in SCRIPTS:
                record.script = style
            else:
                record.variant = style
    for point, record in facts.items():
        if record.partner and facts.get(point + record.partner, record).partner != -record.partner:
            sys.exit(f"{operators}: {point:04X} and {point + record.partner:04X} are not each other's partner")
        if (record.kind in ("open", "close")) != bool(record.partner):
            sys.exit(f"{operators}: {point:04X}: open and close have a partner, others have none")
    return facts


def numbers(values):
    lines = [", ".join(str(value) for value in values[start:start + 32]) for start in range(0, len(values), 32)]
    return ",\n    ".join(lines)


def main():
    facts = read(sys.argv[1], sys.argv[2])
    records, pages, directory = {"{}": 0}, {}, []
    for start in range(0, PLANES, PAGE):
        page = tuple(records.setdefault(str(facts.get(point, "{}")), len(records))
                     for point in range(start, start + PAGE))
        directory.append(pages.setdefault(page, len(pages)))
    out = f"""// Generated from resources/symbols. Do not edit.
#pragma once

#include "engine/tree/characters.h"

#include <array>
#include <cstdint>

namespace mathtts::characterTable {{

struct Record {{
    CharacterClass kind = CharacterClass::unknown;
    std::uint8_t precedence = 0;
    Variant variant = Variant::automatic;
    ScriptForm script = ScriptForm::none;
    bool capital = false;
    std::int32_t base = 0;
    std::int32_t partner = 0;
}};

inline constexpr char32_t end = 0x{PLANES:X};
inline constexpr char32_t pageSize = {PAGE};
inline constexpr std::array<Record, {len(records)}> records = {{{{
    {(",{}    ".format(chr(10))).join(records)}
}}}};
inline constexpr std::array<std::uint16_t, {len(directory)}> directory = {{
    {numbers(directory)}
}};
inline constexpr std::array<std::array<std::uint16_t, pageSize>, {len(pages)}> pages = {{{{
    {("}," + chr(10) + "    {").join(numbers(page) for page in pages).join("{}")}
}}}};

}} // namespace mathtts::characterTable
"""
    write(sys.argv[3], out)


main()
