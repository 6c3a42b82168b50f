#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes mathml/contenttable.h from resources/mathml/content.tsv:  content.py CONTENT.tsv OUT.h

Names out of order or a malformed line end the build; a form that mathml/content.h does not have ends its compilation.
"""
import sys


def main():
    rows, last = [], ""
    for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
        if line.startswith("#") or not line.strip():
            continue
        where = f"{sys.argv[1]}:{number}:"
        columns = line.rstrip("\n").split("\t")
        if len(columns) != 4 or not columns[3].isdigit() or int(columns[3]) > 99:
            sys.exit(f"{where} a line is: name, form, text, binding from 0 to 99")
        name, form, text, binding = columns
        if name <= last:
            sys.exit(f"{where} '{name}' is out of order or twice here")
        last = name
        rows.append(f'    {{"{name}", ContentForm::{form}, "{"" if text == "-" else text}", {binding}}},')
    listed = "\n".join(rows)
    out = f"""// Generated from resources/mathml/content.tsv. Do not edit.
#pragma once

#include "engine/mathml/content.h"

#include <array>

namespace mathtts::mathml {{

inline constexpr std::array<ContentFacts, {len(rows)}> contentFacts = {{{{
{listed}
}}}};

}} // namespace mathtts::mathml
"""
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(out)


main()
