// SPDX-License-Identifier: GPL-3.0-or-later
#include "complete.h"

#include <string_view>

namespace mathtts
{
namespace
{

void addCandidate(std::string &out, std::string_view typed, std::string_view candidate, std::string_view about = {})
{
    if (!candidate.starts_with(typed)) return;
    out += candidate;
    if (!about.empty()) {
        out += '\t';
        out += about.substr(0, about.find('\n'));
    }
    out += '\n';
}

/*! The values of \a option that start with \a typed; \a prefix is repeated before each (--style=). */
void addValues(std::string &out, const CLI::Option &option, const Completions &completions, const std::string &typed,
               const std::string &prefix = {})
{
    const std::string type = option.get_type_name();
    if (type == "FILE") out += ":files\n";
    if (const auto found = completions.find(type); found != completions.end())
        for (const std::string &value : found->second())
            addCandidate(out, prefix + typed, prefix + value);
}

void addOptions(std::string &out, const CLI::App &command, std::string_view typed)
{
    for (const CLI::Option *option : command.get_options()) {
        if (option->get_group().empty()) continue; // known, but not listed in the help either
        for (const std::string &name : option->get_lnames())
            addCandidate(out, typed, "--" + name, option->get_description());
    }
}

void addCommands(std::string &out, const CLI::App &app, std::string_view typed)
{
    for (const CLI::App *command : commandsOf(app))
        addCandidate(out, typed, command->get_name(), command->get_description());
}

} // namespace

std::string complete(const Program &program, const std::vector<std::string> &words)
{
    std::string out;
    if (words.empty()) return out;
    const std::string &typed = words.back();
    if (words.size() == 1) {
        addCommands(out, program.app, typed);
        if (typed.starts_with('-')) addOptions(out, program.app, typed);
        return out;
    }
    const CLI::App *command = findCommand(program.app, words.front());
    if (!command) return out;
    std::size_t at = 1;
    for (; at + 1 < words.size(); ++at) { // users add
        const CLI::App *next = findCommand(*command, words[at]);
        if (!next) break;
        command = next;
    }
    if (at + 1 == words.size() && !typed.starts_with('-')) addCommands(out, *command, typed);
    const std::string &before = words[words.size() - 2];
    const CLI::Option *waiting = before.starts_with('-') ? command->get_option_no_throw(before) : nullptr;
    if (waiting && waiting->get_items_expected_min() > 0) {
        addValues(out, *waiting, program.completions, typed);
    } else if (const std::size_t equals = typed.find('='); typed.starts_with("--") && equals != std::string::npos) {
        if (const CLI::Option *option = command->get_option_no_throw(typed.substr(0, equals)))
            addValues(out, *option, program.completions, typed.substr(equals + 1), typed.substr(0, equals + 1));
    } else if (typed.starts_with('-')) {
        addOptions(out, *command, typed);
    }
    return out;
}

} // namespace mathtts
