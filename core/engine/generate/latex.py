#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the tables of the LaTeX reader from resources/latex/:  latex.py RESOURCES OUT.inc

Names are found by perfect hashing: a name's hash picks a displacement, and both pick the one slot that may hold it.
"""
import os
import sys

import tables

# class in symbols.tsv: action, element, flags, variant
CLASSES = {
    "letter": ("token", "mi", "0", "automatic"),
    "upright": ("token", "mi", "0", "normal"),
    "doubleStruck": ("token", "mi", "0", "doubleStruck"),
    "ordinary": ("token", "mi", "0", "automatic"),
    "sign": ("token", "mo", "0", "automatic"),
    "binary": ("token", "mo", "binary", "automatic"),
    "relation": ("token", "mo", "relation", "automatic"),
    "punctuation": ("token", "mo", "punctuation", "automatic"),
    "open": ("token", "mo", "fenceOpen", "automatic"),
    "close": ("token", "mo", "fenceClose", "automatic"),
    "bar": ("token", "mo", "0", "automatic"),
    "big": ("bigToken", "mo", "bigOperator", "automatic"),
    "integral": ("token", "mo", "bigOperator", "automatic"),
    "function": ("token", "mi", "functionName", "automatic"),
    "limits": ("bigToken", "mo", "functionName", "automatic"),
}
BUCKETS = 1024
SLOTS = 4096


def rows(folder, name, columns):
    for fail, fields in tables.rows(os.path.join(folder, name)):
        if len(fields) != columns:
            fail(f"{len(fields)} columns instead of {columns}")
        yield fail, ["" if field == "-" and i + 1 < columns else field for i, field in enumerate(fields)]


def hash_of(name):
    value = 2166136261
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def slot_of(value, displacement):
    value = ((value ^ (displacement * 0x9E3779B1)) * 0x85EBCA6B) & 0xFFFFFFFF
    return value >> 20


def perfect_hash(names):
    buckets = [[] for _ in range(BUCKETS)]
    for index, name in enumerate(names):
        buckets[hash_of(name) % BUCKETS].append(index)
    displacements, slots = [0] * BUCKETS, [0xFFFF] * SLOTS
    for bucket in sorted(range(BUCKETS), key=lambda b: -len(buckets[b])):
        for displacement in range(65536):
            wanted = [slot_of(hash_of(names[i]), displacement & 0xFFFFFFFF) for i in buckets[bucket]]
            if len(set(wanted)) == len(wanted) and all(slots[slot] == 0xFFFF for slot in wanted):
                break
        else:
            sys.exit("no perfect hash found: enlarge SLOTS in latex.py")
        displacements[bucket] = displacement
        for slot, index in zip(wanted, buckets[bucket]):
            slots[slot] = index
    return displacements, slots


def quoted(text):
    # Trigraphs and escapes: everything outside plain ASCII is written in octal.
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode()) + '"'


def commands(folder):
    found = {}

    def add(fail, names, fields):
        for name in names.split(" "):
            if name in found:
                fail(f"\\{name} stands here twice (first: {found[name][-1]})")
            found[name] = (*fields, fail)

    for fail, (kind, text, names) in rows(folder, "symbols.tsv", 3):
        if kind not in CLASSES:
            fail(f"no class {kind}")
        action, element, flags, variant = CLASSES[kind]
        add(fail, names, (action, element, variant, flags, "", text))
    for fail, (action, signature, parameter, names) in rows(folder, "commands.tsv", 4):
        add(fail, names, (action, "mrow", "automatic", "0", signature, parameter))
    for fail, (signature, body, names) in rows(folder, "macros.tsv", 3):
        add(fail, names, ("macro", "mrow", "automatic", "0", signature, body))
    return found


def table(out, label, names):
    displacements, slots = perfect_hash(names)
    for what, values in (("Displacements", displacements), ("Slots", slots)):
        out.append(f"constexpr std::uint16_t {label}{what}[] = {{")
        out += ["    " + ", ".join(map(str, values[i:i + 24])) + "," for i in range(0, len(values), 24)]
        out.append("};")


def main():
    folder, target = sys.argv[1:]
    found = commands(folder)
    names = sorted(found)
    out = ["// Generated from resources/latex by generate/latex.py. Do not edit.", "constexpr Command commandFacts[] = {"]
    for name in names:
        action, element, variant, flags, signature, text, _ = found[name]
        out.append(f"    {{{quoted(name)}, Action::{action}, Element::{element}, Variant::{variant}, "
                   f"{flags}, {quoted(signature)}, {quoted(text)}, {'true' if name + '*' in found else 'false'}}},")
    out.append("};")
    table(out, "command", names)

    environments = {}
    for fail, (kind, signature, begin, end, align, env_names) in rows(folder, "environments.tsv", 6):
        for name in env_names.split(" "):
            if name in environments:
                fail(f"{name} stands here twice")
            environments[name] = (kind, signature, begin, end, align)
    names = sorted(environments)
    out.append("constexpr Environment environmentFacts[] = {")
    for name in names:
        kind, signature, begin, end, align = environments[name]
        out.append(f"    {{{quoted(name)}, {quoted(name.rstrip('*'))}, EnvironmentKind::{kind}, {quoted(signature)}, "
                   f"{quoted(begin)}, {quoted(end)}, {quoted(align.removesuffix(' words'))}, "
                   f"{str(align.endswith(' words')).lower()}}},")
    out.append("};")
    table(out, "environment", names)
    tables.write(target, "\n".join(out) + "\n")


main()
