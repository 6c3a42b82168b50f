// SPDX-License-Identifier: GPL-3.0-or-later
// Plans for the tests of the voice, written by hand.
#pragma once

#include "engine/speech/plan.h"

#include <string_view>

namespace mathtts
{

/*! Words of \a text, apart by blanks; a single letter is a letter token, "," a medium pause. */
inline Plan planOf(std::string_view text)
{
    Plan plan;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (word == ",")
            plan.tokens.push_back({TokenKind::pause, Pause::medium, noNode, {}});
        else
            plan.tokens.push_back({word.size() == 1 && word.front() > '9' ? TokenKind::letter : TokenKind::word,
                                   Pause::none, noNode, plan.arena.keep(word)});
    }
    return plan;
}

inline constexpr std::string_view quadraticFormula =
    "x equals , the fraction with numerator minus b plus or minus the square root of b squared minus 4 a c , "
    "and denominator 2 a";

} // namespace mathtts
