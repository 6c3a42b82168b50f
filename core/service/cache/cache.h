// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/redis/client.h"
#include "service/telemetry/service_metrics.h"

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mathtts::cache
{

using Value = std::shared_ptr<const std::string>;

struct CacheOptions {
    std::string name;                        ///< "results": what metrics and keys in Redis call it
    std::size_t maxBytes = 64 * 1024 * 1024; ///< of keys, values and what holding them costs
    std::chrono::seconds lifetime{3600};
    std::string version{};          ///< answers of another version are not ours: part of the keys in Redis
    redis::Client *redis = nullptr; ///< shared with other servers; must outlive the cache
    std::function<std::chrono::steady_clock::time_point()> clock = std::chrono::steady_clock::now;
};

/*!
 * Answers that were made before: the least recently used go first when the bytes are used up, all go when their
 * lifetime is over. With Redis other servers' answers are found too. A value larger than an eighth of the cache is
 * not kept. Losing Redis costs speed, nothing else. Thread safe.
 */
class Cache
{
public:
    explicit Cache(CacheOptions options);

    /*! From memory; null when it is not there. Never waits. */
    Value get(std::string_view key);
    /*! Keeps \a value in memory. Never waits. */
    void put(std::string_view key, Value value);

    [[nodiscard]] bool isShared() const { return m_options.redis != nullptr; }
    /*! From Redis, and then kept in memory; null without Redis. May wait for Redis' time limit. Ask get() first. */
    Value getShared(std::string_view key);
    /*! Gives \a value to the other servers too. May wait for Redis' time limit. */
    void putShared(std::string_view key, const std::string &value);

    /*! From memory or, when it is shared, from Redis. */
    Value find(std::string_view key);
    /*! Keeps \a value in memory and, when it is shared, in Redis. */
    void keep(std::string_view key, Value value);

    void clear();

    [[nodiscard]] telemetry::CacheFigures figures() const;

private:
    struct Entry {
        std::string key;
        Value value;
        std::chrono::steady_clock::time_point endsAt;
        std::size_t cost; ///< bytes; kept here since the value itself has long left the processor's caches
    };
    using Entries = std::list<Entry>;

    void remove(Entries::iterator entry);
    [[nodiscard]] std::string sharedKey(std::string_view key) const;

    CacheOptions m_options;
    mutable std::mutex m_mutex;
    Entries m_entries;                                               ///< most recently used first
    std::unordered_map<std::string_view, Entries::iterator> m_byKey; ///< keys live in the entries
    telemetry::CacheFigures m_figures;
};

} // namespace mathtts::cache
