#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes mathml/intenttable.h from resources/intents.tsv:  intents.py CONCEPTS INTENTS OUT.h

Each line becomes a rule: concept, value, intent name and the slots that are its arguments. A concept or slot that
resources/concepts.list does not have ends the build.
"""
import re
import sys

mostArguments = 4


def camel(name):
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def main():
    concepts, order = {}, {}
    for line in open(sys.argv[1], encoding="utf-8"):
        name, *slots = line.split("#")[0].split() or [""]
        if name:
            order[name] = len(order)
            concepts[name] = slots
    rules = []
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
        if line.startswith("#") or not line.strip():
            continue
        where = f"{sys.argv[2]}:{number}:"
        concept, value, intent = line.rstrip("\n").split("\t")
        found = re.fullmatch(r"(:?[a-z][a-z-]*)(?:\((.*)\))?", intent)
        if concept not in concepts or not found:
            sys.exit(f"{where} '{concept}' is no concept, or '{intent}' no intent")
        names = [slot.rstrip("?*") for slot in concepts[concept]]
        arguments = found[2].split(",") if found[2] else []
        for argument in arguments:
            if argument.strip("$*") not in names:
                sys.exit(f"{where} {concept} has no slot '{argument}'")
        if len(arguments) > mostArguments:
            sys.exit(f"{where} more than {mostArguments} arguments")
        rules.append((order[concept], camel(concept), -1 if value == "-" else int(value), found[1],
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
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        file.write("\n".join(out))


main()
