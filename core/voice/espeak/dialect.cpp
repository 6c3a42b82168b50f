// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/espeak/dialect.h"

#include "voice/pronunciation.h"

#include <algorithm>
#include <span>

namespace mathtts::espeak
{
namespace
{

constexpr std::string_view lettersBegin = "<say-as interpret-as=\"characters\">";
constexpr std::string_view lettersEnd = "</say-as>";
constexpr std::string_view speakBegin = "<speak";

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*! A letter of a word: bytes above ASCII are taken for letters, as in "Möbius". */
bool isWordByte(char c)
{
    return isAsciiLetter(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return result;
}

std::span<const Pronunciation> pronunciationsOf(std::string_view language)
{
    const std::string tongue = lower(language.substr(0, language.find_first_of("-_+")));
    for (const LocalePronunciations &locale : localePronunciations)
        if (locale.locale == tongue) return locale.entries;
    return {};
}

const Pronunciation *find(std::span<const Pronunciation> entries, std::string_view kind, std::string_view word)
{
    const std::string key = std::string(kind).append(" ").append(word);
    const auto entry = std::ranges::lower_bound(entries, std::string_view(key), {}, &Pronunciation::key);
    return entry != entries.end() && entry->key == key ? &*entry : nullptr;
}

void appendPhonemes(std::string &result, std::string_view phonemes)
{
    result.append("[[").append(phonemes).append("]] "); // without the blank eSpeak reads a tag that follows aloud
}

/*! "femtosecond" as "femto second", when the table has the prefix and the stem. */
bool appendCompound(std::string &result, std::span<const Pronunciation> entries, const std::string &word)
{
    constexpr std::size_t longestPrefix = 8;
    for (std::size_t size = 3; size <= longestPrefix && size < word.size(); ++size) {
        const Pronunciation *front = find(entries, "prefix", std::string_view(word).substr(0, size));
        if (!front || !find(entries, "stem", std::string_view(word).substr(size))) continue;
        appendPhonemes(result, front->phonemes);
        const std::string_view stem = std::string_view(word).substr(size);
        if (const Pronunciation *known = find(entries, "word", stem))
            appendPhonemes(result, known->phonemes);
        else
            result += stem;
        return true;
    }
    return false;
}

void appendSpoken(std::string &result, std::span<const Pronunciation> entries, std::string_view kind,
                  std::string_view text)
{
    const std::string word = lower(text);
    if (const Pronunciation *entry = find(entries, kind, word))
        appendPhonemes(result, entry->phonemes);
    else if (!appendCompound(result, entries, word))
        result += text;
}

} // namespace

std::string dialect(std::string_view ssml, std::string_view language)
{
    const std::span<const Pronunciation> entries = pronunciationsOf(language);
    std::string result;
    result.reserve(ssml.size() + ssml.size() / 8);
    std::size_t at = 0;
    while (at < ssml.size()) {
        const std::string_view rest = ssml.substr(at);
        if (rest.starts_with(lettersBegin)) {
            const std::size_t end = std::min(rest.find(lettersEnd), rest.size());
            const std::string_view letters = rest.substr(lettersBegin.size(), end - lettersBegin.size());
            if (!entries.empty() && letters.size() == 1 && isAsciiLetter(letters.front()))
                appendSpoken(result, entries, "letter", letters);
            else
                result.append(lettersBegin).append(letters).append(lettersEnd);
            at += std::min(end + lettersEnd.size(), rest.size());
        } else if (rest.front() == '<') {
            const std::size_t size = std::min(rest.find('>'), rest.size() - 1) + 1;
            const std::string_view tag = rest.substr(0, size);
            const bool isSpeak = tag.starts_with(speakBegin) && !tag.ends_with("/>");
            result += isSpeak ? std::string_view("<speak>") : tag;
            at += size;
        } else if (isWordByte(rest.front())) {
            std::size_t size = 1;
            while (size < rest.size() && isWordByte(rest[size]))
                ++size;
            appendSpoken(result, entries, "word", rest.substr(0, size));
            at += size;
        } else if (rest.starts_with('&')) { // an entity is no word
            const std::size_t size = std::min(rest.find(';'), rest.size() - 1) + 1;
            result += rest.substr(0, size);
            at += size;
        } else {
            const char c = rest.front();
            if (c == '[' && result.ends_with('[')) result += ' ';
            result += c == '\0' ? ' ' : c;
            ++at;
        }
    }
    return result;
}

} // namespace mathtts::espeak
