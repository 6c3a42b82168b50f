// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "service/http/sessions.h"

#include <map>
#include <string>
#include <vector>

namespace mathtts::http
{

/*! A formula and how to read it: what all requests about expressions have in common. */
struct Formula {
    std::string expression;
    std::string format = "auto";
    std::string audienceLevel = "high_school";
    std::string domain = "general";
    std::string context;
    std::string style = "natural";
    std::string locale = "en";
    std::string verbosity = "medium";
    std::string listener = "blind";
    std::string macros;
    std::map<std::string, std::string> preferences;
};

/*! Describes the members of \a T, which derives from Formula. */
template <typename T>
void describeFormula(Describer<T> &d);

/*! A mistake or doubt about an expression, with its place. */
struct Finding {
    std::string severity; ///< "error" or "warning"
    std::string message;
    int begin = 0; ///< bytes of the expression
    int end = 0;
    int line = 1;
    int column = 1;

    static constexpr auto shapeName = "Finding";
    static void describe(Describer<Finding> &d);
};

/*! The engine's options; names that the engine doesn't know are found by reading. */
Options toOptions(const Formula &formula);

/*! Reads \a formula into \a session. A style, locale or preference that isn't there is a 422; so is an expression with
 *  nothing to say. */
std::optional<Failure> readFormula(const Formula &formula, Session &session);

/*! What the session found. */
std::vector<Finding> findings(const Session &session, std::string_view expression);

// the choices that the description names
std::vector<std::string> choicesOf(std::span<const std::string_view> names);

template <typename T>
void describeFormula(Describer<T> &d)
{
    d.required("expression", &T::expression,
               {.about = "The formula: LaTeX, MathML, AsciiMath or plain text.",
                .shortest = 1,
                .longest = 20'000,
                .example = R"("\\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}")"});
    d.optional("format", &T::format, {.about = "What the formula is written in.", .choices = choicesOf(formatNames())});
    d.optional("audience_level", &T::audienceLevel,
               {.about = "For whom it is said.", .choices = choicesOf(audienceNames())});
    d.optional("domain", &T::domain,
               {.about = "The field it comes from; it decides between readings.", .choices = choicesOf(domainNames())});
    d.optional("context", &T::context,
               {.about = "Words around the formula. A field named in them counts as the domain when none is given.",
                .longest = 2'000});
    d.optional("style", &T::style, {.about = "A style of speech, such as natural.", .longest = 64});
    d.optional("locale", &T::locale, {.about = "The language of the words.", .longest = 32});
    d.optional("verbosity", &T::verbosity, {.about = "How much is said.", .choices = choicesOf(verbosityChoices())});
    d.optional("listener", &T::listener,
               {.about = "Whom the ends of structures are said for.", .choices = choicesOf(listenerNames())});
    d.optional("macros", &T::macros, {.about = "LaTeX definitions that hold for the formula.", .longest = 20'000});
    d.optional("preferences", &T::preferences, {.about = "Preferences of the style, by name.", .longest = 64});
}

} // namespace mathtts::http
