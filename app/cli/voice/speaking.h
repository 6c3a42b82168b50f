// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reading.h"
#include "voice/voice.h"

namespace mathtts
{

/*! A formula and the voice that says it. */
struct Speaking {
    Reading reading;
    VoiceSettings settings;
    std::string language; ///< empty: that of the reading
};

/*! Adds the formula, how it is read, and --voice, --language, --rate, --pitch, --volume, --pauses. */
void addSpeaking(CLI::App &command, Program &program, Voice &voice, Speaking &speaking);

/*! The settings with the language of the reading where none was asked for. */
VoiceSettings settingsOf(const Speaking &speaking);

/*! Says on standard error why nothing is heard, with the nearest voice for one that is not there. */
ExitCode complainAboutVoice(const VoiceError &error, const Speaking &speaking, Voice &voice);

} // namespace mathtts
