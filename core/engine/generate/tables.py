# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tables and lists of resources/ for the generators beside it."""
import sys

KEYWORDS = {"operator", "union", "and", "or", "not", "xor", "float"}


def lines(path):
    """Yields for each line that says something a function that ends the build with a message, and the line."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or not line.strip():
                continue

            def fail(message, number=number):
                sys.exit(f"{path}:{number}: {message}")

            yield fail, line.rstrip("\n")


def rows(path):
    """The same with the columns of the line, which have tabs between them."""
    for fail, line in lines(path):
        yield fail, line.split("\t")


def words(path):
    """The same with the words of the line before its comment, if there are some."""
    for fail, line in lines(path):
        if found := line.split("#")[0].split():
            yield fail, found


def slots_of(path):
    """The slots of each concept of resources/concepts.list, with their marks."""
    return {name: slots for _, (name, *slots) in words(path)}


def identifier(name):
    """A name with dashes as C++ has it."""
    first, *rest = name.split("-")
    word = first + "".join(part.capitalize() for part in rest)
    return word + "_" if word in KEYWORDS else word


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
