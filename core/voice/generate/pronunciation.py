#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pronunciation.py OUT.h LOCALE=FILE.tsv ...: the pronunciation tables of the locales as sorted C++ arrays.

A row of a table: "letter", "word", "prefix" or "stem", what is written, eSpeak's phonemes ("-" for a stem), why. Lower
case; a mistake stops the build.
"""
import sys


def rows(path):
    entries = {}
    with open(path, encoding="utf-8") as table:
        for number, line in enumerate(table, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            fields = line.split("\t")
            where = f"{path}:{number}"
            if len(fields) != 4:
                sys.exit(f"{where}: four fields are wanted: kind, text, phonemes, why")
            kind, text, phonemes, _ = fields
            if kind not in ("letter", "word", "prefix", "stem"):
                sys.exit(f"{where}: the kind is letter, word, prefix or stem, not {kind}")
            if text != text.lower() or not text.isalpha():
                sys.exit(f"{where}: the text is one word in lower case")
            if not phonemes or any(c in phonemes for c in "<>&[]\"\\ "):
                sys.exit(f"{where}: phonemes can't hold blanks, brackets, quotes or markup")
            if (key := f"{kind} {text}") in entries:
                sys.exit(f"{where}: {text} is there twice")
            entries[key] = phonemes
    return sorted((key.encode(), phonemes) for key, phonemes in entries.items())


def main():
    out, *locales = sys.argv[1:]
    lines = [
        "// Generated from resources/locales/*/pronunciation.tsv.",
        "#pragma once",
        "",
        "#include <array>",
        "#include <span>",
        "#include <string_view>",
        "",
        "namespace mathtts::espeak",
        "{",
        "",
        "/*! Phonemes of eSpeak for what it would say wrong; key: the kind, a blank, the text. */",
        "struct Pronunciation {",
        "    std::string_view key;",
        "    std::string_view phonemes;",
        "};",
        "",
        "struct LocalePronunciations {",
        "    std::string_view locale;",
        "    std::span<const Pronunciation> entries; ///< sorted by key",
        "};",
        "",
    ]
    names = []
    for locale in locales:
        name, path = locale.split("=", 1)
        entries = rows(path)
        names.append(name)
        lines.append(f"inline constexpr std::array<Pronunciation, {len(entries)}> pronunciations_{name}{{{{")
        lines += [f'    {{"{key.decode()}", "{phonemes}"}},' for key, phonemes in entries]
        lines += ["}};", ""]
    lines.append(f"inline constexpr std::array<LocalePronunciations, {len(names)}> localePronunciations{{{{")
    lines += [f'    {{"{name}", pronunciations_{name}}},' for name in names]
    lines += ["}};", "", "} // namespace mathtts::espeak", ""]
    with open(out, "w", encoding="utf-8") as header:
        header.write("\n".join(lines))


if __name__ == "__main__":
    main()
