// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! How a formula is written for fingers. \c latex and \c asciimath are plain text for a braille display in computer
 *  braille; the others are cells. */
enum class BrailleCode : std::uint8_t {
    nemeth,    ///< The Nemeth Braille Code for Mathematics and Science Notation, 1972 revision
    ueb,       ///< Unified English Braille, Guidelines for Technical Material, contracted words
    latex,     ///< LaTeX with few braces and blanks
    asciimath, ///< ASCIIMath with few brackets and blanks
    euro,      ///< LaTeX in Eurobraille, cells of eight dots, as schools in Germany write it
};

/*!
 * Whose habits Nemeth follows where transcribers and screen readers part.
 *
 * \c transcriber writes what the Code asks for on paper: the English-letter indicator before letters that stand alone,
 * the multipurpose indicator between two signs of operation, items of a list that stand outside of brackets with their
 * numeric indicators. \c reader writes as readers of the web do, for a formula that stands within its own mode: letters
 * without the English-letter indicator, a numeric indicator after each comparison and each leading minus.
 */
enum class NemethPractice : std::uint8_t { transcriber, reader };

/*! \c line writes all in one line; \c page sets tables and matrices in columns, as on paper (Nemeth only). */
enum class BrailleLayout : std::uint8_t { line, page };

struct BrailleOptions {
    BrailleCode code = BrailleCode::nemeth;
    NemethPractice practice = NemethPractice::transcriber;
    BrailleLayout layout = BrailleLayout::line;
    bool decimalComma = false;    ///< a comma between digits is a decimal one
    bool spacedOperators = false; ///< blanks around signs of operation as well, for young readers (UEB)
    bool shortNames = false;      ///< abbreviations such as \\Z for the integers (LaTeX)
};

/*!
 * Cells, and for each the node of the presentation tree that it was written for: what a routing key above the cell
 * means, and which cells to raise when a node is highlighted. An indicator belongs to the node that it announces.
 */
struct Braille {
    std::u32string cells;      ///< U+2800.. and '\n' between lines; letters in the plain-text codes
    std::vector<NodeId> nodes; ///< as many as cells; noNode for blanks between two signs and for line ends
};

/*! Writes \a tree in braille. Every tree has an answer, an empty one no cells. Linear time in the tree (a page: in its
 *  cells), no recursion. Not thread safe on one tree while a reader changes it; otherwise free of state. */
Braille brailleOf(const Tree &tree, const BrailleOptions &options);

/*! The cells that a code has for one character (nemeth and ueb), with the indicators of its style and alphabet, without
 *  those that its neighbors would ask for; empty when the code has none. In ASCII braille; brailleCells() makes cells
 * of it. O(log characters). */
std::string brailleOfCharacter(char32_t character, const BrailleOptions &options);
/*! ASCII braille as cells. */
std::u32string brailleCells(std::string_view ascii);

/*! The cells as text in UTF-8. */
std::string brailleUnicode(const Braille &braille);
/*! The cells as North American ASCII braille, the text of BRF files; cells with dots 7 or 8 lose these. */
std::string brailleBrf(const Braille &braille);

/*! How cells become text. */
enum class BrailleText : std::uint8_t { unicode, brf };
std::string brailleText(const Braille &braille, BrailleText text);

/*! The names that users write, in the order of each enumeration, and back; false leaves the value alone. */
std::span<const std::string_view> brailleCodeNames();
std::span<const std::string_view> nemethPracticeNames();
std::span<const std::string_view> brailleLayoutNames();
std::span<const std::string_view> brailleTextNames();
bool parseBrailleCode(std::string_view name, BrailleCode &code);
bool parseNemethPractice(std::string_view name, NemethPractice &practice);
bool parseBrailleLayout(std::string_view name, BrailleLayout &layout);
bool parseBrailleText(std::string_view name, BrailleText &text);

} // namespace mathtts
