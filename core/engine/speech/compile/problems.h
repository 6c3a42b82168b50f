// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/compile.h"

#include <algorithm>

namespace mathtts
{

/*! A spot in a source, to point at: a part of its text, or the whole file. */
struct Place {
    const RuleSource *source = nullptr;
    std::string_view text{};
};

/*! The line of \a place, from 1; 0 for a whole file. O(length of the source). */
std::uint32_t lineOf(Place place);

/*! What is wrong, and what to do about it. */
struct Mistake {
    std::string message{};
    std::string advice{};
};

/*! Collects what is wrong. */
class Problems
{
public:
    void error(Place place, std::string message, std::string advice = {})
    {
        add(place, {std::move(message), std::move(advice)}, false);
    }
    void error(Place place, Mistake mistake) { add(place, std::move(mistake), false); }
    void warning(Place place, std::string message) { add(place, {std::move(message), {}}, true); }

    [[nodiscard]] bool anyError() const { return !std::ranges::all_of(m_list, &RuleProblem::warning); }
    [[nodiscard]] std::vector<RuleProblem> take() { return std::move(m_list); }

private:
    void add(Place place, Mistake mistake, bool warning);

    std::vector<RuleProblem> m_list;
};

/*! "Did you mean NAME?" with the nearest of \a names; empty when none is near. */
std::string didYouMean(std::string_view typed, const std::vector<std::string_view> &names);

} // namespace mathtts
