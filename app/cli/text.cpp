// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "output.h"
#include "reading.h"

#include <memory>

namespace mathtts
{

void addTextCommand(Program &program)
{
    const auto reading = std::make_shared<Reading>();
    CLI::App &command = program.add("text", "Print what a formula says");
    addReading(command, program, *reading);
    command.footer("Examples:\n"
                   "  mathtts text '\\frac{a}{b}'\n"
                   "  mathtts text --verbosity terse 'x^2 + 1'\n"
                   "  mathtts text --macros definitions.tex - < formula.tex\n"
                   "\n"
                   "Mistakes in the formula are shown on standard error; what could be read is printed all the same,\n"
                   "and the exit code is 1.");
    command.callback([&program, reading] {
        program.run = [&program, reading] {
            return printReading(program.engine, *reading, [&](const Session &session) {
                return render(Output::text, session, reading->options);
            });
        };
    });
}

} // namespace mathtts
