// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/espeak_voice.h"

namespace mathtts
{

struct EspeakVoice::Private {
    EspeakOptions options;
};

EspeakVoice::EspeakVoice(const EspeakOptions &options)
    : m_data(std::make_unique<Private>(options))
{
}

EspeakVoice::~EspeakVoice() = default;

void EspeakVoice::warmUp() {}

std::vector<VoiceInfo> EspeakVoice::voices()
{
    return {};
}

std::expected<void, VoiceError> EspeakVoice::synthesize(const Plan &, const VoiceSettings &,
                                                        const std::function<bool(const SoundPart &)> &, std::stop_token)
{
    return std::unexpected(VoiceError{VoiceErrorCode::engineMissing, {}});
}

std::expected<std::string, VoiceError> EspeakVoice::phonemes(const Plan &, const VoiceSettings &)
{
    return std::unexpected(VoiceError{VoiceErrorCode::engineMissing, {}});
}

} // namespace mathtts
