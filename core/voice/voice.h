// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/plan.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace mathtts
{

/*! A voice that somebody can choose. */
struct VoiceInfo {
    std::string id;       ///< unique: "espeak:en-us", "system:flite/en_US/slt"
    std::string name;     ///< to show
    std::string language; ///< BCP 47, such as "en-US"
    std::string gender;   ///< "female", "male" or empty
};

/*! How to speak. Percentages of the voice's own usual value; values outside the range are clamped. */
struct VoiceSettings {
    std::string voice{}; ///< VoiceInfo::id; empty: the best for the language
    std::string language = "en-US";
    int rate = 100;        ///< 30 to 400
    int pitch = 100;       ///< 0 to 200
    int volume = 100;      ///< 0 to 200
    int pauseFactor = 100; ///< of the pauses of the plan, 0 to 400
};

/*! From \a sample (of this utterance) on, the token with index \a token of Plan::tokens is heard. */
struct Mark {
    std::uint32_t token = 0;
    std::uint64_t sample = 0;
};

/*! 16-bit mono PCM. */
struct Sound {
    int sampleRate = 22050;
    std::vector<std::int16_t> samples;
    std::vector<Mark> marks; ///< in order of sample
};

enum class VoiceErrorCode : std::uint8_t {
    noSuchVoice,
    engineMissing,
    workerDied,
    timedOut,
    canceled,
    failed,
    noDevice, ///< of playback: no loudspeaker
};

/*! Why nothing is heard; \c detail is for a log or a tooltip, the sentence for the user comes from the code. */
struct VoiceError {
    VoiceErrorCode code = VoiceErrorCode::failed;
    std::string detail;
};

/*! A part of the sound as soon as it exists: samples of the given rate and the marks that lie in them. */
struct SoundPart {
    int sampleRate = 22050;
    std::span<const std::int16_t> samples;
    std::span<const Mark> marks;
};

/*!
 * Something that turns plans into sound. Thread safe: each call may come from any thread, calls may run together.
 * Never throws, never blocks longer than its time limit, and no crash of a speech engine reaches the caller.
 */
class Voice
{
public:
    virtual ~Voice() = default;

    [[nodiscard]] virtual std::vector<VoiceInfo> voices() = 0;

    /*! Speaks \a plan and hands over the sound part by part, in the calling thread; \a receive returns false to stop.
     *  \a stop cancels at once: no part follows, the answer is \c canceled. */
    virtual std::expected<void, VoiceError> synthesize(const Plan &plan, const VoiceSettings &settings,
                                                       const std::function<bool(const SoundPart &)> &receive,
                                                       std::stop_token stop = {}) = 0;

    /*! The whole sound at once, up to an hour of it; more is \c failed. */
    std::expected<Sound, VoiceError> synthesize(const Plan &plan, const VoiceSettings &settings,
                                                std::stop_token stop = {});
};

/*! English source sentence of \a code, to translate. */
const char *voiceErrorSentence(VoiceErrorCode code);

} // namespace mathtts
