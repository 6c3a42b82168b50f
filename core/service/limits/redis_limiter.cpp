// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/limits/redis_limiter.h"

#include "service/telemetry/correlation.h"

#include <algorithm>

namespace mathtts::limits
{
namespace
{

// A sorted set of the allowed requests of the key by time in microseconds. Lua's numbers are doubles: microseconds
// since 1970 are exact in them, but need %.0f to be written out whole.
constexpr std::string_view script = R"(
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local count = tonumber(ARGV[1])
local window = tonumber(ARGV[2]) * 1000000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - window))
local taken = redis.call('ZCARD', KEYS[1])
local allowed = 0
if taken < count then
    redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[3])
    taken = taken + 1
    allowed = 1
    redis.call('EXPIRE', KEYS[1], ARGV[2] + 1)
end
local wait = 0
if taken > 0 then
    local blocking = math.max(0, math.min(taken - count, taken - 1))
    local oldest = redis.call('ZRANGE', KEYS[1], blocking, blocking, 'WITHSCORES')
    wait = math.max(0, tonumber(oldest[2]) + window - now)
end
return {allowed, taken, math.ceil(wait / 1000000)}
)";

} // namespace

RedisLimiter::RedisLimiter(redis::Client &client)
    : m_client(client)
    , m_server(telemetry::makeId())
{
}

Decision RedisLimiter::take(std::string_view key, Rule rule)
{
    const std::string name = "mathtts:limit:" + std::string(key);
    const std::string member = m_server + ':' + std::to_string(m_count.fetch_add(1));
    const auto reply =
        m_client.run(script, {{name}}, {{std::to_string(rule.count), std::to_string(rule.seconds), member}});
    if (!reply || reply->items.size() != 3) return m_own.take(key, rule);

    Decision decision{.limit = rule.count};
    decision.allowed = reply->items[0].integer == 1;
    const auto taken = static_cast<std::uint32_t>(std::max<std::int64_t>(0, reply->items[1].integer));
    decision.remaining = rule.count - std::min(taken, rule.count);
    decision.resetSeconds = static_cast<std::uint32_t>(std::max<std::int64_t>(0, reply->items[2].integer));
    if (rule.count == 0) decision.resetSeconds = rule.seconds;
    if (!decision.allowed) decision.retrySeconds = std::max(1U, decision.resetSeconds);
    if (decision.allowed) m_own.note(key, rule);
    return decision;
}

} // namespace mathtts::limits
