// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <chrono>
#include <memory>
#include <string>

namespace mathtts
{

/*! Where the eSpeak workers come from and what bounds them. The defaults are what every program uses. */
struct EspeakOptions {
    /*! The worker program (UTF-8). Empty: the environment variable MATHTTS_ESPEAK_WORKER, else
     *  mathtts-espeak-worker in the folder of the running program or in ../libexec/mathtts beside that folder. */
    std::string worker{};
    int workers = 0;                            ///< most processes at a time; 0: one for each core, at most 16
    std::chrono::milliseconds startLimit{5000}; ///< from the start of a worker to its greeting
    std::chrono::milliseconds hangLimit{5000};  ///< between two signs of life while it speaks
    std::chrono::milliseconds idleLimit{60000}; ///< a worker without work ends after that
};

/*!
 * eSpeak NG in worker processes of ours.
 *
 *   EspeakVoice voice;
 *   const auto sound = voice.synthesize(session.plan(), {.rate = 120});
 *
 * The same plan, settings and version of eSpeak give the same samples. Workers start on demand and are used again; one
 * that dies is replaced and its work done again once, one that hangs is killed. Needs a QCoreApplication unless the
 * worker is named. Ids are "espeak:" and the language, such as "espeak:en-us", with eSpeak's variant after a plus sign
 * if wanted: "espeak:en-us+f3".
 *
 * The rate of 100 % is 175 words a minute; eSpeak does not speak slower than 46 %. Pauses follow the rate.
 */
class EspeakVoice : public Voice
{
public:
    explicit EspeakVoice(const EspeakOptions &options = {});
    /*! Ends all workers. No call may be running. */
    ~EspeakVoice() override;

    /*! Starts one worker in the background, so that the first words come at once. */
    void warmUp();

    /*! Sorted by language; empty when eSpeak NG is missing. The first call starts a worker, later ones remember. */
    [[nodiscard]] std::vector<VoiceInfo> voices() override;

    using Voice::synthesize;
    std::expected<void, VoiceError> synthesize(const Plan &plan, const VoiceSettings &settings,
                                               const std::function<bool(const SoundPart &)> &receive,
                                               std::stop_token stop = {}) override;

    /*! What eSpeak says for \a plan, in its own phoneme letters, words apart by a blank; for checks of pronunciation.
     */
    std::expected<std::string, VoiceError> phonemes(const Plan &plan, const VoiceSettings &settings);

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace mathtts
