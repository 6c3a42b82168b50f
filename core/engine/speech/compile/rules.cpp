// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/rules.h"

#include "engine/speech/compile/conditions.h"

#include <array>

namespace mathtts
{

namespace
{
constexpr auto attributes = std::to_array<std::string_view>(
    {"value", "count", "size", "depth", "position", "length", "variant", "role", "embellished", "case"});
constexpr auto viewNames =
    std::to_array<std::string_view>({"meaning", "structure", "structure-clearspeak", "intent", "literal"});
constexpr std::size_t mostTests = 64;   // of a rule
constexpr std::size_t mostValues = 256; // of a test
constexpr auto comparisons = std::to_array<std::string_view>({"=", "!=", "<", "<=", ">", ">="});

/*! The values after a comparison: one, or several in parentheses. */
bool readValues(Reader &reader, std::vector<Lexeme> &values)
{
    if (!reader.takeIf("(")) {
        values.push_back(reader.take());
        return values.back().kind != LexemeKind::end;
    }
    do {
        if (reader.atEnd() || values.size() == mostValues) return false;
        values.push_back(reader.take());
    } while (reader.takeIf(","));
    return reader.takeIf(")");
}

bool isAttribute(std::string_view name, const std::vector<MeasureSyntax> &measures)
{
    return std::ranges::find(attributes, name) != attributes.end() ||
           std::ranges::find(measures, name, &MeasureSyntax::name) != measures.end();
}

bool readTest(Reader &reader, const std::vector<MeasureSyntax> &measures, TestSyntax &test)
{
    test.place = reader.place();
    test.negated = reader.takeIf("!");
    if (reader.peek().kind != LexemeKind::name) return false;
    test.path.push_back(reader.take().text);
    while (reader.takeIf(".")) {
        const Lexeme part = reader.take();
        if (part.kind != LexemeKind::name && part.kind != LexemeKind::number) return false;
        if (isAttribute(part.text, measures)) {
            test.attribute = part.text;
            break;
        }
        test.path.push_back(part.text);
    }
    if (reader.takeIf(":")) {
        if (reader.takeIf("!")) test.negated = !test.negated;
        test.predicate = reader.take().text;
        return true;
    }
    if (reader.takeIf("is")) {
        test.comparison = "is";
        if (reader.takeIf("not")) test.negated = !test.negated;
        return readValues(reader, test.values);
    }
    const bool notIn = reader.takeIf("not");
    if (reader.takeIf("in")) {
        if (notIn) test.negated = !test.negated;
        test.comparison = "in";
        return readValues(reader, test.values);
    }
    if (notIn) return false;
    for (const std::string_view comparison : comparisons) {
        if (!reader.takeIf(comparison)) continue;
        test.comparison = comparison;
        return readValues(reader, test.values);
    }
    if (!test.attribute.empty() || test.path.size() != 1) return false;
    test.predicate = test.path.front(); // a bare word
    test.path.clear();
    return true;
}

bool readTests(Reader &reader, std::string_view close, const std::vector<MeasureSyntax> &measures,
               std::vector<TestSyntax> &tests)
{
    while (!reader.takeIf(close)) {
        if (tests.size() == mostTests) return false;
        tests.emplace_back();
        if (!readTest(reader, measures, tests.back())) return false;
    }
    return true;
}

/*! Names with | between. */
std::vector<std::string> readNames(Reader &reader)
{
    std::vector<std::string> names;
    do
        names.push_back(reader.take().text);
    while (reader.takeIf("|"));
    return names;
}

/*! Two parts of a source and what stands between them. */
std::string_view hull(std::string_view first, std::string_view last)
{
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

std::string readKey(Reader &reader)
{
    std::string key = reader.take().text;
    while (reader.takeIf("."))
        key += '.' + reader.take().text;
    return key;
}

class RulesReader
{
public:
    RulesReader(const RuleSource &source, const Styles &styles, StyleSyntax &style, Problems &problems)
        : m_source(source)
        , m_styles(styles)
        , m_style(style)
        , m_problems(problems)
    {
    }

    void read()
    {
        m_style.place = {&m_source, {}};
        for (const Statement &statement : readStatements(m_source, m_problems))
            readStatement(statement, false);
        if (m_style.name.empty()) m_problems.error(m_style.place, "the file names no style");
    }

    void layOver(const std::vector<Statement> &statements)
    {
        for (const Statement &statement : statements)
            readStatement(statement, true);
    }

private:
    void readStatement(const Statement &statement, bool laidOver)
    {
        Reader reader{statement};
        const std::string keyword = reader.take().text;
        m_failed = false;
        if (keyword == "style" && !laidOver)
            readStyle(reader);
        else if (keyword == "verbosity" && !laidOver)
            m_style.verbosities = {reader.take().text, reader.take().text, reader.take().text};
        else if (keyword == "preference")
            readPreference(reader);
        else if (keyword == "default")
            readDefault(reader);
        else if (keyword == "flag")
            readFlag(reader);
        else if (keyword == "measure")
            readMeasure(reader);
        else if (keyword == "rule")
            readRule(reader, laidOver);
        else if (laidOver)
            fail(reader.lastPlace(), "a statement does not start with " + keyword,
                 "It starts with locale, style, rule, message, word, default, preference, flag or measure.");
        else
            fail(reader.lastPlace(),
                 "a statement starts with style, verbosity, preference, default, flag, measure or rule, not " +
                     keyword);
        if (!m_failed && !reader.atEnd()) fail(reader.place(), "not understood from here: " + reader.peek().text);
    }

    void fail(Place place, std::string message, std::string advice = {})
    {
        m_failed = true;
        m_problems.error(place, std::move(message), std::move(advice));
    }

    /*! Refuses \a name when one of \a list has it. */
    template <typename Element>
    bool isNew(const std::vector<Element> &list, std::string Element::*member, const std::string &name, Place place,
               std::string_view what)
    {
        if (std::ranges::find(list, name, member) == list.end()) return true;
        fail(place, "the style has a " + std::string(what) + " " + name + " already", "Give this one another name.");
        return false;
    }

    void readStyle(Reader &reader)
    {
        m_style.place = reader.place();
        m_style.name = readKey(reader);
        if (reader.takeIf("extends")) {
            const std::string name = readKey(reader);
            const auto base = m_styles.find(name);
            if (base == m_styles.end()) return fail(reader.lastPlace(), "there is no style " + name + " to extend");
            m_style = extendedStyle(base->second, m_style.name, m_style.place);
        }
        if (reader.takeIf("view")) {
            const auto view = std::ranges::find(viewNames, reader.take().text);
            if (view == viewNames.end())
                return fail(reader.place(), "a view is meaning, structure, structure-clearspeak, intent or literal");
            m_style.view = static_cast<image::View>(view - viewNames.begin());
        }
        if (reader.takeIf("words")) m_style.words = readKey(reader);
    }

    void readFlag(Reader &reader)
    {
        const std::string name = reader.take().text;
        if (std::ranges::find(m_style.flags, name) != m_style.flags.end())
            return fail(reader.lastPlace(), "the style has a flag " + name + " already", "Leave this line out.");
        m_style.flags.push_back(name);
    }

    void readPreference(Reader &reader)
    {
        PreferenceSyntax preference;
        preference.name = reader.take().text;
        if (!isNew(m_style.preferences, &PreferenceSyntax::name, preference.name, reader.lastPlace(), "preference"))
            return;
        if (!reader.takeIf("=")) return fail(reader.place(), "a preference is NAME = VALUE | VALUE");
        do
            preference.values.push_back(reader.take().text);
        while (reader.takeIf("|"));
        if (preference.values.size() > 32) return fail(reader.place(), "a preference has 32 values at most");
        m_style.preferences.push_back(std::move(preference));
    }

    void readDefault(Reader &reader)
    {
        const auto preference = std::ranges::find(m_style.preferences, reader.take().text, &PreferenceSyntax::name);
        if (preference == m_style.preferences.end() || !reader.takeIf("="))
            return fail(reader.place(), "a default is PREFERENCE = VALUE");
        const auto value = std::ranges::find(preference->values, reader.peek().text);
        if (value == preference->values.end())
            return fail(reader.place(), preference->name + " has no value " + reader.peek().text);
        reader.take();
        preference->initial = static_cast<std::uint32_t>(value - preference->values.begin());
    }

    void readMeasure(Reader &reader)
    {
        MeasureSyntax measure;
        measure.place = reader.place();
        measure.name = reader.take().text;
        if (!isNew(m_style.measures, &MeasureSyntax::name, measure.name, measure.place, "measure")) return;
        if (!reader.takeIf(":")) return fail(reader.place(), "a measure is NAME : CONCEPT ... barrier CONCEPT ...");
        measure.counted = readNames(reader);
        if (reader.takeIf("[") && !readTests(reader, "]", m_style.measures, measure.tests))
            return fail(reader.place(), "this test is not understood, near " + reader.peek().text);
        if (reader.takeIf("except") &&
            (!reader.takeIf("[") || !readTests(reader, "]", m_style.measures, measure.exceptions)))
            return fail(reader.place(), "this exception is not understood, near " + reader.peek().text);
        if (reader.takeIf("barrier")) measure.barriers = readNames(reader);
        m_style.measures.push_back(std::move(measure));
    }

    void readRule(Reader &reader, bool laidOver)
    {
        RuleSyntax rule;
        rule.place = reader.place();
        rule.name = readKey(reader);
        rule.place.text = hull(rule.place.text, reader.lastPlace().text);
        if (!reader.takeIf(":")) return fail(reader.place(), "a rule is NAME : CONCEPT ... -> MESSAGE");
        rule.between = reader.takeIf("between");
        rule.concepts = readNames(reader);
        if (reader.takeIf("[") && !readTests(reader, "]", m_style.measures, rule.tests))
            return fail(reader.place(), "this test is not understood, near " + reader.peek().text);
        if (reader.takeIf("context") && (!reader.takeIf("(") || !readTests(reader, ")", m_style.measures, rule.tests)))
            return fail(reader.place(), "this context is not understood, near " + reader.peek().text);
        rule.when = {{}};
        if (reader.takeIf("when")) {
            auto condition = readCondition(reader, m_style);
            if (!condition) return fail(reader.lastPlace(), condition.error().message, condition.error().advice);
            rule.when = *std::move(condition);
        }
        if (!reader.takeIf("->"))
            return fail(reader.place(), "-> and a message are missing, near " + reader.peek().text);
        rule.messagePlace = reader.place();
        rule.message = readKey(reader);
        rule.messagePlace.text = hull(rule.messagePlace.text, reader.lastPlace().text);
        add(std::move(rule), laidOver);
    }

    void add(RuleSyntax rule, bool laidOver)
    {
        const auto same = std::ranges::find(m_style.rules, rule.name, &RuleSyntax::name);
        if (same == m_style.rules.end()) {
            const auto place =
                laidOver ? m_style.rules.begin() + static_cast<std::ptrdiff_t>(m_style.added++) : m_style.rules.end();
            m_style.rules.insert(place, std::move(rule));
        } else if (laidOver && same->place.source == m_style.place.source && &m_source != same->place.source) {
            rule.replaced = same->concepts;
            *same = std::move(rule);
        } else {
            fail(rule.place,
                 "there is a rule " + rule.name + " already (" + same->place.source->name + ", line " +
                     std::to_string(lineOf(same->place)) + ")",
                 "Give this one another name.");
        }
    }

    const RuleSource &m_source;
    const Styles &m_styles;
    StyleSyntax &m_style;
    Problems &m_problems;
    bool m_failed = false;
};
} // namespace

StyleSyntax extendedStyle(const StyleSyntax &base, std::string name, Place place)
{
    StyleSyntax style = base;
    style.place = place;
    style.name = std::move(name);
    style.base = base.name;
    style.rules.clear();
    style.added = 0;
    return style;
}

StyleHeader readStyleHeader(const RuleSource &source)
{
    StyleHeader header;
    Problems reportedLater;
    for (const Statement &statement : readStatements(source, reportedLater)) {
        Reader reader{statement};
        if (!reader.takeIf("style")) continue;
        header.name = readKey(reader);
        if (reader.takeIf("extends")) header.base = readKey(reader);
        break;
    }
    return header;
}

StyleSyntax readRules(const RuleSource &source, const Styles &styles, Problems &problems)
{
    StyleSyntax style;
    RulesReader{source, styles, style, problems}.read();
    return style;
}

void layRulesOver(StyleSyntax &style, const std::vector<Statement> &statements, const RuleSource &source,
                  Problems &problems)
{
    const Styles none;
    RulesReader{source, none, style, problems}.layOver(statements);
}

} // namespace mathtts
