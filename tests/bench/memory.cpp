// SPDX-License-Identifier: GPL-3.0-or-later
// engine-memory MEGABYTES: reads formulas of every format in every style of one locale and fails when the process ever
// held more memory than that, as the kernel counts it (Linux; elsewhere there is nothing to measure: 77, skipped).

#include "engine/engine.h"
#include "engine/speech/render.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace mathtts;

namespace
{

constexpr int skipped = 77;

const std::string formulas[] = {
    R"(\frac{-b \pm \sqrt{b^2-4ac}}{2a} = \sum_{n=1}^\infty \int_0^1 \begin{pmatrix} a & b \\ c & d \end{pmatrix} dx)",
    R"(\ce{2H2 + O2 -> 2H2O} \quad \SI{5}{\kilo\metre\per\second})",
    "<math><mfrac><mi>d</mi><mrow><mi>d</mi><mi>x</mi></mrow></mfrac><mo>&sum;</mo><msup><mi>x</mi><mn>2</mn></msup></"
    "math>",
    "sum_(i=1)^n i^3=((n(n+1))/2)^2",
};

/*! The most memory that this process ever held, in bytes; 0 when the system does not tell. */
std::size_t mostMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::strtoul(line.c_str() + 6, nullptr, 10) * 1024;
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("engine-memory MEGABYTES\n", stderr);
        return 2;
    }
    const Engine engine;
    Session session{engine};
    std::string series = "x";
    for (int i = 0; i < 1000; ++i)
        series += "+x^{" + std::to_string(i) + '}';
    for (const std::string_view style : engine.styles()) {
        Options options;
        options.style = style;
        for (const std::string &formula : formulas)
            if (!session.read(formula, options) || renderText(session.plan()).empty()) return 1;
        if (!session.read(series, options) || renderText(session.plan()).empty()) return 1;
    }
    const std::size_t most = mostMemory();
    if (most == 0) return skipped;
    std::printf("%.1f MB with the styles of one locale, at most %s\n", double(most) / 1e6, arguments[1]);
    return double(most) / 1e6 < std::strtod(arguments[1], nullptr) ? 0 : 1;
}
