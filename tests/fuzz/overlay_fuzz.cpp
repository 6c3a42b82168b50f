// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as rules and words of a user's: what is refused has its place, and what is taken says formulas in a number
// of words that grows with them.
#include "engine/overlay/overlay.h"
#include "whole_way.h"

#include <string>

using namespace mathtts;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t mostTokens = 20'000; // for formulas of less than a hundred nodes
    const RuleSource file{.name = "my.rules", .text = {reinterpret_cast<const char *>(data), size}, .style = "natural"};
    LaidOver laid = layOver({file});
    require(laid.images.empty() == !laid.problems.empty());
    for (const RuleProblem &problem : laid.problems)
        require(problem.begin <= problem.end && problem.end <= size);
    const Engine engine{std::move(laid.images)};
    Session session{engine};
    for (const char *formula :
         {R"(\frac{a^{2}}{b_1}+\sqrt[3]{x+\sum_{i=1}^n i^2})", R"(\begin{pmatrix}1&2\\3&4\end{pmatrix}\le|x|)",
          R"(\sqrt{\sqrt{\sqrt{\sqrt{\sqrt{\sqrt{\sqrt{\sqrt{\sqrt{\sqrt{x+1}}}}}}}}}})"}) {
        session.read(formula, {});
        require(session.plan().tokens.size() < mostTokens);
    }
    return 0;
}
