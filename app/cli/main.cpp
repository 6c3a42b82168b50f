// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "outside_commands.h"
#include "program.h"
#include "system.h"

using namespace mathtts;

namespace
{

/*! The command that another program answers, or whose completion it answers; null when this one does. */
const OutsideCommand *outsideCommand(const std::vector<std::string> &arguments)
{
    if (arguments.empty()) return nullptr;
    if (arguments[0] != "--complete") return findOutsideCommand(arguments[0]);
    return arguments.size() > 2 ? findOutsideCommand(arguments[1]) : nullptr;
}

ExitCode become(const OutsideCommand &command, std::vector<std::string> arguments)
{
    const auto path = (programFolder() / "../libexec/mathtts" / command.program).lexically_normal();
    arguments.insert(arguments.begin(), "mathtts");
    const std::error_code error = becomeProgram(path, arguments);
    complain(formatted("Can't start {}: {}. Install MathTTS again.", path.string(), error.message()));
    return ExitCode::failed;
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string> arguments{argv + 1, argv + argc};
    if (const OutsideCommand *outside = outsideCommand(arguments)) return static_cast<int>(become(*outside, arguments));

    Program program;
    addTextCommand(program);
    addSsmlCommand(program);
    addMathmlCommand(program);
    addTreeCommand(program);
    addBrailleCommand(program);
    for (const OutsideCommand &command : outsideCommands)
        program.addOutside(command.name); // for the help and completions
    addBatchCommand(program);
    addRulesCommand(program);
    return static_cast<int>(runProgram(program, arguments));
}
