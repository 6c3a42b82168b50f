// SPDX-License-Identifier: GPL-3.0-or-later
// Words for formulas: one, or many.
#include "engine/text.h"
#include "service/http/conditional.h"
#include "service/http/routes/formula.h"
#include "service/http/routes/measures.h"
#include "service/http/routes/routes.h"

#include "engine/speech/render.h"

#include <algorithm>
#include <chrono>

namespace mathtts::http
{
namespace
{

using SteadyClock = std::chrono::steady_clock;

struct ProcessIn : Formula {
    static constexpr auto shapeName = "ProcessRequest";
    static void describe(Describer<ProcessIn> &d) { describeFormula(d); }
};

/*! What is kept in the cache: everything but the time it took. */
struct Said {
    std::string speechText;
    std::string ssml;
    std::string style;
    std::string locale;
    std::string domainDetected;
    double complexityScore = 0;
    double confidence = 1;
    std::vector<Finding> warnings;
};

struct ProcessOut : Said {
    bool cached = false;
    double processingTimeMs = 0;

    static constexpr auto shapeName = "ProcessResponse";
    static void describe(Describer<ProcessOut> &d)
    {
        d.required("speech_text", &ProcessOut::speechText, {.about = "What the formula says."});
        d.required("ssml", &ProcessOut::ssml, {.about = "The same as SSML 1.1, with a mark before each part."});
        d.required("style", &ProcessOut::style, {.about = "The style it is said in."});
        d.required("locale", &ProcessOut::locale, {.about = "The language it is said in."});
        d.required("domain_detected", &ProcessOut::domainDetected,
                   {.about = "The field that its concepts speak for.", .choices = choicesOf(domainNames())});
        d.required("complexity_score", &ProcessOut::complexityScore,
                   {.about = "0 for a letter, towards 1 for what is large and deep.", .least = 0, .most = 1});
        d.required("confidence", &ProcessOut::confidence,
                   {.about = "Of the least certain part of the reading.", .least = 0, .most = 1});
        d.required("warnings", &ProcessOut::warnings, {.about = "Mistakes and doubts; the reading is of the rest."});
        d.required("cached", &ProcessOut::cached, {.about = "The answer was kept from an earlier request."});
        d.required("processing_time_ms", &ProcessOut::processingTimeMs, {.about = "Time the answer took to make."});
    }
};

/*! For the documentation of a batch; its items are checked one by one. */
struct BatchIn {
    std::vector<ProcessIn> expressions;

    static constexpr auto shapeName = "BatchRequest";
    static void describe(Describer<BatchIn> &d)
    {
        d.required("expressions", &BatchIn::expressions, {.about = "The formulas.", .shortest = 1, .longest = 50});
    }
};

struct RawBatchIn {
    std::vector<RawJson> expressions;

    static constexpr auto shapeName = "RawBatchRequest";
    static void describe(Describer<RawBatchIn> &d)
    {
        d.required("expressions", &RawBatchIn::expressions, {.shortest = 1, .longest = 50});
    }
};

struct BatchItem {
    int index = 0;
    bool success = false;
    std::optional<RawJson> result;
    std::optional<std::string> error;

    static constexpr auto shapeName = "BatchItem";
    static void describe(Describer<BatchItem> &d)
    {
        d.required("index", &BatchItem::index, {.about = "Of the formula in the request, from 0."});
        d.required("success", &BatchItem::success, {.about = "Whether it could be said."});
        d.optional("result", &BatchItem::result, {.about = "As of expressions/process."});
        d.optional("error", &BatchItem::error, {.about = "What is wrong with it."});
    }
};

struct BatchOut {
    std::vector<BatchItem> results;
    int total = 0;
    int succeeded = 0;
    int failed = 0;
    double processingTimeMs = 0;

