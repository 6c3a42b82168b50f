// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/mathml/writer.h"
#include "reading.h"
#include "values.h"

#include <memory>

namespace mathtts
{
namespace
{
struct Mathml {
    Reading reading;
    bool display = false;
    bool noIntent = false;
    bool positions = false;
    int indent = 0;
};
} // namespace

void addMathmlCommand(Program &program)
{
    const auto mathml = std::make_shared<Mathml>();
    CLI::App &command = program.add("mathml", "Print a formula as MathML");
    addReading(command, program, mathml->reading);
    command.add_flag("--display", mathml->display, "A formula on a line of its own (display=\"block\")");
    command.add_flag("--no-intent", mathml->noIntent, "Leave out the intent attributes that say what is meant");
    command.add_flag("--positions", mathml->positions, "Add data-source=\"begin end\", bytes of the input");
    addNumber(command, "indent", mathml->indent, 0, 16, "Blanks for each level, or one line");
    command.footer("Example:\n"
                   "  mathtts mathml --indent 2 '\\binom{n}{k}'");
    command.callback([&program, mathml] {
        program.run = [&program, mathml] {
            return printReading(program.engine, mathml->reading, [&](const Session &session) {
                return writeMathml(session.tree(), mathml->noIntent ? nullptr : &session.meaning(),
                                   {.display = mathml->display,
                                    .intent = !mathml->noIntent,
                                    .sourcePositions = mathml->positions,
                                    .indent = mathml->indent});
            });
        };
    });
}

} // namespace mathtts
