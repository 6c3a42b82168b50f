// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nemeth.h"
#include "ueb.h"

namespace mathtts
{

/*! Makes the pieces of a formula; ueb.cpp has signs, ueb_structures.cpp fractions, roots, scripts and the like. */
class UebBuilder
{
public:
    UebBuilder(std::span<const Sign> signs, bool spaced)
        : m_signs(signs)
        , m_spaced(spaced)
    {
    }

    std::vector<UebPiece> run();

private:
    using Kind = UebPiece::Kind;

    struct Table {
        std::uint32_t open = 0;
        std::uint32_t close = 0;
        bool bracketed = false;
        bool closed = false;
        bool first = true;
    };

    struct Item {
        bool group = false;  ///< in braille grouping signs
        bool script = false; ///< no blanks in it
    };

    void write(const Sign &sign);
    void letter(const Sign &sign);
    void number(const Sign &sign);
    void word(const Sign &sign);
    void function(const Sign &sign);
    void infix(const Sign &sign, bool spaced);
    void blank(const Sign &sign);
    void fraction(const Sign &sign);
    void root(const Sign &sign);
    void script(const Sign &sign);
    void modified(const Sign &sign);
    void modifier(const Sign &sign);
    void table(const Sign &sign);
    void tableBracket(std::uint32_t index);

    void put(std::string_view ascii, NodeId node, Kind kind = Kind::sign);
    void space();
    void beginItem(std::size_t from, std::size_t to, NodeId node, bool script);
    void endItem(NodeId node);
    [[nodiscard]] bool isNumber(std::size_t from, std::size_t to) const;
    [[nodiscard]] bool isItem(std::size_t from, std::size_t to) const;
    [[nodiscard]] bool isGroupedBase(std::size_t script) const;
    [[nodiscard]] const Sign *next() const { return m_at + 1 < m_signs.size() ? &m_signs[m_at + 1] : nullptr; }
    [[nodiscard]] const Sign *previous() const { return m_at > 0 ? &m_signs[m_at - 1] : nullptr; }
    [[nodiscard]] bool atEdge(const Sign *sign) const
    {
        return !sign || endsPart(sign->kind) || beginsPart(sign->kind);
    }

    std::span<const Sign> m_signs;
    std::size_t m_at = 0;
    std::size_t m_comparison = 0; // the first one after a colon
    bool m_spaced;
    std::vector<UebPiece> m_pieces;
    std::vector<Item> m_items;                // that are begun
    std::vector<std::uint32_t> m_bases;       // of a sign: how many bases in grouping signs begin with it
    std::vector<std::uint32_t> m_comparisons; // ends of modified signs of comparison
    std::vector<std::uint32_t> m_match;       // of a bracket: its partner, else itself
    std::vector<bool> m_between;              // of a bar: it stands between
    std::vector<Table> m_tables;
    int m_scripts = 0;          // open scripts and modifiers: no blanks in them
    double m_gap = 0;           // width of the blanks since the last sign
    bool m_shape = false;       // the last sign is a shape
    bool m_argument = false;    // the name of a function ends here
    bool m_tableClosed = false; // the table before wrote its closing bracket
};

/*! A number as cells, with its indicator. */
std::string digitCells(std::string_view text);

} // namespace mathtts
