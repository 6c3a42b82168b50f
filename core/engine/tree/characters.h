// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <cstdint>

namespace mathtts
{

/*! What a character is in mathematics when nothing else is known. */
enum class CharacterClass : std::uint8_t {
    unknown,
    letter, ///< of any alphabet, styled ones included
    digit,
    relation,       ///< = < element of, arrows
    additive,       ///< plus minus plus-minus ...
    multiplicative, ///< times dot slash ...
    binary,         ///< other infix operators: union, compose, wedge ...
    bigOperator,    ///< sum product integral ...
    prefix,         ///< not, for all, nabla, partial ...
    postfix,        ///< factorial, percent, degree
    open,
    close,       ///< fences with a direction
    bar,         ///< | and double bar: open, close or infix
    separator,   ///< comma semicolon
    punctuation, ///< period colon ...
    prime,       ///< prime characters
    accent,      ///< combining or spacing accents, over and under braces
    ellipsis,
    space,
    invisible, ///< U+2061 to U+2064, zero-width and direction marks
    symbol,    ///< stands for something: infinity, empty set, degree sign...
};

/*! Whether a character is a small raised or lowered form of another, such as the two of x². */
enum class ScriptForm : std::uint8_t { none, superscript, subscript };

/*! Facts about one code point, from tables generated at build time. */
struct CharacterFacts {
    CharacterClass kind = CharacterClass::unknown;
    std::uint8_t precedence = 0; ///< of an operator as infix, higher binds tighter (MathML's operator dictionary / 10)
    Variant variant = Variant::automatic; ///< of a mathematical alphanumeric symbol such as U+1D431
    ScriptForm script = ScriptForm::none;
    bool capital = false;
    char32_t base = 0;    ///< the plain character that a styled, raised or lowered one is made of, else itself
    char32_t partner = 0; ///< closing fence of an opening one and the reverse, else 0
};

/*! O(1). Every code point has an answer; the data are resources/symbols/operators.tsv and letters.tsv. */
CharacterFacts characterFacts(char32_t character);

} // namespace mathtts
