// SPDX-License-Identifier: GPL-3.0-or-later
// Speech Rule Engine's cases of kind symbol: what characters, functions, units and numbers are called.
#include "answer.h"
#include "engine/text.h"

#include "engine/speech/render.h"

#include <algorithm>
#include <charconv>

namespace mathtts::conformance
{
namespace
{
std::string textOf(const Session &session)
{
    return renderText(session.plan(), nullptr, Punctuation::none);
}

/*! The number grammar behind a kind of numbers. */
std::string_view grammarOf(std::string_view kind)
{
    if (kind == "numberToWords") return "published-cardinal";
    if (kind == "wordOrdinal") return "published-ordinal";
    if (kind == "numberToOrdinal") return "part";
    if (kind == "numericOrdinal") return "place";
    return {};
}

Answer answerNumber(Session &session, const Record &record, const Options &options)
{
    std::int64_t value = 0;
    const char *const end = record.input.data() + record.input.size();
    if (std::from_chars(record.input.data(), end, value).ptr != end) return unknown("number", record.input);
    if (!session.number(grammarOf(record.preference("NumberKind")), value, options))
        return unknown("kind of numbers", record.preference("NumberKind"));
    return textOf(session);
}
} // namespace

Answer answerSymbol(Session &session, const Record &record)
{
    Options options{.style = record.style, .locale = record.locale, .macros = {}, .preferences = {}};
    if (record.style == "default" || record.style == "number") options.style = "mathspeak";
    options.verbosity = record.verbosity == "brief"    ? Verbosity::medium
                        : record.verbosity == "sbrief" ? Verbosity::terse
                                                       : Verbosity::verbose;
    if (record.style == "number") return answerNumber(session, record, options);
    const std::string_view type = record.preference("SymbolType");
    if (record.style == "clearspeak" && std::ranges::any_of(record.preferences, [](const auto &preference) {
            return preference.first != "SymbolType" && !preference.first.starts_with("Grammar");
        })) { // with a preference it is a formula of one sign
        Record formula = record;
        const char *const element = type == "function" ? "mi" : "mo";
        formula.format = "mathml";
        formula.input = formatted("<math><{0}>{1}</{0}></math>", element, record.input);
        formula.markup = "none";
        return answerSre(session, formula);
    }
    const Named kind = type == "character"                             ? Named::character
                       : type == "function"                            ? Named::function
                       : record.preference("Grammar.plural") == "true" ? Named::units
                                                                       : Named::unit;
    if (!session.name(kind, record.input, options)) return unknown("style", record.style);
    return textOf(session);
}

} // namespace mathtts::conformance
