// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "output.h"
#include "reading.h"

#include <memory>

namespace mathtts
{
namespace
{
struct TreeCommand {
    Reading reading;
    bool presentation = false;
};
} // namespace

void addTreeCommand(Program &program)
{
    const auto tree = std::make_shared<TreeCommand>();
    CLI::App &command = program.add("tree", "Print what a formula is understood as, one part a line");
    addReading(command, program, tree->reading);
    command.add_flag("--presentation", tree->presentation, "What was written instead of what it means");
    command.footer("Example:\n"
                   "  mathtts tree 'f(x)'");
    command.callback([&program, tree] {
        program.run = [&program, tree] {
            return printReading(program.engine, tree->reading, [&](const Session &session) {
                return tree->presentation ? dumpPresentation(session.tree())
                                          : render(Output::tree, session, tree->reading.options);
            });
        };
    });
}

} // namespace mathtts
