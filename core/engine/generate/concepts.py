#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes meaning/concepts.h from resources/concepts.list:  concepts.py LIST OUT.h

The header holds the enum Concept and, for each concept, its name and slots; a malformed line ends the build.
"""
import re
import sys

from tables import identifier, words, write


def read(path):
    concepts = []
    for fail, (name, *slots) in words(path):
        for word in [name] + [slot.rstrip("?*") for slot in slots]:
            if not re.fullmatch(r"[a-z]+(-[a-z]+)*", word):
                fail(f"'{word}' is not a name (small letters and dashes)")
        if any(slot.endswith("*") for slot in slots[:-1]):
            fail(f"only the last slot of {name} may be variadic")
        if name in (concept[0] for concept in concepts):
            fail(f"{name} stands here twice")
        concepts.append((name, slots))
    return concepts


def main():
    concepts = read(sys.argv[1])
    out = ["// Generated from resources/concepts.list. Do not edit.", "#pragma once", "", "#include <array>",
           "#include <cstdint>", "#include <string_view>", "", "namespace mathtts {", "",
           "/*! What a node of the meaning tree says; see resources/concepts.list. */",
           "enum class Concept : std::uint16_t {"]
    out += [f"    {identifier(name)}," for name, _ in concepts]
    out += ["};", "", "/*! A concept's name and its slots; '?' after a slot: may be absent, '*': variadic. */",
            "struct ConceptFacts {", "    std::string_view name;", "    std::string_view slotNames; // blank-separated; not slots: Qt makes that word a macro",
            "    bool variadic;",
            "    bool structural; // of the structural view: named s-...", "};", "",
            f"inline constexpr std::array<ConceptFacts, {len(concepts)}> conceptFacts = {{{{"]
    out += [f'    {{"{name}", "{" ".join(slots)}", {"true" if slots and slots[-1].endswith("*") else "false"}, '
            f'{"true" if name.startswith("s-") else "false"}}},'
            for name, slots in concepts]
    out += ["}};", "",
            "constexpr std::string_view conceptName(Concept what) { return conceptFacts[static_cast<std::size_t>(what)].name; }",
            "", "} // namespace mathtts", ""]
    write(sys.argv[2], "\n".join(out))


main()
