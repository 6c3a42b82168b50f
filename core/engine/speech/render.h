// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/plan.h"

#include <string>
#include <vector>

namespace mathtts
{

/*! Whether \a token is said aloud: a word, a letter or a number. */
inline bool isSpoken(const Token &token)
{
    return token.kind <= TokenKind::number;
}

/*! \a text without white space at its ends. */
std::string_view trimBlanks(std::string_view text);

/*! A piece of rendered text and the node it speaks for: byte range [begin, end) of the text. */
struct TextRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    NodeId node = noNode;
};

/*! What plain text shows of pauses. */
enum class Punctuation : std::uint8_t {
    none,
    pauses, ///< brief and medium: comma, strong: semicolon, full: period
    every,  ///< the same, behind words that end in punctuation as well
};

/*! Plain text, one blank between words, none at the ends. With \a ranges, one entry for every spoken token, in order.
 *  O(length). */
std::string renderText(const Plan &plan, std::vector<TextRange> *ranges = nullptr,
                       Punctuation punctuation = Punctuation::pauses);

/*! What <mark> elements name: nothing, meaning nodes (name="n42", before the first word of every node that speaks), or
 *  spoken tokens (name="t7", before the token with index 7 of Plan::tokens). */
enum class Marks : std::uint8_t { none, nodes, tokens };

struct SsmlOptions {
    std::string_view language = "en-US"; ///< xml:lang of the speak element
    Marks marks = Marks::nodes;
    int pauseFactor = 100; ///< percent of the usual pause lengths
};

/*! SSML 1.1: a complete speak element, escaped, breaks in whole milliseconds (eSpeak NG truncates decimals), letters
 *  in say-as characters. Stripped of its tags it says the words of renderText. O(length). */
std::string renderSsml(const Plan &plan, const SsmlOptions &options = {});

} // namespace mathtts
