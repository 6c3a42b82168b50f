// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/conditions.h"

#include "engine/speech/compile/names.h"

#include <algorithm>

namespace mathtts
{

namespace
{
using Alternatives = std::vector<OptionChoice>;
constexpr std::size_t mostAlternatives = 64; // "and" multiplies them

Alternatives both(const Alternatives &left, const Alternatives &right)
{
    Alternatives result;
    for (const OptionChoice &a : left) {
        for (const OptionChoice &b : right) {
            OptionChoice choice = a;
            bool possible = true;
            for (const auto &[name, mask] : b) {
                const auto [known, added] = choice.try_emplace(name, mask);
                if (!added) known->second &= mask;
                possible = possible && known->second != 0;
            }
            if (possible && result.size() <= mostAlternatives) result.push_back(std::move(choice));
        }
    }
    return result;
}

Alternatives either(Alternatives left, const Alternatives &right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

Alternatives opposite(const Alternatives &alternatives, const std::map<std::string, std::uint32_t> &everything)
{
    Alternatives result = {{}};
    for (const OptionChoice &choice : alternatives) {
        Alternatives negations;
        for (const auto &[name, mask] : choice)
            if (const std::uint32_t rest = everything.at(name) & ~mask; rest != 0) negations.push_back({{name, rest}});
        result = both(result, negations);
    }
    return result;
}

/*! Operator precedence with two stacks. */
class ConditionReader
{
public:
    ConditionReader(Reader &reader, const StyleSyntax &style)
        : m_reader(reader)
        , m_style(style)
    {
    }

    std::expected<Alternatives, Mistake> read()
    {
        bool operandWanted = true;
        while (!m_reader.atEnd() && m_reader.peek().text != "->") {
            if (operandWanted) {
                if (m_reader.takeIf("(")) {
                    m_operators.push_back("(");
                } else if (m_reader.takeIf("not")) {
                    m_operators.push_back("not");
                } else {
                    readComparison();
                    operandWanted = false;
                }
            } else if (m_reader.takeIf(")")) {
                while (!m_operators.empty() && m_operators.back() != "(")
                    apply();
                if (m_operators.empty()) return wrong("a parenthesis closes that never opened");
                m_operators.pop_back();
            } else {
                const std::string next = m_reader.take().text;
                if (next != "and" && next != "or") return wrong("and, or or -> is missing before " + next);
                while (!m_operators.empty() && rank(m_operators.back()) >= rank(next))
                    apply();
                m_operators.push_back(next);
                operandWanted = true;
            }
            if (!m_error.message.empty()) return std::unexpected(m_error);
        }
        if (operandWanted) return wrong("the condition is not complete");
        while (!m_operators.empty()) {
            if (m_operators.back() == "(") return wrong("a parenthesis is not closed");
            apply();
        }
        if (m_tooMany) return wrong("the condition has more than 64 alternatives");
        if (m_operands.back().empty()) return wrong("the condition can never hold");
        return std::move(m_operands.back());
    }

private:
    static std::unexpected<Mistake> wrong(std::string message)
    {
        return std::unexpected(Mistake{std::move(message), {}});
    }

    static int rank(const std::string &name) { return name == "not" ? 3 : name == "and" ? 2 : name == "or" ? 1 : 0; }

    void apply()
    {
        const std::string name = m_operators.back();
        m_operators.pop_back();
        Alternatives right = std::move(m_operands.back());
        if (name == "not") {
            m_operands.back() = opposite(right, m_everything);
        } else {
            m_operands.pop_back();
            m_operands.back() = name == "and" ? both(m_operands.back(), right) : either(m_operands.back(), right);
        }
        if (m_operands.back().size() <= mostAlternatives) return;
        m_tooMany = true;
        m_operands.back().resize(mostAlternatives);
    }

    std::vector<std::string> valuesOf(const std::string &name) const
    {
        if (name == "verbosity") return m_style.verbosities;
        for (const CommonOption &option : commonOptions())
            if (option.name == name) return {option.values.begin(), option.values.end()};
        const auto found = std::ranges::find(m_style.preferences, name, &PreferenceSyntax::name);
        return found == m_style.preferences.end() ? std::vector<std::string>{} : found->values;
    }

    std::vector<std::string_view> optionNames() const
    {
        std::vector<std::string_view> names;
        for (const CommonOption &option : commonOptions())
            names.push_back(option.name);
        for (const PreferenceSyntax &preference : m_style.preferences)
            names.push_back(preference.name);
        return names;
    }

    void readComparison()
    {
        const std::string name = m_reader.take().text;
        const std::vector<std::string> values = valuesOf(name);
        if (values.empty()) return fail({"there is no preference " + name, didYouMean(name, optionNames())});
        m_everything[name] = static_cast<std::uint32_t>((std::uint64_t{1} << values.size()) - 1);
        const std::string comparison = m_reader.take().text;
        std::uint32_t mask = 0;
        const bool several = comparison == "in" && m_reader.takeIf("(");
        do {
            const std::string value = m_reader.take().text;
            const auto index = std::ranges::find(values, value) - values.begin();
            if (index == std::ssize(values))
                return fail({name + " has no value " + value, didYouMean(value, {values.begin(), values.end()})});
            const std::uint32_t one = 1U << index;
            mask |= one;
        } while (several && m_reader.takeIf(","));
        if (several && !m_reader.takeIf(")")) return fail({"the list of values is not closed", "Put a ) behind it."});
        const std::uint32_t all = m_everything[name];
        if (comparison == "!=")
            mask = all & ~mask;
        else if (comparison == ">=")
            mask = all & ~(mask - 1);
        else if (comparison == "<=")
            mask = mask | (mask - 1);
        else if (comparison != "=" && comparison != "in")
            return fail({"values are compared with =, !=, <=, >= or in, not " + comparison, {}});
        m_operands.push_back({{{name, mask}}});
    }

    void fail(Mistake mistake) { m_error = std::move(mistake); }

    Reader &m_reader;
    const StyleSyntax &m_style;
    std::vector<Alternatives> m_operands;
    std::vector<std::string> m_operators;
    std::map<std::string, std::uint32_t> m_everything;
    Mistake m_error;
    bool m_tooMany = false;
};
} // namespace

std::expected<std::vector<OptionChoice>, Mistake> readCondition(Reader &reader, const StyleSyntax &style)
{
    return ConditionReader{reader, style}.read();
}

} // namespace mathtts
