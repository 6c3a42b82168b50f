#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares our MathML with what most tools write for the same LaTeX or AsciiMath:

    pairs.py --program MATHTTS-CORPORA [--format latex|asciimath] [--tools NAME] [--show N]

Of LaTeX only inputs with two or more agreeing tools count. An answer that another file holds byte for byte is one
tool's answer, copied (all of \\ce that is filed under LaTeXML is MathJax's): it counts once, unless --copies is given.
Few inputs of AsciiMath have several answers: the most common one counts, and where the tools disagree any of theirs is
right. Compared is the structure: mrow, mstyle, mspace, invisible operators, attributes and the forms of primes make no
difference; in AsciiMath neither does whether a letter or word is an mi or an mo or text (the tools choose by its
looks), nor the form of bars and angle brackets.
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


SAME = str.maketrans("\u2223\u2225\u2016\u2329\u232a\u3008\u3009\u27e8\u27e9\u203e\u00af\u0332\u20d7\u02c6\u02dc\u02d9\u0302",
                     "|||<><><>--_\u2192^~.^")


def alike(part):
    """A part in which the choices that AsciiMath leaves to its tools are made alike."""
    if len(part) == 2 and isinstance(part[1], str):
        text = part[1].translate(SAME).replace("...", "\u2026").replace("..", "\u00a8")
        return ("token", text)
    made = []
    for inner in part:
        inner = alike(inner) if isinstance(inner, tuple) and inner else inner
        differential = isinstance(inner, tuple) and len(inner) == 2 and re.fullmatch("d[xyzt]", str(inner[1]))
        made += [("token", letter) for letter in inner[1]] if differential else [inner]
    return tuple(made)


def parse(mathml, latex):
    try:
        parts = tuple(shape(ET.fromstring(mathml)))
    except ET.ParseError:
        return None
    return parts if latex else alike(parts)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", required=True)
    options.add_argument("--format", default="latex")
    options.add_argument("--tools", default="*", help="compare with the answers of one file only")
    options.add_argument("--copies", action="store_true", help="count the copies of an answer as answers")
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
    seen = set()
    latex = options.format == "latex"
    for path in sorted(glob.glob(os.path.join(shared, "corpora", "pairs", f"{options.tools}.jsonl"))):
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            if record["format"] != options.format or "expected_mathml" not in record:
                continue
            answer = (record["id"], record["expected_mathml"])
            if latex and answer in seen and not options.copies:
                continue
            seen.add(answer)
            tree = parse(record["expected_mathml"], latex)
            if tree is not None:
                inputs[record["id"]] = record
                answers[record["id"]].append(tree)
    chosen = []
    for identity, trees in answers.items():
        (best, votes), = collections.Counter(trees).most_common(1)
        if votes >= 2:
            chosen.append((inputs[identity], [best]))
        elif not latex:
            chosen.append((inputs[identity], trees))
    lines = "\n".join(json.dumps({"input": record["input"], "macros": record.get("macros", ""),
                                  "format": record["format"]})
                      for record, _ in chosen)
    output = subprocess.run([options.program, "--mathml"], input=lines + "\n", capture_output=True, text=True,
                            check=True).stdout.splitlines()
    same, show = 0, options.show
    for (record, best), line in zip(chosen, output):
        ours = parse(json.loads(line)["mathml"], latex)
        if ours in best:
            same += 1
        elif show:
            show -= 1
            print(record["input"], "\n   most:", best, "\n   ours:", ours)
    rate = 100 * same / max(len(chosen), 1)
    print(f"{same} of {len(chosen)} inputs as most tools have them: {rate:.2f} %")
    floor_name = "pairs_agree_percent" if latex else f"pairs_{options.format}_agree_percent"
    floor = json.load(open(options.floors))[floor_name] if options.floors else 0
    if rate < floor:
        print(f"below the floor of {floor} %")
    return 1 if rate < floor else 0


sys.exit(main())
