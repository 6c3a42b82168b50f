#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds `mathtts text -` what nobody should:  hostile.py MATHTTS [--only NAME]

Every input must end with a reading (0) or a clear error (1, a message on standard error), in under 200 MB; times are
printed, and judged only against a generous bound, since machines differ.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

MEMORY_MB = 200
SECONDS = 5

fractions = 100_000


def laughs():
    entities = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10))
    return b'<!DOCTYPE math [<!ENTITY l0 "ha">' + entities + b"]><math><mi>&l9;</mi></math>"


# Made one at a time: what this program holds would count as the measured one's memory.
INPUTS = {
    "empty": lambda: b"",
    "blanks": lambda: b"  \n\t ",
    "10 MB of {": lambda: b"{" * 10_000_000,
    "10 MB of }": lambda: b"}" * 10_000_000,
    "10 MB of $": lambda: b"$" * 10_000_000,
    "10 MB of letters": lambda: b"x" * 10_000_000,
    "10 MB of one word": lambda: rb"\text{" + b"x" * 10_000_000 + b"}",
    "10 MB of backslashes": lambda: b"\\" * 10_000_000,
    "10 MB of superscripts": lambda: b"x^" * 5_000_000,
    "100 000 nested fractions": lambda: rb"\frac{1}{" * fractions + b"1" + b"}" * fractions,
    "100 000 nested roots, unclosed": lambda: rb"\sqrt{" * fractions,
    "100 000 \\left": lambda: rb"\left(" * fractions,
    "100 000 \\right": lambda: rb"\right)" * fractions,
    "100 000 bars": lambda: b"|" * fractions,
    "100 000 bars with letters": lambda: b"|x" * fractions,
    "100 000 commas": lambda: b"x," * fractions,
    "100 000 minus signs": lambda: b"-" * fractions,
    "100 000 parentheses": lambda: b"(" * fractions + b"x" + b")" * fractions,
    "100 000 primes": lambda: b"f" + b"'" * fractions,
    "100 000 functions": lambda: rb"\sin " * fractions,
    "100 000 environments": lambda: rb"\begin{matrix}" * fractions,
    "table of 5000 by 200": lambda: rb"\begin{matrix}" + (b"&".join([b"1"] * 200) + rb"\\") * 5000 + rb"\end{matrix}",
    "a sum of 20 000 terms": lambda: b"+".join(b"x^{%d}" % i for i in range(20_000)),
    "invalid UTF-8": lambda: b"x^2 + \xff\xfe\x80 y \xc3(",
    "lone surrogate": lambda: b"a \xed\xa0\x80 b",
    "NUL bytes": lambda: b"a\0+\0b",
    "control characters": lambda: bytes(range(1, 32)),
    "right-to-left marks": lambda: "x \u202e + y \u200f = \u2067z\u2069".encode(),
    "a byte order mark": lambda: b"\xef\xbb\xbfx+1",
    "\\def loop": lambda: rb"\def\a{\a}\a",
    "\\def loop of two": lambda: rb"\def\a{\b x}\def\b{\a y}\a",
    "exponential macros": lambda: rb"\def\a{xx}" + b"".join(rb"\def\%c{\%c\%c}" % (c + 1, c, c) for c in range(97, 122)) + rb"\z",
    "macro with growing argument": lambda: rb"\def\a#1{\a{#1#1}}\a{x}",
    "unclosed environment": lambda: rb"\begin{align} x &= 1 \\",
    "closed but never opened": lambda: rb"x \end{align}",
    "crossed environments": lambda: rb"\begin{matrix} a \begin{cases} b \end{matrix} c \end{cases}",
    "ends in a command": lambda: rb"\frac",
    "ends in a backslash": lambda: b"x\\",
    "only scripts": lambda: b"^_^_",
    "chemistry, nested": lambda: rb"\ce{" + b"(" * 50_000 + b"H" + b")" * 50_000 + b"}",
    "chemistry, long": lambda: rb"\ce{" + b"H2O + " * 100_000 + b"}",
    "options without an end": lambda: rb"\num[" * 24_000,
    "chemistry around a looping macro": lambda: rb"\def\a{\a}" + rb"\ce{$\a$}" * 5_000,
    "200 000 superscripts on one base": lambda: b"x" + b"^1" * 200_000,
    "unknown commands": lambda: rb"\nosuchcommand{x} " * 10_000,
}
MATHML = {
    "only <": lambda: b"<" * 10_000_000,
    "only <!": lambda: b"<!" * 1_000_000,
    "only &": lambda: b"<math><mi>" + b"&" * 10_000_000,
    "open tags": lambda: b"<mrow>" * fractions,
    "unknown open tags": lambda: b"<x>" * fractions,
    "end tags": lambda: b"<math>" + b"</mrow></x>" * 1_000_000,
    "end tags inside 400 unknown ones": lambda: b"<math>" + b"".join(b"<x%d>" % i for i in range(400)) + b"</y>" * 1_000_000,
    "100 000 deep": lambda: b"<mrow>" * fractions + b"<mi>x</mi>" + b"</mrow>" * fractions,
    "fences 100 000 deep, flat": lambda: b"<math>" + b"<mo>(</mo>" * fractions + b"</math>",
    "table of 5000 by 200": lambda: b"<mtable>" + (b"<mtr>" + b"<mtd><mn>1</mn></mtd>" * 200 + b"</mtr>") * 5000 + b"</mtable>",
    "table of 300 by 200": lambda: b"<mtable>" + (b"<mtr>" + b"<mtd><mn>1</mn></mtd>" * 200 + b"</mtr>") * 300 + b"</mtable>",
    "billion laughs": laughs,
    "external entity": lambda: b'<!DOCTYPE math [<!ENTITY x SYSTEM "file:///etc/passwd">]><math><mi>&x;</mi></math>',
    "external document type": lambda: b'<!DOCTYPE math SYSTEM "http://localhost:9/x.dtd"><math><mi>x</mi></math>',
    "document type without an end": lambda: b"<!DOCTYPE math [" + b"<!ENTITY x '" * fractions,
    "comment without an end": lambda: b"<math><!-- " + b"x" * 1_000_000,
    "attribute of 1 MB": lambda: b"<math><mi class='" + b"x" * 1_000_000 + b"'>x</mi></math>",
    "intent of 1 MB": lambda: b"<math><mi intent='" + b"f(" * 500_000 + b"'>x</mi></math>",
    "intent of 1 MB arguments": lambda: b"<math><mrow intent='f(" + b"$a," * 300_000 + b"$a)'><mfrac arg='a'><mi>x</mi><mi>y</mi></mfrac></mrow></math>",
    "circular intent": lambda: b"<math><mrow arg='a' intent='$b'><mrow arg='b' intent='$a'><mi>x</mi></mrow></mrow></math>",
    "100 000 attributes": lambda: b"<math><mi " + b"class='x' x='y' " * fractions + b">x</mi></math>",
    "quote without an end, often": lambda: b"<mi a=\"" + b"<mi a='" * 50_000,
    "huge number": lambda: b"<math><mi>&#x" + b"F" * 1_000_000 + b";</mi></math>",
    "100 000 digits": lambda: b"<math>" + b"<mn>1</mn>" * fractions + b"</math>",
    "100 000 scripts": lambda: b"<mmultiscripts><mi>x</mi>" + b"<mn>1</mn>" * fractions + b"</mmultiscripts>",
    "wide mfenced": lambda: b"<mfenced separators=';,'>" + b"<mi>x</mi>" * fractions + b"</mfenced>",
    "deep content": lambda: b"<math>" + b"<apply><plus/><ci>x</ci>" * 400 + b"<ci>y</ci>" + b"</apply>" * 400 + b"</math>",
    "wide content": lambda: b"<math><apply><plus/>" + b"<ci>x</ci>" * fractions + b"</apply></math>",
    "annotation-xml, nested": lambda: b"<semantics><mi>x</mi>" + b"<annotation-xml>" * fractions,
    "UTF-16": lambda: "<math><mi>x</mi></math>".encode("utf-16"),
    "NUL bytes": lambda: b"<math><mi>\0</mi></math>",
    "a row without cells": lambda: b"<math><mo>{</mo><mtable><mtr/><mtr><mtd><mi>x</mi></mtd><mtd><mi>y</mi></mtd></mtr></mtable></math>",
    "tables without anything": lambda: b"<math>" + b"<mo>{</mo><mtable/><mo>(</mo><mtable><mtr/></mtable><mo>)</mo>" * 100 + b"</math>",
}
ASCIIMATH = {
    "brackets": lambda: b"(" * 1_000_000,
    "brackets, closed": lambda: b"(" * fractions + b"x" + b")" * fractions,
    "bars": lambda: b"|" * 1_000_000,
    "bars with letters": lambda: b"|x" * fractions,
    "roots": lambda: b"sqrt" * fractions,
    "scripts": lambda: b"x^" * 1_000_000,
    "slashes": lambda: b"1/" * fractions,
    "functions": lambda: b"sin^2" * fractions,
    "fonts": lambda: b"bb" * 400 + b"x" * fractions,
    "fonts in brackets": lambda: b"bb(" * 150 + b"x" * fractions,
    "a matrix": lambda: b"[" + b",".join([b"[" + b",".join([b"1"] * 200) + b"]"] * 300) + b"]",
    "quotes": lambda: b'"' * 999_999,
    "text without an end": lambda: b"text(" * fractions,
    "invalid UTF-8": lambda: b"x + \xff\xfe",
    "a table whose row begins with nothing": lambda: b"{((,n?r))",
}
AUTO = {
    "10 MB of {": lambda: b"{" * 10_000_000,
    "10 MB of one word": lambda: b"x" * 10_000_000,
    "10 MB of <": lambda: b"<" * 10_000_000,
    "quotes": lambda: b'"' * 9_999_999,
}
SETS = {"latex": INPUTS, "mathml": MATHML, "asciimath": ASCIIMATH, "auto": AUTO}


