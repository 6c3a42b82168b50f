// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "speaking.h"
#include "system.h"
#include "voice/player.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <memory>

namespace mathtts
{
namespace
{

ExitCode runSpeak(const Engine &engine, Voice &voice, const Speaking &speaking)
{
    Session session{engine};
    ExitCode code{};
    if (!readFormula(speaking.reading, session, code)) return code;

    const Interrupt interrupt;
    QSocketNotifier interrupted{interrupt.descriptor(), QSocketNotifier::Read};
    Player player{voice};
    const auto leave = [](ExitCode result) { QCoreApplication::exit(static_cast<int>(result)); };
    QObject::connect(&player, &Player::finished, &player, [&] { leave(code); });
    QObject::connect(&player, &Player::failed, &player,
                     [&](const VoiceError &error) { leave(complainAboutVoice(error, speaking, voice)); });
    QObject::connect(&interrupted, &QSocketNotifier::activated, &player, [&] {
        player.stop();
        leave(ExitCode::interrupted);
    });
    // A player that fails at once would leave the event loop before it is entered.
    QMetaObject::invokeMethod(
        &player, [&] { player.play(session.plan(), settingsOf(speaking)); }, Qt::QueuedConnection);
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace

void addSpeakCommand(Program &program, Voice &voice)
{
    const auto speaking = std::make_shared<Speaking>();
    CLI::App &command = program.addOutside("speak");
    addSpeaking(command, program, voice, *speaking);
    command.footer("Ctrl+C stops.\n"
                   "\n"
                   "Example:\n"
                   "  mathtts speak --rate 80 '\\sqrt{a + b}'");
    command.callback([&program, &voice, speaking] {
        program.run = [&program, &voice, speaking] { return runSpeak(program.engine, voice, *speaking); };
    });
}

} // namespace mathtts
