// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "braille.h"
#include "signs.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! A few cells of Unified English Braille whose indicators of mode are not decided yet. */
struct UebPiece {
    enum class Kind : std::uint8_t {
        sign,
        letter,
        digits,
        word, ///< letters that contracted braille may contract
        blank,
        open, ///< brackets and opening quotation marks: a letter next to one may stand alone
        close,
        punctuation,
    };
    Kind kind = Kind::sign;
    std::string cells;           ///< in ASCII braille, without indicators of mode, capitals and typeform
    std::string_view text{};     ///< of a word: its letters
    std::string_view form{};     ///< typeform of one sign or letter
    std::string_view wordForm{}; ///< typeform of several
    std::uint8_t grade1 = 0;     ///< how many grade 1 indicators the cells would need in contracted text
    bool capital = false;
    bool name = false;     ///< of a function
    bool unit = false;     ///< of a unit: it has nothing to do with the modes of what is around
    bool separate = false; ///< of chemistry: its capitals are not joined to words
    bool last = false;     ///< of a script: what follows is no part of a word with it
    NodeId node = noNode;
};

/*! Writes \a signs in Unified English Braille; \a spaced: blanks around signs of operation as well. Linear time. */
Braille uebOf(std::span<const Sign> signs, bool spaced);

/*! The pieces of \a signs, in order: what is written. */
std::vector<UebPiece> uebPieces(std::span<const Sign> signs, bool spaced);

/*! Decides on contractions and on indicators for grade 1, capitals and typeforms, and writes: how it is written. */
Braille writeUeb(std::span<const UebPiece> pieces);

} // namespace mathtts
