#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes mathml/entitytable.h from resources/mathml/entities.tsv:  entities.py ENTITIES.tsv OUT.h

A line is a name and its code points. Names out of order or twice there end the build.
"""
import sys

from tables import rows, write


def main():
    entities = []
    for fail, columns in rows(sys.argv[1]):
        try:
            name, points = columns
            text = "".join(chr(int(point, 16)) for point in points.split(" "))
        except ValueError:
            fail("a line is: name, tab, code points such as 2262 FE00")
        if entities and name <= entities[-1][0]:
            fail(f"'{name}' is out of order or twice here")
        entities.append((name, "".join(f"\\{byte:03o}" for byte in text.encode("utf-8"))))
    longest = max(len(name) for name, _ in entities)
    listed = "\n".join(f'    {{"{name}", "{text}"}},' for name, text in entities)
    out = f"""// Generated from resources/mathml/entities.tsv. Do not edit.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace mathtts::mathml {{

struct Entity {{
    std::string_view name;
    std::string_view text;
}};

inline constexpr std::size_t longestEntity = {longest};
inline constexpr std::array<Entity, {len(entities)}> entities = {{{{
{listed}
}}}};

}} // namespace mathtts::mathml
"""
    write(sys.argv[2], out)


main()
