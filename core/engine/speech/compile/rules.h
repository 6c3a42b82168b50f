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
    std::string attribute{};         ///< "value", "count" ... or a measure; empty: of the node itself
    std::string predicate{};         ///< after ":", or the bare word
    bool negated = false;
    std::string comparison{}; ///< "=", "!=", "<", "<=", ">", ">=", "in", "is"
    std::vector<Lexeme> values{};
    Place place{};
};

/*! For each option that matters (by name), the values allowed. */
using OptionChoice = std::map<std::string, std::uint32_t>;

struct RuleSyntax {
    Place place{};
    std::string name{};
    std::vector<std::string> concepts{}; ///< "*": any that has no rule of its own; "every": all that have slots
    bool between = false;                ///< says what stands between two children of the concept
    std::vector<TestSyntax> tests{};
    std::vector<OptionChoice> when{}; ///< one of them holds
    std::string message{};
    Place messagePlace{};
    std::vector<std::string> replaced{}; ///< the concepts of the rule whose place it took
};

struct PreferenceSyntax {
    std::string name{};
    std::vector<std::string> values{};
    std::uint32_t initial = 0; ///< the index of the default
};

struct MeasureSyntax {
    Place place{};
    std::string name{};
    std::vector<std::string> counted{};
    std::vector<TestSyntax> tests{};
    std::vector<TestSyntax> exceptions{};
    std::vector<std::string> barriers{};
};

struct StyleSyntax {
    Place place{};
    std::string name{};
    std::string base{};  ///< the style it extends, or empty
    std::string words{}; ///< the dictionaries that it shares with other styles, or empty
    image::View view = image::View::meaning;
    std::vector<std::string> verbosities = {"terse", "medium", "verbose"};
    std::vector<PreferenceSyntax> preferences{};
    std::vector<std::string> flags{};
    std::vector<MeasureSyntax> measures{};
    std::vector<RuleSyntax> rules{};
    std::size_t added = 0; ///< how many rules of overlays stand before the others
};

using Styles = std::map<std::string, StyleSyntax, std::less<>>;

/*! The names in the statement "style" of a rules file. */
struct StyleHeader {
    std::string name{};
    std::string base{};
};
StyleHeader readStyleHeader(const RuleSource &source);

/*! A style without rules of its own that extends \a base; it has what readRules() says below. */
StyleSyntax extendedStyle(const StyleSyntax &base, std::string name, Place place);

/*!
 * Reads a rules file:
 *
 *   style natural [extends OTHER] [view structure] [words published]
 *   verbosity superbrief brief verbose
 *   preference Fraction = Auto | Over
 *   default Fraction = Over
 *   flag plural
 *   measure fractions : s-fraction [self:tall] except [numerator=1 denominator=2] barrier s-sqrt | s-root
 *   rule NAME : CONCEPT | CONCEPT [TESTS] context(TESTS) when CONDITION -> MESSAGE
 *   rule NAME : between CONCEPT [left:integer right:integer] -> MESSAGE
 *
 * A test is slot:fact, slot:!fact, slot:absent, slot is CONCEPT, slot is not (A, B), slot = 2, slot in ("x", "y"),
 * slot not in ("x", "y"), * slot.count > 1, slot.role = sum, slot.role in (A, B), slot.embellished is CONCEPT,
 * slot:embellished; instead of a slot self, parent, next, previous, first, last, left, right, contents.first,
 * contents.last, contents.2 and after a dot .1 for the first child. Attributes are value, count, size, depth (of the
 * subtree), position, length (of the text), variant, role, embellished, case (upper or lower: the text is Latin letters
 * of that case alone) and the measures.
 *
 * A rule for "every" is one for each concept of the style's tree that has slots; a rule for * speaks when no rule of
 * the node's own concept fits.
 *
 * The context tests bare words too: last (nothing is said after the node), followed (the node has a sibling
 * after it), followed-above (one of its ancestors has, or the node is in the contents of one), level (inside a slot
 * that went down a level), or a flag; each with ! before it. A condition is made of verbosity = terse,
 * audience >= graduate, Fraction in (Auto, Over), and, or, not, parentheses.
 *
 * view: meaning (the default), structure, structure-clearspeak, intent or literal; see image::View. words published:
 * words that the style's own dictionaries don't have are looked up in those named NAME.published.tsv, which several
 * styles may share. verbosity: what the style calls terse, medium and verbose; its conditions use these names. measure:
 * how many such nodes lie below a node, on the way down with most of them, where no way goes through a barrier.
 *
 * A style that extends another one says what it has no rule for by the other's rules; it has its view, verbosities,
 * preferences, flags and measures too, and words of its own: see messages.h and tables.h. \a styles are those that were
 * read before, the base among them.
 */
StyleSyntax readRules(const RuleSource &source, const Styles &styles, Problems &problems);

/*! Lays statements of an overlay over \a style. A rule with the name of one that the style has takes its place, others
 *  come before all that the style has; preferences, flags and measures are added. */
void layRulesOver(StyleSyntax &style, const std::vector<Statement> &statements, const RuleSource &source,
                  Problems &problems);

} // namespace mathtts
