// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts::telemetry
{

enum class Status : std::uint8_t {
    healthy,
    degraded,  ///< works, not as it should: Redis is away, each server limits alone
    unhealthy, ///< can't do its work: no database
};

/*! "healthy", "degraded", "unhealthy". */
std::string_view statusName(Status status);

/*! How one part is. \c detail is for operators and holds no secret. */
struct Component {
    std::string name;
    Status status = Status::healthy;
    std::string detail;
    double milliseconds = 0; ///< how long the check took
};

struct HealthReport {
    Status status = Status::healthy; ///< the worst of the components
    std::vector<Component> components;
};

/*! The parts of the service that can fail, each with a check of its own. Add all before the first use; then thread
 *  safe. A report is kept for a second, so that asking often costs nothing. */
class Health
{
public:
    /*! What \a check says of itself; a check may block for its own time limit and must not throw. */
    struct Answer {
        Status status = Status::healthy;
        std::string detail;
    };

    void add(std::string name, std::function<Answer()> check);

    HealthReport report();

private:
    struct Check {
        std::string name;
        std::function<Answer()> ask;
    };
    std::vector<Check> m_checks;
    std::mutex m_mutex;
    HealthReport m_last;
    std::chrono::steady_clock::time_point m_lastAt{};
    bool m_hasLast = false;
};

} // namespace mathtts::telemetry
