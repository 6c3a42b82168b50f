// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/structure/symbols.h"

#include "engine/structure/symboltable.h" // generated from resources/structure
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::structure
{

Symbol symbolOf(char32_t character)
{
    if (character >= table::end) return {};
    const auto &page = table::pages[table::directory[character / table::pageSize]];
    return table::records[page[character % table::pageSize]];
}

Symbol symbolOf(std::string_view text)
{
    if (const char32_t character = soleCharacter(text)) return symbolOf(character);
    const auto found = std::ranges::lower_bound(table::names, text, {}, [](const auto &name) { return name.first; });
    return found != table::names.end() && found->first == text ? found->second : Symbol{};
}

Symbol commonSymbol(std::string_view text)
{
    Symbol common;
    bool first = true;
    for (std::size_t place = 0; place < text.size();) {
        const Decoded decoded = decodeUtf8(text, place);
        place += decoded.length;
        const Symbol symbol = symbolOf(decoded.character);
        if (symbol.kind == Concept::sUnknown) continue;
        if (first) common = {symbol.kind, symbol.role, Variant::automatic};
        if (symbol.kind != common.kind) return {};
        if (symbol.role != common.role) common.role = NodeRole::unknown;
        first = false;
    }
    return common;
}

NodeRole numberRole(std::string_view text)
{
    bool integer = true;
    for (std::size_t place = 0; place < text.size();) {
        const Decoded decoded = decodeUtf8(text, place);
        place += decoded.length;
        const Symbol symbol = symbolOf(decoded.character);
        if (symbol.kind == Concept::sNumber && symbol.role == NodeRole::integer) continue;
        if (symbol.role == NodeRole::comma || symbol.role == NodeRole::space) continue;
        if (symbol.kind != Concept::sPunctuation) return NodeRole::othernumber;
        integer = false;
    }
    return integer ? NodeRole::integer : NodeRole::float_;
}

Variant commonStyle(std::string_view text)
{
    Variant common = Variant::automatic;
    for (std::size_t place = 0; place < text.size();) {
        const Decoded decoded = decodeUtf8(text, place);
        place += decoded.length;
        const Variant style = symbolOf(decoded.character).style;
        if (style == Variant::automatic) continue;
        if (common != Variant::automatic && style != common) return Variant::automatic;
        common = style;
    }
    return common;
}

bool hasWideBlank(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        const Decoded decoded = decodeUtf8(text, place);
        place += decoded.length;
        if (symbolOf(decoded.character).role == NodeRole::space) return true;
    }
    return false;
}

bool hasLetter(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        const Decoded decoded = decodeUtf8(text, place);
        place += decoded.length;
        if (symbolOf(decoded.character).kind == Concept::sIdentifier) return true;
    }
    return false;
}

bool isWord(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        const Decoded decoded = decodeUtf8(text, place);
        place += decoded.length;
        const Symbol symbol = symbolOf(decoded.character);
        if (symbol.kind != Concept::sIdentifier && symbol.kind != Concept::sNumber) return false;
    }
    return true;
}

} // namespace mathtts::structure
