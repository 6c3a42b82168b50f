// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "braille.h"
#include "cells.h"
#include "signs.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*!
 * The Nemeth Code as an automaton over the signs of a formula, one pass. Section numbers in its files are those of the
 * Code of 1972. The state is what a transcriber has in mind: the level, whether a number needs its indicator, a blank
 * that is due.
 *
 * nemeth.cpp writes signs, nemeth_punctuation.cpp punctuation, dots and blanks, nemeth_structures.cpp fractions, roots,
 * scripts and the like, nemeth_context.cpp looks around.
 */
class Nemeth
{
public:
    Nemeth(std::span<const Sign> signs, const BrailleOptions &options);

    /*! Linear time, but that an indicator of level is as long as scripts are deep. */
    Braille run();

private:
    /*! Why a blank is due before the next sign. */
    enum class Blank : std::uint8_t { none, comparison, comma, argument, word, ellipsis, shape, factorial };

    /*! What is known of the signs between a bracket and its partner, or between two commas there. */
    struct Segment {
        bool comparison = false; ///< a sign of comparison, outside of inner brackets
        bool spaced = false;     ///< numbers that only blanks set apart
        bool parted = false;     ///< brackets: a semicolon stands in them
        bool list = false;       ///< brackets: items set apart by commas, and no words nor comparisons (§10)
    };

    /*! A table that is being written. */
    struct Table {
        const Sign *open = nullptr; ///< its brackets, if any
        const Sign *close = nullptr;
        bool enlarged = false; ///< the brackets reach over several rows
        bool stacked = false;  ///< two rows of one: a binomial coefficient
        bool first = true;     ///< no row yet
    };

    // signs
    void write(const Sign &sign);
    void letter(const Sign &sign);
    void number(const Sign &sign);
    void word(const Sign &sign);
    void function(const Sign &sign);
    void operation(const Sign &sign);
    void comparison(const Sign &sign);
    void comma(const Sign &sign);
    void punctuation(const Sign &sign);
    void colon(const Sign &sign);
    void decimalPoint(const Sign &sign);
    void ellipsis(const Sign &sign);
    void open(const Sign &sign);
    void close(const Sign &sign);
    void bar(const Sign &sign);
    void symbol(const Sign &sign);
    void omission(const Sign &sign);
    void prime(const Sign &sign);
    void writtenBlank(const Sign &sign);
    void argument(const Sign &sign);

    // structures
    void fraction(const Sign &sign);
    void stack(const Sign &sign);
    void root(const Sign &sign);
    void script(const Sign &sign);
    void scriptEnd(const Sign &sign);
    void charge(const Sign &sign);
    [[nodiscard]] bool isChemicalSign(std::size_t at) const;
    [[nodiscard]] std::string_view bond() const;
    void modified(const Sign &sign);
    bool compound();
    void modifier(const Sign &sign);
    void modifiedEnd(const Sign &sign);
    void enclose(const Sign &sign);
    void table(const Sign &sign);
    void markTable(const Sign &sign);
    void mark(char32_t cell, NodeId node)
    {
        m_out.cells.push_back(cell);
        m_out.nodes.push_back(node);
    }
    void tableBracket(const Sign *bracket, bool enlarged);
    [[nodiscard]] bool endsInSubscript() const;

    // writing
    void put(std::string_view ascii, NodeId node);
    void put(char ascii, NodeId node) { put(std::string_view(&ascii, 1), node); }
    void blank();
    /*! A blank before the next sign, unless that is one that takes none. */
    void blankLater(Blank kind);
    void flushBlank();
    /*! States the level if it is another than that of the cells before (§74 to §80). */
    void level(NodeId node);
    /*! The blank that is due and the level, before a sign. */
    void start(const Sign &sign);
    /*! After a sign that is neither letter nor digit. */
    void settle(bool numeric)
    {
        m_numeric = numeric;
        m_base = m_joins = m_afterBare = false;
    }

