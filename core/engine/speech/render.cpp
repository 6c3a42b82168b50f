// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/render.h"

namespace mathtts
{

std::string renderText(const Plan &plan, std::vector<TextRange> *ranges)
{
    std::string text;
    for (const Token &token : plan.tokens) {
        if (token.text.empty()) continue;
        if (!text.empty()) text += ' ';
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += token.text;
        if (ranges) ranges->push_back({begin, static_cast<std::uint32_t>(text.size()), token.node});
    }
    return text;
}

std::string renderSsml(const Plan &plan, const SsmlOptions &)
{
    return "<speak>" + renderText(plan) + "</speak>";
}

} // namespace mathtts
