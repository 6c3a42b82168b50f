// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/voice.h"

namespace mathtts
{

std::expected<Sound, VoiceError> Voice::synthesize(const Plan &plan, const VoiceSettings &settings,
                                                   std::stop_token stop)
{
    constexpr std::size_t maxSeconds = 3600; // some 160 MB
    Sound sound;
    bool isTooLong = false;
    const auto result = synthesize(
        plan, settings,
        [&](const SoundPart &part) {
            isTooLong = sound.samples.size() > maxSeconds * static_cast<std::size_t>(part.sampleRate);
            if (isTooLong) return false;
            sound.sampleRate = part.sampleRate;
            sound.samples.insert(sound.samples.end(), part.samples.begin(), part.samples.end());
            sound.marks.insert(sound.marks.end(), part.marks.begin(), part.marks.end());
            return true;
        },
        std::move(stop));
    if (isTooLong) return std::unexpected(VoiceError{VoiceErrorCode::failed, "the speech is longer than an hour"});
    if (!result) return std::unexpected(result.error());
    return sound;
}

const char *voiceErrorSentence(VoiceErrorCode code)
{
    switch (code) {
    case VoiceErrorCode::noSuchVoice: return "This voice is not here. Choose another one.";
    case VoiceErrorCode::engineMissing: return "The speech engine is not installed.";
    case VoiceErrorCode::workerDied: return "The speech engine stopped unexpectedly. Try again.";
    case VoiceErrorCode::timedOut: return "The speech engine does not answer. Try again.";
    case VoiceErrorCode::canceled: return "Speaking was stopped.";
    case VoiceErrorCode::failed: return "Speaking failed.";
    case VoiceErrorCode::noDevice: return "No loudspeaker or headphones were found. Connect one and try again.";
    }
    return "";
}

} // namespace mathtts
