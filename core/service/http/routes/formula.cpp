// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/formula.h"

#include "engine/text.h"

#include <algorithm>

namespace mathtts::http
{
namespace
{

/*! The domain that \a words name, such as "calculus"; general when they name none. */
Domain domainIn(std::string_view words)
{
    if (words.empty()) return Domain::general;
    const auto names = domainNames();
    for (std::size_t i = 1; i < names.size(); ++i) {
        std::string name(names[i]);
        std::ranges::replace(name, '_', ' ');
        const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b); };
        if (!std::ranges::search(words, name, [&](char b, char a) { return same(a, b); }).empty())
            return static_cast<Domain>(i);
    }
    return Domain::general;
}

bool isAboutSettings(DiagnosticCode code)
{
    return code == DiagnosticCode::unknownStyle || code == DiagnosticCode::unknownLocale ||
           code == DiagnosticCode::unknownPreference || code == DiagnosticCode::unknownPreferenceValue;
}

std::string pointerOf(DiagnosticCode code)
{
    switch (code) {
    case DiagnosticCode::unknownStyle: return "/style";
    case DiagnosticCode::unknownLocale: return "/locale";
    case DiagnosticCode::unknownPreference:
    case DiagnosticCode::unknownPreferenceValue: return "/preferences";
    default: return "/expression";
    }
}

} // namespace

void Finding::describe(Describer<Finding> &d)
{
    d.required("severity", &Finding::severity, {.about = "How bad it is.", .choices = {"error", "warning"}});
    d.required("message", &Finding::message, {.about = "A sentence for the user."});
    d.required("begin", &Finding::begin, {.about = "Where it starts: a byte of the expression in UTF-8, from 0."});
    d.required("end", &Finding::end, {.about = "The byte behind its end."});
    d.required("line", &Finding::line, {.about = "Line, from 1."});
    d.required("column", &Finding::column, {.about = "Character in the line, from 1."});
}

std::vector<std::string> choicesOf(std::span<const std::string_view> names)
{
    return {names.begin(), names.end()};
}

Options toOptions(const Formula &formula)
{
    Options options;
    if (!formula.style.empty()) options.style = formula.style;
    if (!formula.locale.empty()) options.locale = formula.locale;
    options.macros = formula.macros;
    options.preferences.assign(formula.preferences.begin(), formula.preferences.end());
    parseFormat(formula.format, options.format);
    parseVerbosity(formula.verbosity, options.verbosity);
    parseListener(formula.listener, options.listener);
    parseAudience(formula.audienceLevel, options.audience);
    parseDomain(formula.domain, options.domain);
    if (options.domain == Domain::general) options.domain = domainIn(formula.context);
    return options;
}

std::vector<Finding> findings(const Session &session, std::string_view expression)
{
    std::vector<Finding> found;
    for (const Diagnostic &diagnostic : session.diagnostics()) {
        const Position position = positionOf(expression, diagnostic.span.begin);
        found.push_back({.severity = diagnostic.severity == Severity::error ? "error" : "warning",
                         .message = diagnosticMessage(diagnostic),
                         .begin = static_cast<int>(diagnostic.span.begin),
                         .end = static_cast<int>(diagnostic.span.end),
                         .line = static_cast<int>(position.line),
                         .column = static_cast<int>(position.column)});
    }
    return found;
}

std::optional<Failure> readFormula(const Formula &formula, Session &session)
{
    if (session.read(formula.expression, toOptions(formula))) return {};
    Failure failure{.status = 422, .error = "validation_error", .detail = "There is nothing to say.", .problems = {}};
    for (const Diagnostic &diagnostic : session.diagnostics()) {
        if (diagnostic.severity != Severity::error) continue;
        std::string message = diagnosticMessage(diagnostic);
        if (!isAboutSettings(diagnostic.code)) {
            const Position position = positionOf(formula.expression, diagnostic.span.begin);
            message += formatted(" (line {}, column {})", position.line, position.column);
        }
        failure.problems.push_back({.pointer = pointerOf(diagnostic.code), .message = std::move(message)});
    }
    if (!failure.problems.empty()) failure.detail = failure.problems.front().message;
    return failure;
}

} // namespace mathtts::http
