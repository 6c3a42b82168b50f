// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace mathtts
{

/*! A command that lives in a program of its own below libexec/mathtts, which mathtts becomes: so mathtts itself starts
 *  without loading Qt. */
struct OutsideCommand {
    const char *name;
    const char *about;
    const char *program;
};

inline constexpr std::array outsideCommands = {
    OutsideCommand{"audio", "Write what a formula says to a sound file", "mathtts-voice-commands"},
    OutsideCommand{"speak", "Say a formula through the loudspeaker", "mathtts-voice-commands"},
    OutsideCommand{"voices", "List the voices that can speak", "mathtts-voice-commands"},
    OutsideCommand{"serve", "Share the voice with phones and programs of the network", "mathtts-service-commands"},
    OutsideCommand{"users", "Make, list and change the accounts of the service", "mathtts-service-commands"},
    OutsideCommand{"keys", "Make, list and end its API keys", "mathtts-service-commands"},
    OutsideCommand{"config", "Show its settings and where they come from", "mathtts-service-commands"},
    OutsideCommand{"backup", "Write all its accounts to a file", "mathtts-service-commands"},
    OutsideCommand{"restore", "Put the accounts of such a file in place", "mathtts-service-commands"},
};

/*! Null when \a name is none of them. */
constexpr const OutsideCommand *findOutsideCommand(std::string_view name)
{
    for (const OutsideCommand &command : outsideCommands)
        if (name == command.name) return &command;
    return nullptr;
}

} // namespace mathtts
