// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/asciimath/reader.h"
#include "engine/format.h"
#include "engine/intent/author.h"
#include "engine/intent/view/view.h"
#include "engine/latex/latex.h"
#include "engine/mathml/reader.h"
#include "engine/meaning/labels.h"
#include "engine/meaning/recognize.h"
#include "engine/names.h"
#include "engine/option_names.h"
#include "engine/speech/locales.h"
#include "engine/speech/machine.h"
#include "engine/speech/settings.h"
#include "engine/structure/structure.h"

#include <algorithm>
#include <array>
#include <optional>

namespace mathtts
{

struct Engine::Private {
    std::vector<RuleImage> own;       // of locales that have other rules than the program was built with
    std::vector<image::Image> images; // one for each locale
};

Engine::Engine()
    : Engine(std::vector<RuleImage>())
{
}

Engine::Engine(std::vector<RuleImage> images)
{
    auto data = std::make_unique<Private>(std::move(images), std::vector<image::Image>());
    for (const std::uint64_t *memory : image::builtInImages)
        data->images.emplace_back(memory);
    for (const RuleImage &own : data->own) {
        const image::Image image(own.data());
        const auto same = std::ranges::find(data->images, localeOf(image), localeOf);
        if (same != data->images.end()) *same = image;
    }
    m_data = std::move(data);
}

Engine::~Engine() = default;

std::vector<std::string_view> Engine::styles() const
{
    return styleNames(m_data->images.front());
}

std::vector<std::string_view> Engine::locales() const
{
    std::vector<std::string_view> names;
    for (const image::Image &image : m_data->images)
        names.push_back(localeOf(image));
    return names;
}

struct Session::Private {
    const Engine &engine;
    Limits limits;
    MathmlReader mathmlReader;
    Tree tree;
    AuthorIntents intents;
    Recognizer recognizer;
    StructureBuilder structure;
    IntentView intentView;
    Meaning meaning;
    Plan plan;
    Diagnostics diagnostics;
    const image::Image *image = nullptr; // of the machine
    std::optional<Machine> machine;
    SpeechSettings settings;

    /*! Makes the machine ready for \a options; false: they name something that is not there. */
    bool configure(const Options &options)
    {
        const image::Image *wanted = findImage(engine.data().images, options.locale, diagnostics);
        if (!wanted || !resolveSettings(*wanted, options, settings, diagnostics)) return false;
        if (image != wanted) machine.emplace(*wanted);
        image = wanted;
        machine->configure(settings);
        return true;
    }

    /*! Builds of the tree what the style of the machine reads. */
    void findMeaning(const Options &options)
    {
        switch (machine->view()) {
        case image::View::meaning:
            markProperties(intents, tree);
            recognizer.run(tree, intents, options, meaning);
            break;
        case image::View::structure: structure.run(tree, StructureHints::none, meaning); break;
        case image::View::structureClearspeak: structure.run(tree, StructureHints::functions, meaning); break;
        case image::View::intent: intentView.run(tree, intents, options, false, meaning); break;
        case image::View::literal: intentView.run(tree, intents, options, true, meaning); break;
        }
        takeLabels(tree, meaning);
    }

    /*! Reads \a input into the tree; false: there is none. */
    bool readTree(std::string_view input, const Options &options)
    {
        const Format format = options.format == Format::automatic ? detectFormat(input) : options.format;
        switch (format) {
        case Format::mathml: return mathmlReader.read(input, limits, tree, diagnostics);
        case Format::asciimath: return readAsciimath(input, options, limits, tree, diagnostics);
        default: return readLatex(input, options, limits, tree, diagnostics);
        }
    }
};

Session::Session(const Engine &engine, const Limits &limits)
    : m_data(new Private{.engine = engine,
                         .limits = limits,
                         .mathmlReader = {},
                         .tree = {},
                         .intents = {},
                         .recognizer = {},
                         .structure = {},
                         .intentView = {},
                         .meaning = {},
                         .plan = {},
                         .diagnostics = {},
                         .machine = {},
                         .settings = {}})
{
}

Session::~Session() = default;

bool Session::read(std::string_view input, const Options &options)
{
    m_data->diagnostics.clear();
    m_data->meaning.clear();
    m_data->plan.clear();
    if (!m_data->configure(options)) return false;
    if (!m_data->readTree(input, options)) return false;
    m_data->intents.read(m_data->tree, m_data->diagnostics, m_data->limits.diagnostics);
    m_data->findMeaning(options);
    m_data->machine->speak(m_data->meaning, m_data->plan);
    return true;
}

bool Session::name(Named kind, std::string_view what, const Options &options)
{
    m_data->diagnostics.clear();
    m_data->plan.clear();
    if (!m_data->configure(options)) return false;
    m_data->machine->name(kind, what, m_data->plan);
    return true;
}

bool Session::number(std::string_view grammar, std::int64_t value, const Options &options)
{
    m_data->diagnostics.clear();
    m_data->plan.clear();
    return m_data->configure(options) && m_data->machine->number(grammar, value, m_data->plan);
}

const Tree &Session::tree() const
{
    return m_data->tree;
}

const Meaning &Session::meaning() const
{
    return m_data->meaning;
}

const Plan &Session::plan() const
{
    return m_data->plan;
}

const Diagnostics &Session::diagnostics() const
{
    return m_data->diagnostics;
}

bool Session::hasErrors() const
{
    return std::ranges::any_of(m_data->diagnostics,
                               [](const Diagnostic &diagnostic) { return diagnostic.severity == Severity::error; });
}

namespace
{
// What MathSpeak calls the first two stands behind them.
constexpr auto allVerbosities =
    std::to_array<std::string_view>({verbosityWords[0], verbosityWords[1], verbosityWords[2], "superbrief", "brief"});
} // namespace

std::span<const std::string_view> formatNames()
{
    return formatWords;
}

std::span<const std::string_view> verbosityNames()
{
    return verbosityWords;
}

std::span<const std::string_view> verbosityChoices()
{
    return allVerbosities;
}

std::span<const std::string_view> listenerNames()
{
    return listenerWords;
}

std::span<const std::string_view> audienceNames()
{
    return audienceWords;
}

std::span<const std::string_view> domainNames()
{
    return domainWords;
}

bool parseFormat(std::string_view name, Format &value)
{
    return parseName(name, formatWords, value);
}

bool parseVerbosity(std::string_view name, Verbosity &value)
{
    std::size_t index = 0;
    if (!parseName(name, allVerbosities, index)) return false;
    value = static_cast<Verbosity>(index % verbosityWords.size());
    return true;
}

bool parseListener(std::string_view name, Listener &value)
{
    return parseName(name, listenerWords, value);
}

bool parseAudience(std::string_view name, Audience &value)
{
    return parseName(name, audienceWords, value);
}

bool parseDomain(std::string_view name, Domain &value)
{
    return parseName(name, domainWords, value);
}

} // namespace mathtts
