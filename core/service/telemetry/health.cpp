// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/health.h"

#include <algorithm>

namespace mathtts::telemetry
{
namespace
{
constexpr std::chrono::seconds keptFor{1};
}

std::string_view statusName(Status status)
{
    switch (status) {
    case Status::healthy: return "healthy";
    case Status::degraded: return "degraded";
    case Status::unhealthy: return "unhealthy";
    }
    return "";
}

void Health::add(std::string name, std::function<Answer()> check)
{
    m_checks.push_back({std::move(name), std::move(check)});
}

HealthReport Health::report()
{
    using Clock = std::chrono::steady_clock;
    const std::scoped_lock lock(m_mutex);
    if (m_hasLast && Clock::now() - m_lastAt < keptFor) return m_last;
    HealthReport report;
    for (const Check &check : m_checks) {
        const auto start = Clock::now();
        Answer answer = check.ask();
        const std::chrono::duration<double, std::milli> took = Clock::now() - start;
        report.status = std::max(report.status, answer.status);
        report.components.push_back({check.name, answer.status, std::move(answer.detail), took.count()});
    }
    m_last = report;
    m_lastAt = Clock::now();
    m_hasLast = true;
    return report;
}

} // namespace mathtts::telemetry
