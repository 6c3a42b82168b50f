// SPDX-License-Identifier: GPL-3.0-or-later
#include "linear.h"

#include "engine/braille/celltable.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

namespace
{
SignName find(std::span<const SignName> names, char32_t character)
{
    const auto found = std::ranges::lower_bound(names, character, {}, &SignName::character);
    return found == names.end() || found->character != character ? SignName{} : *found;
}
} // namespace

void LinearText::append(std::string_view utf8, NodeId node)
{
    for (std::size_t at = 0; at < utf8.size();) {
        const Decoded decoded = decodeUtf8(utf8, at);
        at += decoded.length;
        m_out.cells.push_back(decoded.character);
        m_out.nodes.push_back(node);
    }
}

bool isSole(std::span<const Sign> signs, std::size_t from, std::size_t to, std::size_t digits)
{
    while (to > from && signs[to - 1].kind == SignKind::argument)
        --to;
    if (to != from + 1) return false;
    return signs[from].kind != SignKind::number || signs[from].text.size() <= digits;
}

SignName latexName(char32_t character)
{
    return find(cellTable::latex, character);
}

SignName asciimathName(char32_t character)
{
    return find(cellTable::asciimath, character);
}

} // namespace mathtts
