// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "user_rules/user_rules.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mathtts
{

/*! What the process answers its caller. */
enum class ExitCode : std::uint8_t {
    done = 0,
    wrongInput = 1, ///< the formula has a mistake, or can't be read at all
    wrongUsage = 2, ///< the command line is wrong
    failed = 3,     ///< the machine could not do it: no voice, disk full
    interrupted = 130,
};

/*! The values that options of some type name take, found when they are asked for. */
using Completions = std::map<std::string, std::function<std::vector<std::string>()>>;

/*! A set of commands and the one that was chosen: each command adds itself to \c app and, when the parser meets it,
 *  sets \c run. */
struct Program {
    UserRules rules = loadUserRules(); ///< of the user's own
    bool tellsRuleProblems = true;     ///< before the command runs; false: the command is about them
    Engine engine{rules.images};
    CLI::App app{"Mathematics made audible: says what a formula says.", "mathtts"};
    std::function<ExitCode()> run;
    Completions completions;

    Program();

    /*! Adds the command \a name. */
    CLI::App &add(const std::string &name, const std::string &about);
    /*! Adds the command \a name of outsideCommands. */
    CLI::App &addOutside(const std::string &name);
};

/*! Parses \a arguments (without the program's name) and runs the chosen command. Wrong usage is explained on standard
 *  error with the nearest right name. */
ExitCode runProgram(Program &program, const std::vector<std::string> &arguments);

/*! Writes \a text to standard output; failed when that can't be done, which is explained then. */
ExitCode print(const std::string &text);

/*! The commands of \a app, in the order they were added. */
std::vector<const CLI::App *> commandsOf(const CLI::App &app);
/*! Null when there is none of that name. */
const CLI::App *findCommand(const CLI::App &app, std::string_view name);

/*! Says "mathtts: \a message" on standard error. */
void complain(std::string_view message);

} // namespace mathtts
