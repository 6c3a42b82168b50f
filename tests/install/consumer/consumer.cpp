// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/engine.h>
#include <engine/mathml/writer.h>
#include <engine/speech/render.h>

#include <cstdio>

int main()
{
    const mathtts::Engine engine;
    mathtts::Session session{engine};
    if (!session.read("x^2", {})) return 1;
    std::puts(mathtts::renderText(session.plan()).c_str());
    std::puts(mathtts::writeMathml(session.tree(), &session.meaning()).c_str());
    return 0;
}
