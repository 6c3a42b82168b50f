#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes meaning/roles.h from resources/roles.list:  roles.py LIST OUT.h

The header holds the enum NodeRole and the name of each role; a malformed line ends the build.
"""
import re
import sys


def camel(name):
    first, *rest = name.split("-")
    word = first + "".join(part.capitalize() for part in rest)
    return word + "_" if word == "float" else word


def read(path):
    roles = []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) > 1 or not re.fullmatch(r"[a-z]+(-[a-z]+)*", words[0]):
            sys.exit(f"{path}:{number}: '{line.strip()}' is not one name (small letters and dashes)")
        if words[0] in roles:
            sys.exit(f"{path}:{number}: {words[0]} stands here twice")
        roles.append(words[0])
    if len(roles) > 256:
        sys.exit(f"{path}: there are more than 256 roles")
    return roles


def main():
    roles = read(sys.argv[1])
    out = ["// Generated from resources/roles.list. Do not edit.", "#pragma once", "", "#include <array>",
           "#include <cstdint>", "#include <string_view>", "", "namespace mathtts {", "",
           "/*! What a node of the structural view is there for; see resources/roles.list. */",
           "enum class NodeRole : std::uint8_t {"]
    out += [f"    {camel(name)}," for name in roles]
    out += ["};", "", f"inline constexpr std::array<std::string_view, {len(roles)}> roleNames = {{"]
    out += [f'    "{name}",' for name in roles]
    out += ["};", "",
            "constexpr std::string_view roleName(NodeRole role) { return roleNames[static_cast<std::size_t>(role)]; }", "",
            "} // namespace mathtts", ""]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("\n".join(out))


main()
