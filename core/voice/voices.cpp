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
    const std::string_view prefix = std::string_view(settings.voice).substr(0, settings.voice.find(':'));
    const auto entry = std::ranges::find_if(
        m_entries, [&](const Entry &candidate) { return prefix.empty() || candidate.prefix == prefix; });
    if (entry == m_entries.end()) return std::unexpected(VoiceError{VoiceErrorCode::noSuchVoice, settings.voice});
    return entry->voice->synthesize(plan, settings, receive, std::move(stop));
}

} // namespace mathtts
