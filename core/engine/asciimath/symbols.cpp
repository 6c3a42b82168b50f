// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/asciimath/symbols.h"

#include "engine/asciimath/symboltable.h"

namespace mathtts::asciimath
{

namespace
{
/*! Whether a word ends before \a rest. */
bool endsWord(std::string_view rest)
{
    return rest.empty() || std::string_view(" \t\r\n,;.)]}").contains(rest.front());
}
} // namespace

const Symbol *findSymbol(std::string_view text, bool apart)
{
    if (text.empty()) return nullptr;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first >= 0x80) return nullptr;
    for (std::size_t i = firstSymbols[first]; i < firstSymbols[first + 1U]; ++i) // the longest come first
        if (text.starts_with(symbols[i].name) &&
            (symbols[i].kind != SymbolKind::prose_ || (apart && endsWord(text.substr(symbols[i].name.size())))))
            return &symbols[i];
    return nullptr;
}

} // namespace mathtts::asciimath
