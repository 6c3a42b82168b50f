# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tables and lists of resources/ for the generators beside it."""
import sys

KEYWORDS = {"operator", "union", "and", "or", "not", "xor", "float"}


class Place:
    """Where a line stands. Called with a message it ends the build."""

    def __init__(self, path, number):
        self.text = f"{path}:{number}"

    def __str__(self):
        return self.text

    def __call__(self, message):
        sys.exit(f"{self}: {message}")


def lines(path):
    """Yields for each line that says something its place, and the line."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.startswith("#") and line.strip():
                yield Place(path, number), line.rstrip("\n")


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
