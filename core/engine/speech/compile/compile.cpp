// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/compile.h"

#include "engine/meaning/meaning.h"
#include "engine/speech/compile/link.h"
#include "engine/speech/compile/names.h"
#include "engine/speech/compile/overlay.h"

#include <algorithm>

namespace mathtts
{

namespace
{
constexpr std::size_t mostOps = 500'000; // with overlays; the built-in rules have a tenth

/*! A rule for one concept, as far as linking has come. */
struct LinkedRule {
    const RuleSyntax *syntax = nullptr;
    bool inherited = false; // from the style that it extends
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
    CompiledRules run(std::string_view locale, const std::vector<RuleSource> &sources,
                      const std::vector<RuleSource> &overlays)
    {
        m_pool.form({}); // form 0 is plain speech
        OverlaySyntax overlay;
        for (const RuleSource &source : overlays) {
            m_overlays.insert(&source);
            readOverlay(source, locale, overlay, m_problems);
        }
        readStyles(sources, overlay);
        Dictionaries dictionaries;
        for (const RuleSource &source : sources) {
            if (source.name.ends_with(".rules")) continue;
            if (source.name.ends_with(".msg"))
                readMessages(source, m_messages[ownerOf(source)], m_problems);
            else if (source.name.ends_with(".tsv"))
                dictionaries[std::string(stemOf(source.name))] = readDictionary(source, m_problems);
            else if (source.name.ends_with(".tbl"))
                readNumbers(source, m_pool, m_problems);
            else
                m_problems.error({&source, {}}, "a source ends in .rules, .msg, .tsv or .tbl");
        }
        for (auto &[style, messages] : overlay.messages)
            for (auto &[key, message] : messages)
                m_messages[style].insert_or_assign(key, std::move(message));
        std::erase_if(overlay.words, [this](const auto &words) { // of a style that isn't there, which is said already
            return !m_styles.contains(words.first.substr(words.first.find('.') + 1));
        });
        layWordsOver(dictionaries, overlay.words, m_problems);
        addDictionaries(dictionaries, m_pool, m_variants);
        linkDictionaries(m_styles, m_pool, m_problems);
        if (!m_problems.anyError()) link();
        CompiledRules result;
        if (!m_problems.anyError()) result.image = m_pool.write(locale);
        result.problems = m_problems.take();
        return result;
    }

private:
    /*! Reads a style after the one that it extends. */
    void readStyles(const std::vector<RuleSource> &sources, const OverlaySyntax &overlay)
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
            const Place place{&source, {}};
            addStyle(std::move(style), place, overlay);
        }
        for (const OverlaySection &section : overlay.sections) {
            if (section.base.empty()) continue;
            if (const auto base = m_styles.find(section.base); base != m_styles.end())
                addStyle(extendedStyle(base->second, section.style, section.place), section.place, overlay);
            else
                m_problems.error(section.place, "there is no style " + section.base + " to extend",
                                 didYouMean(section.base, styleNames()));
        }
        for (const OverlaySection &section : overlay.sections)
            if (!m_styles.contains(section.style))
                m_problems.error(section.place, "there is no style " + section.style, adviceForStyle(section.style));
    }

    [[nodiscard]] std::vector<std::string_view> styleNames() const { return {m_order.begin(), m_order.end()}; }

    [[nodiscard]] std::string adviceForStyle(const std::string &name) const
    {
        const std::string meant = didYouMean(name, styleNames());
        return meant.empty() ? "For a new one write: style " + name + " extends natural" : meant;
    }

