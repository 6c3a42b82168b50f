// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/speech/plan.h"
#include "engine/tree/diagnostic.h"
#include "engine/tree/tree.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mathtts
{

enum class Format : std::uint8_t { automatic, latex, mathml, asciimath };
enum class Verbosity : std::uint8_t { terse, medium, verbose };
/*! Whom the ends of structures are said for: a listener who can't see the formula needs all of them. */
enum class Listener : std::uint8_t { blind, lowVision, learningDifficulty };
enum class Audience : std::uint8_t { elementary, middleSchool, highSchool, undergraduate, graduate, research };
enum class Domain : std::uint8_t {
    general,
    algebra,
    geometry,
    trigonometry,
    calculus,
    linearAlgebra,
    probability,
    statistics,
    setTheory,
    logic,
    numberTheory,
    physics,
    chemistry,
};

/*! How to read and what to say. The defaults are what the window starts with. */
struct Options {
    Format format = Format::automatic;
    std::string style = "natural";
    std::string locale = "en";
    Verbosity verbosity = Verbosity::medium;
    Listener listener = Listener::blind;
    Audience audience = Audience::highSchool;
    Domain domain = Domain::general;
    std::string macros; ///< LaTeX definitions (\newcommand ...) that hold for the input
    std::vector<std::pair<std::string, std::string>> preferences; ///< of the style, by name
};

/*! Numbers that bound the work for one input, whatever it holds. */
struct Limits {
    std::uint32_t inputBytes = 16 * 1024 * 1024;
    std::uint32_t depth = 500;         ///< nesting of the presentation tree
    std::uint32_t nodes = 400'000;     ///< of the presentation tree
    std::uint32_t expansions = 20'000; ///< of macros
    std::uint32_t expandedBytes = 4 * 1024 * 1024;
    std::uint32_t diagnostics = 100; ///< more are not recorded
};

/*! The rules and words of one locale, as compileRules() makes them (speech/compile/compile.h). */
using RuleImage = std::vector<std::uint64_t>;

/*! Styles, rules, words and symbols, compiled. Immutable, shared by all threads. */
class Engine
{
public:
    /*! The rules and words that the program was built with. Takes well under a millisecond. */
    Engine();
    /*! The same with \a images in place of those of their locales; see overlay/overlay.h for rules of users. Images are
     *  trusted: only what compileRules() made in this process may be handed over. */
    explicit Engine(std::vector<RuleImage> images);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] std::vector<std::string_view> styles() const;
    [[nodiscard]] std::vector<std::string_view> locales() const;

    struct Private;
    [[nodiscard]] const Private &data() const { return *m_data; }

private:
    std::unique_ptr<const Private> m_data;
};

/*!
 * Reads expressions, one after the other, and keeps its memory between them. One for each thread.
 *
 *   const Engine engine;
 *   Session session{engine};
 *   if (session.read("x^2", {})) std::puts(renderText(session.plan()).c_str());
 */
class Session
{
public:
    explicit Session(const Engine &engine, const Limits &limits = {});
    ~Session();

    /*! Reads \a input (UTF-8): tree, meaning and plan hold the result until the next call. True when there is
     *  something to say; false leaves an empty plan and at least one error. Never throws for an input. Linear time. */
    bool read(std::string_view input, const Options &options);

    /*! What the style and locale of \a options call \a what: plan() holds the words until the next call, tree() and
     *  meaning() are as they were. A name that is not known is said as it is written. False when the options name
     *  something that is not there. */
    bool name(Named kind, std::string_view what, const Options &options);

    /*! The same for a number in words, by a number grammar of the locale ("cardinal", "ordinal" ...). */
    bool number(std::string_view grammar, std::int64_t value, const Options &options);

    [[nodiscard]] const Tree &tree() const;
    [[nodiscard]] const Meaning &meaning() const;
    [[nodiscard]] const Plan &plan() const;
    [[nodiscard]] const Diagnostics &diagnostics() const;
    /*! Whether any diagnostic is an error. */
    [[nodiscard]] bool hasErrors() const;

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

/*! The names that users write, in the order of the values of the enumeration. */
std::span<const std::string_view> formatNames();
std::span<const std::string_view> verbosityNames();
/*! Those and MathSpeak's own: "superbrief" is terse, "brief" medium. */
std::span<const std::string_view> verbosityChoices();
std::span<const std::string_view> listenerNames();
std::span<const std::string_view> audienceNames();
std::span<const std::string_view> domainNames();

/*! Parse the names that users write, such as "verbose"; false leaves \a value alone. */
bool parseFormat(std::string_view name, Format &value);
bool parseVerbosity(std::string_view name, Verbosity &value);
bool parseListener(std::string_view name, Listener &value);
bool parseAudience(std::string_view name, Audience &value);
bool parseDomain(std::string_view name, Domain &value);

} // namespace mathtts
