// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "report.h"
#include "system.h"

#include "engine/overlay/overlay.h"

#include <memory>

namespace mathtts
{
namespace
{

struct Rules {
    std::vector<std::string> files;
    std::string words;
    std::string style;
};

/*! Checks files together, as if they lay in one folder. */
ExitCode check(const std::vector<std::string> &names)
{
    UserRules rules;
    for (const std::string &name : names) {
        UserRules one = readUserRules(name);
        if (one.files.empty() && one.problems.empty()) {
            complain(formatted("There are no rules at {}.", name));
            return ExitCode::wrongInput;
        }
        std::ranges::move(one.files, std::back_inserter(rules.files));
        std::ranges::move(one.problems, std::back_inserter(rules.problems));
    }
    rules = compiled(std::move(rules));
    writeError(describe(rules.problems, rules.files));
    if (!rules.problems.empty()) return ExitCode::wrongInput;
    return print(rules.files.size() == 1 ? "No mistakes.\n"
                                         : formatted("No mistakes in {} files.\n", rules.files.size()));
}

ExitCode find(const Rules &rules)
{
    std::string text;
    std::string style;
    for (const FoundStatement &found : findStatements(rules.words, rules.style)) {
        if (found.style != style) text += formatted("{}style {}\n", text.empty() ? "" : "\n", found.style);
        style = found.style;
        text += found.text + '\n';
    }
    if (!text.empty()) return print(text);
    complain(formatted("No rule, message or word holds {}.", rules.words));
    return ExitCode::wrongInput;
}

} // namespace

void addRulesCommand(Program &program)
{
    const auto rules = std::make_shared<Rules>();
    CLI::App &command = program.add("rules", "Check and find rules and words, to change them");
    command.require_subcommand(1, 1);
    command.footer("Your own rules and words are the files NAME.rules in the folder that mathtts rules folder prints.\n"
                   "docs/rules.md tells how they are written.");
    const auto run = [&program](auto action) {
        return [&program, action] {
            program.tellsRuleProblems = false;
            program.run = action;
        };
    };
    CLI::App *checking = command.add_subcommand("check", "Look for mistakes in files of rules");
    checking->add_option("files", rules->files, "Files, or folders of them")->type_name("FILE")->required();
    checking->footer("Examples:\n  mathtts rules check school.rules");
    checking->callback(run([rules] { return check(rules->files); }));
    CLI::App *finding = command.add_subcommand("find", "Print the built-in rules, messages and words that hold a text");
    finding->add_option("text", rules->words, "What they hold")->type_name("TEXT")->required();
    finding->add_option("--style", rules->style, "Only those of one style")->type_name("STYLE");
    finding->footer("They are printed as a file of your own has them. Examples:\n"
                    "  mathtts rules find squared --style natural\n"
                    "  mathtts rules find ≤");
    finding->callback(run([rules] { return find(*rules); }));
    CLI::App *folder = command.add_subcommand("folder", "Print the folder of your own rules");
    folder->callback(run([] { return print(userRulesPath().string() + "\n"); }));
}

} // namespace mathtts
