// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nearest.h"
#include "program.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace mathtts
{

/*! Adds option \a name; \a set takes its value and returns what is wrong with it, or nothing. \a type stands for the
 *  value in the help and is its key in Program::completions. */
CLI::Option *addValue(CLI::App &command, const std::string &name, const std::string &type, const std::string &about,
                      std::function<std::string(const std::string &)> set);

/*! Adds an option --\a kind that takes a whole number from \a least to \a most. */
void addNumber(CLI::App &command, const std::string &kind, int &value, int least, int most, const std::string &about);

/*! What stands for a value of \a kind in the help: the word in capitals. */
std::string placeholder(std::string kind);

/*! The lines of a help text that list \a choices, each short enough for a terminal. */
std::string choiceLines(std::span<const std::string_view> choices);

/*! Adds an option --\a kind that takes one of \a choices, which \a parse turns into \a value. */
template <typename Value>
void addChoice(CLI::App &command, Program &program, const std::string &kind, Value &value,
               std::span<const std::string_view> choices, bool (*parse)(std::string_view, Value &),
               const std::string &about)
{
    const std::string type = placeholder(kind);
    program.completions[type] = [=] { return std::vector<std::string>(choices.begin(), choices.end()); };
    addValue(command, "--" + kind, type, about + choiceLines(choices), [=, &value](const std::string &name) {
        return parse(name, value) ? std::string() : noSuchChoice("--" + kind, name, choices);
    });
}

/*! Adds an option --\a kind that takes one of the names that \a choices lists when it is asked. */
void addName(CLI::App &command, Program &program, const std::string &kind, std::string &value,
             std::function<std::vector<std::string_view>()> choices, const std::string &about);

} // namespace mathtts
