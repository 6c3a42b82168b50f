// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cache/cache.h"

#include <QCryptographicHash>

#include <array>

namespace mathtts::cache
{
namespace
{

constexpr std::size_t largestPart = 8;     // a value takes at most this part of the cache
constexpr std::size_t entryOverhead = 160; // list node, hash node, shared pointer, measured with malloc_usable_size
constexpr std::size_t maxSharedBytes = 8 * 1024 * 1024;

} // namespace

Cache::Cache(CacheOptions options)
    : m_options(std::move(options))
{
}

void Cache::remove(Entries::iterator entry)
{
    m_figures.bytes -= entry->cost;
    m_byKey.erase(entry->key);
    m_entries.erase(entry);
    m_figures.entries = m_entries.size();
}

Value Cache::get(std::string_view key)
{
    const auto now = m_options.clock();
    const std::scoped_lock lock(m_mutex);
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end()) {
        ++m_figures.misses;
        return {};
    }
    const auto entry = found->second;
    if (entry->endsAt <= now) {
        remove(entry);
        ++m_figures.misses;
        return {};
    }
    m_entries.splice(m_entries.begin(), m_entries, entry);
    ++m_figures.hits;
    return entry->value;
}

void Cache::put(std::string_view key, Value value)
{
    if (!value) return;
    const std::size_t cost = key.size() + value->size() + entryOverhead;
    const auto endsAt = m_options.clock() + m_options.lifetime;
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_byKey.find(key); found != m_byKey.end()) remove(found->second);
    if (cost > m_options.maxBytes / largestPart) return;
    while (m_figures.bytes + cost > m_options.maxBytes && !m_entries.empty()) {
        remove(std::prev(m_entries.end()));
        ++m_figures.evictions;
    }
    m_entries.push_front({.key = std::string(key), .value = std::move(value), .endsAt = endsAt, .cost = cost});
    m_byKey.emplace(m_entries.front().key, m_entries.begin());
    m_figures.bytes += cost;
    m_figures.entries = m_entries.size();
}

std::string Cache::sharedKey(std::string_view key) const
{
    const QByteArrayView bytes(key.data(), static_cast<qsizetype>(key.size()));
    return "mathtts:" + m_options.name + ':' + m_options.version + ':' +
           QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

Value Cache::getShared(std::string_view key)
{
    if (!m_options.redis) return {};
    const std::string name = sharedKey(key);
    const auto reply = m_options.redis->command(std::array<std::string_view, 2>{"GET", name});
    if (!reply || reply->type != redis::Reply::Type::text) return {};
    auto value = std::make_shared<const std::string>(reply->text);
    put(key, value);
    const std::scoped_lock lock(m_mutex);
    ++m_figures.hits; // get() has counted a miss for the same question
    if (m_figures.misses > 0) --m_figures.misses;
    return value;
}

void Cache::putShared(std::string_view key, const std::string &value)
{
    if (!m_options.redis || value.size() > maxSharedBytes) return;
    const std::string name = sharedKey(key);
    const std::string lifetime = std::to_string(m_options.lifetime.count());
    [[maybe_unused]] const auto reply =
        m_options.redis->command(std::array<std::string_view, 5>{"SET", name, value, "EX", lifetime});
}

Value Cache::find(std::string_view key)
{
    Value value = get(key);
    return value ? value : getShared(key);
}

void Cache::keep(std::string_view key, Value value)
{
    if (isShared()) putShared(key, *value);
    put(key, std::move(value));
}

void Cache::clear()
{
    const std::scoped_lock lock(m_mutex);
    m_byKey.clear();
    m_entries.clear();
    m_figures.bytes = 0;
    m_figures.entries = 0;
}

telemetry::CacheFigures Cache::figures() const
{
    const std::scoped_lock lock(m_mutex);
    return m_figures;
}

} // namespace mathtts::cache
