// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "complete.h"
#include "engine/text.h"
#include "nearest.h"
#include "outside_commands.h"
#include "report.h"
#include "system.h"

#include <algorithm>

namespace mathtts
{
namespace
{

/*! The short options of \a command are one letter; anything else behind one dash is a formula, such as -x or -\frac. */
bool looksLikeFormula(const CLI::App &command, const std::string &argument)
{
    if (argument.size() < 2 || argument[0] != '-' || argument[1] == '-') return false;
    return !command.get_option_no_throw(argument.substr(0, 2));
}

bool takesValue(const CLI::App &command, const std::string &argument)
{
    if (argument.size() < 2 || argument[0] != '-') return false;
    const CLI::Option *option = command.get_option_no_throw(argument);
    return option && option->get_items_expected_min() > 0;
}

/*! Moves a formula that starts with a dash behind "--", where the parser takes it for what it is. */
std::vector<std::string> protectFormula(const CLI::App &command, const std::vector<std::string> &arguments)
{
    std::vector<std::string> options;
    std::vector<std::string> formulas;
    bool isValue = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!isValue && arguments[i] == "--") {
            formulas.insert(formulas.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, arguments.end());
            break;
        }
        if (!isValue && looksLikeFormula(command, arguments[i])) {
            formulas.push_back(arguments[i]);
            continue;
        }
        isValue = !isValue && takesValue(command, arguments[i]);
        options.push_back(arguments[i]);
    }
    if (!formulas.empty()) options.emplace_back("--");
    options.insert(options.end(), formulas.begin(), formulas.end());
    return options;
}

std::vector<std::string> commandNames(const CLI::App &app)
{
    std::vector<std::string> names;
    for (const CLI::App *command : commandsOf(app))
        names.push_back(command->get_name());
    return names;
}

std::vector<std::string> longOptions(const CLI::App &command)
{
    std::vector<std::string> names;
    for (const CLI::Option *option : command.get_options())
        for (const std::string &name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

/*! What is wrong with the arguments that \a command has no place for. */
std::string explainExtras(const CLI::App &command, const std::vector<std::string> &extras)
{
    // what follows an option that there is not may have been its value
    const auto option = std::ranges::find_if(
        extras, [](const std::string &extra) { return extra.size() > 2 && extra.starts_with("--"); });
    const std::string &first = option != extras.end() ? *option : extras.front();
    const bool takesFormula = command.get_option_no_throw("formula") != nullptr;
    if (!takesFormula && !first.starts_with('-'))
        return formatted("There is no place for {}.{}", first, didYouMean(first, commandNames(command)));
    if (takesFormula && (!first.starts_with("--") || first == "--"))
        return formatted("There is more than one formula: {}. Put a formula with blanks in quotes.", first);
    const std::string name = first.substr(0, first.find('='));
    return formatted("There is no option {}.{}", name, didYouMean(name, longOptions(command)));
}

ExitCode wrongUsage(const CLI::App &command, std::string_view message)
{
    complain(message);
    const std::string name = command.get_parent() ? "mathtts " + command.get_name() : command.get_name();
    complain(formatted("{} --help shows how to use it.", name));
    return ExitCode::wrongUsage;
}

} // namespace

ExitCode print(const std::string &text)
{
    return writeOutput(text) ? ExitCode::done : ExitCode::failed;
}

Program::Program()
{
    app.set_version_flag("--version", "mathtts " MATHTTS_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help; after a command, the help of the command");
    app.require_subcommand(1, 1);
    app.get_formatter()->column_width(28);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.get_formatter()->label("Positionals", "Arguments");
    app.get_formatter()->label("REQUIRED", "");
}

CLI::App &Program::add(const std::string &name, const std::string &about)
{
    return *app.add_subcommand(name, about)->group("Commands");
}

CLI::App &Program::addOutside(const std::string &name)
{
    return add(name, findOutsideCommand(name)->about);
}

std::vector<const CLI::App *> commandsOf(const CLI::App &app)
{
    return app.get_subcommands([](const CLI::App *) { return true; });
}

const CLI::App *findCommand(const CLI::App &app, std::string_view name)
{
    const auto commands = commandsOf(app);
    const auto found = std::ranges::find(commands, name, [](const CLI::App *command) { return command->get_name(); });
    return found == commands.end() ? nullptr : *found;
}

void complain(std::string_view message)
{
    writeError(formatted("mathtts: {}\n", message));
}

ExitCode runProgram(Program &program, const std::vector<std::string> &arguments)
{
    CLI::App &app = program.app;
    if (arguments.empty()) {
        writeError(app.help());
        return ExitCode::wrongUsage;
    }
    const std::string &first = arguments.front();
    if (first == "--complete") return print(complete(program, {arguments.begin() + 1, arguments.end()}));

    const CLI::App *command = findCommand(app, first);
    if (!command && !first.starts_with('-')) {
        const std::string near = didYouMean(first, commandNames(app));
        return wrongUsage(app, formatted("There is no command {}.{}", first,
                                         near.empty() ? " To read a formula: mathtts text FORMULA." : near));
    }
    if (!command && !app.get_option_no_throw(first)) return wrongUsage(app, explainExtras(app, {first}));

    std::vector<std::string> rest = arguments;
    if (command) {
        rest = protectFormula(*command, {arguments.begin() + 1, arguments.end()});
        rest.insert(rest.begin(), first);
    }
    std::ranges::reverse(rest); // the order that CLI11 wants
    const CLI::App &chosen = command ? *command : app;
    try {
        app.parse(std::move(rest));
    } catch (const CLI::CallForHelp &) {
        return print(chosen.help(command ? "mathtts" : ""));
    } catch (const CLI::CallForVersion &) {
        return print(app.version() + "\n");
    } catch (const CLI::ExtrasError &) {
        const auto parsed = chosen.get_subcommands();
        return wrongUsage(chosen, explainExtras(parsed.empty() ? chosen : *parsed.back(), app.remaining(true)));
    } catch (const CLI::RequiredError &error) {
        if (std::string_view(error.what()).starts_with("formula"))
            return wrongUsage(chosen, "The formula is missing. Put it in quotes; - reads it from standard input.");
        return wrongUsage(chosen, error.what());
    } catch (const CLI::ArgumentMismatch &error) {
        const std::string_view what = error.what(); // starts with the option's name
        return wrongUsage(chosen, formatted("{} needs one value.", what.substr(0, what.find(':'))));
    } catch (const CLI::ParseError &error) {
        return wrongUsage(chosen, error.what());
    }
    if (program.tellsRuleProblems && !program.rules.problems.empty())
        writeError(describe(program.rules.problems, program.rules.files) +
                   "The built-in rules are in force instead.\n");
    try {
        return program.run();
    } catch (const std::exception &error) { // no memory left
        complain(error.what());
        return ExitCode::failed;
    }
}

} // namespace mathtts
