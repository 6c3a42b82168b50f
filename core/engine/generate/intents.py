#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes mathml/intenttable.h from resources/intents.tsv:  intents.py CONCEPTS INTENTS OUT.h

Each line becomes a rule: concept, value, intent name and the slots that are its arguments. A concept or slot that
resources/concepts.list does not have ends the build.
"""
import re
import sys

from tables import identifier, rows, slots_of, write

mostArguments = 4


def main():
    concepts = slots_of(sys.argv[1])
    order = {name: place for place, name in enumerate(concepts)}
    rules = []
    for fail, (concept, value, intent) in rows(sys.argv[2]):
        found = re.fullmatch(r"(:?[a-z][a-z-]*)(?:\((.*)\))?", intent)
        if concept not in concepts or not found:
            fail(f"'{concept}' is no concept, or '{intent}' no intent")
        names = [slot.rstrip("?*") for slot in concepts[concept]]
        arguments = found[2].split(",") if found[2] else []
        for argument in arguments:
            if argument.strip("$*") not in names:
                fail(f"{concept} has no slot '{argument}'")
        if len(arguments) > mostArguments:
            fail(f"more than {mostArguments} arguments")
        rules.append((order[concept], identifier(concept), -1 if value == "-" else int(value), found[1],
                      [(argument.strip("$*"), names.index(argument.strip("$*"))) for argument in arguments],
                      intent.endswith("*)")))
    rules.sort(key=lambda rule: (rule[0], rule[2]))
    out = ["// Generated from resources/intents.tsv. Do not edit.", "#pragma once", "",
           '#include "engine/mathml/intents.h"', "", "#include <array>", "", "namespace mathtts {", "",
           f"inline constexpr std::array<IntentRule, {len(rules)}> intentRules = {{{{"]
    for _, concept, value, intent, arguments, variadic in rules:
        listed = ", ".join(f'{{"{name}", {slot}}}' for name, slot in arguments)
        out.append(f'    {{Concept::{concept}, {value}, "{intent}", {len(arguments)}, {str(variadic).lower()}, '
                   f'{{{{{listed}}}}}}},')
    out += ["}};", "", "} // namespace mathtts", ""]
    write(sys.argv[3], "\n".join(out))


main()
