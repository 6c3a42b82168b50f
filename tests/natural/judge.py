#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges the natural style by what a listener needs to hear:  judge.py MATHTTS CASES.tsv|CASES.jsonl --floor PERCENT

Cases are our own (cases.tsv) or JSON lines with "input", "format", "must" and "never".  Prints every failure; exits
with 1 below the floor, with 77 (skipped) when the file is absent.
"""
import argparse
import json
import re
import subprocess
import sys

ALWAYS_NEVER = [r"\\", r"[{}_^]", r"\bsub super\b"]


def read(path):
    if path.endswith(".jsonl"):
        return [json.loads(line) for line in open(path, encoding="utf-8")]
    cases = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        area, formula, must, never = line.rstrip("\n").split("\t")
        cases.append({"area": area, "format": "latex", "input": formula, "must": must.split("&&"),
                      "never": ALWAYS_NEVER + ([never] if never else [])})
    return cases


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"[;:,](?=\s|$)|\.(?=\s|$)", " ", text.lower())).strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mathtts")
    parser.add_argument("cases")
    parser.add_argument("--floor", type=float, default=100)
    options = parser.parse_args()
    try:
        cases = read(options.cases)
    except FileNotFoundError:
        print(f"skipped: no {options.cases}")
        sys.exit(77)
    requests = "".join(json.dumps({"id": number, "format": case["format"], "input": case["input"]}) + "\n"
                       for number, case in enumerate(cases))
    answers = subprocess.run([options.mathtts, "batch"], input=requests, capture_output=True, text=True, check=True)
    failed = 0
    for case, line in zip(cases, answers.stdout.splitlines(), strict=True):
        said = plain(json.loads(line).get("output") or "")
        missing = [pattern for pattern in case["must"] if not re.search(pattern, said)]
        wrong = [pattern for pattern in case["never"] if re.search(pattern, said)]
        if missing or wrong or not said:
            failed += 1
            print(f"{case['area']}: {case['input']}\n    said:    {said}")
            print("".join(f"    missing: {pattern}\n" for pattern in missing), end="")
            print("".join(f"    wrong:   {pattern}\n" for pattern in wrong), end="")
    rate = 100 * (len(cases) - failed) / len(cases)
    print(f"{len(cases) - failed} of {len(cases)} readings are right: {rate:.1f} % (floor {options.floor} %)")
    sys.exit(rate < options.floor)


main()
