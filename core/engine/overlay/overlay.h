// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/speech/compile/compile.h"

#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! The rules and words of users, laid over the built-in ones. */
struct LaidOver {
    std::vector<RuleImage> images{};     ///< for Engine; none: the built-in rules are in force
    std::vector<RuleProblem> problems{}; ///< errors of the files that are left out
};

/*!
 * Compiles the built-in rules and words with \a files laid over them, for each locale that a file is for. How a file is
 * written: speech/compile/overlay.h. Of files that don't go together the earlier one holds. A file with an error is
 * left out as a whole, the others are in force. Takes about 50 ms, and nothing without files.
 */
LaidOver layOver(const std::vector<RuleSource> &files);

/*! The sources of the rules and words of \a locale that the program was built with, by the names of their files: made
 *  anew at each call, about 1 MB. Empty when there is no such locale. */
std::vector<RuleSource> builtInSources(std::string_view locale);

/*! A rule as it stands in a source, to show. */
struct ListedRule {
    std::string style{};
    std::string name{};
    std::vector<std::string> concepts{};
    std::vector<std::string> domains{}; ///< that it asks for, if any
    std::string text{};                 ///< the whole statement
    std::string message{};              ///< the key of what it says
};

/*! The rules of a rules file or an overlay, as they are written; mistakes are passed over. O(length). */
std::vector<ListedRule> listRules(const RuleSource &source);

/*! A statement of the built-in rules and words, as an overlay has it. */
struct FoundStatement {
    std::string style{};
    std::string text{};
};

/*! The built-in rules, messages and words that hold \a text, by style; with \a style only those of it. Words that
 * styles share are found for each of them. */
std::vector<FoundStatement> findStatements(std::string_view text, std::string_view style = {});

/*! The rules of the styles that the program was built with, in the order of the styles and in their own. */
std::vector<ListedRule> builtInRules();

} // namespace mathtts
