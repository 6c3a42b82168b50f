// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/shape.h"

#include "engine/nearest.h"
#include "engine/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace mathtts::http
{
namespace
{

/*! More members than any type of ours has. */
constexpr std::size_t mostMembers = 64;
/*! More problems are not listed: the answer stays small. */
constexpr std::size_t mostProblems = 20;

std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string listed(const std::vector<std::string> &choices)
{
    std::string list;
    for (const std::string &choice : choices)
        list += (list.empty() ? "" : ", ") + choice;
    return list;
}

bool checkNumber(double value, const Rules &rules, Checker &checker)
{
    if (rules.least && value < *rules.least)
        checker.complain(formatted("must be at least {}", *rules.least));
    else if (rules.most && value > *rules.most)
        checker.complain(formatted("must be at most {}", *rules.most));
    else
        return true;
    return false;
}

} // namespace

std::size_t Checker::enter(std::string_view name)
{
    const std::size_t mark = m_pointer.size();
    m_pointer += '/';
    for (const char c : name) {
        if (c == '~')
            m_pointer += "~0";
        else if (c == '/')
            m_pointer += "~1";
        else
            m_pointer += c;
    }
    return mark;
}

void detail::checkCount(std::size_t count, const Rules &rules, Checker &checker)
{
    if (count < rules.shortest) checker.complain(formatted("must hold at least {}", rules.shortest));
    if (rules.longest && count > *rules.longest)
        checker.complain(formatted("must hold at most {}, not {}", *rules.longest, count));
}

void detail::appendTexts(std::string &out, const std::map<std::string, std::string> &texts)
{
    out += '{';
    for (const auto &[name, text] : texts) {
        if (out.back() != '{') out += ',';
        appendJson(out, std::string_view(name));
        out += ':';
        appendJson(out, std::string_view(text));
    }
    out += '}';
}

void readText(std::string_view text, std::string &value, const Rules &rules, Checker &checker)
{
    if (text.contains('\0')) return checker.complain("must not hold a NUL");
    const std::size_t length = codePoints(text);
    if (length < rules.shortest)
        return checker.complain(length == 0 ? "must not be empty"
                                            : formatted("must have at least {} characters", rules.shortest));
    if (rules.longest && length > *rules.longest)
        return checker.complain(formatted("must have at most {} characters", *rules.longest));
    if (!rules.choices.empty() && std::ranges::find(rules.choices, text) == rules.choices.end()) {
        const std::vector<std::string_view> names(rules.choices.begin(), rules.choices.end());
        const Nearest meant = nearest(text, names);
        return checker.complain(formatted("must be one of: {}{}", listed(rules.choices),
                                          meant.isLikely ? formatted("; perhaps {} was meant", meant.name) : ""));
    }
    value = text;
}

void readText(std::string_view text, std::int64_t &value, const Rules &rules, Checker &checker)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return checker.complain("must be a whole number");
    if (checkNumber(static_cast<double>(number), rules, checker)) value = number;
}

void readText(std::string_view text, int &value, const Rules &rules, Checker &checker)
{
    std::int64_t number = value;
    readText(text, number, rules, checker);
    if (number != std::int64_t{static_cast<int>(number)}) return checker.complain("is too large");
    value = static_cast<int>(number);
}

void readText(std::string_view text, double &value, const Rules &rules, Checker &checker)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return checker.complain("must be a number");
    if (checkNumber(number, rules, checker)) value = number;
}

void readText(std::string_view text, bool &value, const Rules & /*rules*/, Checker &checker)
{
    if (text == "true" || text == "1")
        value = true;
    else if (text == "false" || text == "0")
        value = false;
    else
        checker.complain("must be true or false");
}

void readJson(yyjson_val *json, std::string &value, const Rules &rules, Checker &checker)
{
    if (!yyjson_is_str(json)) return checker.complain("must be a text");
    readText(textOf(json), value, rules, checker);
}

