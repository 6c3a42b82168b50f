#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes meaning/roles.h from resources/roles.list:  roles.py LIST OUT.h

The header holds the enum NodeRole and the name of each role; a malformed line ends the build.
"""
import re
import sys

from tables import identifier, words, write


def read(path):
    roles = []
    for fail, (role, *more) in words(path):
        if more or not re.fullmatch(r"[a-z]+(-[a-z]+)*", role):
            fail(f"'{' '.join([role, *more])}' is not one name (small letters and dashes)")
        if role in roles:
            fail(f"{role} stands here twice")
        roles.append(role)
    if len(roles) > 256:
        sys.exit(f"{path}: there are more than 256 roles")
    return roles


def main():
    roles = read(sys.argv[1])
    out = ["// Generated from resources/roles.list. Do not edit.", "#pragma once", "", "#include <array>",
           "#include <cstdint>", "#include <string_view>", "", "namespace mathtts {", "",
           "/*! What a node of the structural view is there for; see resources/roles.list. */",
           "enum class NodeRole : std::uint8_t {"]
    out += [f"    {identifier(name)}," for name in roles]
    out += ["};", "", f"inline constexpr std::array<std::string_view, {len(roles)}> roleNames = {{"]
    out += [f'    "{name}",' for name in roles]
    out += ["};", "",
            "constexpr std::string_view roleName(NodeRole role) { return roleNames[static_cast<std::size_t>(role)]; }", "",
            "} // namespace mathtts", ""]
    write(sys.argv[2], "\n".join(out))


main()
