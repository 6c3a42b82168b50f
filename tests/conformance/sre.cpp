// SPDX-License-Identifier: GPL-3.0-or-later
// Speech Rule Engine's cases of kind speech and ssml: its styles ("domains"), verbosities and preferences.
#include "answer.h"

#include "engine/speech/render.h"

#include <algorithm>
#include <array>

namespace mathtts::conformance
{
namespace
{
/*! MathSpeak's verbosities: default (verbose), brief and superbrief. ClearSpeak has one. */
bool chooseVerbosity(const Record &record, Options &options)
{
    if (record.verbosity == "default" || record.verbosity.empty())
        options.verbosity = record.style == "mathspeak" ? Verbosity::verbose : Verbosity::medium;
    else if (record.verbosity == "brief")
        options.verbosity = Verbosity::medium;
    else if (record.verbosity == "sbrief")
        options.verbosity = Verbosity::terse;
    else
        return false;
    return true;
}

/*! ClearSpeak's name of a preference that Speech Rule Engine calls \a name. */
std::string_view preferenceName(std::string_view name)
{
    if (name == "MultsymbolX") return "MultSymbolX";
    if (name == "MultsymbolDot") return "MultSymbolDot";
    return name;
}

/*! What tells how a case is run, not what ClearSpeak says. */
bool isAboutRunning(std::string_view name)
{
    constexpr std::array<std::string_view, 6> names = {"SymbolType", "NumberKind", "SubIso",
                                                       "Walker",     "Layout",     "Domain"};
    return std::ranges::contains(names, name);
}
} // namespace

Answer answerSre(Session &session, const Record &record)
{
    Options options{.style = record.style, .locale = record.locale, .macros = {}, .preferences = {}};
    if (const auto format = chooseFormat(record, options); !format) return std::unexpected(format.error());
    if (!chooseVerbosity(record, options)) return unknown("verbosity", record.verbosity);
    for (const auto &[name, value] : record.preferences)
        if (!isAboutRunning(name)) options.preferences.emplace_back(preferenceName(name), value);
    for (auto &[name, value] : options.preferences)
        if (value.ends_with("And")) value.resize(value.size() - 3); // a slip of two preferences that are joined
    if (const auto done = read(session, record, options); !done) return std::unexpected(done.error());
    if (record.markup == "none") return renderText(session.plan(), nullptr, Punctuation::none);
    if (record.markup == "punctuation") return renderText(session.plan(), nullptr, Punctuation::every);
    if (record.markup == "ssml") return renderSsml(session.plan());
    return unknown("markup", record.markup);
}

} // namespace mathtts::conformance
