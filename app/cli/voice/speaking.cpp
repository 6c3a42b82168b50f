// SPDX-License-Identifier: GPL-3.0-or-later
#include "speaking.h"

#include "engine/text.h"
#include "values.h"

#include <algorithm>

namespace mathtts
{
namespace
{

std::vector<std::string> voiceIds(Voice &voice)
{
    std::vector<std::string> ids;
    for (const VoiceInfo &info : voice.voices())
        ids.push_back(info.id);
    return ids;
}

/*! The voice of a language where \a asked is one (espeak:en-gb), else the one whose id is written most like it. */
std::string suggestion(std::string_view asked, Voice &voice)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::string_view language = asked.substr(asked.find(':') + 1);
    language = language.substr(0, language.find('+'));
    const std::vector<VoiceInfo> voices = voice.voices();
    const auto speaker = std::ranges::find_if(
        voices, [&](const VoiceInfo &info) { return std::ranges::equal(info.language, language, {}, lower, lower); });
    if (speaker != voices.end()) return formatted(" Did you mean {}?", speaker->id);
    return didYouMean(asked, voiceIds(voice));
}

} // namespace

void addSpeaking(CLI::App &command, Program &program, Voice &voice, Speaking &speaking)
{
    addReading(command, program, speaking.reading);
    VoiceSettings &settings = speaking.settings;
    command.add_option("--voice", settings.voice, "Who speaks; mathtts voices lists them")->type_name("VOICE");
    program.completions["VOICE"] = [&voice] { return voiceIds(voice); };
    command.add_option("--language", speaking.language, "The language of the voice, such as en-GB")->type_name("TAG");
    addNumber(command, "rate", settings.rate, 30, 400, "Percent of the usual speed");
    addNumber(command, "pitch", settings.pitch, 0, 200, "Percent of the usual height of the voice");
    addNumber(command, "volume", settings.volume, 0, 200, "Percent of the usual loudness");
    addNumber(command, "pauses", settings.pauseFactor, 0, 400, "Percent of the usual pauses");
}

VoiceSettings settingsOf(const Speaking &speaking)
{
    VoiceSettings settings = speaking.settings;
    settings.language = speaking.language.empty() ? spokenLanguage(speaking.reading.options.locale) : speaking.language;
    return settings;
}

ExitCode complainAboutVoice(const VoiceError &error, const Speaking &speaking, Voice &voice)
{
    if (error.code == VoiceErrorCode::canceled) return ExitCode::interrupted;
    std::string message = voiceErrorSentence(error.code);
    if (!error.detail.empty()) message += formatted(" ({})", error.detail);
    if (error.code == VoiceErrorCode::noSuchVoice) {
        const std::string &asked = speaking.settings.voice.empty() ? speaking.language : speaking.settings.voice;
        message = formatted("There is no voice for {}.{} mathtts voices lists them.", asked, suggestion(asked, voice));
    }
    if (error.code == VoiceErrorCode::noDevice) message += " To save the sound: mathtts audio FORMULA -o speech.wav.";
    complain(message);
    return ExitCode::failed;
}

} // namespace mathtts
