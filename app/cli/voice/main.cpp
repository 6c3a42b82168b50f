// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "system.h"
#include "voice/espeak_voice.h"
#include "voice/system_voice.h"
#include "voice/voices.h"

#include <QCoreApplication>

using namespace mathtts;

namespace
{

/*! The worker lies beside this program, unless a test names another one. */
EspeakOptions espeakOptions()
{
    if (!qEnvironmentVariableIsEmpty("MATHTTS_ESPEAK_WORKER")) return {};
    return {.worker = (programFolder() / "mathtts-espeak-worker").string()};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application{argc, argv};
    Voices voice;
    voice.add("espeak", std::make_unique<EspeakVoice>(espeakOptions()));
    voice.add("system", std::make_unique<SystemVoice>());
    Program program;
    addAudioCommand(program, voice);
    addSpeakCommand(program, voice);
    addVoicesCommand(program, voice);
    return static_cast<int>(runProgram(program, {argv + 1, argv + argc}));
}
