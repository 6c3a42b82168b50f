// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/system_voice.h"

namespace mathtts
{

struct SystemVoice::Private {
};

SystemVoice::SystemVoice() = default;
SystemVoice::~SystemVoice() = default;

std::vector<VoiceInfo> SystemVoice::voices()
{
    return {};
}

std::expected<void, VoiceError> SystemVoice::synthesize(const Plan &, const VoiceSettings &,
                                                        const std::function<bool(const SoundPart &)> &, std::stop_token)
{
    return std::unexpected(VoiceError{VoiceErrorCode::engineMissing, {}});
}

} // namespace mathtts
