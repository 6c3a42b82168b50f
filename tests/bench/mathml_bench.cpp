// SPDX-License-Identifier: GPL-3.0-or-later
// mathml-bench WORK FILE ROUNDS: the time that WORK takes for each expression of FILE, one thread, warm.
//
// WORK: clearspeak (MathML to ClearSpeak text), reading (MathML to the presentation tree), pugixml (the same bytes to
// the tree of a general XML parser, where the build found one). FILE: expressions, each ended by a NUL. Prints a line
// for each: the median of ROUNDS in nanoseconds, "-" when there was no answer. The programs that measure other engines
// (peers/) take and print the same, so that peers.py can set them side by side.

#include "engine/engine.h"
#include "engine/mathml/reader.h"
#include "engine/speech/render.h"

#if MATHTTS_HAS_PUGIXML
#include <pugixml.hpp>
#endif

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace mathtts;

namespace
{

/*! Does something with an expression; the size of the answer, 0 when there is none. */
using Work = std::function<std::size_t(std::string_view)>;

std::vector<std::string> expressions(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> result;
    for (std::string expression; std::getline(file, expression, '\0');)
        result.push_back(expression);
    return result;
}

Work clearspeak()
{
    static const Engine engine;
    static Session session{engine};
    static Options options;
    options.format = Format::mathml;
    options.style = "clearspeak";
    return [](std::string_view expression) {
        return session.read(expression, options) ? renderText(session.plan()).size() : 0;
    };
}

Work reading()
{
    static MathmlReader reader;
    static Tree tree;
    static Diagnostics diagnostics;
    return [](std::string_view expression) {
        diagnostics.clear();
        return reader.read(expression, {}, tree, diagnostics) ? tree.size() : 0;
    };
}

#if MATHTTS_HAS_PUGIXML
Work pugixml()
{
    static pugi::xml_document document;
    return [](std::string_view expression) -> std::size_t {
        const pugi::xml_parse_result result = document.load_buffer(expression.data(), expression.size());
        return result ? 1 : 0;
    };
}
#endif

const std::map<std::string_view, Work (*)()> works = {
    {"clearspeak", clearspeak},
    {"reading", reading},
#if MATHTTS_HAS_PUGIXML
    {"pugixml", pugixml},
#endif
};

} // namespace

int main(int count, char **arguments)
{
    const auto chosen = count == 4 ? works.find(arguments[1]) : works.end();
    if (chosen == works.end()) {
        std::fputs("mathml-bench clearspeak|reading|pugixml FILE ROUNDS\n", stderr);
        return 2;
    }
    const std::vector<std::string> inputs = expressions(arguments[2]);
    const int rounds = std::max(1, std::atoi(arguments[3]));
    const Work work = chosen->second();

    std::vector<std::vector<long long>> times(inputs.size());
    std::vector<bool> answered(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i)
        answered[i] = work(inputs[i]) != 0; // warms up
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto start = std::chrono::steady_clock::now();
            work(inputs[i]);
            const std::chrono::nanoseconds taken = std::chrono::steady_clock::now() - start;
            times[i].push_back(taken.count());
        }
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::ranges::nth_element(times[i], times[i].begin() + rounds / 2);
        if (answered[i])
            std::printf("%lld\n", times[i][static_cast<std::size_t>(rounds) / 2]);
        else
            std::puts("-");
    }
}
