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

const Entry *Image::find(const Dictionary &dictionary, std::string_view key) const
{
    const auto entries = section<Entry>(Section::entries, dictionary.entries);
    const auto slots = section<std::uint32_t>(Section::hashSlots, dictionary.slots);
    if (slots.empty()) return nullptr;
    for (std::size_t at = hashText(key) & (slots.size() - 1); slots[at] != 0; at = (at + 1) & (slots.size() - 1)) {
        const Entry &entry = entries[slots[at] - 1];
        if (text(entry.key) == key) return &entry;
    }
    return nullptr;
}

const Entry *Image::find(const Dictionary &dictionary, char32_t key) const
{
    const auto entries = section<Entry>(Section::entries, dictionary.entries);
    const auto found = std::ranges::lower_bound(entries, static_cast<std::uint32_t>(key), {}, &Entry::character);
    return found == entries.end() || found->character != key ? nullptr : &*found;
}

std::string_view Image::lookUp(std::uint32_t dictionary, std::string_view key, WordChoice choice) const
{
    const auto dictionaries = section<Dictionary>(Section::dictionaries);
    for (std::uint32_t next = dictionary + 1; next != 0; next = dictionaries[next - 1].base)
        if (const Entry *entry = find(dictionaries[next - 1], key)) return chooseWord(*entry, choice);
    return {};
}

std::string_view Image::lookUp(std::uint32_t dictionary, char32_t key, WordChoice choice) const
{
    const auto dictionaries = section<Dictionary>(Section::dictionaries);
    for (std::uint32_t next = dictionary + 1; next != 0; next = dictionaries[next - 1].base)
        if (const Entry *entry = find(dictionaries[next - 1], key)) return chooseWord(*entry, choice);
    return {};
}

} // namespace mathtts::image
