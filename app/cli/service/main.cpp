// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include <QCoreApplication>

using namespace mathtts;

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    Program program;
    addServeCommand(program);
    addUsersCommand(program);
    addKeysCommand(program);
    addConfigCommand(program);
    addBackupCommand(program);
    addRestoreCommand(program);
    return static_cast<int>(runProgram(program, {argv + 1, argv + argc}));
}
