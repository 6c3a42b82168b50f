// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/conditional.h"
#include "service/http/routes/routes.h"
#include "service/http/routes/speaking.h"
#include "service/http/wire/head.h"

#include <algorithm>

namespace mathtts::http
{
namespace
{

struct VoiceOut {
    std::string id;
    std::string name;
    std::string language;
    std::string gender;

    static constexpr auto shapeName = "Voice";
    static void describe(Describer<VoiceOut> &d)
    {
        d.required("id", &VoiceOut::id, {.about = "To ask for it.", .example = R"("espeak:en-us")"});
        d.required("name", &VoiceOut::name, {.about = "To show."});
        d.required("language", &VoiceOut::language, {.about = "BCP 47."});
        d.required("gender", &VoiceOut::gender, {.about = "female, male, or empty when it is not known."});
    }
};

struct VoicesIn {
    std::string language;
    std::string gender;

    static constexpr auto shapeName = "VoicesRequest";
    static void describe(Describer<VoicesIn> &d)
    {
        d.optional("language", &VoicesIn::language,
                   {.about = "Only voices of it: en finds en-GB, too.", .longest = 35});
        d.optional("gender", &VoicesIn::gender, {.about = "Only voices of it.", .choices = {"female", "male"}});
    }
};

struct VoicesOut {
    std::vector<VoiceOut> voices;
    int total = 0;

    static constexpr auto shapeName = "Voices";
    static void describe(Describer<VoicesOut> &d)
    {
        d.required("voices", &VoicesOut::voices, {.about = "Sorted by language."});
        d.required("total", &VoicesOut::total);
    }
};

struct SampleIn {
    std::string expression = "x^2 + \\frac{1}{2}";
    std::string audioFormat = "wav";

    static constexpr auto shapeName = "SampleRequest";
    static void describe(Describer<SampleIn> &d)
    {
        d.optional("expression", &SampleIn::expression, {.about = "What to say.", .shortest = 1, .longest = 200});
        d.optional("audio_format", &SampleIn::audioFormat,
                   {.about = "The kind of file.", .choices = audioFormatChoices()});
    }
};

/*! Whether a voice of language \a tag speaks \a asked: en is spoken by en-GB, en-GB not by en. */
bool speaks(std::string_view tag, std::string_view asked)
{
    if (tag.size() < asked.size() || !sameName(tag.substr(0, asked.size()), asked)) return false;
    return tag.size() == asked.size() || asked.empty() || tag[asked.size()] == '-';
}

VoicesOut list(Voice &voice, const VoicesIn &in)
{
    VoicesOut out;
    for (const VoiceInfo &info : voice.voices()) {
        if (!speaks(info.language, in.language) || (!in.gender.empty() && info.gender != in.gender)) continue;
        out.voices.push_back({.id = info.id, .name = info.name, .language = info.language, .gender = info.gender});
    }
    out.total = static_cast<int>(out.voices.size());
    return out;
}

Answer<VoiceInfo> find(Voice &voice, std::string_view id)
{
    const auto voices = voice.voices();
    const auto found = std::ranges::find(voices, id, &VoiceInfo::id);
    if (found == voices.end()) return std::unexpected(Failure{404, "not_found", "There is no such voice."});
    return *found;
}

Answer<Response> sample(const FormulaParts &parts, const Request &request, const SampleIn &in)
{
    const auto info = find(*parts.voice, request.parameter("id"));
    if (!info) return std::unexpected(info.error());
    const auto session = parts.sessions.take();
    if (!session->read(in.expression, {}))
        return std::unexpected(Failure{422,
                                       "validation_error",
                                       "There is nothing to say.",
                                       {{.pointer = "/query/expression", .message = "has nothing to say"}}});
    auto spoken = speak(*parts.voice, session->plan(), {.audioFormat = in.audioFormat, .voice = info->id});
    if (!spoken) return std::unexpected(std::move(spoken.error()));
    Response response;
    response.body = std::move(spoken->file);
    response.headers.add("Content-Type", contentTypeOf(in.audioFormat));
    response.headers.add("ETag", etagOf(response.body));
    answerConditions(request, response);
    return response;
}

} // namespace

void addVoiceRoutes(Table &table, const FormulaParts &parts)
{
    table.add<VoicesIn, VoicesOut>(
        {.method = Method::get,
         .path = "/api/v1/voices",
         .id = "listVoices",
         .tag = "voices",
         .summary = "The voices that can speak",
         .lane = Lane::voice,
         .examples = {{.name = "English", .query = "language=en"}}},
        [&parts](const Request &, VoicesIn &in) -> Answer<VoicesOut> { return list(*parts.voice, in); });
    table.add<Nothing, VoiceOut>(
        {.method = Method::get,
         .path = "/api/v1/voices/{id}",
         .id = "readVoice",
         .tag = "voices",
         .summary = "One voice",
         .lane = Lane::voice},
        [&parts](const Request &request, Nothing &) -> Answer<VoiceOut> {
            const auto info = find(*parts.voice, request.parameter("id"));
            if (!info) return std::unexpected(info.error());
            return VoiceOut{.id = info->id, .name = info->name, .language = info->language, .gender = info->gender};
        });
    table.add<SampleIn, Response>(
        {.method = Method::get,
         .path = "/api/v1/voices/{id}/sample",
         .id = "sampleVoice",
         .tag = "voices",
         .summary = "Hear a voice",
         .lane = Lane::voice,
         .failures = {206, 304, 416, 503},
         .contents = audioContents()},
        [&parts](const Request &request, SampleIn &in) { return sample(parts, request, in); });
}

} // namespace mathtts::http
