// SPDX-License-Identifier: GPL-3.0-or-later
#include "signs_passes.h"

namespace mathtts
{

void numberRoots(std::vector<Sign> &signs)
{
    std::uint16_t depth = 0;
    for (Sign &sign : signs) {
        if (sign.kind == SignKind::rootEnd) --depth;
        if (sign.kind == SignKind::rootBegin || sign.kind == SignKind::rootEnd) sign.order = depth;
        if (sign.kind == SignKind::rootBegin) ++depth;
        if (sign.kind == SignKind::radicand) sign.order = static_cast<std::uint16_t>(depth - 1);
    }
}

void markMixedNumbers(std::vector<Sign> &signs)
{
    for (std::size_t at = 1; at < signs.size(); ++at) {
        Sign &fraction = signs[at];
        if (fraction.kind != SignKind::fractionBegin || signs[at - 1].kind != SignKind::number) continue;
        if (fraction.partner != at + 4 || signs[at + 1].kind != SignKind::number ||
            signs[at + 3].kind != SignKind::number)
            continue;
        for (const std::size_t part : {at, at + 2, at + 4})
            signs[part].flags |= mixedNumber;
    }
}

void joinPieces(std::vector<Sign> &signs)
{
    const auto piece = [](const Sign &sign) -> char32_t {
        switch (sign.character) {
        case U'.': return sign.kind == SignKind::punctuation ? U'.' : 0;
        case U'_': return U'_';
        case U'-': return U'-';
        default: return 0;
        }
    };
    for (std::size_t at = 0; at + 2 < signs.size(); ++at) {
        const char32_t first = piece(signs[at]);
        if (first == 0) continue;
        std::size_t end = at + 1;
        while (end < signs.size() && piece(signs[end]) == first)
            ++end;
        if (end - at >= 3) {
            signs[at].kind = first == U'.' ? SignKind::ellipsis : SignKind::blankLine;
            if (first == U'.') signs[at].character = U'\u2026';
            for (std::size_t rest = at + 1; rest < end; ++rest)
                signs[rest].flags |= emptyPart;
        }
        at = end - 1;
    }
    std::uint32_t kept = 0;
    std::vector<std::uint32_t> moved(signs.size());
    for (std::uint32_t at = 0; at < signs.size(); ++at) {
        const Sign &sign = signs[at];
        moved[at] = kept;
        const bool dropped = (sign.flags & emptyPart) != 0 && piece(sign) != 0;
        if (!dropped) signs[kept++] = signs[at];
    }
    signs.resize(kept);
    for (Sign &sign : signs)
        if (sign.partner != 0 || sign.kind != SignKind::letter) sign.partner = moved[sign.partner];
}

} // namespace mathtts
