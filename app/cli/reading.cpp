// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading.h"

#include "engine/text.h"
#include "report.h"
#include "system.h"
#include "values.h"

#include <algorithm>

namespace mathtts
{
namespace
{

constexpr Limits limits;

} // namespace

void addReadingOptions(CLI::App &command, Program &program, Options &options)
{
    const Engine &engine = program.engine;
    addChoice(command, program, "from", options.format, formatNames(), parseFormat, "What the formula is written in");
    addName(command, program, "style", options.style, [&] { return engine.styles(); }, "The rules it is read by");
    addName(command, program, "locale", options.locale, [&] { return engine.locales(); }, "The language it is read in");
    addChoice(command, program, "verbosity", options.verbosity, verbosityChoices(), parseVerbosity, "How much is said");
    addChoice(command, program, "listener", options.listener, listenerNames(), parseListener,
              "Whom the ends of fractions, roots and so on are said for");
    addChoice(command, program, "audience", options.audience, audienceNames(), parseAudience,
              "What the listener has learned");
    addChoice(command, program, "domain", options.domain, domainNames(), parseDomain, "The field the formula is from");
    addValue(command, "--macros", "FILE", "LaTeX definitions that hold for the formula", [&](const std::string &name) {
        const auto text = readFile(name, limits.inputBytes);
        if (!text) return formatted("Can't read {}: {}.", name, text.error().message());
        options.macros += *text + "\n";
        return std::string();
    });
    addValue(command, "--set", "NAME=VALUE", "Set a preference of the style; may be repeated",
             [&](const std::string &pair) {
                 const std::size_t equals = pair.find('=');
                 if (equals == 0 || equals == std::string::npos)
                     return formatted("--set needs NAME=VALUE, not {}.", pair);
                 options.preferences.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
                 return std::string();
             })
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->trigger_on_parse();
}

void addReading(CLI::App &command, Program &program, Reading &reading)
{
    command.add_option("formula", reading.formula, "The formula, in quotes; - reads standard input")
        ->type_name("")
        ->required();
    addReadingOptions(command, program, reading.options);
}

void addOutputOption(CLI::App &command, Program &program, Output &output)
{
    addChoice(command, program, "output", output, outputNames(), parseOutput, "What is answered");
}

bool readFormula(const Reading &reading, Session &session, ExitCode &code)
{
    std::string input = reading.formula;
    if (input == "-") {
        auto text = readInput(std::size_t{limits.inputBytes} + 1); // one more, so that the engine sees what is too long
        if (!text) {
            complain(formatted("Can't read the standard input: {}.", text.error().message()));
            code = ExitCode::failed;
            return false;
        }
        input = std::move(*text);
    }
    const bool read = session.read(input, reading.options);
    const Diagnostics &diagnostics = session.diagnostics();
    if (const auto wrong = std::ranges::find_if(diagnostics, isAboutOptions); wrong != diagnostics.end()) {
        complain(diagnosticMessage(*wrong));
        code = ExitCode::wrongUsage;
        return false;
    }
    writeError(describe(input, diagnostics));
    code = read && !session.hasErrors() ? ExitCode::done : ExitCode::wrongInput;
    return read;
}

ExitCode printReading(const Engine &engine, const Reading &reading,
                      const std::function<std::string(const Session &)> &render)
{
    Session session{engine, limits};
    ExitCode code{};
    if (!readFormula(reading, session, code)) return code;
    return writeOutput(render(session) + "\n") ? code : ExitCode::failed;
}

} // namespace mathtts
