// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <memory>

namespace mathtts
{

/*!
 * The voices of the operating system, by QTextToSpeech: WinRT, SAPI, macOS, flite ... Those whose engine can't hand out
 * its sound (speech-dispatcher) are not listed. Ids are "system:ENGINE/LOCALE/NAME".
 *
 * They take plain text: pauses are punctuation, and marks come only where the engine tells its words. The sound comes
 * in one part. One call at a time is spoken, others wait. Needs a QCoreApplication.
 */
class SystemVoice : public Voice
{
public:
    SystemVoice();
    ~SystemVoice() override;

    /*! Sorted by language. The first call takes up to a second (engines load), later ones remember. */
    [[nodiscard]] std::vector<VoiceInfo> voices() override;

    using Voice::synthesize;
    std::expected<void, VoiceError> synthesize(const Plan &plan, const VoiceSettings &settings,
                                               const std::function<bool(const SoundPart &)> &receive,
                                               std::stop_token stop = {}) override;

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace mathtts
