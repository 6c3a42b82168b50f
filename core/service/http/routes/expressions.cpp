// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/formula.h"
#include "service/http/routes/routes.h"

#include "engine/speech/render.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace mathtts::http
{
namespace
{

struct ProcessIn : Formula {
    static constexpr auto shapeName = "ProcessRequest";
    static void describe(Describer<ProcessIn> &d) { describeFormula(d); }
};

struct ProcessOut {
    std::string speechText;
    std::string ssml;
    std::string style;
    std::string locale;
    double complexityScore = 0;
    double confidence = 1;
    std::vector<Finding> warnings;
    bool cached = false;
    double processingTimeMs = 0;

    static constexpr auto shapeName = "ProcessResponse";
    static void describe(Describer<ProcessOut> &d)
    {
        d.required("speech_text", &ProcessOut::speechText, {.about = "What the formula says."});
        d.required("ssml", &ProcessOut::ssml, {.about = "The same as SSML 1.1, with a mark before each part."});
        d.required("style", &ProcessOut::style);
        d.required("locale", &ProcessOut::locale);
        d.required("complexity_score", &ProcessOut::complexityScore,
                   {.about = "0 for a letter, towards 1 for what is large and deep.", .least = 0, .most = 1});
        d.required("confidence", &ProcessOut::confidence,
                   {.about = "Of the least certain part of the reading.", .least = 0, .most = 1});
        d.required("warnings", &ProcessOut::warnings, {.about = "Mistakes and doubts; the reading is of the rest."});
        d.required("cached", &ProcessOut::cached, {.about = "The answer was kept from an earlier request."});
        d.required("processing_time_ms", &ProcessOut::processingTimeMs, {.about = "Time the reading took."});
    }
};

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

double complexityOf(const Meaning &meaning)
{
    const double size = static_cast<double>(meaning.size());
    const double depth = meaning.root() == noNode ? 0 : meaning[meaning.root()].depth;
    return rounded(1 - std::exp(-(size - 1 + 4 * depth) / 60));
}

double confidenceOf(const Meaning &meaning)
{
    std::uint8_t least = 100;
    for (NodeId node = 0; node < meaning.size(); ++node)
        least = std::min(least, meaning[node].confidence);
    return least / 100.0;
}

Answer<ProcessOut> process(Sessions &sessions, const ProcessIn &in)
{
    const auto start = std::chrono::steady_clock::now();
    const auto session = sessions.take();
    if (auto failure = readFormula(in, *session)) return std::unexpected(std::move(*failure));
    ProcessOut out{.speechText = renderText(session->plan()),
                   .ssml = renderSsml(session->plan()),
                   .style = in.style,
                   .locale = in.locale,
                   .complexityScore = complexityOf(session->meaning()),
                   .confidence = confidenceOf(session->meaning()),
                   .warnings = findings(*session, in.expression)};
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    out.processingTimeMs = rounded(taken.count());
    return out;
}

} // namespace

void addExpressionRoutes(Table &table, Sessions &sessions)
{
    table.add<ProcessIn, ProcessOut>(
        {.method = Method::post,
         .path = "/api/v1/expressions/process",
         .id = "processExpression",
         .tag = "expressions",
         .summary = "Say what a formula says",
         .about = "Reads a formula and answers its words, as text and as SSML.",
         .examples = {{.name = "LaTeX", .body = R"({"expression":"\\frac{a}{b}"})"},
                      {.name = "For experts",
                       .body = R"({"expression":"x^2+1","verbosity":"terse","listener":"low-vision"})"}}},
        [&sessions](const Request &, ProcessIn &in) { return process(sessions, in); });
}

} // namespace mathtts::http
