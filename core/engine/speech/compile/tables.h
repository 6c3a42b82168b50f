// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/pool.h"
#include "engine/speech/compile/problems.h"
#include "engine/speech/compile/rules.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace mathtts
{

/*! Names of the variants of words ("plural", "infix"), numbered from 1. */
using WordVariants = std::map<std::string, std::uint32_t, std::less<>>;

/*! The words for a key, as they were written. */
struct EntrySyntax {
    Place place{}; ///< of the key
    std::string_view key{};
    char32_t character = 0; ///< of a key that is one, and in the dictionaries of symbols
    std::vector<std::pair<std::string_view, std::string_view>> words{}; ///< variant (empty: the first column), text
};

struct DictionarySyntax {
    bool complete = false; ///< what isn't here is looked up nowhere else
    std::vector<EntrySyntax> entries{};
};

/*! By their names: "symbols", "symbols.mathspeak". */
using Dictionaries = std::map<std::string, DictionarySyntax, std::less<>>;

/*!
 * Reads a dictionary NAME.tsv, or NAME.STYLE.tsv with the words that a style has of its own: what isn't in it is looked
 * up in the dictionary of the style that it extends, in NAME.WORDS.tsv of the words that it shares with other styles
 * and in the end in NAME.tsv, unless a line "*" says that these are all the words there are. A line holds tab-separated
 * key, words and any number of variant=words ("plural=meters"), quotes around the words allowed. A variant may be asked
 * for by a message; one named as a verbosity of the style is said in that. The dictionary symbols has two columns
 * before the words: the code point in hexadecimal and the character; in its words ^ stands for the word for a capital.
 */
DictionarySyntax readDictionary(const RuleSource &source, Problems &problems);

/*! Whether a dictionary is one of characters. */
bool isOfCharacters(std::string_view dictionary);

/*! Lays words of users over the dictionaries: they take the place of all words for their key. A dictionary that a style
 *  does not have of its own is added. */
void layWordsOver(Dictionaries &dictionaries, const Dictionaries &overlay, Problems &problems);

/*! Puts the dictionaries into the pool. */
void addDictionaries(const Dictionaries &dictionaries, Pool &pool, WordVariants &variants);

/*!
 * Adds the number grammars of numbers.tbl, lines of "GRAMMAR BASE TEXT | TEXT WITH REST", where {times} and {rest} are
 * the parts of the number around the base, said by the same grammar or by {times:OTHER}; {n:OTHER} is the number itself
 * by another grammar and {n} the number in digits; "GRAMMAR suffix TEXT" is appended to what is no number.
 */
void readNumbers(const RuleSource &source, Pool &pool, Problems &problems);

/*! Lets every dictionary of a style go on where it should, once all are read. */
void linkDictionaries(const Styles &styles, Pool &pool, Problems &problems);

/*! The index of the dictionary \a name for a style; \a chain is its wordChain(). */
std::optional<std::uint16_t> findDictionary(const Pool &pool, std::string_view name,
                                            const std::vector<std::string> &chain);
/*! The index of a number grammar. */
std::optional<std::uint16_t> findNumberGrammar(const Pool &pool, std::string_view name);

/*! "symbols.mathspeak" of "locales/en/symbols.mathspeak.tsv". */
std::string_view stemOf(std::string_view fileName);

/*! A style, the one it extends and so on. */
std::vector<std::string> styleChain(const Styles &styles, std::string_view name);

/*! Where the words of a style are: styleChain() and the words that it shares with other styles. */
std::vector<std::string> wordChain(const Styles &styles, std::string_view name);

} // namespace mathtts
