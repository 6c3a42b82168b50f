// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mathtts
{

/*! Where in a word a contraction may stand. */
enum class Place : std::uint8_t { word, anywhere, start, middle, inside, shortform };

/*! Some letters and the cells that stand for them; entries of the generated table. */
struct Contraction {
    std::string_view letters;
    std::string_view cells;
    Place place;
};

/*! A word of small Latin letters in contracted English braille, as ASCII braille: the longest contraction that may
 *  stand at each place, from left to right (resources/braille/contractions.tsv). \a alone: neither letters nor signs
 *  touch the word, so that all of it may be one contraction. \a name: it is the name of a function, made of parts that
 *  the contractions of doubled letters would hide. Linear in the word. */
std::string contracted(std::string_view word, bool alone, bool name);

/*! Whether the letters alone would be read as a short form or wordsign, such as "ab" for about. */
bool readsAsShortform(std::string_view letters);

} // namespace mathtts
