// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/voices.h"

#include <algorithm>
#include <utility>

namespace mathtts
{

void Voices::add(std::string prefix, std::unique_ptr<Voice> voice)
{
    m_entries.push_back({std::move(prefix), std::move(voice)});
}

std::vector<VoiceInfo> Voices::voices()
{
    std::vector<VoiceInfo> all;
    for (const Entry &entry : m_entries)
        std::ranges::move(entry.voice->voices(), std::back_inserter(all));
    return all;
}

std::expected<void, VoiceError> Voices::synthesize(const Plan &plan, const VoiceSettings &settings,
                                                   const std::function<bool(const SoundPart &)> &receive,
                                                   std::stop_token stop)
{
    std::expected<void, VoiceError> result = std::unexpected(VoiceError{VoiceErrorCode::noSuchVoice, settings.voice});
    const std::string_view prefix = std::string_view(settings.voice).substr(0, settings.voice.find(':'));
    for (const Entry &entry : m_entries) {
        if (!settings.voice.empty() && entry.prefix != prefix) continue;
        auto answer = entry.voice->synthesize(plan, settings, receive, stop);
        if (answer || answer.error().code != VoiceErrorCode::engineMissing) return answer;
        if (result.error().code == VoiceErrorCode::noSuchVoice) result = std::move(answer); // the first one's reason
    }
    return result;
}

} // namespace mathtts
