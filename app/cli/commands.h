// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

namespace mathtts
{

// Each command has a file of its own, which adds its name, options and help to the program.
void addTextCommand(Program &program);
void addSsmlCommand(Program &program);
void addMathmlCommand(Program &program);
void addTreeCommand(Program &program);
void addBrailleCommand(Program &program);
void addBatchCommand(Program &program);
void addRulesCommand(Program &program);

} // namespace mathtts
