// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "output.h"
#include "program.h"

#include <functional>
#include <string>

namespace mathtts
{

/*! A formula as the user gave it and how to read it: what the commands have in common. */
struct Reading {
    std::string formula; ///< "-": standard input
    Options options;
};

/*! Adds the options that say how to read (--from, --style, --macros ...); parsing changes \a options.
 *  \a program and \a options must outlive the parsing. */
void addReadingOptions(CLI::App &command, Program &program, Options &options);

/*! Adds the formula and the options that say how to read it. */
void addReading(CLI::App &command, Program &program, Reading &reading);

/*! Adds --output. */
void addOutputOption(CLI::App &command, Program &program, Output &output);

/*! Reads the formula into \a session and reports on standard error what is wrong with it. True when there is something
 *  to say; \a code is then done, or wrongInput when the session holds a reading of what could be recovered. */
bool readFormula(const Reading &reading, Session &session, ExitCode &code);

/*! Reads the formula and prints what \a render makes of it, with a line end. */
ExitCode printReading(const Engine &engine, const Reading &reading,
                      const std::function<std::string(const Session &)> &render);

} // namespace mathtts
