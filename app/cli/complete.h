// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include <string>
#include <vector>

namespace mathtts
{

/*!
 * What can stand where the last of \a words (which may be empty) is being typed; the words before it are complete.
 * One candidate a line, a tab and its description where there is one; the line ":files" asks the shell for file names.
 *
 * All from the parser itself: the type name of an option is FILE or a key of Program::completions.
 */
std::string complete(const Program &program, const std::vector<std::string> &words);

} // namespace mathtts
