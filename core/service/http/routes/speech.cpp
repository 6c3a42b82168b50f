// SPDX-License-Identifier: GPL-3.0-or-later
// Sound for formulas.
#include "engine/text.h"
#include "service/http/conditional.h"
#include "service/http/routes/formula.h"
#include "service/http/routes/measures.h"
#include "service/http/routes/routes.h"
#include "service/http/routes/speaking.h"

#include "engine/speech/render.h"

namespace mathtts::http
{
namespace
{

struct SynthesizeIn : Formula, SpeakingIn {
    bool includeMarks = false;

    static constexpr auto shapeName = "SynthesizeRequest";
    static void describe(Describer<SynthesizeIn> &d);
};

struct AudioMark {
    double timeMs = 0;
    int begin = 0;
    int end = 0;
    int node = 0;

    static constexpr auto shapeName = "AudioMark";
    static void describe(Describer<AudioMark> &d)
    {
        d.required("time_ms", &AudioMark::timeMs, {.about = "From when on it is heard."});
        d.required("begin", &AudioMark::begin, {.about = "The word: a byte of speech_text in UTF-8, from 0."});
        d.required("end", &AudioMark::end, {.about = "The byte behind its end."});
        d.required("node", &AudioMark::node, {.about = "The node of expressions/explore it speaks for."});
    }
};

/*! The answer with marks: the sound and the words it says. */
struct SynthesizeOut {
    std::string audio;
    std::string contentType;
    std::string speechText;
    double durationMs = 0;
    std::vector<AudioMark> marks;
    std::vector<Finding> warnings;

    static constexpr auto shapeName = "SynthesizeResponse";
    static void describe(Describer<SynthesizeOut> &d)
    {
        d.required("audio", &SynthesizeOut::audio, {.about = "The file in Base64."});
        d.required("content_type", &SynthesizeOut::contentType, {.about = "Of the file."});
        d.required("speech_text", &SynthesizeOut::speechText, {.about = "What is said."});
        d.required("duration_ms", &SynthesizeOut::durationMs, {.about = "How long it takes."});
        d.required("marks", &SynthesizeOut::marks, {.about = "When each word is heard, in order."});
        d.required("warnings", &SynthesizeOut::warnings, {.about = "Mistakes and doubts."});
    }
};

void SynthesizeIn::describe(Describer<SynthesizeIn> &d)
{
    describeFormula(d);
    d.optional("audio_format", &SynthesizeIn::audioFormat,
               {.about = "The kind of file.", .choices = audioFormatChoices()});
    d.optional("voice", &SynthesizeIn::voice,
               {.about = "An id of /voices; empty: the best for the language.", .longest = 128});
    d.optional("rate", &SynthesizeIn::rate, {.about = "Percent of the usual speed.", .least = 30, .most = 400});
    d.optional("pitch", &SynthesizeIn::pitch, {.about = "Percent of the usual pitch.", .least = 0, .most = 200});
    d.optional("volume", &SynthesizeIn::volume, {.about = "Percent of the usual volume.", .least = 0, .most = 200});
    d.optional("pause_factor", &SynthesizeIn::pauseFactor,
               {.about = "Percent of the usual pauses.", .least = 0, .most = 400});
    d.optional("include_marks", &SynthesizeIn::includeMarks,
               {.about = "Answer JSON with the sound, the words and when each is heard, in place of the file alone."});
}

std::string keyOf(const SynthesizeIn &in, const std::string &rulesTag)
{
    return (in.includeMarks ? "marks:" : "audio:") + rulesTag + toJson(in);
}

std::string marksJson(const Spoken &spoken, const SynthesizeIn &in, const Session &session)
{
    std::vector<TextRange> ranges;
    SynthesizeOut out{.audio = toBase64(spoken.file),
                      .contentType = contentTypeOf(in.audioFormat),
                      .speechText = renderText(session.plan(), &ranges),
                      .durationMs = rounded(spoken.seconds * 1000),
                      .marks = {},
                      .warnings = findings(session, in.expression)};
    // the place of each token among those that are spoken
    std::vector<std::uint32_t> placeOf(session.plan().tokens.size(), UINT32_MAX);
    std::uint32_t place = 0;
    for (std::size_t token = 0; token < placeOf.size(); ++token)
        if (isSpoken(session.plan().tokens[token])) placeOf[token] = place++;
    for (const Mark &mark : spoken.marks) {
        if (mark.token >= placeOf.size() || placeOf[mark.token] >= ranges.size()) continue;
        const TextRange &range = ranges[placeOf[mark.token]];
        out.marks.push_back({.timeMs = rounded(static_cast<double>(mark.sample) * 1000 / spoken.sampleRate),
                             .begin = static_cast<int>(range.begin),
                             .end = static_cast<int>(range.end),
                             .node = static_cast<int>(range.node)});
    }
    return toJson(out);
}

Answer<Response> synthesize(const FormulaParts &parts, const Request &request, const SynthesizeIn &in)
{
    const auto session = parts.sessions.take();
    const std::string key = keyOf(in, session.rulesTag());
    cache::Value bytes = parts.audio ? parts.audio->find(key) : nullptr;
    if (!bytes) {
        if (auto failure = readFormula(in, *session)) return std::unexpected(std::move(*failure));
        const auto start = std::chrono::steady_clock::now();
        auto spoken = speak(*parts.voice, session->plan(), in);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        parts.metrics.synthesis(in.audioFormat, spoken ? "ok" : "error", taken.count(), spoken ? spoken->seconds : 0);
        if (!spoken) return std::unexpected(std::move(spoken.error()));
        bytes = std::make_shared<const std::string>(in.includeMarks ? marksJson(*spoken, in, *session)
                                                                    : std::move(spoken->file));
        if (parts.audio) parts.audio->keep(key, bytes);
    }
    Response response;
    response.body = *bytes;
    response.headers.add("Content-Type", in.includeMarks ? "application/json" : contentTypeOf(in.audioFormat));
    response.headers.add("ETag", etagOf(*bytes));
    response.headers.add("Cache-Control", "private, max-age=3600");
    if (!in.includeMarks)
        response.headers.add("Content-Disposition", formatted("inline; filename=\"speech.{}\"", in.audioFormat));
    answerConditions(request, response);
    return response;
}

Route routeOf(Method method, const char *id, std::vector<Example> examples)
{
    return {.method = method,
            .path = "/api/v1/expressions/synthesize",
            .id = id,
            .tag = "expressions",
            .summary = "Speak a formula",
            .about = "Answers a sound file, with an ETag; parts of it by Range. With include_marks JSON instead.",
            .lane = Lane::voice,
            .failures = {206, 304, 416, 503},
            .examples = std::move(examples),
            .contents = audioContents(),
            .output = &shapeOf<SynthesizeOut>()};
}

} // namespace

void addSpeechRoutes(Table &table, const FormulaParts &parts)
{
    const auto handle = [&parts](const Request &request, SynthesizeIn &in) { return synthesize(parts, request, in); };
    table.add<SynthesizeIn, Response>(
        routeOf(Method::post, "synthesizeExpression",
                {{.name = "MP3", .body = R"({"expression":"x^2","audio_format":"mp3"})"},
                 {.name = "With marks", .body = R"({"expression":"x^2","include_marks":true})"}}),
        handle);
    table.add<SynthesizeIn, Response>(
        routeOf(Method::get, "synthesizeExpressionByAddress", {{.name = "For players", .query = "expression=x%5E2"}}),
        handle);
}

} // namespace mathtts::http
