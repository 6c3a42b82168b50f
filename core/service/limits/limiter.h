// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

namespace mathtts::limits
{

/*! At most \c count requests in any \c seconds, wherever they start. */
struct Rule {
    std::uint32_t count = 60;   ///< at most 100 000
    std::uint32_t seconds = 60; ///< at most a week
    bool operator==(const Rule &) const = default;
};

/*! What a limit says to a request, and what its answer tells in X-RateLimit-*. */
struct Decision {
    bool allowed = true;
    std::uint32_t limit = 0;        ///< X-RateLimit-Limit
    std::uint32_t remaining = 0;    ///< X-RateLimit-Remaining
    std::uint32_t resetSeconds = 0; ///< X-RateLimit-Reset: until a slot becomes free, rounded up
    std::uint32_t retrySeconds = 0; ///< Retry-After: 0 when allowed, at least 1 otherwise
};

/*! Milliseconds that only grow, whatever happens to the clock on the wall. */
using MonotonicClock = std::function<std::int64_t()>;
std::int64_t monotonicMilliseconds();

/*!
 * Counts requests by key in an exact sliding window: in no stretch of Rule::seconds are more than Rule::count allowed,
 * also under parallel calls. A refused request is not counted. Thread safe.
 */
class Limiter
{
public:
    Limiter() = default;
    virtual ~Limiter() = default;
    Limiter(const Limiter &) = delete;
    Limiter &operator=(const Limiter &) = delete;

    virtual Decision take(std::string_view key, Rule rule) = 0;
    /*! Whether take() may wait for another machine: then it does not belong on a thread that serves many. */
    [[nodiscard]] virtual bool mayBlock() const = 0;
};

} // namespace mathtts::limits
