// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/messages.h"
#include "engine/speech/compile/rules.h"
#include "engine/speech/compile/tables.h"

#include <string>
#include <vector>

namespace mathtts
{

/*! What an overlay lays over one style. */
struct OverlaySection {
    Place place{}; ///< of the style's name
    std::string style{};
    std::string base{}; ///< the style that it extends, when it is a new one
    std::vector<Statement> rules{};
};

/*! What overlays hold, as it was written. */
struct OverlaySyntax {
    std::vector<OverlaySection> sections{};
    MessagesByStyle messages{};
    Dictionaries words{};
};

/*!
 * Adds an overlay, a file of rules and words that a user lays over the built-in ones:
 *
 *   locale en
 *   style natural
 *   message power.square = {base} to the two
 *   word symbols ≤ = is at most
 *   word functions sin = sine of
 *   word units kg = kilo | plural = kilos
 *   rule cube.loud : power [exponent = 3] -> cube.loud
 *   message cube.loud = {base} cubed
 *   default Fraction = Over
 *   style school extends clearspeak
 *
 * Statements begin at the margin and may go on in indented lines. "style" says what the statements after it are laid
 * over; with "extends" it makes a new style. "rule", "default", "preference", "flag" and "measure" are those of
 * rules.h, "message" those of messages.h. A message of a key that is known, and a word for a key that is known, take
 * the place of the built-in ones. A word is "word DICTIONARY KEY = WORDS | VARIANT = WORDS"; a key with blanks stands
 * in quotes; a character may be written as U+2264. "#" at the margin starts a comment, and behind a rule.
 *
 * \a locale is the one that is compiled: an overlay of another one is an error.
 */
void readOverlay(const RuleSource &source, std::string_view locale, OverlaySyntax &overlay, Problems &problems);

/*! The locale that an overlay says it is for, else that of the source, else en. */
std::string overlayLocale(const RuleSource &source);

} // namespace mathtts
