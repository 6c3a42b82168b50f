// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/limits/memory_limiter.h"
#include "service/redis/client.h"

namespace mathtts::limits
{

/*!
 * The limiter that several servers share: one script in Redis does the look and the count as one step, by the clock of
 * the Redis server, so that the servers' clocks don't matter. While Redis is away this server goes on by itself; it
 * has noted what it allowed before, so that nobody gains a new window from the failure.
 */
class RedisLimiter : public Limiter
{
public:
    /*! \a client must outlive the limiter. */
    explicit RedisLimiter(redis::Client &client);

    Decision take(std::string_view key, Rule rule) override;
    [[nodiscard]] bool mayBlock() const override { return true; }

private:
    redis::Client &m_client;
    MemoryLimiter m_own;
    std::string m_server; ///< makes the members of the sets of several servers differ
    std::atomic<std::uint64_t> m_count = 0;
};

} // namespace mathtts::limits
