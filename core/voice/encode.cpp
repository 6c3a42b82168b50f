// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/encode.h"

namespace mathtts
{

bool audioFormatOf(std::string_view, AudioFormat &)
{
    return false;
}

std::expected<std::vector<std::uint8_t>, std::string> encode(const Sound &, AudioFormat)
{
    return std::unexpected("not yet");
}

} // namespace mathtts