def measure(mathtts, form, make):
    """Exit status, seconds, peak memory in MB, what it said on standard error."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as errors:
        source.write(make())
        source.seek(0)
        start = time.monotonic()
        process = subprocess.Popen([mathtts, "text", "-", "--from", form], stdin=source,
                                   stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        errors.seek(0)
        return process.returncode, seconds, usage.ru_maxrss / 1024, errors.read().decode("utf-8", "replace")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mathtts")
    parser.add_argument("--only")
    options = parser.parse_args()
    faults = 0
    print(f"{'input':42} {'exit':>4} {'ms':>7} {'MB':>6}  message")
    inputs = [(form, name, make) for form, sets in SETS.items() for name, make in sets.items()]
    for form, name, make in inputs:
        if options.only not in (None, name):
            continue
        status, seconds, memory, message = measure(options.mathtts, form, make)
        wrong = [what for what, holds in [
            ("crashed", status not in (0, 1)), ("no message", status == 1 and not message.strip()),
            ("memory", memory > MEMORY_MB), ("time", seconds > SECONDS)] if holds]
        faults += bool(wrong)
        first = message.strip().splitlines()[0][:70] if message.strip() else ""
        print(f"{form + ': ' + name:42} {status:4} {1000 * seconds:7.0f} {memory:6.0f}  {first} {' '.join(wrong).upper()}")
    print(f"{faults} of {len(inputs)} inputs went wrong")
    sys.exit(faults > 0)


main()
