// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/problems.h"

#include "engine/nearest.h"

namespace mathtts
{

namespace
{
constexpr std::size_t mostErrors = 100;
constexpr std::size_t mostWarnings = 1000; // of the sources that the program is built of

/*! Where \a place begins in the text of its source. */
std::size_t offsetOf(Place place)
{
    return place.text.data() ? static_cast<std::size_t>(place.text.data() - place.source->text.data()) : 0;
}
} // namespace

std::uint32_t lineOf(Place place)
{
    if (!place.source || !place.text.data()) return 0;
    const std::string_view before = std::string_view(place.source->text).substr(0, offsetOf(place));
    return static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
}

void Problems::add(Place place, Mistake mistake, bool warning)
{
    if (m_list.size() >= (warning ? mostWarnings : mostWarnings + mostErrors)) return;
    RuleProblem problem{.file = place.source ? place.source->name : "",
                        .line = lineOf(place),
                        .column = 0,
                        .begin = 0,
                        .end = 0,
                        .message = std::move(mistake.message),
                        .advice = std::move(mistake.advice),
                        .warning = warning};
    if (problem.line > 0) {
        problem.begin = offsetOf(place);
        problem.end = problem.begin + place.text.size();
        const std::string_view before = std::string_view(place.source->text).substr(0, problem.begin);
        const std::string_view left = before.substr(before.rfind('\n') + 1); // npos + 1 is 0
        const auto startsCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
        problem.column = static_cast<std::uint32_t>(1 + std::ranges::count_if(left, startsCharacter));
    }
    const bool isKnown = std::ranges::any_of(m_list, [&](const RuleProblem &other) { // by a style that extends another
        return other.file == problem.file && other.begin == problem.begin && other.message == problem.message;
    });
    if (!isKnown) m_list.push_back(std::move(problem));
}

std::string didYouMean(std::string_view typed, const std::vector<std::string_view> &names)
{
    const Nearest best = nearest(typed, names);
    return best.isLikely ? "Did you mean " + std::string(best.name) + "?" : std::string();
}

} // namespace mathtts
