// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! A file of rules, messages, words or numbers. The kind is told by its name: NAME.rules, NAME.msg, NAME.tsv (the
 *  dictionary NAME) and numbers.tbl. */
struct RuleSource {
    std::string name{}; ///< as problems are to name it; may have folders
    std::string text{}; ///< UTF-8
};

/*! Something wrong in a source. */
struct RuleProblem {
    std::string file{};
    std::uint32_t line = 0; ///< from 1; 0: the whole file
    std::string message{};
    bool warning = false;
};

/*! What compileRules() made: an image when no problem is an error. */
struct CompiledRules {
    std::vector<std::uint64_t> image{}; ///< see image.h
    std::vector<RuleProblem> problems{};

    [[nodiscard]] bool ok() const { return !image.empty(); }
};

/*!
 * Compiles the sources of one locale (such as "en") to an image. Checks that every message that a rule asks for is
 * there and used, that slots, facts, concepts, preferences, dictionaries and number grammars exist, that no earlier
 * rule makes another unreachable, and that every style has a rule for every concept. Linear in the sources but for the
 * check of reachability, which compares the rules of one concept with each other.
 */
CompiledRules compileRules(std::string_view locale, const std::vector<RuleSource> &sources);

} // namespace mathtts
