// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

namespace mathtts
{

// Each command has a file of its own, which adds its options and help to the program.
void addServeCommand(Program &program);
void addUsersCommand(Program &program);
void addKeysCommand(Program &program);
void addConfigCommand(Program &program);
void addBackupCommand(Program &program);
void addRestoreCommand(Program &program);

} // namespace mathtts
