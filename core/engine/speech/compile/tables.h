// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/pool.h"
#include "engine/speech/compile/problems.h"

#include <map>
#include <optional>
#include <string>

namespace mathtts
{

/*! Names of the variants of words ("plural", "infix"), numbered from 1. */
using WordVariants = std::map<std::string, std::uint32_t, std::less<>>;

/*!
 * Adds a dictionary NAME.tsv: tab-separated key, words and any number of variant=words ("plural=meters"), quotes around
 * the words allowed. The dictionary symbols has two columns before the words: the code point in hexadecimal and the
 * character.
 */
void readDictionary(const RuleSource &source, Pool &pool, WordVariants &variants, Problems &problems);

/*!
 * Adds the number grammars of numbers.tbl, lines of "GRAMMAR BASE TEXT | TEXT WITH REST", where {times} and {rest} are
 * the parts of the number around the base, said by the same grammar or by {times:OTHER}; "GRAMMAR suffix TEXT" is
 * appended to what is no number.
 */
void readNumbers(const RuleSource &source, Pool &pool, Problems &problems);

/*! The index of a dictionary or number grammar. */
std::optional<std::uint16_t> findDictionary(const Pool &pool, std::string_view name);
std::optional<std::uint16_t> findNumberGrammar(const Pool &pool, std::string_view name);

/*! "units" of "locales/en/units.tsv". */
std::string_view stemOf(std::string_view fileName);

} // namespace mathtts
