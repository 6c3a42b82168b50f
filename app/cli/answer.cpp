// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"

#include "engine/text.h"
#include "json.h"
#include "nearest.h"
#include "report.h"

#include <yyjson.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

namespace mathtts
{
namespace
{

using Document = std::unique_ptr<yyjson_doc, decltype([](yyjson_doc *document) { yyjson_doc_free(document); })>;

std::string_view textOf(yyjson_val *value)
{
    return {yyjson_get_str(value), yyjson_get_len(value)};
}

/*! Appends a string, number, true, false or null as JSON; anything else as null. */
void appendScalar(std::string &out, yyjson_val *value)
{
    if (yyjson_is_str(value))
        appendJsonString(out, textOf(value));
    else if (yyjson_is_raw(value))
        out.append(yyjson_get_raw(value), yyjson_get_len(value)); // a number as it was written
    else if (yyjson_is_bool(value))
        out += yyjson_get_bool(value) ? "true" : "false";
    else
        out += "null";
}

void appendNumber(std::string &out, std::size_t number)
{
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.append(digits, end);
}

void appendError(std::string &out, std::string_view message)
{
    out += ",\"error\":{\"message\":";
    appendJsonString(out, message);
    out += '}';
}

void appendError(std::string &out, std::string_view message, std::size_t offset)
{
    appendError(out, message);
    out.pop_back();
    out += ",\"offset\":";
    appendNumber(out, offset);
    out += '}';
}

void appendDiagnostics(std::string &out, const Diagnostics &diagnostics)
{
    out += ",\"diagnostics\":[";
    for (const Diagnostic &diagnostic : diagnostics) {
        if (out.back() != '[') out += ',';
        out += diagnostic.severity == Severity::error ? R"({"severity":"error","message":)"
                                                      : R"({"severity":"warning","message":)";
        appendJsonString(out, diagnosticMessage(diagnostic));
        out += ",\"offset\":";
        appendNumber(out, diagnostic.span.begin);
        out += ",\"end\":";
        appendNumber(out, diagnostic.span.end);
        out += '}';
    }
    out += ']';
}

} // namespace

/*! A request as it is being understood. */
struct Request {
    std::string_view input;
    bool hasInput = false;
    Options options;
    Output output = Output::text;
    BrailleCode code = BrailleCode::nemeth; ///< of braille
    std::string wrong;                      ///< what is wrong with it, or empty
};

namespace
{

template <typename Value>
void take(Request &request, std::string_view kind, std::string_view name, Value &value,
          bool (*parse)(std::string_view, Value &), std::span<const std::string_view> choices)
{
    if (!parse(name, value)) request.wrong = noSuchChoice(formatted("\"{}\"", kind), name, choices);
}

void takeName(Request &request, std::string_view kind, std::string_view name, std::string &value,
              const std::vector<std::string_view> &choices)
{
    if (std::ranges::find(choices, name) == choices.end())
        request.wrong = noSuchChoice(formatted("\"{}\"", kind), name, choices);
    else
        value = name;
}

void takePreferences(Request &request, yyjson_val *object)
{
    if (!yyjson_is_obj(object)) {
        request.wrong = "\"preferences\" must be an object.";
        return;
    }
    yyjson_obj_iter iterator = yyjson_obj_iter_with(object);
    while (yyjson_val *key = yyjson_obj_iter_next(&iterator)) {
        yyjson_val *value = yyjson_obj_iter_get_val(key);
        std::string text;
        if (yyjson_is_str(value))
            text = textOf(value);
        else
            appendScalar(text, value);
        request.options.preferences.emplace_back(textOf(key), std::move(text));
    }
}

void takeString(Request &request, const Engine &engine, std::string_view key, std::string_view value)
{
    Options &options = request.options;
    if (key == "input") {
        request.input = value;
        request.hasInput = true;
    } else if (key == "format") {
        take(request, key, value, options.format, parseFormat, formatNames());
    } else if (key == "output") {
        take(request, key, value, request.output, parseOutput, outputNames());
    } else if (key == "code") {
        take(request, key, value, request.code, parseBrailleCode, brailleCodeNames());
    } else if (key == "style") {
        if (value != options.style) takeName(request, key, value, options.style, engine.styles());
    } else if (key == "locale") {
        if (value != options.locale) takeName(request, key, value, options.locale, engine.locales());
    } else if (key == "verbosity") {
        take(request, key, value, options.verbosity, parseVerbosity, verbosityChoices());
    } else if (key == "listener") {
        take(request, key, value, options.listener, parseListener, listenerNames());
    } else if (key == "audience") {
        take(request, key, value, options.audience, parseAudience, audienceNames());
    } else if (key == "domain") {
        take(request, key, value, options.domain, parseDomain, domainNames());
    } else if (key == "macros") {
        options.macros += value;
    }
}

bool isStringMember(std::string_view key)
{
    constexpr auto members = std::to_array<std::string_view>({"input", "format", "output", "code", "style", "locale",
                                                              "verbosity", "listener", "audience", "domain", "macros"});
    return std::ranges::find(members, key) != members.end();
}

/*! Understands one member; those of other names are ignored, and null says nothing. */
void takeMember(Request &request, const Engine &engine, std::string_view key, yyjson_val *value)
{
    if (yyjson_is_null(value)) return;
    if (key == "preferences")
        takePreferences(request, value);
    else if (yyjson_is_str(value))
        takeString(request, engine, key, textOf(value));
    else if (isStringMember(key))
        request.wrong = formatted("\"{}\" must be a string.", key);
}

} // namespace

Answerer::Answerer(const Engine &engine, const Defaults &defaults)
    : m_engine(engine)
    , m_defaults(defaults)
    , m_session(engine)
{
}

void Answerer::answer(std::string_view line, std::string &out)
{
    out += "{\"id\":";
    if (line.size() > longestRequest) {
        out += "null";
        appendError(out, formatted("The line is longer than {} bytes. Split it into parts.", longestRequest));
        out += "}\n";
        return;
    }
    m_line.assign(line);
    m_line.append(YYJSON_PADDING_SIZE, '\0');
    yyjson_read_err error;
    const Document document{yyjson_read_opts(
        m_line.data(), line.size(), YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW | YYJSON_READ_ALLOW_INVALID_UNICODE,
        nullptr, &error)};
    yyjson_val *root = yyjson_doc_get_root(document.get());
    if (!yyjson_is_obj(root)) {
        out += "null";
        if (root)
            appendError(out, "A request must be an object, such as {\"id\": 1, \"input\": \"x^2\"}.", 0);
        else
            appendError(out, formatted("This line is not JSON: {}.", error.msg), error.pos);
        out += "}\n";
        return;
    }
    Request request{.input = {},
                    .options = m_defaults.options,
                    .output = m_defaults.output,
                    .code = BrailleCode::nemeth,
                    .wrong = {}};
    yyjson_val *id = nullptr;
    yyjson_obj_iter iterator = yyjson_obj_iter_with(root);
    while (yyjson_val *key = yyjson_obj_iter_next(&iterator)) {
        yyjson_val *value = yyjson_obj_iter_get_val(key);
        if (textOf(key) == "id")
            id = value;
        else if (request.wrong.empty())
            takeMember(request, m_engine, textOf(key), value);
    }
    if (request.wrong.empty() && !request.hasInput) request.wrong = "\"input\" is missing.";
    appendScalar(out, id);
    answerRequest(request, out);
    out += "}\n";
    if (m_line.capacity() > std::size_t{1024} * 1024) m_line = {};
}

void Answerer::answerRequest(const Request &request, std::string &out)
{
    if (!request.wrong.empty()) {
        appendError(out, request.wrong);
        return;
    }
    const bool read = m_session.read(request.input, request.options);
    const Diagnostics &diagnostics = m_session.diagnostics();
    if (!read) {
        const auto first = std::ranges::find(diagnostics, Severity::error, &Diagnostic::severity);
        if (first == diagnostics.end())
            appendError(out, "There is nothing to say.");
        else if (isAboutOptions(*first))
            appendError(out, diagnosticMessage(*first));
        else
            appendError(out, diagnosticMessage(*first), first->span.begin);
        return;
    }
    out += ",\"output\":";
    appendJsonString(out, render(request.output, m_session, request.options, request.code));
    if (!diagnostics.empty()) appendDiagnostics(out, diagnostics);
}

} // namespace mathtts
