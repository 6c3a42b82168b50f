#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed and memory beside other engines: MathML to ClearSpeak text, one thread, warm, on the inputs of the suites.

    peers.py --program build/release/tests/mathml-bench --work build/peers [--rounds 21] [--peer-rounds 3] [--kind speech]

Installs Speech Rule Engine (npm) and MathCAT (cargo) into the work folder, where the machine can, and measures them one
after the other with programs of ours that call them (peers/). What can't be installed is named and left out. Times are
medians of rounds for each expression; statistics are over the expressions that all engines answer. The inputs come
from the suites (MATHTTS_SHARED).
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent
MOST_MEAN_US, MOST_P99_US, LEAST_RATIO, MOST_PARSING, MOST_MEMORY_MB = 15, 125, 100, 3, 20


def suite_inputs(kinds):
    """Every MathML expression of the suites once, in their order."""
    for name in ("MATHTTS_SHARED", "MATHTTS_SHARED_DEFAULT"):
        folder = pathlib.Path(os.environ.get(name) or "/nonexistent") / "conformance"
        if folder.is_dir():
            break
    else:
        return []
    found = {}
    for path in sorted(folder.rglob("*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record.get("format") == "mathml" and (not kinds or record["kind"] in kinds):
                    found.setdefault(record["input"])
    return [text for text in found if "\0" not in text]


def build(name, folder, commands):
    """Runs what installs a peer; whether it worked."""
    for command in commands:
        if not shutil.which(command[0]):
            print(f"{name}: left out, there is no {command[0]}")
            return False
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"{name}: left out, {' '.join(command)} failed:\n{done.stderr[-500:]}")
            return False
    return True


def install_sre(work):
    folder = work / "sre"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "peers" / "clearspeak.js", folder)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--prefix", ".", "speech-rule-engine@4.1.5"]
    if not build("Speech Rule Engine", folder, [npm]):
        return None
    return ["node", str(folder / "clearspeak.js")]


def install_mathcat(work):
    folder = work / "mathcat"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("Cargo.toml", "clearspeak.rs"):
        shutil.copy(HERE / "peers" / name, folder)
    if not build("MathCAT", folder, [["cargo", "build", "--release", "--quiet"]]):
        return None
    return [str(folder / "target" / "release" / "clearspeak")]


def measure(command, inputs, rounds):
    """Nanoseconds for each input (None: no answer) and the most memory that the process ever held, in MB."""
    with tempfile.TemporaryFile("w+") as answers:
        process = subprocess.Popen([*command, str(inputs), str(rounds)], stdout=answers, stderr=subprocess.DEVNULL)
        memory = 0
        while process.poll() is None:
            memory = most_memory(process.pid) or memory
            time.sleep(0.02)
        answers.seek(0)
        times = [None if line == "-" else int(line) for line in answers.read().split()]
    return times, memory


def most_memory(pid):
    """The kernel's own figure (a child's resource usage counts the memory of the Python that started it)."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), None)
    except OSError:
        return None


def statistics(times):
    ordered = sorted(times)
    return {"mean": sum(ordered) / len(ordered) / 1000, "median": ordered[len(ordered) // 2] / 1000,
            "p99": ordered[len(ordered) * 99 // 100] / 1000}


def row(name, figures, answered, memory=None):
    print("%-36s %9.2f %9.2f %9.2f %10s %9d" % (name, figures["mean"], figures["median"], figures["p99"],
                                               "" if memory is None else f"{memory:.1f}", answered))


def target(what, value, bound, at_most=True):
    met = value <= bound if at_most else value >= bound
    print(f"{what:<46} {value:9.2f}   {'at most' if at_most else 'at least'} {bound}: {'met' if met else 'MISSED'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="mathml-bench")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="the folder that peers are installed in")
    parser.add_argument("--rounds", type=int, default=21, help="of ours")
    parser.add_argument("--peer-rounds", type=int, default=3, help="of the others, a minute each")
    parser.add_argument("--kind", action="append", help="only inputs of suites of this kind (speech, braille ...)")
    arguments = parser.parse_args()

    texts = suite_inputs(arguments.kind)
    if not texts:
        print("skipped: no suites (set MATHTTS_SHARED)")
        return SKIPPED
    arguments.work.mkdir(parents=True, exist_ok=True)
    inputs = (arguments.work / "inputs").resolve()
    inputs.write_bytes(b"".join(text.encode() + b"\0" for text in texts))
    work = arguments.work.resolve()

    engines = {"MathTTS": [arguments.program, "clearspeak"]}
    for name, install in (("Speech Rule Engine", install_sre), ("MathCAT", install_mathcat)):
        if command := install(work):
            engines[name] = command
    results = {}
    for name, command in engines.items():
        print(f"measuring {name} ...", flush=True)
        results[name] = measure(command, inputs, arguments.rounds if name == "MathTTS" else arguments.peer_rounds)
    parsers = {name: measure([arguments.program, name], inputs, arguments.rounds)[0] for name in ("reading", "pugixml")}

    def common(series):
        return [times for times in zip(*series) if None not in times]

    print(f"\n{len(texts)} expressions, medians of {arguments.rounds} rounds (others: {arguments.peer_rounds})")
    print("%-36s %9s %9s %9s %10s %9s" % ("microseconds an expression", "mean", "median", "p99", "MB, most", "answered"))
    columns = zip(*common([times for times, _ in results.values()]))
    figures = dict(zip(results, map(statistics, columns)))
    for name, (times, memory) in results.items():
        row(name + ", ClearSpeak", figures[name], sum(time is not None for time in times), memory)
    ours = figures["MathTTS"]
    if parsers["pugixml"]:
        reading, general = map(statistics, zip(*common(parsers.values())))
        row("MathTTS, reading alone", reading, sum(time is not None for time in parsers["reading"]))
        row("pugixml, reading alone", general, sum(time is not None for time in parsers["pugixml"]))
    print()
    target("ClearSpeak, mean (µs)", ours["mean"], MOST_MEAN_US)
    target("ClearSpeak, p99 (µs)", ours["p99"], MOST_P99_US)
    for name in list(figures)[1:]:
        for which in ("mean", "median"):
            target(f"{name} / MathTTS, {which}", figures[name][which] / ours[which], LEAST_RATIO, at_most=False)
    if parsers["pugixml"]:
        target("reading / pugixml, means", reading["mean"] / general["mean"], MOST_PARSING)
    else:
        print("reading / pugixml: left out, the build found no pugixml")
    target("memory of the process with one locale (MB)", results["MathTTS"][1], MOST_MEMORY_MB)
    return 0


if __name__ == "__main__":
    sys.exit(main())
