// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/compile.h"

#include "engine/meaning/meaning.h"
#include "engine/speech/compile/link.h"
#include "engine/speech/compile/names.h"

#include <algorithm>

namespace mathtts
{

namespace
{
/*! A rule for one concept, as far as linking has come. */
struct LinkedRule {
    const RuleSyntax *syntax = nullptr;
    const OptionChoice *when = nullptr;
    std::vector<image::Test> tests;
    std::uint32_t message = 0;
};

using RuleLists = std::vector<std::vector<LinkedRule>>; // as image::Style::rules

std::size_t listIndex(ConceptChoice what, bool between)
{
    return what ? 2 * *what + between : 2 * conceptFacts.size();
}

class Compiler
{
public:
    CompiledRules run(std::string_view locale, const std::vector<RuleSource> &sources)
    {
        m_pool.form({}); // form 0 is plain speech
        readStyles(sources);
        for (const RuleSource &source : sources) {
            if (source.name.ends_with(".rules")) continue;
            if (source.name.ends_with(".msg"))
                readMessages(source, m_messages[ownerOf(source)], m_problems);
            else if (source.name.ends_with(".tsv"))
                readDictionary(source, m_pool, m_variants, m_problems);
            else if (source.name.ends_with(".tbl"))
                readNumbers(source, m_pool, m_problems);
            else
                m_problems.error({&source, 0}, "a source ends in .rules, .msg, .tsv or .tbl");
        }
        linkDictionaries(m_styles, m_pool, m_problems);
        if (!m_problems.anyError()) link();
        CompiledRules result;
        if (!m_problems.anyError()) result.image = m_pool.write(locale);
        result.problems = m_problems.take();
        return result;
    }

private:
    /*! Reads a style after the one that it extends. */
    void readStyles(const std::vector<RuleSource> &sources)
    {
        struct Pending {
            const RuleSource *source;
            StyleHeader header;
        };
        std::vector<Pending> pending;
        for (const RuleSource &source : sources)
            if (source.name.ends_with(".rules")) pending.push_back({&source, readStyleHeader(source)});
        while (!pending.empty()) {
            const auto ready = std::ranges::find_if(pending, [&](const Pending &style) {
                return style.header.base.empty() || m_styles.contains(style.header.base);
            });
            // without any, the first one names a style that isn't there: readRules() reports it
            const auto next = ready == pending.end() ? pending.begin() : ready;
            const RuleSource &source = *next->source;
            pending.erase(next);
            StyleSyntax style = readRules(source, m_styles, m_problems);
            if (style.flags.size() > 30) m_problems.error(style.place, "there are more than 30 flags");
            const std::string name = style.name;
            if (!m_styles.emplace(name, std::move(style)).second)
                m_problems.error({&source, 0}, "there is another style " + name);
            m_order.push_back(name);
        }
    }

    /*! The style whose words a message file holds; empty: all. */
    std::string ownerOf(const RuleSource &source) const
    {
        const std::string name(messageOwner(source.name));
        return m_styles.contains(name) ? name : std::string();
    }

    void link()
    {
        UsedMessages used;
        for (const std::string &name : m_order) {
            const StyleSyntax &style = m_styles.at(name);
            const std::vector<std::string> chain = wordChain(m_styles, name);
            MessageLinker linker{style, chain, m_messages, m_variants, used, m_pool, m_problems};
            RuleLists lists(2 * conceptFacts.size() + 1);
            // the rules of the style that it extends come last, and say its own messages
            for (const std::string &origin : styleChain(m_styles, name))
                for (const RuleSyntax &rule : m_styles.at(origin).rules)
                    linkRule(rule, style, linker, lists);
            checkRules(style, lists);
            addStyle(style, chain, lists);
        }
        for (const auto &[owner, messages] : m_messages)
            for (const auto &[key, message] : messages)
                if (!used.contains(&message)) m_problems.error(message.place, "no rule says the message " + key);
    }

