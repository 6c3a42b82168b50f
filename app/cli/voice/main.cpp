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

/*! What sound libraries tell each other is no message for users; QT_LOGGING_RULES brings it back. */
void quiet(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtFatalMsg) complain(message.toStdString());
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES")) qInstallMessageHandler(quiet);
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
