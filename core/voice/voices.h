// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <memory>

namespace mathtts
{

/*!
 * Several voices as one: lists them all, and speaks with the one that the id names ("espeak:en-us" goes to the voice
 * added as "espeak"). Without an id the first one speaks whose engine is installed. Add all before the first use; then
 * thread safe as they are.
 */
class Voices : public Voice
{
public:
    void add(std::string prefix, std::unique_ptr<Voice> voice);

    [[nodiscard]] std::vector<VoiceInfo> voices() override;

    /*! How many were added. */
    [[nodiscard]] std::size_t count() const { return m_entries.size(); }
    /*! What the one that was added as number \a index lists: some take longer than others. */
    [[nodiscard]] std::vector<VoiceInfo> voicesOf(std::size_t index) { return m_entries[index].voice->voices(); }

    using Voice::synthesize;
    std::expected<void, VoiceError> synthesize(const Plan &plan, const VoiceSettings &settings,
                                               const std::function<bool(const SoundPart &)> &receive,
                                               std::stop_token stop = {}) override;

private:
    struct Entry {
        std::string prefix;
        std::unique_ptr<Voice> voice;
    };
    std::vector<Entry> m_entries;
};

} // namespace mathtts
