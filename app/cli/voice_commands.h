// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace mathtts
{

/*! A command that needs a voice. It lives in a program of its own, libexec/mathtts/mathtts-voice-commands, which
 *  mathtts becomes: so mathtts itself starts without loading Qt. */
struct VoiceCommand {
    const char *name;
    const char *about;
};

inline constexpr std::array voiceCommands = {
    VoiceCommand{"audio", "Write what a formula says to a sound file"},
    VoiceCommand{"speak", "Say a formula through the loudspeaker"},
    VoiceCommand{"voices", "List the voices that can speak"},
};

constexpr bool isVoiceCommand(std::string_view name)
{
    return std::ranges::any_of(voiceCommands, [=](const VoiceCommand &command) { return name == command.name; });
}

} // namespace mathtts
