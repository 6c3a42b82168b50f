// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/compile.h"

#include <algorithm>

namespace mathtts
{

/*! A line of a source, to point at. */
struct Place {
    const RuleSource *source = nullptr;
    std::uint32_t line = 0;
};

/*! Collects what is wrong. */
class Problems
{
public:
    void error(Place place, std::string message) { add(place, std::move(message), false); }
    void warning(Place place, std::string message) { add(place, std::move(message), true); }

    [[nodiscard]] bool anyError() const { return !std::ranges::all_of(m_list, &RuleProblem::warning); }
    [[nodiscard]] std::vector<RuleProblem> take() { return std::move(m_list); }

private:
    void add(Place place, std::string message, bool warning)
    {
        m_list.push_back({place.source ? place.source->name : "", place.line, std::move(message), warning});
    }

    std::vector<RuleProblem> m_list;
};

} // namespace mathtts
