#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes mathml/contenttable.h from resources/mathml/content.tsv:  content.py CONTENT.tsv OUT.h

Names out of order or a malformed line end the build; a form that mathml/content.h does not have ends its compilation.
"""
import sys

from tables import rows, write


def main():
    facts, last = [], ""
    for fail, columns in rows(sys.argv[1]):
        if len(columns) != 4 or not columns[3].isdigit() or int(columns[3]) > 99:
            fail("a line is: name, form, text, binding from 0 to 99")
        name, form, text, binding = columns
        if name <= last:
            fail(f"'{name}' is out of order or twice here")
        last = name
        facts.append(f'    {{"{name}", ContentForm::{form}, "{"" if text == "-" else text}", {binding}}},')
    listed = "\n".join(facts)
    out = f"""// Generated from resources/mathml/content.tsv. Do not edit.
#pragma once

#include "engine/mathml/content.h"

#include <array>

namespace mathtts::mathml {{

inline constexpr std::array<ContentFacts, {len(facts)}> contentFacts = {{{{
{listed}
}}}};

}} // namespace mathtts::mathml
"""
    write(sys.argv[2], out)


main()
