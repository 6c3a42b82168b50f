// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mathtts::asciimath
{

/*! What a symbol does; the kinds of resources/asciimath/symbols.tsv, which tells more. */
enum class SymbolKind : std::uint8_t {
    letter_,
    upright_,
    operator_,
    name_,
    limits_,
    function_,
    word_,
    prose_, ///< a word that only blanks part from what is around it
    space_,
    open_,
    close_,
    bar_,
    infix_,
    over_,
    under_,
    font_,
    wrap_,
    differential_,
    root_,
    rootOf_,
    fraction_,
    above_,
    below_,
    cancel_,
    text_,
    quote_,
    color_,
    class_,
    id_,
    // not in the table
    number_, ///< digits
    end_,    ///< of the input
};

struct Symbol {
    std::string_view name;
    SymbolKind kind = SymbolKind::end_;
    std::string_view output; ///< static; empty: nothing is shown
};

/*! The symbol with the longest name that \a text starts with, or nullptr; words of prose only when \a apart says that a
 *  blank stands before them. O(names with the same first letter). */
const Symbol *findSymbol(std::string_view text, bool apart = false);

} // namespace mathtts::asciimath
