// SPDX-License-Identifier: GPL-3.0-or-later
// How the program and its eSpeak worker talk: the program writes one request, the worker answers with messages up to
// `end` or `error`. Numbers are in the byte order of the machine: both ends are on the same one.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mathtts::espeak
{

enum class Kind : std::uint8_t {
    // requests
    speak = 'S', ///< SpeakRequest, then the voice, then the SSML
    list = 'L',  ///< nothing
    // answers
    hello = 'H',    ///< Hello, then eSpeak's version; once, before the first request
    marks = 'M',    ///< MarkMessage after MarkMessage, for the audio that follows
    audio = 'A',    ///< 16-bit samples
    phonemes = 'P', ///< text, when asked for
    voice = 'V',    ///< VoiceMessage, then identifier TAB languages (by a blank, best first) TAB name
    end = 'E',      ///< nothing
    error = 'X',    ///< ErrorCode as one byte, then text for a log
};

enum class ErrorCode : std::uint8_t { noSuchVoice = 1, engineMissing, failed };

struct Hello {
    std::uint32_t sampleRate;
    std::uint32_t singleUse; ///< 1: the worker ends after one request
};

struct SpeakRequest {
    std::uint32_t wordsPerMinute;
    std::uint32_t pitch;        ///< 0 to 100, 50 is usual
    std::uint32_t volume;       ///< percent
    std::uint32_t wantPhonemes; ///< 1: also answer with phonemes
    std::uint32_t isLanguage;   ///< 1: the voice is a language, whose best voice speaks; 0: it is the id of a voice
    std::uint32_t voiceSize;    ///< bytes of the voice
};

struct MarkMessage {
    std::uint64_t sample;
    std::uint32_t token;
    std::uint32_t reserved;
};

struct VoiceMessage {
    std::uint8_t gender; ///< 1 male, 2 female, else neither
};

/*! Before every message. */
struct Header {
    std::uint32_t size; ///< bytes after the header
    Kind kind;
    std::uint8_t reserved[3];
};

constexpr std::uint32_t maxMessage = 256U << 20; ///< bytes; more is a broken peer

template <typename T>
void append(std::string &bytes, const T &value)
{
    const auto raw = std::bit_cast<std::array<char, sizeof(T)>>(value);
    bytes.append(raw.data(), raw.size());
}

/*! The T at the start of \a bytes, which is cut off; nothing when they are too few. */
template <typename T>
std::optional<T> take(std::string_view &bytes)
{
    if (bytes.size() < sizeof(T)) return std::nullopt;
    std::array<char, sizeof(T)> raw;
    std::ranges::copy(bytes.substr(0, sizeof(T)), raw.begin());
    bytes.remove_prefix(sizeof(T));
    return std::bit_cast<T>(raw);
}

inline std::string message(Kind kind, std::string_view payload)
{
    std::string bytes;
    bytes.reserve(sizeof(Header) + payload.size());
    append(bytes, Header{static_cast<std::uint32_t>(payload.size()), kind, {}});
    bytes += payload;
    return bytes;
}

} // namespace mathtts::espeak