    static constexpr auto shapeName = "BatchResponse";
    static void describe(Describer<BatchOut> &d)
    {
        d.required("results", &BatchOut::results, {.about = "One for each formula, in their order."});
        d.required("total", &BatchOut::total);
        d.required("succeeded", &BatchOut::succeeded);
        d.required("failed", &BatchOut::failed);
        d.required("processing_time_ms", &BatchOut::processingTimeMs);
    }
};

double millisecondsSince(SteadyClock::time_point start)
{
    return rounded(std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count());
}

/*! Everything that decides what is said, in one text. */
std::string cacheKey(const Formula &formula, const std::string &rulesTag)
{
    std::string key = rulesTag;
    key.reserve(formula.expression.size() + 128);
    for (const std::string *part :
         {&formula.format, &formula.audienceLevel, &formula.domain, &formula.style, &formula.locale, &formula.verbosity,
          &formula.listener, &formula.context, &formula.macros})
        key.append(*part) += '\0';
    for (const auto &[name, value] : formula.preferences)
        key.append(name).append("=").append(value) += '\0';
    return key.append(1, '\0').append(formula.expression);
}

/*! The end of an answer, behind what the cache keeps. */
std::string withTime(std::string_view kept, bool cached, SteadyClock::time_point start)
{
    std::string json;
    json.reserve(kept.size() + 64);
    json.append(kept.substr(0, kept.rfind(R"("cached":)"))); // the last member but one
    json.append(R"("cached":)");
    appendJson(json, cached);
    json.append(R"(,"processing_time_ms":)");
    appendJson(json, millisecondsSince(start));
    return json.append("}");
}

/*! The answer of expressions/process as JSON. */
Answer<std::string> process(const FormulaParts &parts, const ProcessIn &in, SteadyClock::time_point start)
{
    const auto session = parts.sessions.take();
    const std::string key = cacheKey(in, session.rulesTag());
    if (parts.results)
        if (const cache::Value kept = parts.results->find(key)) return withTime(*kept, true, start);
    if (auto failure = readFormula(in, *session)) {
        parts.metrics.expression(in.format, "refused", "error", millisecondsSince(start) / 1000);
        return std::unexpected(std::move(*failure));
    }
    const Domain detected = domainOf(session->meaning());
    const ProcessOut out{{.speechText = renderText(session->plan()),
                          .ssml = renderSsml(session->plan()),
                          .style = in.style,
                          .locale = in.locale,
                          .domainDetected = std::string(domainNames()[static_cast<std::size_t>(detected)]),
                          .complexityScore = complexityOf(session->meaning()),
                          .confidence = confidenceOf(session->meaning()),
                          .warnings = findings(*session, in.expression)}};
    parts.metrics.expression(in.format, in.style, "ok", millisecondsSince(start) / 1000);
    const auto json = std::make_shared<const std::string>(toJson(out));
    if (parts.results) parts.results->keep(key, json);
    return withTime(*json, false, start);
}

/*! One formula of a batch: its problems are its own. */
BatchItem processItem(const FormulaParts &parts, std::string_view json, int index)
{
    const auto start = SteadyClock::now();
    BatchItem item{.index = index, .success = false, .result = {}, .error = {}};
    const auto document = parseJson(json);
    if (!document) {
        item.error = document.error();
        return item;
    }
    ProcessIn in;
    Checker checker;
    shapeOf<ProcessIn>().read(&in, yyjson_doc_get_root(document->get()), checker);
    if (!checker.problems().empty()) {
        const Problem &first = checker.problems().front();
        item.error = formatted("{} {}", first.pointer, first.message);
        return item;
    }
    const auto answer = process(parts, in, start);
    item.success = answer.has_value();
    if (answer)
        item.result = RawJson{*answer};
    else
        item.error = answer.error().detail;
    return item;
}

BatchOut processBatch(const FormulaParts &parts, const RawBatchIn &in)
{
    const auto start = SteadyClock::now();
    BatchOut out;
    for (const RawJson &formula : in.expressions) {
        out.results.push_back(processItem(parts, formula.text, out.total++));
        ++(out.results.back().success ? out.succeeded : out.failed);
    }
    out.processingTimeMs = millisecondsSince(start);
    return out;
}

/*! Lines in, lines out, as many as the body holds; a few at a time, so that memory stays small. */
Response streamLines(const FormulaParts &parts, std::string body)
{
    constexpr std::size_t pieceSize = 32 * 1024;
    Response response;
    response.headers.add("Content-Type", "application/x-ndjson");
    response.stream = [&parts, body = std::make_shared<std::string>(std::move(body)), at = std::size_t{0},
                       index = 0](std::string &piece) mutable {
        while (at < body->size() && piece.size() < pieceSize) {
            const std::size_t end = std::min(body->find('\n', at), body->size());
            const std::string_view line = std::string_view(*body).substr(at, end - at);
            at = end + 1;
            if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            piece += toJson(processItem(parts, line, index++));
            piece += '\n';
        }
        return at < body->size();
    };
    return response;
}

Answer<Response> batch(const FormulaParts &parts, Request &request)
{
    const std::string_view type = request.headers.get("content-type");
    if (type.starts_with("application/x-ndjson")) return streamLines(parts, std::move(request.body));
    RawBatchIn in;
    if (auto failure = readInput(request, shapeOf<RawBatchIn>(), &in)) return std::unexpected(std::move(*failure));
    return jsonResponse(toJson(processBatch(parts, in)));
}

} // namespace

void addExpressionRoutes(Table &table, const FormulaParts &parts)
{
    table.add<ProcessIn, Response>(
        {.method = Method::post,
         .path = "/api/v1/expressions/process",
         .id = "processExpression",
         .tag = "expressions",
         .summary = "Say what a formula says",
         .about = "Reads a formula and answers its words, as text and as SSML.",
         .examples = {{.name = "LaTeX", .body = R"({"expression":"\\frac{a}{b}"})"},
                      {.name = "Short",
                       .body = R"({"expression":"x^2+1","verbosity":"terse","listener":"low-vision"})"},
                      {.name = "Nothing", .body = R"({"expression":""})", .status = 422}},
         .output = &shapeOf<ProcessOut>()},
        [&parts](const Request &request, ProcessIn &in) -> Answer<Response> {
            auto json = process(parts, in, request.received);
            if (!json) return std::unexpected(std::move(json.error()));
            return jsonResponse(std::move(*json));
        });

    Route route{.method = Method::post,
                .path = "/api/v1/expressions/batch",
                .id = "processBatch",
                .tag = "expressions",
                .summary = "Say what many formulas say",
                .about = "Up to 50 formulas as JSON. As application/x-ndjson, one formula a line, as many as the body "
                         "holds; the answer comes as lines, too, in the same order, while it is made. A formula that "
                         "can't be said doesn't stop the others.",
                .lane = Lane::compute,
                .failures = {422},
                .examples = {{.name = "Two, one wrong",
                              .body = R"({"expressions":[{"expression":"x^2"},{"expression":"x","style":"nosuch"}]})"}},
                .contents = {{.type = "application/x-ndjson"}},
                .accepts = {{.type = "application/x-ndjson"}},
                .input = &shapeOf<BatchIn>(),
                .output = &shapeOf<BatchOut>()};
    route.handle = [&parts](Request &request) {
        auto answer = batch(parts, request);
        return answer ? std::move(*answer) : failureResponse(request, answer.error());
    };
    table.add(std::move(route));
}

} // namespace mathtts::http
