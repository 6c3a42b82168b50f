// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <expected>
#include <string>
#include <vector>

namespace mathtts
{

enum class AudioFormat : std::uint8_t { wav, flac, ogg, opus, mp3 };

/*! By the ending of \a fileName (.wav .flac .ogg .oga .opus .mp3, any case); false when it is none of them. */
bool audioFormatOf(std::string_view fileName, AudioFormat &format);

/*! The whole file in memory, or why not. The same sound gives the same bytes. Opus is resampled to 24 kHz. */
std::expected<std::vector<std::uint8_t>, std::string> encode(const Sound &sound, AudioFormat format);

} // namespace mathtts
