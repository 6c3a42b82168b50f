// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "program.h"
#include "system.h"
#include "voice_commands.h"

#include <format>

using namespace mathtts;

namespace
{

/*! Whether the program of the voice commands answers: one of them, or the completion of one. */
bool isForVoiceCommands(const std::vector<std::string> &arguments)
{
    if (arguments.empty()) return false;
    if (arguments[0] == "--complete") return arguments.size() > 2 && isVoiceCommand(arguments[1]);
    return isVoiceCommand(arguments[0]);
}

ExitCode becomeVoiceCommands(std::vector<std::string> arguments)
{
    const auto path = (programFolder() / "../libexec/mathtts/mathtts-voice-commands").lexically_normal();
    arguments.insert(arguments.begin(), "mathtts");
    const std::error_code error = becomeProgram(path, arguments);
    complain(std::format("Can't start {}: {}. Install MathTTS again.", path.string(), error.message()));
    return ExitCode::failed;
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string> arguments{argv + 1, argv + argc};
    if (isForVoiceCommands(arguments)) return static_cast<int>(becomeVoiceCommands(arguments));

    Program program;
    addTextCommand(program);
    addSsmlCommand(program);
    addMathmlCommand(program);
    addTreeCommand(program);
    for (const VoiceCommand &command : voiceCommands)
        program.addVoice(command.name); // for the help and completions
    addBatchCommand(program);
    return static_cast<int>(runProgram(program, arguments));
}