void readJson(yyjson_val *json, std::int64_t &value, const Rules &rules, Checker &checker)
{
    constexpr double exact = 9007199254740992.0; // 2^53: whole numbers up to there are themselves as a double
    if (const double real = yyjson_get_real(json);
        yyjson_is_real(json) && real == std::floor(real) && std::abs(real) <= exact) { // JSON knows one kind: 3.0 is 3
        if (checkNumber(real, rules, checker)) value = static_cast<std::int64_t>(real);
        return;
    }
    if (!yyjson_is_int(json)) return checker.complain("must be a whole number");
    if (yyjson_is_uint(json) && yyjson_get_uint(json) > static_cast<std::uint64_t>(INT64_MAX))
        return checker.complain("is too large");
    const std::int64_t number = yyjson_get_sint(json);
    if (checkNumber(static_cast<double>(number), rules, checker)) value = number;
}

void readJson(yyjson_val *json, int &value, const Rules &rules, Checker &checker)
{
    std::int64_t number = value;
    readJson(json, number, rules, checker);
    if (number != std::int64_t{static_cast<int>(number)}) return checker.complain("is too large");
    value = static_cast<int>(number);
}

void readJson(yyjson_val *json, double &value, const Rules &rules, Checker &checker)
{
    if (!yyjson_is_num(json)) return checker.complain("must be a number");
    if (checkNumber(yyjson_get_num(json), rules, checker)) value = yyjson_get_num(json);
}

void readJson(yyjson_val *json, bool &value, const Rules & /*rules*/, Checker &checker)
{
    if (!yyjson_is_bool(json)) return checker.complain("must be true or false");
    value = yyjson_get_bool(json);
}

void readJson(yyjson_val *json, std::map<std::string, std::string> &value, const Rules &rules, Checker &checker)
{
    if (!yyjson_is_obj(json)) return checker.complain("must be an object");
    detail::checkCount(yyjson_obj_size(json), rules, checker);
    if (rules.longest && yyjson_obj_size(json) > *rules.longest) return;
    const Rules each{.longest = 200};
    yyjson_obj_iter members = yyjson_obj_iter_with(json);
    while (yyjson_val *key = yyjson_obj_iter_next(&members)) {
        const std::size_t mark = checker.enter(textOf(key).substr(0, 200));
        std::string text;
        readJson(yyjson_obj_iter_get_val(key), text, each, checker);
        if (!value.emplace(textOf(key), std::move(text)).second) checker.complain("stands twice");
        checker.leave(mark);
    }
}

void readJson(yyjson_val *json, RawJson &value, const Rules & /*rules*/, Checker & /*checker*/)
{
    std::size_t length = 0;
    const std::unique_ptr<char, decltype([](char *text) { free(text); })> text{
        yyjson_val_write(json, YYJSON_WRITE_NOFLAG, &length)};
    if (text) value.text.assign(text.get(), length);
}

const Member *Shape::find(std::string_view member) const
{
    const auto found = std::ranges::find(members, member, &Member::name);
    return found == members.end() ? nullptr : &*found;
}

Member &Shape::add(std::string_view member, Type type, const Rules &rules, bool isRequired)
{
    Member &added = members.emplace_back();
    added.name = member;
    added.type = std::move(type);
    added.rules = rules;
    added.required = isRequired;
    return added;
}

void Shape::read(void *object, yyjson_val *json, Checker &checker) const
{
    if (!yyjson_is_obj(json)) return checker.complain("must be an object");
    std::bitset<mostMembers> seen;
    yyjson_obj_iter iterator = yyjson_obj_iter_with(json);
    while (yyjson_val *key = yyjson_obj_iter_next(&iterator)) {
        if (checker.problems().size() >= mostProblems) return;
        const std::size_t mark = checker.enter(textOf(key).substr(0, 200));
        const Member *member = find(textOf(key));
        if (!member) {
            checker.complain("is not known here");
        } else if (const auto index = static_cast<std::size_t>(member - members.data()); seen[index]) {
            checker.complain("stands twice");
        } else {
            seen.set(index);
            member->read(object, yyjson_obj_iter_get_val(key), member->rules, checker);
        }
        checker.leave(mark);
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (seen[i] || !members[i].required) continue;
        const std::size_t mark = checker.enter(members[i].name);
        checker.complain("is missing");
        checker.leave(mark);
    }
}

void Shape::write(const void *object, std::string &out) const
{
    out += '{';
    bool first = true;
    for (const Member &member : members) {
        const std::size_t before = out.size();
        if (!first) out += ',';
        appendJson(out, std::string_view(member.name));
        out += ':';
        if (member.write(object, out))
            first = false;
        else
            out.resize(before);
    }
    out += '}';
}

} // namespace mathtts::http
