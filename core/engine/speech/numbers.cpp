// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/numbers.h"

#include <algorithm>
#include <array>

namespace mathtts
{

namespace
{
/*! A template that is being written: what is left of it, and the rule and number for its parts. */
struct Part {
    std::string_view rest;
    const image::NumberRule *rule = nullptr;
    std::int64_t number = 0;
};

Part startPart(const image::Image &image, std::uint32_t grammar, std::int64_t number)
{
    const auto &table = image.section<image::NumberGrammar>(image::Section::numberGrammars)[grammar];
    const auto rules = image.section<image::NumberRule>(image::Section::numberRules, table.rules);
    const auto above = std::ranges::upper_bound(rules, number, {}, &image::NumberRule::base);
    const image::NumberRule &rule = *(above - 1); // the first base is 0
    const bool more = rule.withRest.length > 0 && number % rule.unit != 0;
    return {image.text(more ? rule.withRest : rule.exact), &rule, number};
}
} // namespace

bool spellNumber(const image::Image &image, std::uint32_t grammar, std::int64_t number, std::string &out)
{
    if (number < 0) return false;
    // Each part is smaller than the whole by a factor of ten or more, or the whole by another grammar: 40 levels are
    // more than 64 bits can need.
    std::array<Part, 40> stack{startPart(image, grammar, number)};
    for (std::size_t depth = 1; depth > 0;) {
        Part &part = stack[depth - 1];
        const std::size_t plain = std::min(part.rest.find_first_of("\1\2\3\4"), part.rest.size());
        out += part.rest.substr(0, plain);
        part.rest.remove_prefix(plain);
        if (part.rest.starts_with('\4')) {
            out += std::to_string(part.number);
            part.rest.remove_prefix(1);
            continue;
        }
        if (part.rest.size() < 2) {
            --depth;
            continue;
        }
        const char which = part.rest[0];
        const auto other = static_cast<std::uint32_t>(part.rest[1] - 1);
        part.rest.remove_prefix(2);
        if (depth == stack.size()) continue;
        const std::int64_t inner = which == '\1'   ? part.number / part.rule->unit
                                   : which == '\2' ? part.number % part.rule->unit
                                                   : part.number;
        stack[depth] = startPart(image, other, inner);
        ++depth;
    }
    return true;
}

} // namespace mathtts
