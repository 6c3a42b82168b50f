// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/speech/render.h"
#include "output.h"
#include "reading.h"
#include "values.h"

#include <algorithm>
#include <array>
#include <memory>

namespace mathtts
{
namespace
{
struct Ssml {
    Reading reading;
    std::string language;
    Marks marks = Marks::nodes;
    int pauseFactor = 100;
};

constexpr auto markNames = std::to_array<std::string_view>({"none", "nodes", "tokens"});

bool parseMarks(std::string_view name, Marks &value)
{
    const auto found = std::ranges::find(markNames, name);
    if (found == markNames.end()) return false;
    value = static_cast<Marks>(found - markNames.begin());
    return true;
}
} // namespace

void addSsmlCommand(Program &program)
{
    const auto ssml = std::make_shared<Ssml>();
    CLI::App &command = program.add("ssml", "Print what a formula says for a speech engine (SSML 1.1)");
    addReading(command, program, ssml->reading);
    command.add_option("--language", ssml->language, "The language that the speak element names, such as en-GB")
        ->type_name("TAG");
    addChoice(command, program, "marks", ssml->marks, markNames, parseMarks,
              "What gets a mark: nothing, parts of the formula, words");
    addNumber(command, "pauses", ssml->pauseFactor, 0, 400, "Length of the pauses in percent");
    command.footer("Example:\n"
                   "  mathtts ssml --marks none '\\sqrt{2}'");
    command.callback([&program, ssml] {
        program.run = [&program, ssml] {
            return printReading(program.engine, ssml->reading, [&](const Session &session) {
                const std::string_view language = ssml->language.empty() ? spokenLanguage(ssml->reading.options.locale)
                                                                         : std::string_view(ssml->language);
                return renderSsml(session.plan(),
                                  {.language = language, .marks = ssml->marks, .pauseFactor = ssml->pauseFactor});
            });
        };
    });
}

} // namespace mathtts
