// SPDX-License-Identifier: GPL-3.0-or-later
#include "linear.h"

#include "nemeth.h"

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
    const Sign &sign = signs[from];
    if (sign.kind == SignKind::word || sign.kind == SignKind::function) return sign.text.size() <= 1;
    return sign.kind != SignKind::number || sign.text.size() <= digits;
}

bool isWithinText(std::span<const Sign> signs, std::size_t at)
{
    if ((signs[at].flags & inText) == 0) return false;
    return (at > 0 && signs[at - 1].node == signs[at].node) ||
           (at + 1 < signs.size() && signs[at + 1].node == signs[at].node);
}

std::vector<Bar> barsOf(std::span<const Sign> signs)
{
    struct Level {
        std::size_t bar = 0;
        bool open = false;
    };
    std::vector<Bar> bars(signs.size(), Bar::open);
    std::vector<Level> levels(1);
    const auto leave = [&] {
        if (levels.back().open) bars[levels.back().bar] = Bar::infix;
        levels.pop_back();
        if (levels.empty()) levels.emplace_back();
    };
    for (std::size_t at = 0; at < signs.size(); ++at) {
        const SignKind kind = signs[at].kind;
        if (kind == SignKind::bar) {
            Level &level = levels.back();
            if (level.open && signs[level.bar].character == signs[at].character) {
                level.open = false;
                bars[at] = Bar::close;
            } else {
                if (level.open) bars[level.bar] = Bar::infix;
                level = {.bar = at, .open = true};
            }
        } else if (kind == SignKind::open) {
            levels.emplace_back();
        } else if (kind != SignKind::comma && endsPart(kind)) {
            leave();
            if (beginsPart(kind)) levels.emplace_back();
        } else if (beginsPart(kind)) {
            levels.emplace_back();
        }
    }
    while (levels.size() > 1)
        leave();
    leave();
    return bars;
}

bool hasNotation(std::string_view notation, std::string_view name)
{
    while (!notation.empty()) {
        const std::size_t end = std::min(notation.find_first_of(" \t\n\r"), notation.size());
        if (notation.substr(0, end) == name) return true;
        notation.remove_prefix(std::min(end + 1, notation.size()));
    }
    return false;
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
