#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes meaning/authorconcepts.h from resources/intent-concepts.tsv:  author_concepts.py CONCEPTS INTENT-CONCEPTS OUT.h

A name out of order, or a concept or slot that resources/concepts.list does not have, ends the build.
"""
import sys

mostSlots = 4


def camel(name):
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def main():
    concepts = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        name, *slots = line.split("#")[0].split() or [""]
        if name:
            concepts[name] = [slot.rstrip("?*") for slot in slots]
    rows, last = [], ""
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
        if line.startswith("#") or not line.strip():
            continue
        where = f"{sys.argv[2]}:{number}:"
        name, concept, value, arguments = line.rstrip("\n").split("\t")
        if name <= last:
            sys.exit(f"{where} '{name}' is out of order or twice here")
        last = name
        if concept not in concepts:
            sys.exit(f"{where} '{concept}' is no concept")
        words = arguments.split(" ")
        sign = words.pop() if len(words) == 2 and words[0].endswith("*") else ""
        slots = [word.rstrip("?*") for word in words]
        if any(slot not in concepts[concept] for slot in slots) or len(slots) > mostSlots:
            sys.exit(f"{where} {concept} has not the slots '{arguments}', or there are more than {mostSlots}")
        least = 1 if words[0].endswith("*") else sum(not word.endswith("?") for word in words)
        places = ", ".join(str(concepts[concept].index(slot)) for slot in slots)
        rows.append(f'    {{"{name}", Concept::{camel(concept)}, {0 if value == "-" else value}, "{sign}", {least}, '
                    f'{"true" if words[0].endswith("*") else "false"}, {len(slots)}, {len(concepts[concept])}, '
                    f'{{{places}}}}},')
    listed = "\n".join(rows)
    out = f"""// Generated from resources/intent-concepts.tsv. Do not edit.
#pragma once

#include "engine/meaning/authored.h"

#include <array>

namespace mathtts {{

inline constexpr std::array<AuthorConcept, {len(rows)}> authorConcepts = {{{{
{listed}
}}}};

}} // namespace mathtts
"""
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        file.write(out)


main()