    // looking around
    void lookAhead();
    [[nodiscard]] bool inScript() const { return !m_target.empty(); }
    [[nodiscard]] const Sign *next(std::size_t from) const;
    [[nodiscard]] const Sign *next() const { return next(m_at + 1); }
    [[nodiscard]] const Sign *previous() const { return m_at > 0 ? &m_signs[m_at - 1] : nullptr; }
    [[nodiscard]] bool leading() const;
    [[nodiscard]] bool returns(std::size_t from, bool beyond) const;
    [[nodiscard]] bool standsAlone() const;
    [[nodiscard]] bool isRatio() const;
    [[nodiscard]] bool arrowFollows();
    [[nodiscard]] bool solitary() const;
    [[nodiscard]] bool isApplied(std::size_t at) const;
    [[nodiscard]] bool isStatedBefore(const Sign &sign) const;
    [[nodiscard]] bool hasScript() const;
    [[nodiscard]] bool beginsWithDots(std::size_t bracket) const;
    [[nodiscard]] bool isPower() const;
    [[nodiscard]] bool isQuestion() const;
    [[nodiscard]] bool isDottedDigit(std::size_t at) const;
    bool dottedDigits(const Sign &sign);
    [[nodiscard]] std::string_view cellsOf(char32_t character) const;

    std::span<const Sign> m_signs;
    std::size_t m_at = 0;
    bool m_reader;
    bool m_page;               // tables are marked for setOnPage()
    bool m_proportion = false; // the formula holds the sign "as"
    bool m_sum = false;        // of chemistry: the formula holds a plus, it is a reaction
    Braille m_out;
    std::vector<Segment> m_ahead;         // of a bracket or comma: what it holds, or what the item after it holds
    std::vector<std::uint32_t> m_partner; // of a bracket: the other one, else its own index
    std::vector<bool> m_itemEnds;         // of a sign: nothing but brackets closes before a comma, a mark or dots
    enum class Bar : std::uint8_t { open, close, infix };
    std::vector<Bar> m_bars; // of a bar: what it does

    std::string m_target;                  // the level that signs stand on, as its indicator: "" "^" "^;" ...
    std::string m_level;                   // the level that the cells written last are on
    std::vector<std::size_t> m_targets;    // length of m_target around each open script
    std::vector<bool> m_bare;              // of each open script: written without indicator
    std::vector<std::uint32_t> m_brackets; // open brackets
    std::size_t m_colon = 0;               // one more than the brackets around the last colon, 0: none
    std::vector<std::uint32_t> m_merged;   // ends of modified expressions that are one with the one around them
    std::vector<std::uint32_t> m_compared; // ends of modified signs of comparison
    std::vector<std::uint32_t> m_stacks;   // begins of open stacks
    std::vector<Table> m_tables;           // open tables
    Blank m_blank = Blank::none;
    bool m_numeric = true;    // a number here needs the numeric indicator
    bool m_base = false;      // the cells written last are a letter: a number below it needs no indicator (§77)
    bool m_joins = false;     // a digit here would be read as an index of what stands before it (§177)
    bool m_afterBare = false; // the cells written last are such an index
    bool m_inModifier = false;
    bool m_arrow = false; // what arrowFollows() found for the signs before m_arrowUntil
    std::size_t m_arrowUntil = 0;
};

/*! Writes \a signs in the Nemeth Code. */
Braille nemethOf(std::span<const Sign> signs, const BrailleOptions &options);

/*! The cells of one character, see brailleOfCharacter(). */
std::string nemethCharacter(char32_t character, NemethPractice practice);

/*! A sign that ends a part of a structure: no blank is written before it. */
bool endsPart(SignKind kind);
/*! A sign that begins a part of a structure: no blank is written after it. */
bool beginsPart(SignKind kind);
/*! A line over or under something. */
bool isBarSign(char32_t character);
/*! A quotation mark that opens, double or single. */
bool isOpeningQuote(char32_t character);
/*! Element-of signs: readers treat them as operations that stand between blanks. */
bool isMembership(char32_t character);
/*! An arrow of Unicode's blocks of arrows. */
bool isArrow(char32_t character);

} // namespace mathtts
