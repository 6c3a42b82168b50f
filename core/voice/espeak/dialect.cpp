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

std::string_view phonemesOf(std::span<const Pronunciation> entries, bool isLetter, std::string_view word)
{
    const std::string key = (isLetter ? "letter " : "word ") + lower(word);
    const auto entry = std::ranges::lower_bound(entries, std::string_view(key), {}, &Pronunciation::key);
    return entry != entries.end() && entry->key == key ? entry->phonemes : std::string_view();
}

void appendSpoken(std::string &result, std::span<const Pronunciation> entries, bool isLetter, std::string_view word)
{
    const std::string_view phonemes = phonemesOf(entries, isLetter, word);
    if (phonemes.empty())
        result += word;
    else
        result.append("[[").append(phonemes).append("]] "); // without the blank eSpeak reads a tag that follows aloud
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
                appendSpoken(result, entries, true, letters);
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
            appendSpoken(result, entries, false, rest.substr(0, size));
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
