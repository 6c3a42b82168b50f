// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/limits/memory_limiter.h"

#include <algorithm>

namespace mathtts::limits
{
namespace
{

constexpr std::string_view everybodyElse{"\0everybody else", 15};
constexpr std::int64_t sweepEvery = 1000; // milliseconds

std::uint32_t secondsUp(std::int64_t milliseconds)
{
    return static_cast<std::uint32_t>(std::max<std::int64_t>(0, (milliseconds + 999) / 1000));
}

} // namespace

std::int64_t monotonicMilliseconds()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

MemoryLimiter::MemoryLimiter(MonotonicClock clock, std::size_t maxKeys)
    : m_clock(std::move(clock))
    , m_maxKeysOfShard(std::max<std::size_t>(1, maxKeys / shardCount))
{
}

MemoryLimiter::Window &MemoryLimiter::windowOf(Shard &shard, std::string_view key, std::int64_t now) const
{
    if (const auto found = shard.windows.find(key); found != shard.windows.end()) return found->second;
    if (shard.windows.size() >= m_maxKeysOfShard && now - shard.sweptAt >= sweepEvery) {
        shard.sweptAt = now;
        std::erase_if(shard.windows, [&](const auto &entry) { return entry.second.endsAt <= now; });
    }
    if (shard.windows.size() >= m_maxKeysOfShard) key = everybodyElse;
    return shard.windows.try_emplace(std::string(key)).first->second;
}

Decision MemoryLimiter::take(std::string_view key, Rule rule)
{
    Shard &shard = m_shards[Hash{}(key) % m_shards.size()];
    const std::int64_t length = std::int64_t{rule.seconds} * 1000;
    const std::scoped_lock lock(shard.mutex);
    const std::int64_t now = m_clock(); // behind the lock, so that times come in order
    Window &window = windowOf(shard, key, now);
    while (!window.times.empty() && window.times.front() + length <= now)
        window.times.pop_front();

    Decision decision{.limit = rule.count};
    decision.allowed = window.times.size() < rule.count;
    if (decision.allowed) {
        window.times.push_back(now);
        window.endsAt = std::max(window.endsAt, now + length);
    }
    decision.remaining =
        rule.count - static_cast<std::uint32_t>(std::min<std::size_t>(window.times.size(), rule.count));
    if (!window.times.empty()) {
        // Where a rule has become smaller, a slot is free only when all but count - 1 have passed.
        const std::size_t blocking = window.times.size() > rule.count ? window.times.size() - rule.count : 0;
        decision.resetSeconds = secondsUp(window.times[std::min(blocking, window.times.size() - 1)] + length - now);
    }
    if (!decision.allowed) {
        if (rule.count == 0) decision.resetSeconds = rule.seconds;
        decision.retrySeconds = std::max(1U, decision.resetSeconds);
    }
    return decision;
}

void MemoryLimiter::note(std::string_view key, Rule rule)
{
    Shard &shard = m_shards[Hash{}(key) % m_shards.size()];
    const std::int64_t length = std::int64_t{rule.seconds} * 1000;
    const std::scoped_lock lock(shard.mutex);
    const std::int64_t now = m_clock();
    Window &window = windowOf(shard, key, now);
    while (!window.times.empty() && window.times.front() + length <= now)
        window.times.pop_front();
    window.times.push_back(now);
    while (window.times.size() > rule.count)
        window.times.pop_front();
    window.endsAt = std::max(window.endsAt, now + length);
}

std::size_t MemoryLimiter::keys() const
{
    std::size_t count = 0;
    for (const Shard &shard : m_shards) {
        const std::scoped_lock lock(shard.mutex);
        count += shard.windows.size();
    }
    return count;
}

} // namespace mathtts::limits
