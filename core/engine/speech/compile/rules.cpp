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
constexpr auto comparisons = std::to_array<std::string_view>({"=", "!=", "<", "<=", ">", ">="});

/*! The values after a comparison: one, or several in parentheses. */
bool readValues(Reader &reader, std::vector<Lexeme> &values)
{
    if (!reader.takeIf("(")) {
        values.push_back(reader.take());
        return values.back().kind != LexemeKind::end;
    }
    do {
        if (reader.atEnd()) return false;
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
    test.line = reader.line();
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
    RulesReader(const RuleSource &source, const Styles &styles, Problems &problems)
        : m_source(source)
        , m_styles(styles)
        , m_problems(problems)
    {
    }

    StyleSyntax read()
    {
        m_style.place = {&m_source, 1};
        for (const Statement &statement : readStatements(m_source, m_problems)) {
            Reader reader{statement};
            const std::string keyword = reader.take().text;
            if (keyword == "style")
                readStyle(reader);
            else if (keyword == "preference")
                readPreference(reader);
            else if (keyword == "default")
                readDefault(reader);
            else if (keyword == "verbosity")
                m_style.verbosities = {reader.take().text, reader.take().text, reader.take().text};
            else if (keyword == "flag")
                m_style.flags.push_back(reader.take().text);
            else if (keyword == "measure")
                readMeasure(reader);
            else if (keyword == "rule")
                readRule(reader);
            else
                fail(statement.front().line,
                     "a statement starts with style, verbosity, preference, default, flag, measure or rule, not " +
                         keyword);
            if (!m_failed && !reader.atEnd()) fail(reader.line(), "not understood from here: " + reader.peek().text);
            m_failed = false;
        }
        if (m_style.name.empty()) m_problems.error(m_style.place, "the file names no style");
        return std::move(m_style);
    }

private:
    void fail(std::uint32_t line, std::string message)
    {
        m_failed = true;
        m_problems.error({&m_source, line}, std::move(message));
    }

    void readStyle(Reader &reader)
    {
        m_style.place.line = reader.line();
        m_style.name = readKey(reader);
        if (reader.takeIf("extends")) {
            const std::string name = readKey(reader);
            const auto base = m_styles.find(name);
            if (base == m_styles.end()) return fail(reader.line(), "there is no style " + name + " to extend");
            StyleSyntax extended = base->second;
            extended.place = m_style.place;
            extended.name = m_style.name;
            extended.base = name;
            extended.rules.clear();
            m_style = std::move(extended);
        }
        if (reader.takeIf("view")) {
            const auto view = std::ranges::find(viewNames, reader.take().text);
            if (view == viewNames.end())
                return fail(reader.line(), "a view is meaning, structure, structure-clearspeak, intent or literal");
            m_style.view = static_cast<image::View>(view - viewNames.begin());
        }
        if (reader.takeIf("words")) m_style.words = readKey(reader);
    }

    void readPreference(Reader &reader)
    {
        PreferenceSyntax preference;
        preference.name = reader.take().text;
        if (!reader.takeIf("=")) return fail(reader.line(), "a preference is NAME = VALUE | VALUE");
        do
            preference.values.push_back(reader.take().text);
        while (reader.takeIf("|"));
        if (preference.values.size() > 32) return fail(reader.line(), "a preference has 32 values at most");
        m_style.preferences.push_back(std::move(preference));
    }

    void readDefault(Reader &reader)
    {
        const auto preference = std::ranges::find(m_style.preferences, reader.take().text, &PreferenceSyntax::name);
        if (preference == m_style.preferences.end() || !reader.takeIf("="))
            return fail(reader.line(), "a default is PREFERENCE = VALUE");
        const auto value = std::ranges::find(preference->values, reader.peek().text);
        if (value == preference->values.end())
            return fail(reader.line(), preference->name + " has no value " + reader.peek().text);
        reader.take();
        preference->initial = static_cast<std::uint32_t>(value - preference->values.begin());
    }

    void readMeasure(Reader &reader)
    {
        MeasureSyntax measure;
        measure.place = {&m_source, reader.line()};
        measure.name = reader.take().text;
        if (!reader.takeIf(":")) return fail(reader.line(), "a measure is NAME : CONCEPT ... barrier CONCEPT ...");
        measure.counted = readNames(reader);
        if (reader.takeIf("[") && !readTests(reader, "]", m_style.measures, measure.tests))
            return fail(reader.line(), "this test is not understood, near " + reader.peek().text);
        if (reader.takeIf("except") &&
            (!reader.takeIf("[") || !readTests(reader, "]", m_style.measures, measure.exceptions)))
            return fail(reader.line(), "this exception is not understood, near " + reader.peek().text);
        if (reader.takeIf("barrier")) measure.barriers = readNames(reader);
        m_style.measures.push_back(std::move(measure));
    }

    void readRule(Reader &reader)
    {
        RuleSyntax rule;
        rule.place = {&m_source, reader.line()};
        rule.name = readKey(reader);
        if (!reader.takeIf(":")) return fail(reader.line(), "a rule is NAME : CONCEPT ... -> MESSAGE");
        rule.between = reader.takeIf("between");
        rule.concepts = readNames(reader);
        if (reader.takeIf("[") && !readTests(reader, "]", m_style.measures, rule.tests))
            return fail(reader.line(), "this test is not understood, near " + reader.peek().text);
        if (reader.takeIf("context") && (!reader.takeIf("(") || !readTests(reader, ")", m_style.measures, rule.tests)))
            return fail(reader.line(), "this context is not understood, near " + reader.peek().text);
        rule.when = {{}};
        if (reader.takeIf("when")) {
            auto condition = readCondition(reader, m_style);
            if (!condition) return fail(reader.line(), condition.error());
            rule.when = *std::move(condition);
        }
        if (!reader.takeIf("->"))
            return fail(reader.line(), "-> and a message are missing, near " + reader.peek().text);
        rule.message = readKey(reader);
        m_style.rules.push_back(std::move(rule));
    }

    const RuleSource &m_source;
    const Styles &m_styles;
    Problems &m_problems;
    StyleSyntax m_style;
    bool m_failed = false;
};
} // namespace

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
    return RulesReader{source, styles, problems}.read();
}

} // namespace mathtts