    /*! Lays what an overlay has for a style over it, before others extend it. */
    void addStyle(StyleSyntax style, Place place, const OverlaySyntax &overlay)
    {
        const std::string name = style.name;
        if (m_styles.contains(name))
            return m_problems.error(place, "there is another style " + name, "Give this one another name.");
        for (const OverlaySection &section : overlay.sections)
            if (section.style == name) layRulesOver(style, section.rules, *section.place.source, m_problems);
        if (style.flags.size() > 30) m_problems.error(style.place, "there are more than 30 flags");
        m_styles.emplace(name, std::move(style));
        m_order.push_back(name);
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
            MessageLinker linker{style, chain, m_messages, m_variants, m_overlays, used, m_pool, m_problems};
            RuleLists lists(2 * conceptFacts.size() + 1);
            // the rules of the style that it extends come last, and say its own messages
            for (const std::string &origin : styleChain(m_styles, name))
                for (const RuleSyntax &rule : m_styles.at(origin).rules)
                    linkRule(rule, origin != name, style, linker, lists);
            if (m_isTooLarge) return;
            checkRules(style, lists);
            addImage(style, chain, lists);
        }
        for (const auto &[owner, messages] : m_messages)
            for (const auto &[key, message] : messages)
                if (!used.contains(&message) && isAskedFor(message.place))
                    m_problems.error(message.place, "no rule says the message " + key,
                                     adviceForUnused(owner, key, used));
    }

    /*! The concepts that a rule names; "every" are all of the style's tree that have slots. */
    static std::vector<std::string> conceptsOf(const RuleSyntax &rule, const StyleSyntax &style)
    {
        std::vector<std::string> names;
        for (const std::string &name : rule.concepts) {
            if (name != "every") names.push_back(name);
            for (std::size_t i = 0; name == "every" && i < conceptFacts.size(); ++i)
                if (isInView(style, i) && !conceptFacts[i].slotNames.empty()) names.emplace_back(conceptFacts[i].name);
        }
        return names;
    }

    [[nodiscard]] bool isFromOverlay(Place place) const { return m_overlays.contains(place.source); }

    /*! Whether what stands at \a place may not be needless: with overlays, only what they say. */
    [[nodiscard]] bool isAskedFor(Place place) const { return m_overlays.empty() || isFromOverlay(place); }

    /*! Which message of the style may be meant. */
    [[nodiscard]] std::string adviceForUnused(const std::string &owner, const std::string &key,
                                              const UsedMessages &used) const
    {
        std::vector<std::string_view> keys;
        const std::vector<std::string> chain = wordChain(m_styles, owner);
        for (const auto &[name, messages] : m_messages)
            if (name.empty() || std::ranges::find(chain, name) != chain.end())
                for (const auto &[other, message] : messages)
                    if (used.contains(&message)) keys.push_back(other);
        const std::string meant = didYouMean(key, keys);
        return meant.empty() ? "Write a rule that says it, or leave it out." : meant;
    }

    void linkRule(const RuleSyntax &rule, bool inherited, const StyleSyntax &style, MessageLinker &linker,
                  RuleLists &lists)
    {
        if (m_isTooLarge) return;
        for (const std::string &name : conceptsOf(rule, style)) {
            const ConceptChoice what = conceptIndex(name);
            if (!what && name != "*") {
                m_problems.error(rule.place, "there is no concept " + name, didYouMean(name, conceptNames()));
                continue;
            }
            const std::vector<image::Test> tests = resolveTests(rule.tests, what, style, m_pool, m_problems);
            const std::uint32_t message = linker.link(rule, what, tests);
            auto &list = lists[listIndex(what, rule.between)];
            for (const OptionChoice &choice : rule.when)
                list.push_back({&rule, inherited, &choice, tests, message});
            if (isFromOverlay(rule.place)) boundOverlay(rule, list);
        }
    }

    /*! Ends the work when overlays ask for too much of it. */
    void boundOverlay(const RuleSyntax &rule, const std::vector<LinkedRule> &list)
    {
        const auto count = static_cast<std::size_t>(
            std::ranges::count_if(list, [this](const LinkedRule &one) { return isFromOverlay(one.syntax->place); }));
        if (count > OverlayLimits::rulesOfConcept)
            m_problems.error(rule.place,
                             "there are more than " + std::to_string(OverlayLimits::rulesOfConcept) +
                                 " rules for one concept",
                             "Every alternative of a condition counts as one.");
        else if (m_pool.ops.size() > mostOps || m_pool.tests.size() > mostOps)
            m_problems.error(rule.place, "the rules are too large together", "Lay over only what you change.");
        else
            return;
        m_isTooLarge = true;
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
                if (rule.inherited || !isAskedFor(rule.syntax->place)) continue;     // meant to be covered
                if (std::ranges::contains(rule.syntax->concepts, "every")) continue; // for what the others leave
                const auto before = list.begin() + static_cast<std::ptrdiff_t>(later);
                const auto earlier = std::find_if(list.begin(), before, [&](const LinkedRule &other) {
                    return other.syntax != rule.syntax && choiceCovers(*other.when, *rule.when) &&
                           covers(m_pool, other.tests, rule.tests);
                });
                if (earlier != before)
                    m_problems.error(rule.syntax->place,
                                     "the rule " + rule.syntax->name + " is never reached: " + earlier->syntax->name +
                                         " (" + earlier->syntax->place.source->name + ", line " +
                                         std::to_string(lineOf(earlier->syntax->place)) + ") takes its nodes first",
                                     "Ask for more in the other rule, or put this one before it.");
            }
            const bool ofConcept = index % 2 == 0 && index / 2 < conceptFacts.size() && isInView(style, index / 2);
            if (ofConcept && list.empty()) {
                const std::string message =
                    "the style " + style.name + " has no rule for " + std::string(conceptFacts[index / 2].name);
                if (lists.back().empty())
                    m_problems.error(placeOfGap(style, conceptFacts[index / 2].name), message,
                                     "Name the concept in a rule.");
                else if (m_overlays.empty()) // the rule for any concept says it
                    m_problems.warning(style.place, message);
            }
        }
    }

    /*! The rule that took the place of the one for a concept, else the style. */
    static Place placeOfGap(const StyleSyntax &style, std::string_view concept_)
    {
        const auto rule = std::ranges::find_if(style.rules, [&](const RuleSyntax &one) {
            return std::ranges::find(one.replaced, concept_) != one.replaced.end();
        });
        return rule == style.rules.end() ? style.place : rule->place;
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
            if (!what) m_problems.error(place, "there is no concept " + name, didYouMean(name, conceptNames()));
            list.push_back(what.value_or(0));
        }
        return Pool::append(m_pool.numbers, list);
    }

    image::Range addMeasures(const StyleSyntax &style)
    {
        std::vector<image::Measure> measures;
        for (const MeasureSyntax &measure : style.measures) {
            const auto resolve = [&](const std::vector<TestSyntax> &tests) {
                return Pool::append(m_pool.tests, resolveTests(tests, conceptIndex(measure.counted.front()), style,
                                                               m_pool, m_problems));
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

    void addImage(const StyleSyntax &style, const std::vector<std::string> &chain, const RuleLists &lists)
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
    OverlaySources m_overlays;
    bool m_isTooLarge = false;
    MessagesByStyle m_messages;
};
} // namespace

CompiledRules compileRules(std::string_view locale, const std::vector<RuleSource> &sources,
                           const std::vector<RuleSource> &overlays)
{
    return Compiler{}.run(locale, sources, overlays);
}

} // namespace mathtts
