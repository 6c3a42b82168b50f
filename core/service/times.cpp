// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/times.h"

#include "engine/text.h"

#include <array>

namespace mathtts
{
namespace
{

constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/*! 02:41:08 */
std::string clockText(std::chrono::seconds ofDay)
{
    const std::chrono::hh_mm_ss clock(ofDay);
    return formatted("{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

} // namespace

// The formats of <chrono> would do the same and take longer to compile than any other file of the service.

std::string isoTime(std::int64_t milliseconds)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date(day);
    return formatted("{:04}-{:02}-{:02}T{}.{:03}Z", int(date.year()), unsigned(date.month()), unsigned(date.day()),
                     clockText(second - day), (time - second).count());
}

std::string httpTime(std::chrono::sys_seconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    return formatted("{}, {:02} {} {:04} {} GMT", weekdays.at(std::chrono::weekday(day).c_encoding()),
                     unsigned(date.day()), months.at(unsigned(date.month()) - 1), int(date.year()),
                     clockText(time - day));
}

} // namespace mathtts