    /*! The concepts that a rule names; "every" are all of the style's tree that have slots. */
    static std::vector<std::string> conceptsOf(const RuleSyntax &rule, const StyleSyntax &style)
    {
        std::vector<std::string> names;
        for (const std::string &name : rule.concepts) {
            if (name != "every") names.push_back(name);
            for (std::size_t i = 0; name == "every" && i < conceptFacts.size(); ++i)
                if (isInView(style, i) && !conceptFacts[i].slots.empty()) names.emplace_back(conceptFacts[i].name);
        }
        return names;
    }

    void linkRule(const RuleSyntax &rule, const StyleSyntax &style, MessageLinker &linker, RuleLists &lists)
    {
        for (const std::string &name : conceptsOf(rule, style)) {
            const ConceptChoice what = conceptIndex(name);
            if (!what && name != "*") {
                m_problems.error(rule.place, "there is no concept " + name);
                continue;
            }
            const std::vector<image::Test> tests =
                resolveTests(rule.tests, rule.place.source, what, style, m_pool, m_problems);
            const std::uint32_t message = linker.link(rule, what, tests);
            for (const OptionChoice &choice : rule.when)
                lists[listIndex(what, rule.between)].push_back({&rule, &choice, tests, message});
        }
    }

    static bool choiceCovers(const OptionChoice &general, const OptionChoice &special)
    {
        return std::ranges::all_of(general, [&](const auto &wanted) {
            const auto given = special.find(wanted.first);
            return given != special.end() && (given->second & ~wanted.second) == 0;
        });
    }

    void checkRules(const StyleSyntax &style, const RuleLists &lists)
    {
        for (std::size_t index = 0; index < lists.size(); ++index) {
            const auto &list = lists[index];
            for (std::size_t later = 1; later < list.size(); ++later) {
                const LinkedRule &rule = list[later];
                if (rule.syntax->place.source != style.place.source) continue;       // inherited: meant to be covered
                if (std::ranges::contains(rule.syntax->concepts, "every")) continue; // for what the others leave
                const auto before = list.begin() + static_cast<std::ptrdiff_t>(later);
                const auto earlier = std::find_if(list.begin(), before, [&](const LinkedRule &other) {
                    return other.syntax != rule.syntax && choiceCovers(*other.when, *rule.when) &&
                           covers(m_pool, other.tests, rule.tests);
                });
                if (earlier != before)
                    m_problems.error(rule.syntax->place, "the rule " + rule.syntax->name +
                                                             " is never reached: " + earlier->syntax->name + " (line " +
                                                             std::to_string(earlier->syntax->place.line) +
                                                             ") takes its nodes first");
            }
            const bool ofConcept = index % 2 == 0 && index / 2 < conceptFacts.size() && isInView(style, index / 2);
            if (ofConcept && list.empty()) {
                const std::string message =
                    "the style " + style.name + " has no rule for " + std::string(conceptFacts[index / 2].name);
                if (lists.back().empty())
                    m_problems.error(style.place, message);
                else // the rule for any concept says it
                    m_problems.warning(style.place, message);
            }
        }
    }

    /*! Whether nodes of a concept occur in the tree that the style is about. */
    static bool isInView(const StyleSyntax &style, std::size_t concept_)
    {
        const bool structure = style.view == image::View::structure || style.view == image::View::structureClearspeak;
        const bool intent = style.view == image::View::intent || style.view == image::View::literal;
        const bool onlyIntent = conceptFacts[concept_].name.starts_with("i-");
        return conceptFacts[concept_].structural == structure &&
               onlyIntent == intent; // the intent view uses what it needs
    }

    /*! The concepts with these names, as a list in the image. */
    image::Range addConcepts(Place place, const std::vector<std::string> &names)
    {
        std::vector<std::uint32_t> list;
        for (const std::string &name : names) {
            const ConceptChoice what = conceptIndex(name);
            if (!what) m_problems.error(place, "there is no concept " + name);
            list.push_back(what.value_or(0));
        }
        return Pool::append(m_pool.numbers, list);
    }

