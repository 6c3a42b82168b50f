#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes asciimath/symboltable.h from resources/asciimath/symbols.tsv:  asciimath.py SYMBOLS.tsv OUT.h

Symbols are grouped by the first byte of their names, in each group the longest name first. A name that stands there
twice, or a kind that asciimath/symbols.h does not have, ends the build.
"""
import re
import sys

from tables import rows, write

KINDS = {"letter", "upright", "operator", "name", "limits", "function", "word", "prose", "space", "open", "close", "bar",
         "infix", "over", "under", "font", "wrap", "differential", "root", "rootOf", "fraction", "above", "below", "cancel",
         "text", "quote", "color", "class", "id"}


def literal(text):
    return '"' + "".join(f"\\{byte:03o}" for byte in text.encode("utf-8")) + '"'


def main():
    symbols = {}
    for fail, columns in rows(sys.argv[1]):
        if len(columns) != 3 or columns[0] not in KINDS:
            fail(f"a line is: kind, output, names, and '{columns[0]}' must be a kind")
        kind, output, names = columns
        for name in names.split(" "):
            name = re.sub(r"\\u([0-9A-F]{4})", lambda point: chr(int(point[1], 16)), name)
            if name in symbols or not name or ord(name[0]) > 126:
                fail(f"'{name}' is here twice, or does not start with a character of ASCII")
            symbols[name] = (kind, "" if output == "-" and kind != "operator" else output)
    ordered = sorted(symbols, key=lambda name: (name[0], -len(name), name))
    firsts = [sum(1 for name in ordered if ord(name[0]) < byte) for byte in range(129)]
    listed = "\n".join(f"    {{{literal(name)}, SymbolKind::{symbols[name][0]}_, {literal(symbols[name][1])}}},"
                       for name in ordered)
    out = f"""// Generated from resources/asciimath/symbols.tsv. Do not edit.
#pragma once

#include "engine/asciimath/symbols.h"

#include <array>
#include <cstdint>

namespace mathtts::asciimath {{

inline constexpr std::array<Symbol, {len(ordered)}> symbols = {{{{
{listed}
}}}};
// Where the symbols that start with a byte begin; those of the next byte begin where they end.
inline constexpr std::array<std::uint16_t, {len(firsts)}> firstSymbols = {{
    {", ".join(map(str, firsts))}
}};

}} // namespace mathtts::asciimath
"""
    write(sys.argv[2], out)


main()
