// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/rules.h"

#include "engine/speech/compile/conditions.h"

#include <array>

namespace mathtts
{

namespace
{
constexpr auto attributes = std::to_array<std::string_view>({"value", "count", "size", "depth", "position", "variant"});
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

bool readTest(Reader &reader, TestSyntax &test)
{
    test.line = reader.line();
    test.negated = reader.takeIf("!");
    if (reader.peek().kind != LexemeKind::name) return false;
    test.path.push_back(reader.take().text);
    while (reader.takeIf(".")) {
        const Lexeme part = reader.take();
        if (part.kind != LexemeKind::name && part.kind != LexemeKind::number) return false;
        if (std::ranges::find(attributes, part.text) != attributes.end()) {
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
    if (reader.takeIf("in")) {
        test.comparison = "in";
        return readValues(reader, test.values);
    }
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

bool readTests(Reader &reader, std::string_view close, std::vector<TestSyntax> &tests)
{
    while (!reader.takeIf(close)) {
        tests.emplace_back();
        if (!readTest(reader, tests.back())) return false;
    }
    return true;
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
    RulesReader(const RuleSource &source, Problems &problems)
        : m_source(source)
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
            else if (keyword == "flag")
                m_style.flags.push_back(reader.take().text);
            else if (keyword == "rule")
                readRule(reader);
            else
                fail(statement.front().line, "a statement starts with style, preference, flag or rule, not " + keyword);
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
        m_style.name = reader.take().text;
        if (reader.takeIf("extends")) m_style.base = reader.take().text;
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

    void readRule(Reader &reader)
    {
        RuleSyntax rule;
        rule.place = {&m_source, reader.line()};
        rule.name = readKey(reader);
        if (!reader.takeIf(":")) return fail(reader.line(), "a rule is NAME : CONCEPT ... -> MESSAGE");
        rule.between = reader.takeIf("between");
        do
            rule.concepts.push_back(reader.take().text);
        while (reader.takeIf("|"));
        if (reader.takeIf("[") && !readTests(reader, "]", rule.tests))
            return fail(reader.line(), "this test is not understood, near " + reader.peek().text);
        if (reader.takeIf("context") && (!reader.takeIf("(") || !readTests(reader, ")", rule.tests)))
            return fail(reader.line(), "this context is not understood, near " + reader.peek().text);
        rule.when = {{}};
        if (reader.takeIf("when")) {
            auto condition = readCondition(reader, m_style.preferences);
            if (!condition) return fail(reader.line(), condition.error());
            rule.when = *std::move(condition);
        }
        if (!reader.takeIf("->"))
            return fail(reader.line(), "-> and a message are missing, near " + reader.peek().text);
        rule.message = readKey(reader);
        m_style.rules.push_back(std::move(rule));
    }

    const RuleSource &m_source;
    Problems &m_problems;
    StyleSyntax m_style;
    bool m_failed = false;
};
} // namespace

StyleSyntax readRules(const RuleSource &source, Problems &problems)
{
    return RulesReader{source, problems}.read();
}

} // namespace mathtts
