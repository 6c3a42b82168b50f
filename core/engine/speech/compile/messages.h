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

enum class PieceKind : std::uint8_t {
    word,
    optionalWord,
    pause,
    slot,
    include,
    groupBegin,
    groupEnd,
    between,
    content,
    repeat,
    level,
    levelReturn
};

/*! Words, a pause or "between": what may stand between joined children. */
struct SeparatorPiece {
    PieceKind kind{};
    Pause pause = Pause::none; ///< none of a pause: as what is around it is long
    std::string text{};
};

/*! A part of a message as it was written. */
struct Piece {
    PieceKind kind{};
    Pause pause = Pause::none;
    bool glued = false;              ///< belongs to the word of the piece before
    std::string text{};              ///< words, or the key of an included message
    std::vector<std::string> path{}; ///< "{argument.first.count}" in parts
    std::string form{};              ///< after ":"
    std::vector<std::string> setFlags{};
    std::vector<std::string> clearFlags{};
    std::string level{};                                   ///< after "^": "Super/Superscript"
    std::vector<std::vector<SeparatorPiece>> separators{}; ///< after ";": between all, and between the last two
    Place place{};
};

struct MessageSyntax {
    Place place{};
    std::array<std::vector<Piece>, 3> variants{}; ///< terse, medium, verbose
};

using Messages = std::map<std::string, MessageSyntax, std::less<>>;

/*! By the name of the style that they belong to; empty: those that all styles share. */
using MessagesByStyle = std::map<std::string, Messages, std::less<>>;

/*!
 * Adds the messages of a .msg file. STYLE.msg belongs to the style of that name, any other name to all styles; a style
 * says its own message of a key, else that of the style it extends, else that of all. A line "key = template",
 * continued by indented lines; "#" at the margin is a comment. In a template stand:
 *
 * - words: said as they stand; ?the is dropped when it was said just before
 * - {slot}: the child, by its own rules
 * - {slot:form}: in a form: letter, capital (with the word for a capital), letters, text, digits, a number
 *   grammar, a dictionary or dictionary.variant; spelling (character by character, with the words for capitals and
 *   symbols), characters (without the word for capitals), prose (words as they are or, of functions, as in the
 * dictionary of functions; single letters and symbols by their words), each with the variant of the names of symbols
 * after a dot
 * - {slot +flag -flag}: with flags of the context; +closed: the words after it mark its end, as if it were the last
 * - {slot ^Super/Superscript}: one level down, with the words for it inside a longer path and at its end
 * - {level}: the path of levels ("Super Sub"); {return Baseline}: the same with the full word of the last level ("Super
 *   Subscript"), or the word Baseline where there is no level
 * - {slot; a; b}: all children of a variadic slot, a between them, b between the last two; "between" asks the rules,
 *   "content" says the content (operator, comma) that stands there
 * - {contents}: all contents of the node; {contents.first}, {contents.last}, {contents.2}: one of them
 * - {slot.count}: a number: count, parts (the children that are no operators), position, value, length (of the text) or
 *   a measure of the style; {count} of the node itself; {*} all children of any concept
 * - {self.variant:styles}, {self.concept:kinds}: the name of the variant or concept of a node, looked up in a
 * dictionary
 * - {fractions*Start}: a word as often as the measure fractions says
 * - {fractions*Start}+Fraction: words, numbers and repetitions with + between make one word
 * - {>key}: another message
 * - [ ... ]: only when every slot inside is there (and not s-empty)
 * - ` ~ ~~ ~~~ ~~~~: pauses: tiny, brief, medium, strong, full
 * - ~?: none, a brief or a strong pause, as what is said right before and after it is long
 * - a | b | c: terse, medium, verbose; two: terse and the others
 * - a backslash before a character takes it as it is
 */
void readMessages(const RuleSource &source, Messages &messages, Problems &problems);

/*! Adds one message: "key = template" of \a source, in parts that stand in several lines. */
void readMessage(const RuleSource &source, const std::vector<std::string_view> &lines, Messages &messages,
                 Problems &problems);

/*! "clearspeak.mathcat" of "locales/en/clearspeak.mathcat.msg". */
std::string_view messageOwner(std::string_view fileName);

} // namespace mathtts
