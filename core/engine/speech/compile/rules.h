// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/lexer.h"
#include "engine/speech/image.h"

#include <map>
#include <string>
#include <vector>

namespace mathtts
{

/*! A condition as it was written; its path gets its meaning with the concept of the rule. */
struct TestSyntax {
    std::vector<std::string> path{}; ///< "exponent", "first"; empty: a bare word about the context
    std::string attribute{};         ///< "value", "count" ...; empty: of the node itself
    std::string predicate{};         ///< after ":", or the bare word
    bool negated = false;
    std::string comparison{}; ///< "=", "!=", "<", "<=", ">", ">=", "in", "is"
    std::vector<Lexeme> values{};
    std::uint32_t line = 0;
};

/*! For each option that matters (by name), the values allowed. */
using OptionChoice = std::map<std::string, std::uint32_t>;

struct RuleSyntax {
    Place place{};
    std::string name{};
    std::vector<std::string> concepts{}; ///< "*": any that has no rule of its own
    bool between = false;                ///< says what stands between two children of the concept
    std::vector<TestSyntax> tests{};
    std::vector<OptionChoice> when{}; ///< one of them holds
    std::string message{};
};

struct PreferenceSyntax {
    std::string name{};
    std::vector<std::string> values{};
};

struct StyleSyntax {
    Place place{};
    std::string name{};
    std::string base{}; ///< the style it extends, or empty
    std::vector<PreferenceSyntax> preferences{};
    std::vector<std::string> flags{};
    std::vector<RuleSyntax> rules{};
};

/*!
 * Reads a rules file:
 *
 *   style natural [extends OTHER]
 *   preference Fraction = Auto | Over
 *   flag plural
 *   rule NAME : CONCEPT | CONCEPT [TESTS] context(TESTS) when CONDITION -> MESSAGE
 *   rule NAME : between CONCEPT [left:integer right:integer] -> MESSAGE
 *
 * A test is slot:fact, slot:!fact, slot:absent, slot is CONCEPT, slot is not (A, B), slot = 2, slot in ("x", "y"),
 * slot.count > 1; instead of a slot self, parent, next, previous, first, last, left, right. The context tests bare
 * words too: last, !last, or a flag. A condition is made of verbosity = terse, audience >= graduate,
 * Fraction in (Auto, Over), and, or, not, parentheses.
 */
StyleSyntax readRules(const RuleSource &source, Problems &problems);

} // namespace mathtts
