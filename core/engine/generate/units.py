#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Units of measure from data:

units.py table PREFIXES UNITS ELEMENTS OUT.h   the tables behind tree/units.h and tree/elements.h
units.py words PREFIXES UNITS WORDS OUT.tsv    the dictionary of a locale with a line for every prefix and unit

A key, symbol or macro that stands for two things ends the build, and so does a unit without words.
"""
import sys

import tables


def rows(path, columns):
    for fail, cells in tables.rows(path):
        if len(cells) != columns:
            fail(f"{len(cells)} columns, not {columns}")
        yield cells


def words(cell):
    return [] if cell == "-" else cell.split()


def readPrefixes(path):
    return [(key, [symbol] + words(others), kind) for key, symbol, others, _, kind in rows(path, 5)]


def readUnits(path, prefixes):
    """(key, symbols, prefixes, macros) of every unit."""
    units = []
    for key, symbol, others, taken, macros in rows(path, 5):
        wanted = words(taken)
        unknown = set(wanted) - {"SI", "binary"} - {prefix[0] for prefix in prefixes}
        if unknown:
            sys.exit(f"{path}: {key} takes a prefix that is none: {unknown}")
        units.append((key, [symbol] + words(others),
                      [prefix for prefix in prefixes if prefix[0] in wanted or prefix[2] in wanted], words(macros)))
    return units


def add(table, symbol, entry, what):
    if table.get(symbol, entry)[:3] != entry[:3]:
        sys.exit(f"{what} '{symbol}' stands for {table[symbol][2]} and for {entry[2]}")
    table[symbol] = entry


def bySymbol(units):
    """symbol -> (prefix key, unit key, key, printed symbol); a symbol of its own comes before prefix and symbol."""
    table, prefixed = {}, {}
    for key, symbols, _, _ in units:
        for symbol in symbols:
            add(table, symbol, ("", key, key, symbols[0]), "Symbol")
    for key, symbols, prefixes, _ in units:
        for symbol in symbols:
            for prefix, prefixSymbols, _ in prefixes:
                for prefixSymbol in prefixSymbols:
                    if prefixSymbol + symbol not in table:
                        add(prefixed, prefixSymbol + symbol, (prefix, key, prefix + key, prefixSymbols[0] + symbols[0]),
                            "Symbol")
    return table | prefixed


def text(word):
    return '"' + word + '"'


def writeTable(prefixPath, unitPath, elementPath, out):
    prefixes = readPrefixes(prefixPath)
    units = readUnits(unitPath, prefixes)
    symbols = bySymbol(units)
    macros = {}
    for prefix, printed, _ in prefixes:
        add(macros, prefix, (prefix, "", prefix, printed[0]), "Macro")
    macros["deka"] = macros["deca"]
    for key, printed, _, names in units:
        for name in names:
            add(macros, name, ("", key, key, printed[0]), "Macro")
    elements = sorted((symbol.encode(), symbol, number) for symbol, number in rows(elementPath, 2))
    lines = ["// Generated from resources/units.tsv, unit-prefixes.tsv and elements.tsv. Do not edit.", "#pragma once", "",
             '#include "engine/tree/elements.h"', '#include "engine/tree/units.h"', "", "#include <array>", "",
             "namespace mathtts {", ""]
    for name, table in (("unitSymbols", symbols), ("unitMacros", macros)):
        lines.append(f"inline constexpr std::array<UnitEntry, {len(table)}> {name} = {{{{")
        for symbol in sorted(table, key=str.encode):
            prefix, unit, key, printed = table[symbol]
            lines.append(f"    {{{text(symbol)}, {{{text(prefix)}, {text(unit)}, {text(key)}, {text(printed)}}}}},")
        lines += ["}};", ""]
    lines.append(f"inline constexpr std::array<ChemicalElement, {len(elements)}> elementTable = {{{{")
    lines += [f"    {{{text(symbol)}, {number}}}," for _, symbol, number in elements]
    lines += ["}};", "", "} // namespace mathtts", ""]
    tables.write(out, "\n".join(lines))


def writeWords(prefixPath, unitPath, wordPath, out):
    prefixes = readPrefixes(prefixPath)
    said = {key: cells for _, (key, *cells) in tables.rows(wordPath)}
    lines = []
    for key, _, taken, _ in readUnits(unitPath, prefixes):
        if key not in said:
            sys.exit(f"{wordPath}: no words for the unit {key}")
        lines.append("\t".join([key, *said[key]]))
        for prefix, _, _ in taken:
            if prefix + key in said:
                lines.append("\t".join([prefix + key, *said[prefix + key]]))
                continue
            if prefix + "-" not in said:
                sys.exit(f"{wordPath}: no word for the prefix {prefix}")
            before = said[prefix + "-"][0]
            variants = [cell.replace("=", "=" + before, 1) if "=" in cell else before + cell for cell in said[key]]
            lines.append("\t".join([prefix + key, *variants]))
    tables.write(out, "\n".join(sorted(lines)) + "\n")


{"table": writeTable, "words": writeWords}[sys.argv[1]](*sys.argv[2:])
