#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes meaning/authorconcepts.h from resources/intent-concepts.tsv:  author_concepts.py CONCEPTS INTENT-CONCEPTS OUT.h

A name out of order, or a concept or slot that resources/concepts.list does not have, ends the build.
"""
import sys

from tables import identifier, rows, slots_of, write

mostSlots = 4


def main():
    concepts = {name: [slot.rstrip("?*") for slot in slots] for name, slots in slots_of(sys.argv[1]).items()}
    entries, last = [], ""
    for fail, (name, concept, value, arguments) in rows(sys.argv[2]):
        if name <= last:
            fail(f"'{name}' is out of order or twice here")
        last = name
        if concept not in concepts:
            fail(f"'{concept}' is no concept")
        words = arguments.split(" ")
        sign = words.pop() if len(words) == 2 and words[0].endswith("*") else ""
        slots = [word.rstrip("?*") for word in words]
        if any(slot not in concepts[concept] for slot in slots) or len(slots) > mostSlots:
            fail(f"{concept} has not the slots '{arguments}', or there are more than {mostSlots}")
        least = 1 if words[0].endswith("*") else sum(not word.endswith("?") for word in words)
        places = ", ".join(str(concepts[concept].index(slot)) for slot in slots)
        entries.append(f'    {{"{name}", Concept::{identifier(concept)}, {0 if value == "-" else value}, "{sign}", {least}, '
                    f'{"true" if words[0].endswith("*") else "false"}, {len(slots)}, {len(concepts[concept])}, '
                    f'{{{places}}}}},')
    listed = "\n".join(entries)
    out = f"""// Generated from resources/intent-concepts.tsv. Do not edit.
#pragma once

#include "engine/meaning/authored.h"

#include <array>

namespace mathtts {{

inline constexpr std::array<AuthorConcept, {len(entries)}> authorConcepts = {{{{
{listed}
}}}};

}} // namespace mathtts
"""
    write(sys.argv[3], out)


main()
