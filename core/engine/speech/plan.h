// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace mathtts
{

enum class TokenKind : std::uint8_t {
    word,   ///< words as they are written: "plus", "the square root of"
    letter, ///< one letter said by its name, never as a word: the text is what to print ("a", "cap B" is word + letter)
    number, ///< digits, as printed
    pause,  ///< a boundary; Token::strength tells how strong
    begin,  ///< the speech of a node starts here (a mark)
    end,    ///< and ends here
};

/*! Strength of a pause; adjacent ones merge to the strongest. Milliseconds are given only by a renderer. */
enum class Pause : std::uint8_t { none, tiny, brief, medium, strong, full };

/*! What has a name of its own: a character, a function by its printed name, a unit by its symbol (one, several). */
enum class Named : std::uint8_t { character, function, unit, units };

/*! One thing to say, and the node that makes it be said. */
struct Token {
    TokenKind kind = TokenKind::word;
    Pause strength = Pause::none;
    NodeId node = noNode;  ///< of the meaning tree
    std::string_view text; ///< memory of the engine's image, of the presentation tree or of the plan's arena
};

/*! What to say, in order: every rendering (text, SSML, sound, highlight) comes from this. */
struct Plan {
    std::vector<Token> tokens;
    Arena arena; ///< of texts that were composed

    void clear()
    {
        tokens.clear();
        arena.reset();
    }
};

} // namespace mathtts
