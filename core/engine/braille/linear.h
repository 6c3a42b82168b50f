// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "braille.h"
#include "signs.h"

#include <span>
#include <string_view>

namespace mathtts
{

/*! Writes \a signs as LaTeX for a braille display: few braces, a blank before a sign of operation and around what
 *  begins with a backslash. \a shortNames: the abbreviations of resources/braille/latex.tsv. Linear time. */
Braille latexTextOf(std::span<const Sign> signs, bool shortNames);

/*! Writes \a signs as ASCIIMath: blanks around comparisons and between names. Linear time. */
Braille asciimathTextOf(std::span<const Sign> signs);

/*! Writes \a signs, those of \a tree, as LaTeX in Eurobraille: as the author wrote it where the document tells
 *  (MathJax's attribute data-latex), else as latexTextOf() does; a blank before signs of operation and comparison.
 * Linear time but for sorting these signs. */
Braille euroTextOf(const Tree &tree, std::span<const Sign> signs);

/*! Text that grows with a node for each of its characters. */
class LinearText
{
public:
    void append(std::string_view utf8, NodeId node);
    [[nodiscard]] bool empty() const { return m_out.cells.empty(); }
    [[nodiscard]] char32_t last() const { return m_out.cells.empty() ? U'\0' : m_out.cells.back(); }
    Braille take() { return std::move(m_out); }

private:
    Braille m_out;
};

/*! Whether the sign at \a at is one of several of a text. */
bool isWithinText(std::span<const Sign> signs, std::size_t at);

/*! What a bar does: where the other one of its pair stands. */
enum class Bar : std::uint8_t { open, close, infix };
/*! Of each sign that is a bar; bars pair within the same brackets and parts of structures. Linear time. */
std::vector<Bar> barsOf(std::span<const Sign> signs);

/*! Whether \a name is among the words of a notation. */
bool hasNotation(std::string_view notation, std::string_view name);

/*! Whether the part holds one sign: one letter of a word, one number of \a digits digits at most. */
bool isSole(std::span<const Sign> signs, std::size_t from, std::size_t to, std::size_t digits);

/*! A modified expression that is being written: its modifiers are limits beside it, or an accent around it. */
struct Modified {
    bool limits = false;
    bool begun = false;  ///< one of the limits
    bool accent = false; ///< written by a command of its own
};

/*! A name of a sign in plain text. */
struct SignName {
    char32_t character = 0;
    std::string_view name;
    std::string_view shortName;
};

/*! What LaTeX writes for a character, with its backslash; and its abbreviation, or the same. Empty: the character
 * itself. O(log characters). */
SignName latexName(char32_t character);
/*! What ASCIIMath writes for a character. */
SignName asciimathName(char32_t character);

} // namespace mathtts
