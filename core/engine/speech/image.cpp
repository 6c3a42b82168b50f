// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/image.h"

#include <algorithm>

namespace mathtts::image
{

std::string_view Image::chooseWord(const Entry &entry, WordChoice choice) const
{
    const auto words = section<Word>(Section::words, entry.words);
    auto found = std::ranges::find(words, choice.use, &Word::variant);
    if (choice.use == firstWords || found == words.end())
        found = std::ranges::find(words, choice.verbosity, &Word::variant);
    return text((found == words.end() ? words.front() : *found).text);
}

std::string_view Image::lookUp(std::uint32_t dictionary, std::string_view key, WordChoice choice) const
{
    const Dictionary &table = section<Dictionary>(Section::dictionaries)[dictionary];
    const auto entries = section<Entry>(Section::entries, table.entries);
    const auto slots = section<std::uint32_t>(Section::hashSlots, table.slots);
    if (slots.empty()) return {};
    for (std::size_t at = hashText(key) & (slots.size() - 1); slots[at] != 0; at = (at + 1) & (slots.size() - 1)) {
        const Entry &entry = entries[slots[at] - 1];
        if (text(entry.key) == key) return chooseWord(entry, choice);
    }
    return {};
}

std::string_view Image::lookUp(std::uint32_t dictionary, char32_t key, WordChoice choice) const
{
    const Dictionary &table = section<Dictionary>(Section::dictionaries)[dictionary];
    const auto entries = section<Entry>(Section::entries, table.entries);
    const auto found = std::ranges::lower_bound(entries, static_cast<std::uint32_t>(key), {}, &Entry::character);
    if (found == entries.end() || found->character != key) return {};
    return chooseWord(*found, choice);
}

} // namespace mathtts::image
