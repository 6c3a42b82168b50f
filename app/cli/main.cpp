// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    const mathtts::Engine engine;
    mathtts::Session session{engine};
    if (!session.read(argv[2], {})) return 1;
    std::puts(mathtts::renderText(session.plan()).c_str());
    return 0;
}
