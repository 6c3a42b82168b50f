// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"
#include "voice/voice.h"

namespace mathtts
{

// Each command has a file of its own, which adds its options and help to the program.
void addAudioCommand(Program &program, Voice &voice);
void addSpeakCommand(Program &program, Voice &voice);
void addVoicesCommand(Program &program, Voice &voice);

} // namespace mathtts
