// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/braille/braille.h"

#include "commands.h"
#include "output.h"
#include "reading.h"
#include "values.h"

#include <memory>

namespace mathtts
{
namespace
{

struct BrailleReading {
    Reading reading;
    BrailleOptions options;
    BrailleText text = BrailleText::unicode;
};

} // namespace

void addBrailleCommand(Program &program)
{
    const auto braille = std::make_shared<BrailleReading>();
    CLI::App &command = program.add("braille", "Print a formula in braille");
    addReading(command, program, braille->reading);
    BrailleOptions &options = braille->options;
    addChoice(command, program, "code", options.code, brailleCodeNames(), parseBrailleCode, "How it is written");
    addChoice(command, program, "practice", options.practice, nemethPracticeNames(), parseNemethPractice,
              "Whose habits Nemeth follows");
    addChoice(command, program, "layout", options.layout, brailleLayoutNames(), parseBrailleLayout,
              "Tables in one line or as on a page (Nemeth)");
    command.add_flag("--spaced", options.spacedOperators, "Blanks around all operations (UEB)");
    program.completions["CELLS"] = [] {
        return std::vector<std::string>(brailleTextNames().begin(), brailleTextNames().end());
    };
    addValue(command, "--output", "CELLS", "Cells as Unicode or as ASCII braille" + choiceLines(brailleTextNames()),
             [braille](const std::string &name) {
                 return parseBrailleText(name, braille->text) ? std::string()
                                                              : noSuchChoice("--output", name, brailleTextNames());
             });
    command.footer("Examples:\n"
                   "  mathtts braille '\\frac{a}{b}'\n"
                   "  mathtts braille --code ueb --output brf 'x^2+1'");
    command.callback([&program, braille] {
        program.run = [&program, braille] {
            return printReading(program.engine, braille->reading, [&](const Session &session) {
                return brailleText(brailleOf(session.tree(), braille->options), braille->text);
            });
        };
    });
}

} // namespace mathtts
