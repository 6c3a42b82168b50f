// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/problems.h"
#include "engine/speech/plan.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace mathtts
{

enum class PieceKind : std::uint8_t { word, optionalWord, pause, slot, include, groupBegin, groupEnd, between };

/*! Words, a pause or "between": what may stand between joined children. */
struct SeparatorPiece {
    PieceKind kind{};
    Pause pause = Pause::none;
    std::string text{};
};

/*! A part of a message as it was written. */
struct Piece {
    PieceKind kind{};
    Pause pause = Pause::none;
    std::string text{};              ///< words, or the key of an included message
    std::vector<std::string> path{}; ///< "{argument.first.count}" in parts
    std::string form{};              ///< after ":"
    std::vector<std::string> setFlags{};
    std::vector<std::string> clearFlags{};
    std::vector<std::vector<SeparatorPiece>> separators{}; ///< after ";": between all, and between the last two
};

struct MessageSyntax {
    Place place{};
    std::array<std::vector<Piece>, 3> variants{}; ///< terse, medium, verbose
};

using Messages = std::map<std::string, MessageSyntax, std::less<>>;

/*!
 * Adds the messages of a .msg file: a line "key = template", continued by indented lines; "#" at the margin is a
 * comment. In a template stand:
 *
 * - words: said as they stand; ?the is dropped when it was said just before
 * - {slot}: the child, by its own rules
 * - {slot:form}: in a form: letter, letters, text, digits, a number grammar, a dictionary or dictionary.variant
 * - {slot +flag -flag}: with flags of the context; +closed: the words after it mark its end, as if it were the last
 * - {slot; a; b}: all children of a variadic slot, a between them, b between the last two; "between" asks the rules
 * - {slot.count}: a number: count, position or value; {count} of the node itself; {*} all children of any concept
 * - {>key}: another message
 * - [ ... ]: only when every slot inside is there
 * - ` ~ ~~ ~~~ ~~~~: pauses: tiny, brief, medium, strong, full
 * - a | b | c: terse, medium, verbose; two: terse and the others
 * - a backslash before a character takes it as it is
 */
void readMessages(const RuleSource &source, Messages &messages, Problems &problems);

} // namespace mathtts
