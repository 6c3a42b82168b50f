// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/speaking.h"

#include "engine/text.h"

#include <QtCore/QByteArray>

#include <array>

namespace mathtts::http
{
namespace
{

struct AudioKind {
    const char *name;
    const char *type;
};

constexpr auto kinds = std::to_array<AudioKind>({{"wav", "audio/wav"},
                                                 {"flac", "audio/flac"},
                                                 {"ogg", "audio/ogg"},
                                                 {"opus", "audio/ogg; codecs=opus"},
                                                 {"mp3", "audio/mpeg"}});

Failure failureOf(const VoiceError &error)
{
    if (error.code == VoiceErrorCode::noSuchVoice)
        return {422, "validation_error", "There is no such voice.", {{.pointer = "/voice", .message = "is not known"}}};
    return {.status = 503,
            .error = "voice_unavailable",
            .detail = voiceErrorSentence(error.code),
            .problems = {},
            .retryAfter = 2};
}

} // namespace

std::vector<std::string> audioFormatChoices()
{
    std::vector<std::string> choices;
    for (const auto &kind : kinds)
        choices.emplace_back(kind.name);
    return choices;
}

std::vector<Content> audioContents()
{
    std::vector<Content> contents;
    for (const auto &kind : kinds)
        if (std::string_view(kind.name) != "opus") contents.push_back({.type = kind.type, .isBinary = true});
    return contents;
}

std::string contentTypeOf(std::string_view audioFormat)
{
    for (const auto &kind : kinds)
        if (audioFormat == kind.name) return kind.type;
    return "application/octet-stream";
}

std::string toBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
}

Answer<Spoken> speak(Voice &voice, const Plan &plan, const SpeakingIn &in)
{
    const VoiceSettings settings{
        .voice = in.voice, .rate = in.rate, .pitch = in.pitch, .volume = in.volume, .pauseFactor = in.pauseFactor};
    Sound sound;
    bool tooLong = false;
    const auto done = voice.synthesize(plan, settings, [&](const SoundPart &part) {
        sound.sampleRate = part.sampleRate;
        sound.samples.insert(sound.samples.end(), part.samples.begin(), part.samples.end());
        sound.marks.insert(sound.marks.end(), part.marks.begin(), part.marks.end());
        tooLong = static_cast<double>(sound.samples.size()) > mostSeconds * part.sampleRate;
        return !tooLong;
    });
    if (tooLong)
        return std::unexpected(Failure{422,
                                       "validation_error",
                                       formatted("It would take more than {} seconds to say.", mostSeconds),
                                       {{.pointer = "/expression", .message = "is too long to be spoken"}}});
    if (!done) return std::unexpected(failureOf(done.error()));
    AudioFormat format{};
    audioFormatOf("." + in.audioFormat, format);
    const auto file = encode(sound, format);
    if (!file) return std::unexpected(Failure{500, "internal_error", file.error()});
    return Spoken{.file = std::string(reinterpret_cast<const char *>(file->data()), file->size()),
                  .marks = std::move(sound.marks),
                  .sampleRate = sound.sampleRate,
                  .seconds = static_cast<double>(sound.samples.size()) / sound.sampleRate};
}

} // namespace mathtts::http
