// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/asciimath/symbols.h"
#include "engine/engine.h"

#include <string_view>
#include <vector>

namespace mathtts::asciimath
{

/*! One symbol of the input. */
struct Token {
    SymbolKind kind = SymbolKind::end_;
    bool negates = false;       ///< a minus sign after _ ^ or /: it belongs to what follows
    bool blankAfter = false;    ///< white space follows
    std::string_view text = {}; ///< what it shows; of text, quote, color, class and id what stands in the brackets
    std::string_view name = {}; ///< as it is written
    Span span = {};
};

/*!
 * Takes AsciiMath apart. The last token is of kind end_. A bar becomes open_ or close_ where another bar belongs to it,
 * and an operator elsewhere. Linear.
 */
std::vector<Token> tokenize(std::string_view input, const Limits &limits, Diagnostics &diagnostics);

} // namespace mathtts::asciimath
