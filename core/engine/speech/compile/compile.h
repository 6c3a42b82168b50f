// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
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
    // of an overlay, unless the text says otherwise:
    std::string style{};  ///< what it is laid over
    std::string locale{}; ///< what it is in the words of
};

/*! Something wrong in a source. */
struct RuleProblem {
    std::string file{};
    std::uint32_t line = 0;   ///< from 1; 0: the whole file
    std::uint32_t column = 0; ///< from 1, in code points
    std::size_t begin = 0;    ///< the spot in the text of the file, in bytes
    std::size_t end = 0;
    std::string message{};
    std::string advice{}; ///< what to do, as a sentence; may be empty
    bool warning = false;
};

/*! What compileRules() made: an image when no problem is an error. */
struct CompiledRules {
    std::vector<std::uint64_t> image{}; ///< see image.h
    std::vector<RuleProblem> problems{};

    [[nodiscard]] bool ok() const { return !image.empty(); }
};

/*! What users may lay over the rules, in numbers: what they write is compiled and run in their program and, by the
 *  service, for others. */
struct OverlayLimits {
    static constexpr std::size_t bytes = 256 * 1024; ///< of one file
    static constexpr std::size_t statements = 2000;  ///< of one file
    static constexpr std::size_t files = 200;
    static constexpr std::size_t allBytes = 1024 * 1024; ///< of all files
    static constexpr std::size_t rulesOfConcept = 100;   ///< of all files, one for each alternative of "when"
};

/*!
 * Compiles the sources of one locale (such as "en") to an image, with \a overlays (see overlay.h) laid over them.
 * Checks that every message that a rule asks for is there and used, that slots, facts, concepts, preferences,
 * dictionaries and number grammars exist, that no earlier rule makes another unreachable, and that every style has a
 * rule for every concept; what an overlay makes needless in the sources below it is no problem. Linear in the sources
 * but for the check of reachability, which compares the rules of one concept with each other. At most 100 problems are
 * recorded.
 */
CompiledRules compileRules(std::string_view locale, const std::vector<RuleSource> &sources,
                           const std::vector<RuleSource> &overlays = {});

} // namespace mathtts
