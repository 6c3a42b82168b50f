#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares our MathML with what most tools write for the same LaTeX:  pairs.py --program MATHTTS-CORPORA [--show N]

Only inputs on which two or more tools agree count. Compared is the structure: mrow, mstyle, mpadded, mspace, invisible
operators, attributes and the forms of primes make no difference. Answers that are the same byte for byte are one answer
filed under two names (some test suites keep a copy of another tool's output), so they have one vote. The figure with
such copies counted apart is printed too.
"""
import argparse
import collections
import glob
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

TRANSPARENT = {"mrow", "mstyle", "mpadded", "semantics", "TeXAtom", "math"}
DROPPED = {"mspace", "annotation", "annotation-xml"}
INVISIBLE = "\u2061\u2062\u2063\u2064\u200b\u200c\u200d\u2060"


def text_of(text):
    text = re.sub(f"[{INVISIBLE}]", "", text or "")
    text = " ".join(text.split())
    return re.sub(r"[\u2032\u2033\u2034\u2057']", lambda m: "'" * {"\u2033": 2, "\u2034": 3, "\u2057": 4}.get(m[0], 1), text)


def shape(element):
    """A list of nested tuples: what one element contributes to its row."""
    tag = element.tag.split("}")[-1] if isinstance(element.tag, str) else ""
    if tag in DROPPED or not tag:
        return []
    children = list(element)
    if tag in TRANSPARENT:
        return [part for child in children for part in shape(child)]
    if not children:
        text = text_of(element.text)
        if tag in ("mi", "mn", "mo", "mtext", "ms"):
            return [(tag, text)] if text else []
        return [(tag,)]
    if tag in ("msqrt", "menclose", "mtd", "mphantom", "merror"):
        return [(tag, *(part for child in children for part in shape(child)))]
    return [(tag, *(tuple(shape(child)) for child in children))]


def parse(mathml):
    try:
        return tuple(shape(ET.fromstring(mathml)))
    except ET.ParseError:
        return None


def majority(trees):
    """The tree that most answers have, when two or more have it."""
    (best, votes), = collections.Counter(trees).most_common(1)
    return best if votes >= 2 else None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", required=True)
    options.add_argument("--floors")
    options.add_argument("--show", type=int, default=0)
    options = options.parse_args()
    shared = next((os.environ[name] for name in ("MATHTTS_SHARED", "MATHTTS_SHARED_DEFAULT")
                   if os.path.isdir(os.path.join(os.environ.get(name, ""), "corpora", "pairs"))), None)
    if not shared:
        print("skipped: no corpora (set MATHTTS_SHARED)")
        return 77

    answers = collections.defaultdict(list)
    inputs = {}
    for path in sorted(glob.glob(os.path.join(shared, "corpora", "pairs", "*.jsonl"))):
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            if record["format"] != "latex" or "expected_mathml" not in record:
                continue
            tree = parse(record["expected_mathml"])
            if tree is not None:
                inputs[record["id"]] = record
                answers[record["id"]].append((record["expected_mathml"], tree))
    chosen = []  # input, what most have, the same with copies counted apart
    for identity, given in answers.items():
        most, with_copies = majority(dict(given).values()), majority(tree for _, tree in given)
        if with_copies is not None:
            chosen.append((inputs[identity], most, with_copies))
    lines = "\n".join(json.dumps({"input": record["input"], "macros": record.get("macros", "")})
                      for record, _, _ in chosen)
    output = subprocess.run([options.program, "--mathml"], input=lines + "\n", capture_output=True, text=True,
                            check=True).stdout.splitlines()
    counted = same = same_with_copies = 0
    show = options.show
    for (record, most, with_copies), line in zip(chosen, output):
        ours = parse(json.loads(line)["mathml"])
        same_with_copies += ours == with_copies
        if most is None:
            continue
        counted += 1
        same += ours == most
        if ours != most and show:
            show -= 1
            print(record["input"], "\n   most:", most, "\n   ours:", ours)
    rate = 100 * same / max(counted, 1)
    print(f"with copies: {same_with_copies} of {len(chosen)}: {100 * same_with_copies / max(len(chosen), 1):.2f} %")
    print(f"{same} of {counted} inputs as most tools have them: {rate:.2f} %")
    floor = json.load(open(options.floors))["pairs_agree_percent"] if options.floors else 0
    if rate < floor:
        print(f"below the floor of {floor} %")
    return 1 if rate < floor else 0


sys.exit(main())
