// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

namespace mathtts
{

// Each command has a file of its own, which adds its options and help to the program.
void addServeCommand(Program &program);

} // namespace mathtts
