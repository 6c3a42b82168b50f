#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares our MathML with what most tools write for the same LaTeX:  pairs.py --program MATHTTS-CORPORA [--show N]

Only inputs with two or more agreeing answers count. Compared is the structure: mrow, mstyle, mspace, invisible
operators, attributes and the forms of primes make no difference.
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
                answers[record["id"]].append(tree)
    chosen = []
    for identity, trees in answers.items():
        (best, votes), = collections.Counter(trees).most_common(1)
        if votes >= 2:
            chosen.append((inputs[identity], best))
    lines = "\n".join(json.dumps({"input": record["input"], "macros": record.get("macros", "")})
                      for record, _ in chosen)
    output = subprocess.run([options.program, "--mathml"], input=lines + "\n", capture_output=True, text=True,
                            check=True).stdout.splitlines()
    same, show = 0, options.show
    for (record, best), line in zip(chosen, output):
        ours = parse(json.loads(line)["mathml"])
        if ours == best:
            same += 1
        elif show:
            show -= 1
            print(record["input"], "\n   most:", best, "\n   ours:", ours)
    rate = 100 * same / max(len(chosen), 1)
    print(f"{same} of {len(chosen)} inputs as most tools have them: {rate:.2f} %")
    floor = json.load(open(options.floors))["pairs_agree_percent"] if options.floors else 0
    if rate < floor:
        print(f"below the floor of {floor} %")
    return 1 if rate < floor else 0


sys.exit(main())
