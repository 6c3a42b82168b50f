// SPDX-License-Identifier: GPL-3.0-or-later
#include "values.h"

#include "engine/text.h"

#include <algorithm>
#include <charconv>

namespace mathtts
{

CLI::Option *addValue(CLI::App &command, const std::string &name, const std::string &type, const std::string &about,
                      std::function<std::string(const std::string &)> set)
{
    return command
        .add_option_function<std::string>(
            name,
            [set = std::move(set)](const std::string &value) {
                if (const std::string wrong = set(value); !wrong.empty()) throw CLI::ValidationError(wrong);
            },
            about)
        ->type_name(type);
}

void addNumber(CLI::App &command, const std::string &kind, int &value, int least, int most, const std::string &about)
{
    addValue(command, "--" + kind, "N", formatted("{}: {} to {}", about, least, most),
             [=, &value](const std::string &text) {
                 int number = 0;
                 const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
                 if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
                     return formatted("--{} takes a whole number from {} to {}, not {}.", kind, least, most, text);
                 value = number;
                 return std::string();
             });
}

std::string placeholder(std::string kind)
{
    for (char &c : kind)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return kind;
}

std::string choiceLines(std::span<const std::string_view> choices)
{
    constexpr std::size_t widest = 50;
    std::string lines;
    std::size_t width = widest;
    for (const std::string_view choice : choices) {
        if (width + choice.size() > widest) {
            lines += lines.empty() ? "\n" : ",\n";
            width = 0;
        } else {
            lines += ", ";
        }
        lines += choice;
        width += choice.size() + 2;
    }
    return lines;
}

void addName(CLI::App &command, Program &program, const std::string &kind, std::string &value,
             std::function<std::vector<std::string_view>()> choices, const std::string &about)
{
    const std::string type = placeholder(kind);
    program.completions[type] = [=] {
        const auto names = choices();
        return std::vector<std::string>(names.begin(), names.end());
    };
    addValue(command, "--" + kind, type, about, [=, &value](const std::string &name) {
        const auto names = choices();
        if (std::ranges::find(names, name) == names.end()) return noSuchChoice("--" + kind, name, names);
        value = name;
        return std::string();
    });
}

} // namespace mathtts
