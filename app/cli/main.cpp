// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "program.h"

#include <exception>

int main(int argc, char **argv)
{
    using namespace mathtts;
    try {
        Program program;
        addTextCommand(program);
        addSsmlCommand(program);
        addMathmlCommand(program);
        addTreeCommand(program);
        addBatchCommand(program);
        return static_cast<int>(runProgram(program, {argv + 1, argv + argc}));
    } catch (const std::exception &error) { // no memory left
        complain(error.what());
        return static_cast<int>(ExitCode::failed);
    }
}