    image::Range addMeasures(const StyleSyntax &style)
    {
        std::vector<image::Measure> measures;
        for (const MeasureSyntax &measure : style.measures) {
            const auto resolve = [&](const std::vector<TestSyntax> &tests) {
                return Pool::append(m_pool.tests,
                                    resolveTests(tests, measure.place.source, conceptIndex(measure.counted.front()),
                                                 style, m_pool, m_problems));
            };
            measures.push_back({.counted = addConcepts(measure.place, measure.counted),
                                .barriers = addConcepts(measure.place, measure.barriers),
                                .tests = resolve(measure.tests),
                                .exceptions = resolve(measure.exceptions)});
        }
        if (measures.size() > 8) m_problems.error(style.place, "there are more than 8 measures");
        return Pool::append(m_pool.measures, measures);
    }

    image::Range addNames(const std::vector<std::string> &names)
    {
        std::vector<image::Text> texts;
        texts.reserve(names.size());
        for (const std::string &name : names)
            texts.push_back(m_pool.text(name));
        return Pool::append(m_pool.names, texts);
    }

    void addStyle(const StyleSyntax &style, const std::vector<std::string> &chain, const RuleLists &lists)
    {
        const auto dictionary = [&](std::string_view name) -> std::uint16_t {
            const auto index = findDictionary(m_pool, name, chain);
            return index ? static_cast<std::uint16_t>(*index + 1) : std::uint16_t{0};
        };
        const auto variant = [&](std::string_view name) {
            const auto found = m_variants.find(name);
            return found == m_variants.end() ? image::firstWords : found->second;
        };
        image::Style result{.name = m_pool.text(style.name),
                            .preferences = {},
                            .rules = 0,
                            .view = style.view,
                            .symbols = dictionary("symbols"),
                            .styles = dictionary("styles"),
                            .functions = dictionary("functions"),
                            .units = dictionary("units"),
                            .measures = addMeasures(style),
                            .verbosities = addNames(style.verbosities),
                            .verbosityWords = {},
                            .plural = variant("plural"),
                            .letter = variant("letter")};
        std::ranges::transform(style.verbosities, result.verbosityWords.begin(), variant);
        std::vector<std::string> fields;
        for (const CommonOption &option : commonOptions())
            fields.emplace_back(option.name);
        std::vector<image::Preference> added;
        for (const PreferenceSyntax &preference : style.preferences) {
            fields.push_back(preference.name);
            added.push_back({m_pool.text(preference.name), addNames(preference.values), preference.initial});
        }
        result.preferences = Pool::append(m_pool.preferences, added);
        std::vector<image::Range> ranges;
        for (const auto &list : lists) {
            std::vector<image::Rule> rules;
            for (const LinkedRule &rule : list) {
                std::vector<image::OptionTest> options;
                for (const auto &[name, mask] : *rule.when)
                    options.push_back(
                        {static_cast<std::uint32_t>(std::ranges::find(fields, name) - fields.begin()), mask});
                rules.push_back({.tests = Pool::append(m_pool.tests, rule.tests),
                                 .options = Pool::append(m_pool.optionTests, options),
                                 .message = rule.message,
                                 .name = m_pool.text(rule.syntax->name)});
            }
            ranges.push_back(Pool::append(m_pool.rules, rules));
        }
        result.rules = Pool::append(m_pool.ruleLists, ranges).first;
        m_pool.styles.push_back(result);
    }

    Pool m_pool;
    Problems m_problems;
    WordVariants m_variants;
    Styles m_styles;
    std::vector<std::string> m_order; // bases before those that extend them
    MessagesByStyle m_messages;
};
} // namespace

CompiledRules compileRules(std::string_view locale, const std::vector<RuleSource> &sources)
{
    return Compiler{}.run(locale, sources);
}

} // namespace mathtts
