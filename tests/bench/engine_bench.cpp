// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's speed, one thread, warm. Formulas come from the JSON lines file that MATHTTS_BENCH_FORMULAS names, or
// from a few of our own. Times of single formulas are the least of several passes, so that a busy machine matters less.

#include "engine/engine.h"
#include "engine/latex/latex.h"
#include "engine/speech/locales.h"
#include "engine/speech/machine.h"
#include "engine/speech/render.h"
#include "engine/speech/settings.h"

#include <benchmark/benchmark.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

using namespace mathtts;

namespace
{

Options latexOptions()
{
    Options options;
    options.format = Format::latex;
    return options;
}

std::vector<std::string> formulas()
{
    std::vector<std::string> result;
    QFile file(qEnvironmentVariable("MATHTTS_BENCH_FORMULAS"));
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd())
            result.push_back(QJsonDocument::fromJson(file.readLine())["input"].toString().toStdString());
    } else {
        result = {R"(\frac{-b \pm \sqrt{b^2-4ac}}{2a})", R"(\int_0^1 x^2\,dx = \left.\frac{x^3}{3}\right|_0^1)",
                  R"(\sum_{n=1}^\infty \frac{1}{n^2} = \frac{\pi^2}{6})", R"(e^{i\pi}+1=0)",
                  R"(\begin{pmatrix} a & b \\ c & d \end{pmatrix})"};
    }
    return result;
}

/*! Runs \a work on every formula, at least seven passes, and reports mean, median and p99 of the best times. */
template <typename Work>
void overFormulas(benchmark::State &state, Work work)
{
    const std::vector<std::string> inputs = formulas();
    std::vector<double> best(inputs.size(), std::numeric_limits<double>::max());
    std::vector<double> all;
    for (auto _ : state) {
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto start = std::chrono::steady_clock::now();
            work(inputs[i]);
            const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
            best[i] = std::min(best[i], taken.count());
            all.push_back(taken.count());
        }
    }
    const auto report = [&state](const std::string &name, std::vector<double> &times) {
        std::ranges::sort(times);
        state.counters[name + "_mean_us"] = std::accumulate(times.begin(), times.end(), 0.0) / double(times.size());
        state.counters[name + "_p50_us"] = times[times.size() / 2];
        state.counters[name + "_p99_us"] = times[times.size() * 99 / 100];
    };
    state.counters["formulas"] = double(inputs.size());
    report("all", all);
    report("best", best);
}

void latexToText(benchmark::State &state)
{
    const Engine engine;
    Session session{engine};
    const Options options = latexOptions();
    overFormulas(state, [&](const std::string &input) {
        session.read(input, options);
        benchmark::DoNotOptimize(renderText(session.plan()));
    });
}
BENCHMARK(latexToText)->Unit(benchmark::kMillisecond)->Iterations(9);

void latexAlone(benchmark::State &state)
{
    Tree tree;
    Diagnostics diagnostics;
    const Options options = latexOptions();
    overFormulas(state, [&](const std::string &input) {
        diagnostics.clear();
        benchmark::DoNotOptimize(readLatex(input, options, {}, tree, diagnostics));
    });
}
BENCHMARK(latexAlone)->Unit(benchmark::kMillisecond)->Iterations(9);

/*! The rule machine alone, on what was read before. */
void speechAlone(benchmark::State &state, const std::string &style)
{
    const Engine engine;
    Options options;
    options.style = style;
    std::vector<std::unique_ptr<Session>> sessions; // each keeps the meaning of its formula
    std::size_t nodes = 0;
    for (const std::string &input : formulas()) {
        sessions.push_back(std::make_unique<Session>(engine));
        if (!sessions.back()->read(input, options))
            sessions.pop_back();
        else
            nodes += sessions.back()->meaning().size();
    }
    Diagnostics diagnostics;
    const image::Image image{image::builtInImages[0]};
    SpeechSettings settings;
    resolveSettings(image, options, settings, diagnostics);
    Machine machine{image};
    machine.configure(settings);
    Plan plan;
    for (auto _ : state) {
        for (const auto &session : sessions) {
            plan.clear();
            machine.speak(session->meaning(), plan);
            benchmark::DoNotOptimize(plan.tokens.data());
        }
    }
    const auto total = static_cast<double>(state.iterations());
    state.counters["formulas"] = double(sessions.size());
    state.counters["us_per_formula"] = benchmark::Counter(total * double(sessions.size()) / 1e6,
                                                          benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["ns_per_node"] =
        benchmark::Counter(total * double(nodes) / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(speechAlone, natural, "natural")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(speechAlone, mathspeak, "mathspeak")->Unit(benchmark::kMillisecond);

/*! x^0 + x^1 + ... with n terms; the figures that matter are the ratios between the n. */
void sumOfPowers(benchmark::State &state)
{
    const Engine engine;
    Session session{engine};
    const Options options = latexOptions();
    std::string input;
    for (int i = 0; i < state.range(0); ++i)
        input += (i ? "+x^{" : "x^{") + std::to_string(i) + '}';
    for (auto _ : state) {
        session.read(input, options);
        benchmark::DoNotOptimize(renderText(session.plan()));
    }
    state.counters["us_per_term"] = benchmark::Counter(
        double(state.range(0)) / 1e6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(sumOfPowers)->Arg(200)->Arg(800)->Arg(3200)->Unit(benchmark::kMicrosecond)->Repetitions(5);

void engineStart(benchmark::State &state)
{
    for (auto _ : state) {
        const Engine engine;
        benchmark::DoNotOptimize(&engine);
    }
}
BENCHMARK(engineStart)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
