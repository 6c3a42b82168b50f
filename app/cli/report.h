// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/compile.h"
#include "engine/tree/diagnostic.h"

#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*!
 * One mistake for a terminal: the sentence with line and column, the line it is about and a caret under the spot.
 *
 *   Error in line 1, column 6: A closing brace } is missing for this {.
 *     \frac{1}{2
 *             ^
 *
 * A long line is cut around the spot; wide and combining characters keep the caret in its place; control characters
 * (which could command the terminal) are shown as U+FFFD. O(input).
 */
std::string describe(std::string_view input, const Diagnostic &diagnostic);

/*! The first of \a diagnostics, in the order of the input, and how many more there are. */
std::string describe(std::string_view input, const Diagnostics &diagnostics);

/*! Mistakes in rules, likewise, each with the name of its file and what to do: the first ones and how many more. */
std::string describe(const std::vector<RuleProblem> &problems, const std::vector<RuleSource> &files);

/*! Whether \a diagnostic is about the options rather than about a place in the input. */
bool isAboutOptions(const Diagnostic &diagnostic);

} // namespace mathtts
