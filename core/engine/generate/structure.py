#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes structure/symboltable.h from resources/structure:  structure.py ROLES SYMBOLS.tsv NAMES.tsv OUT.h

Two levels, as in tree/charactertable.h: a page of 64 code points is an index of records, equal pages and equal records
are kept once. A malformed line ends the build.
"""
import re
import sys

from tables import identifier, rows, words, write

PAGE = 64
END = 0x20000
KINDS = {"number", "identifier", "function", "operator", "relation", "largeop", "fence", "punctuation", "text"}
STYLES = {"", "normal", "bold", "italic", "bold-italic", "double-struck", "bold-fraktur", "script", "bold-script",
          "fraktur", "sans-serif", "bold-sans-serif", "sans-serif-italic", "sans-serif-bold-italic", "monospace",
          "double-struck-italic"}


def record(fail, roles, kind, role, style=""):
    if kind not in KINDS or role not in roles or style not in STYLES:
        fail(f"'{kind}', '{role}' or '{style}' is not known")
    return f"{{Concept::s{kind.capitalize()}, NodeRole::{identifier(role)}, Variant::{identifier(style or 'automatic')}}}"


def main():
    roles = {role for _, (role,) in words(sys.argv[1])}
    facts, last = {}, -1
    for fail, columns in rows(sys.argv[2]):
        points = re.fullmatch(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?", columns[0])
        if not points or len(columns) not in (4, 5):
            fail("a line is: code points, character, kind, role, style, with a tab between")
        first, end = int(points[1], 16), int(points[2] or points[1], 16)
        shown = [text.replace("\u25cc", "") for text in columns[1].split(" ")]
        if shown != ["-"] and shown != [chr(first), chr(end)][:len(shown)]:
            fail(f"the character is not {columns[0]}")
        if first <= last or end >= END:
            fail("out of order, twice here, or too large")
        last = end
        for point in range(first, end + 1):
            facts[point] = record(fail, roles, *columns[2:])
    names = []
    for fail, columns in rows(sys.argv[3]):
        if len(columns) != 3 or names and columns[0] <= names[-1][0]:
            fail("a line is: name, kind, role, in the order of the names")
        names.append((columns[0], record(fail, roles, columns[1], columns[2])))
    unknown = "{Concept::sUnknown, NodeRole::unknown, Variant::automatic}"
    records, pages, directory = {unknown: 0}, {}, []
    for start in range(0, END, PAGE):
        page = tuple(records.setdefault(facts.get(point, unknown), len(records))
                     for point in range(start, start + PAGE))
        directory.append(pages.setdefault(page, len(pages)))
    index = ",\n    ".join(", ".join(map(str, directory[i:i + 32])) for i in range(0, len(directory), 32))
    listed_pages = "},\n    {".join(",\n     ".join(", ".join(map(str, page[i:i + 32])) for i in (0, 32)) for page in pages)
    listed = ",\n    ".join(f'{{"{name}", {symbol}}}' for name, symbol in names)
    kinds = ",\n    ".join(records)
    out = f"""// Generated from resources/structure. Do not edit.
#pragma once

#include "engine/structure/symbols.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mathtts::structure::table
{{

inline constexpr char32_t end = 0x{END:X};
inline constexpr char32_t pageSize = {PAGE};
inline constexpr std::array<Symbol, {len(records)}> records = {{{{
    {kinds}
}}}};
inline constexpr std::array<std::uint8_t, {len(directory)}> directory = {{
    {index}
}};
inline constexpr std::array<std::array<std::uint8_t, pageSize>, {len(pages)}> pages = {{{{
    {{{listed_pages}}}
}}}};
inline constexpr std::array<std::pair<std::string_view, Symbol>, {len(names)}> names = {{{{
    {listed}
}}}};

}} // namespace mathtts::structure::table
"""
    if len(records) > 256 or len(pages) > 256:
        sys.exit("more than 256 records or pages")
    write(sys.argv[4], out)


main()
