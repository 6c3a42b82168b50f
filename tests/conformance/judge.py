#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a group of suites (PEER-KIND) and fails when a rate is below its floor.

    judge.py --program mathtts-conformance --floors floors.json sre-speech [--raise]

Floors are percents of cases answered as expected, by peer/kind/locale/style. What counts as equal is decided by the
scorer that comes with the suites. With --raise floors that are exceeded are raised to what was reached.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77


def shared_folder():
    for name in ("MATHTTS_SHARED", "MATHTTS_SHARED_DEFAULT"):
        folder = pathlib.Path(os.environ.get(name) or "/nonexistent")
        if (folder / "conformance").is_dir() and (folder / "tools" / "score.py").is_file():
            return folder
    return None


def measure(shared, program, peer, kind):
    """Rates by "peer/kind/locale/style", as the scorer counts them."""
    with tempfile.TemporaryDirectory() as scratch:
        summary = os.path.join(scratch, "summary.json")
        subprocess.run([sys.executable, str(shared / "tools" / "score.py"), str(shared / "conformance"), "--cmd", program,
                        "--peer", peer, "--kind", kind, "--locale", "en", "--by", "style", "--json", summary,
                        "--failures", os.path.join(scratch, "failures.jsonl")], check=True, stdout=subprocess.DEVNULL)
        with open(summary, encoding="utf-8") as file:
            rows = json.load(file)
    # Markup names every break and mark in an engine's own way: there the words alone are compared.
    verdict = "loose" if kind == "ssml" else "norm"
    return {name: 100.0 * row[verdict] / row["tests"] for name, row in rows.items() if name != "ALL"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", nargs="+")
    parser.add_argument("--program", required=True)
    parser.add_argument("--floors", required=True)
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    arguments = parser.parse_args()

    shared = shared_folder()
    if not shared:
        print("skipped: no suites (set MATHTTS_SHARED)")
        return SKIPPED
    with open(arguments.floors, encoding="utf-8") as file:
        floors = json.load(file)
    failed = False
    for group in arguments.group:
        peer, kind = group.split("-", 1)
        for name, rate in measure(shared, arguments.program, peer, kind).items():
            floor = floors.get(name, 0)
            below = rate < floor
            failed |= below
            print("%-44s %6.2f %%, floor %6.2f %%%s" % (name, rate, floor, "  BELOW THE FLOOR" if below else ""))
            if arguments.raise_floors and int(rate * 100) / 100 > floor:
                floors[name] = int(rate * 100) / 100
    if arguments.raise_floors:
        with open(arguments.floors, "w", encoding="utf-8") as file:
            json.dump(floors, file, indent=4, sort_keys=True)
            file.write("\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
