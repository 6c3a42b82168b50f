// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/resolve.h"

#include "engine/meaning/meaning.h"
#include "engine/speech/compile/names.h"
#include "engine/speech/variants.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mathtts
{

namespace
{
using image::Comparison;
using image::Test;
using image::TestKind;

constexpr auto stepNames = std::to_array<std::pair<std::string_view, image::Step>>({{"parent", image::toParent},
                                                                                    {"next", image::toNext},
                                                                                    {"previous", image::toPrevious},
                                                                                    {"first", image::toFirst},
                                                                                    {"last", image::toLast},
                                                                                    {"left", image::toLeft},
                                                                                    {"right", image::toRight}});

constexpr auto attributeKinds =
    std::to_array<std::pair<std::string_view, TestKind>>({{"value", TestKind::value},
                                                          {"count", TestKind::count},
                                                          {"size", TestKind::size},
                                                          {"depth", TestKind::depth},
                                                          {"position", TestKind::position},
                                                          {"length", TestKind::length},
                                                          {"case", TestKind::lettering},
                                                          {"role", TestKind::roles},
                                                          {"embellished", TestKind::embellished},
                                                          {"variant", TestKind::variants}});

constexpr auto contextWords =
    std::to_array<std::pair<std::string_view, TestKind>>({{"last", TestKind::last},
                                                          {"followed", TestKind::followed},
                                                          {"followed-above", TestKind::followedAbove},
                                                          {"level", TestKind::level}});

template <typename List>
auto findName(const List &list, std::string_view name)
{
    return std::ranges::find(list, name, [](const auto &entry) { return entry.first; });
}

class TestResolver
{
public:
    TestResolver(ConceptChoice what, const StyleSyntax &style, Pool &pool, Problems &problems)
        : m_what(what)
        , m_style(style)
        , m_pool(pool)
        , m_problems(problems)
    {
    }

    std::vector<Test> resolve(const std::vector<TestSyntax> &tests)
    {
        for (const TestSyntax &test : tests) {
            m_place = test.place;
            if (test.path.empty())
                bareWord(test);
            else
                onNode(test);
        }
        return std::move(m_tests);
    }

private:
    void fail(std::string message, std::string advice = {})
    {
        m_problems.error(m_place, std::move(message), std::move(advice));
    }

    void bareWord(const TestSyntax &test)
    {
        Test result{.negated = test.negated};
        if (const auto word = findName(contextWords, test.predicate); word != contextWords.end()) {
            result.kind = word->second;
        } else if (const auto bit = flagBit(m_style, test.predicate)) {
            result.kind = TestKind::flags;
            result.mask = *bit;
            result.wanted = test.negated ? 0 : *bit;
            result.negated = 0;
        } else {
            return fail("there is no flag " + test.predicate,
                        didYouMean(test.predicate, {m_style.flags.begin(), m_style.flags.end()}));
        }
        m_tests.push_back(result);
    }

    void onNode(const TestSyntax &test)
    {
        const auto path = resolvePath(test.path, m_what);
        if (!path) return fail(path.error().message, path.error().advice);
        Test result{.path = *path, .negated = test.negated};
        if (!test.predicate.empty())
            predicate(test, result);
        else if (test.comparison == "is")
            concepts(test, result);
        else if (!test.attribute.empty())
            attribute(test, result);
        else if (test.values.front().kind == LexemeKind::number)
            integer(test, result);
        else
            texts(test, result);
    }

    void predicate(const TestSyntax &test, Test result)
    {
        if (test.predicate == "absent" || test.predicate == "present") {
            const bool present = (test.predicate == "present") != test.negated;
            result.kind = present ? TestKind::present : TestKind::absent;
            result.negated = 0;
            m_tests.push_back(result);
            return;
        }
        if (test.predicate == "embellished") {
            result.kind = TestKind::embellished;
            result.negated = !result.negated;
            return addList(result, {static_cast<std::uint32_t>(Concept::none)});
        }
        const auto bit = factBit(test.predicate);
        if (!bit) return fail("there is no fact " + test.predicate, didYouMean(test.predicate, factNames()));
        addFacts(result.path, *bit, test.negated ? 0 : *bit);
    }

    void addFacts(image::Path path, std::uint32_t bit, std::uint32_t wanted)
    {
        const auto same = std::ranges::find_if(
            m_tests, [path](const Test &t) { return t.kind == TestKind::facts && t.path == path; });
        if (same != m_tests.end()) {
            same->mask |= bit;
            same->wanted |= wanted;
        } else {
            m_tests.push_back({.path = path, .kind = TestKind::facts, .mask = bit, .wanted = wanted});
        }
    }

    void concepts(const TestSyntax &test, Test result)
    {
        std::vector<std::uint32_t> list;
        for (const Lexeme &value : test.values) {
            const auto index = conceptIndex(value.text);
            m_place = value.place;
            if (!index) return fail("there is no concept " + value.text, didYouMean(value.text, conceptNames()));
            list.push_back(*index);
        }
        result.kind = test.attribute == "embellished" ? TestKind::embellished : TestKind::concepts;
        addList(result, list);
    }

    void lettering(const TestSyntax &test, Test result)
    {
        const std::string &value = test.values.front().text;
        if ((test.comparison != "=" && test.comparison != "!=") || (value != "upper" && value != "lower"))
            return fail("case is compared with = or != to upper or lower");
        if (test.comparison == "!=") result.negated = !result.negated;
        result.wanted = value == "upper";
        m_tests.push_back(result);
    }

    void roles(const TestSyntax &test, Test result)
    {
        if (test.comparison != "=" && test.comparison != "!=" && test.comparison != "in")
            return fail("roles are compared with =, != or in");
        if (test.comparison == "!=") result.negated = !result.negated;
        std::vector<std::uint32_t> list;
        for (const Lexeme &value : test.values) {
            const auto index = roleIndex(value.text);
            m_place = value.place;
            if (!index) return fail("there is no role " + value.text, didYouMean(value.text, allRoleNames()));
            list.push_back(*index);
        }
        addList(result, list);
    }

    void addList(Test result, const std::vector<std::uint32_t> &list)
    {
        const image::Range range = Pool::append(m_pool.numbers, list);
        result.mask = range.first;
        result.wanted = range.count;
        m_tests.push_back(result);
    }

    void texts(const TestSyntax &test, Test result)
    {
        if (test.comparison != "=" && test.comparison != "!=" && test.comparison != "in")
            return fail("texts are compared with =, != or in");
        if (test.comparison == "!=") result.negated = !result.negated;
        std::vector<std::uint32_t> characters;
        std::vector<image::Text> list;
        for (const Lexeme &value : test.values) {
            m_place = value.place;
            if (value.kind != LexemeKind::string)
                return fail("a text stands in quotes, not " + value.text, "Write \"" + value.text + "\".");
            if (const char32_t character = soleCharacter(value.text)) characters.push_back(character);
            list.push_back(m_pool.text(value.text));
        }
        if (characters.size() == list.size()) {
            result.kind = TestKind::characters;
            return addList(result, characters);
        }
        result.kind = TestKind::texts;
        const image::Range range = Pool::append(m_pool.texts, list);
        result.mask = range.first;
        result.wanted = range.count;
        m_tests.push_back(result);
    }

    void integer(const TestSyntax &test, Test result)
    {
        addFacts(result.path, factInteger, factInteger);
        result.kind = TestKind::value;
        compare(test, result);
    }

    void attribute(const TestSyntax &test, Test result)
    {
        if (const auto measure = measureIndex(m_style, test.attribute)) {
            result.kind = TestKind::measure;
            result.mask = *measure;
            return compare(test, result);
        }
        result.kind = findName(attributeKinds, test.attribute)->second;
        if (result.kind == TestKind::roles) return roles(test, result);
        if (result.kind == TestKind::lettering) return lettering(test, result);
        if (result.kind == TestKind::embellished) return fail("embellished is compared with: is CONCEPT");
        if (result.kind != TestKind::variants) return compare(test, result);
        if (test.comparison == "!=") result.negated = !result.negated;
        for (const Lexeme &value : test.values) {
            const auto index = variantIndex(value.text);
            m_place = value.place;
            if (!index)
                return fail("there is no variant " + value.text,
                            didYouMean(value.text, {variantNames.begin(), variantNames.end()}));
            result.mask |= 1U << *index;
        }
        m_tests.push_back(result);
    }

    void compare(const TestSyntax &test, Test result)
    {
        const Lexeme &value = test.values.front();
        if (value.kind != LexemeKind::number || test.values.size() != 1)
            return fail("a number is wanted, not " + value.text);
        constexpr std::size_t mostDigits = 15;
        if (value.text.size() > mostDigits) return fail("the number " + value.text + " is too large");
        result.value = std::stoll(value.text);
        const std::string &sign = test.comparison;
        if (sign == "!=") result.negated = !result.negated;
        if (sign == ">" || sign == ">=") result.comparison = Comparison::greater;
        if (sign == "<" || sign == "<=") result.comparison = Comparison::less;
        if (sign == ">=") --result.value;
        if (sign == "<=") ++result.value;
        m_tests.push_back(result);
    }

    ConceptChoice m_what;
    const StyleSyntax &m_style;
    Pool &m_pool;
    Problems &m_problems;
    std::vector<Test> m_tests;
    Place m_place;
};

template <typename Element>
bool contains(const std::vector<Element> &section, const Test &big, const Test &small)
{
    for (std::uint32_t i = 0; i < small.wanted; ++i) {
        const auto begin = section.begin() + big.mask;
        if (std::find(begin, begin + big.wanted, section[small.mask + i]) == begin + big.wanted) return false;
    }
    return true;
}

/*! Whether a node that passes \a special passes \a general. */
bool implied(const Pool &pool, const Test &general, const Test &special)
{
    if (general.path != special.path) return false;
    if (general.kind == TestKind::present) return special.kind != TestKind::absent;
    if (general.kind != special.kind) return false;
    switch (general.kind) {
    case TestKind::facts:
    case TestKind::flags:
        return (general.mask & special.mask) == general.mask && (special.wanted & general.mask) == general.wanted;
    case TestKind::absent:
    case TestKind::present: return true;
    case TestKind::last:
    case TestKind::followed:
    case TestKind::followedAbove:
    case TestKind::level: return general.negated == special.negated;
    case TestKind::lettering: return general.negated == special.negated && general.wanted == special.wanted;
    case TestKind::measure:
        if (general.mask != special.mask) return false;
        break;
    case TestKind::variants:
        return general.negated == special.negated &&
               (general.negated ? (general.mask & ~special.mask) == 0 : (special.mask & ~general.mask) == 0);
    case TestKind::concepts:
    case TestKind::roles:
    case TestKind::embellished:
    case TestKind::characters:
        if (general.negated != special.negated) return false;
        return general.negated ? contains(pool.numbers, special, general) : contains(pool.numbers, general, special);
    case TestKind::texts:
        if (general.negated != special.negated) return false;
        return general.negated ? contains(pool.texts, special, general) : contains(pool.texts, general, special);
    default: break;
    }
    if (general.negated != special.negated) return false;
    if (general.comparison == special.comparison) {
        if (general.comparison == Comparison::equal || general.negated) return general.value == special.value;
        return general.comparison == Comparison::less ? special.value <= general.value : special.value >= general.value;
    }
    if (special.comparison != Comparison::equal || general.negated) return false;
    return general.comparison == Comparison::less ? special.value < general.value : special.value > general.value;
}

std::unexpected<Mistake> wrong(std::string message)
{
    return std::unexpected(Mistake{std::move(message), {}});
}

std::unexpected<Mistake> noSlot(ConceptChoice what, const std::string &name)
{
    if (!what) return wrong("any concept has no slot " + name);
    const std::vector<std::string_view> slots = slotNames(*what);
    std::string advice = didYouMean(name, slots);
    if (advice.empty() && !slots.empty()) {
        advice = "It has";
        for (const std::string_view slot : slots)
            advice += (slot == slots.front() ? " " : ", ") + std::string(slot);
        advice += '.';
    }
    return std::unexpected(Mistake{std::string(conceptFacts[*what].name) + " has no slot " + name, std::move(advice)});
}
} // namespace

std::expected<image::Path, Mistake> resolvePath(const std::vector<std::string> &parts, ConceptChoice what)
{
    image::Path path;
    std::size_t length = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string &part = parts[i];
        if (i == 0 && part == "self") continue;
        if (length == path.steps.size()) return wrong("the path to " + part + " is too long");
        const auto slot = i == 0 && what ? slotIndex(*what, part) : std::nullopt;
        const auto step = findName(stepNames, part);
        if (part == "contents") {
            if (++i == parts.size()) return wrong("which of the contents? contents.first, .last or .2");
            const std::string &which = parts[i];
            const bool isIndex = which.size() == 1 && which[0] >= '1' && which[0] <= '9';
            if (!isIndex && which != "first" && which != "last")
                return wrong("contents are first, last or a number, not " + which);
            const int wanted = which == "last" ? image::toLastContent : image::content + (isIndex ? which[0] - '1' : 0);
            path.steps[length++] = static_cast<std::uint8_t>(wanted);
        } else if (slot) {
            path.steps[length++] = static_cast<std::uint8_t>(image::child + *slot);
        } else if (i > 0 && part.size() == 1 && part[0] >= '1' && part[0] <= '9') {
            path.steps[length++] = static_cast<std::uint8_t>(image::child + part[0] - '1');
        } else if (step != stepNames.end()) {
            const bool sideways = step->second != image::toFirst && step->second != image::toLast;
            if (i > 0 && sideways && step->second != image::toParent) return wrong("a path can't go on with " + part);
            path.steps[length++] = step->second;
        } else {
            return noSlot(what, part);
        }
    }
    return path;
}

std::optional<std::uint32_t> flagBit(const StyleSyntax &style, std::string_view name)
{
    const auto found = std::ranges::find(style.flags, name);
    if (found == style.flags.end()) return std::nullopt;
    return 1U << (found - style.flags.begin());
}

std::optional<std::uint32_t> measureIndex(const StyleSyntax &style, std::string_view name)
{
    const auto found = std::ranges::find(style.measures, name, &MeasureSyntax::name);
    if (found == style.measures.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - style.measures.begin());
}

std::vector<image::Test> resolveTests(const std::vector<TestSyntax> &tests, ConceptChoice what,
                                      const StyleSyntax &style, Pool &pool, Problems &problems)
{
    return TestResolver{what, style, pool, problems}.resolve(tests);
}

bool covers(const Pool &pool, const std::vector<image::Test> &general, const std::vector<image::Test> &special)
{
    return std::ranges::all_of(general, [&](const Test &wanted) {
        return std::ranges::any_of(special, [&](const Test &given) { return implied(pool, wanted, given); });
    });
}

} // namespace mathtts
