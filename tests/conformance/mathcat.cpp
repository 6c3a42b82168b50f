// SPDX-License-Identifier: GPL-3.0-or-later
// MathCAT's cases of kind speech: its styles, verbosities and preferences.
#include "answer.h"

#include <array>
#include <utility>

#include "engine/speech/render.h"

namespace mathtts::conformance
{
namespace
{
bool chooseStyle(const Record &record, Options &options)
{
    if (record.style == "clearspeak")
        options.style = "clearspeak.mathcat";
    else if (record.style == "simplespeak")
        options.style = "simplespeak";
    else if (record.style == "literalspeak")
        options.style = "literal";
    else
        return false;
    return true;
}

bool chooseVerbosity(const Record &record, Options &options)
{
    if (record.verbosity == "Terse")
        options.verbosity = Verbosity::terse;
    else if (record.verbosity == "Medium")
        options.verbosity = Verbosity::medium;
    else if (record.verbosity == "Verbose")
        options.verbosity = Verbosity::verbose;
    else
        return false;
    return true;
}

/*! Adds what the preference \a name asks for; false when it is not known. */
bool addPreference(const std::string &name, const std::string &value, Options &options)
{
    constexpr std::string_view clearspeak = "ClearSpeak_";
    constexpr auto plurals = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"Exponents", "Exponent"}, {"Fractions", "Fraction"}});
    if (name == "Impairment") {
        options.listener = value == "Blindness"   ? Listener::blind
                           : value == "LowVision" ? Listener::lowVision
                                                  : Listener::learningDifficulty;
    } else if (name.starts_with(clearspeak)) {
        std::string preference = name.substr(clearspeak.size());
        for (const auto &[theirs, ours] : plurals)
            if (preference == theirs) preference = ours;
        options.preferences.emplace_back(preference, value.substr(0, value.find(' ')));
    } else if (name == "DecimalSeparators") {
        options.preferences.emplace_back("DecimalSeparator", value == "," ? "Comma" : "Point");
    } else {
        // What the suites never change, and the rate, which is no matter of words.
        return name == "DecimalSeparator" || name == "BlockSeparators" || name == "IntentErrorRecovery" ||
               name == "SpeechOverrides_CapitalLetters" || name == "MathRate" || name == "PauseFactor";
    }
    return true;
}
} // namespace

Answer answerMathcat(Session &session, const Record &record)
{
    Options options{.locale = record.locale, .macros = {}, .preferences = {}};
    if (const auto format = chooseFormat(record, options); !format) return std::unexpected(format.error());
    if (!chooseStyle(record, options)) return unknown("style", record.style);
    if (!chooseVerbosity(record, options)) return unknown("verbosity", record.verbosity);
    for (const auto &[name, value] : record.preferences)
        if (!addPreference(name, value, options)) return unknown("preference", name);
    if (const auto done = read(session, record, options); !done) return std::unexpected(done.error());
    return renderText(session.plan());
}

} // namespace mathtts::conformance
