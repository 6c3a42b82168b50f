// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/limits/limiter.h"

#include <array>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace mathtts::limits
{

/*!
 * The limiter of one server: the times of the allowed requests of each key. A time takes 8 bytes, so that a key costs
 * at most 8 * Rule::count. Keys whose window has passed are swept out; beyond \c maxKeys live ones, new keys share one
 * count, so that many addresses can fill neither the memory nor a limit.
 */
class MemoryLimiter : public Limiter
{
public:
    static constexpr std::size_t defaultMaxKeys = 100'000;
    static constexpr std::size_t shardCount = 16; ///< each with a lock of its own

    explicit MemoryLimiter(MonotonicClock clock = monotonicMilliseconds, std::size_t maxKeys = defaultMaxKeys);

    Decision take(std::string_view key, Rule rule) override;
    [[nodiscard]] bool mayBlock() const override { return false; }

    /*! Counts a request that another limiter has allowed, so that this one can go on when that one is lost. */
    void note(std::string_view key, Rule rule);

    [[nodiscard]] std::size_t keys() const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Window {
        std::deque<std::int64_t> times; ///< oldest first
        std::int64_t endsAt = 0;        ///< when the newest one has passed
    };
    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, Window, Hash, std::equal_to<>> windows;
        std::int64_t sweptAt = 0;
    };

    Window &windowOf(Shard &shard, std::string_view key, std::int64_t now) const;

    MonotonicClock m_clock;
    std::size_t m_maxKeysOfShard;
    std::array<Shard, shardCount> m_shards;
};

} // namespace mathtts::limits
