// SPDX-License-Identifier: GPL-3.0-or-later
#include "contractions.h"

#include "engine/braille/celltable.h"

#include <algorithm>

namespace mathtts
{

namespace
{

/*! The longest contraction at \a from that may stand there; nullptr when none may. */
const Contraction *longestAt(std::string_view word, std::size_t from, bool alone, bool name)
{
    const Contraction *best = nullptr;
    // entries that begin with the same letter lie together
    const std::string_view first = word.substr(from, 1);
    auto entry = std::ranges::lower_bound(cellTable::contractions, first, {}, &Contraction::letters);
    for (; entry != cellTable::contractions.end() && entry->letters.starts_with(first); ++entry) {
        if (!word.substr(from).starts_with(entry->letters)) continue;
        const bool begins = from == 0;
        const bool ends = from + entry->letters.size() == word.size();
        bool fits = true;
        switch (entry->place) {
        case Place::word:
        case Place::shortform: fits = alone && begins && ends; break;
        case Place::anywhere: break;
        case Place::start: fits = begins && !ends; break;
        case Place::middle: fits = !begins && !ends && !name; break;
        case Place::inside: fits = !begins; break;
        }
        if (fits && (!best || entry->letters.size() > best->letters.size() ||
                     (entry->letters.size() == best->letters.size() && entry->place == Place::word)))
            best = &*entry;
    }
    return best;
}

} // namespace

std::string contracted(std::string_view word, bool alone, bool name)
{
    std::string cells;
    for (std::size_t at = 0; at < word.size();) {
        if (const Contraction *found = longestAt(word, at, alone, name)) {
            cells += found->cells;
            at += found->letters.size();
        } else {
            cells += static_cast<char>(word[at] - 'a' + 'A');
            ++at;
        }
    }
    return cells;
}

bool readsAsShortform(std::string_view letters)
{
    return std::ranges::any_of(cellTable::contractions, [&](const Contraction &entry) {
        if (entry.place != Place::shortform || entry.cells.size() != letters.size()) return false;
        return std::ranges::equal(entry.cells, letters, [](char cell, char letter) {
            return cell == (letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
        });
    });
}

} // namespace mathtts
