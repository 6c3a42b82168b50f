// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/compile.h"

#include "engine/meaning/meaning.h"
#include "engine/speech/compile/link.h"
#include "engine/speech/compile/names.h"

#include <algorithm>
#include <deque>

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
        std::deque<StyleSyntax> styles;
        Messages messages;
        for (const RuleSource &source : sources) {
            if (source.name.ends_with(".rules"))
                styles.push_back(readRules(source, m_problems));
            else if (source.name.ends_with(".msg"))
                readMessages(source, messages, m_problems);
            else if (source.name.ends_with(".tsv"))
                readDictionary(source, m_pool, m_variants, m_problems);
            else if (source.name.ends_with(".tbl"))
                readNumbers(source, m_pool, m_problems);
            else
                m_problems.error({&source, 0}, "a source ends in .rules, .msg, .tsv or .tbl");
        }
        if (!m_problems.anyError()) link(styles, messages);
        CompiledRules result;
        if (!m_problems.anyError()) result.image = m_pool.write(locale);
        result.problems = m_problems.take();
        return result;
    }

private:
    void link(std::deque<StyleSyntax> &styles, const Messages &messages)
    {
        for (const StyleSyntax &style : styles)
            for (const std::string &flag : style.flags)
                if (std::ranges::find(m_flags, flag) == m_flags.end()) m_flags.push_back(flag);
        if (m_flags.size() > 15) return m_problems.error(styles.front().place, "there are more than 15 flags");
        // A style that extends another one comes after it.
        std::ranges::stable_sort(styles, {}, [](const StyleSyntax &style) { return !style.base.empty(); });
        MessageLinker linker{messages, m_flags, m_variants, m_pool, m_problems};
        std::map<std::string, RuleLists> linked;
        std::map<std::string, std::vector<PreferenceSyntax>> preferences;
        for (const StyleSyntax &style : styles) {
            RuleLists lists(2 * conceptFacts.size() + 1);
            for (const RuleSyntax &rule : style.rules)
                linkRule(rule, linker, lists);
            std::vector<PreferenceSyntax> all = style.preferences;
            if (!style.base.empty()) {
                const auto base = linked.find(style.base);
                if (base == linked.end()) {
                    m_problems.error(style.place, "there is no style " + style.base + " to extend");
                    continue;
                }
                for (std::size_t i = 0; i < lists.size(); ++i)
                    lists[i].insert(lists[i].end(), base->second[i].begin(), base->second[i].end());
                const auto &inherited = preferences[style.base];
                all.insert(all.end(), inherited.begin(), inherited.end());
            }
            checkRules(style, lists);
            addStyle(style, all, lists);
            linked[style.name] = std::move(lists);
            preferences[style.name] = std::move(all);
        }
        linker.reportUnused();
    }

    void linkRule(const RuleSyntax &rule, MessageLinker &linker, RuleLists &lists)
    {
        for (const std::string &name : rule.concepts) {
            const ConceptChoice what = conceptIndex(name);
            if (!what && name != "*") {
                m_problems.error(rule.place, "there is no concept " + name);
                continue;
            }
            const std::vector<image::Test> tests = resolveTests(rule, what, m_flags, m_pool, m_problems);
            const std::uint32_t message = linker.link(rule, what);
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
                if (rule.syntax->place.source != style.place.source) continue; // inherited: meant to be covered
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
            // a style of the structural view has rules for its kinds, others for the other concepts
            const bool ofConcept =
                index % 2 == 0 && index / 2 < conceptFacts.size() && !conceptFacts[index / 2].structural;
            if (ofConcept && list.empty())
                m_problems.warning(style.place, "the style " + style.name + " has no rule for " +
                                                    std::string(conceptFacts[index / 2].name));
        }
        if (lists.back().empty()) m_problems.error(style.place, "the style has no rule for * (any concept)");
    }

    void addStyle(const StyleSyntax &style, const std::vector<PreferenceSyntax> &preferences, const RuleLists &lists)
    {
        image::Style result{.name = m_pool.text(style.name), .preferences = {}, .rules = 0};
        std::vector<std::string> fields;
        for (const CommonOption &option : commonOptions())
            fields.emplace_back(option.name);
        std::vector<image::Preference> added;
        for (const PreferenceSyntax &preference : preferences) {
            fields.push_back(preference.name);
            std::vector<image::Text> values;
            values.reserve(preference.values.size());
            for (const std::string &value : preference.values)
                values.push_back(m_pool.text(value));
            added.push_back({m_pool.text(preference.name), Pool::append(m_pool.names, values)});
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
    WordVariants m_variants = {{"terse", image::terseWords}, {"verbose", image::verboseWords}};
    std::vector<std::string> m_flags;
};
} // namespace

CompiledRules compileRules(std::string_view locale, const std::vector<RuleSource> &sources)
{
    return Compiler{}.run(locale, sources);
}

} // namespace mathtts
