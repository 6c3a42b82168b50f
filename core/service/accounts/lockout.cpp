// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/lockout.h"

#include "engine/text.h"
#include "service/accounts/secret.h"

#include <algorithm>
#include <array>
#include <span>

namespace mathtts::accounts
{
namespace
{

using storage::Connection;

constexpr std::int64_t aSecond = 1000;
constexpr std::int64_t aMinute = 60 * aSecond;
constexpr std::int64_t aDay = 24 * 60 * aMinute;

struct Rule {
    std::int64_t freeFailures;
    std::int64_t longest; ///< milliseconds
};
constexpr Rule pairRule{5, 15 * aMinute};
constexpr Rule addressRule{30, 15 * aMinute};
constexpr Rule accountRule{50, aMinute};
constexpr std::int64_t knownFor = 90 * aDay;
constexpr std::int64_t forgottenAfter = aDay;

std::int64_t delayAfter(std::int64_t failures, const Rule &rule)
{
    if (failures < rule.freeFailures) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(failures - rule.freeFailures, 20);
    return std::min(aSecond << doublings, rule.longest);
}

/*! One of the three counts: of the pair, the address, the account. */
struct Count {
    std::string subject;
    Rule rule;
    std::int64_t failures = 0;
    std::int64_t blockedUntil = 0;
};

std::array<Count, 3> countsOf(std::string_view nameKey, std::string_view address)
{
    return {Count{digest(formatted("pair {} {}", address, nameKey)), pairRule},
            Count{digest(formatted("address {}", address)), addressRule},
            Count{digest(formatted("account {}", nameKey)), accountRule}};
}

void load(Connection &connection, Count &count, std::int64_t now)
{
    const auto rows = connection.rows(
        "SELECT failures, blocked_until, changed_at FROM login_failures WHERE subject = ?", {count.subject});
    if (rows.empty() || rows.front().number(2) + forgottenAfter < now) return;
    count.failures = rows.front().number(0);
    count.blockedUntil = rows.front().number(1);
    // Longer than the longest delay: the clock has been set back since. Nobody waits for that.
    if (count.blockedUntil - now > count.rule.longest) count.blockedUntil = 0;
}

void save(Connection &connection, const Count &count, std::int64_t now)
{
    connection.change("INSERT INTO login_failures (subject, failures, blocked_until, changed_at) VALUES (?, ?, ?, ?) "
                      "ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, "
                      "blocked_until = excluded.blocked_until, changed_at = excluded.changed_at",
                      {count.subject, count.failures, count.blockedUntil, now});
}

bool isKnown(Connection &connection, const std::string &userId, std::string_view address, std::int64_t now)
{
    if (userId.empty()) return false;
    return connection
               .rows("SELECT COUNT(*) FROM known_addresses WHERE user_id = ? AND address_hash = ? AND seen_at > ?",
                     {userId, digest(address), now - knownFor})
               .front()
               .number(0) > 0;
}

/*! The counts that hold for this attempt: the last one, the account's, not for an address that its owner uses. */
std::span<Count> held(std::array<Count, 3> &counts, bool isFromKnownAddress)
{
    return std::span(counts).first(isFromKnownAddress ? 2 : 3);
}

} // namespace

Lockout::Lockout(storage::Database &database, WallClock clock)
    : m_database(database)
    , m_clock(std::move(clock))
{
}

Result<void> Lockout::begin(std::string_view nameKey, const std::string &userId, std::string_view address)
{
    return m_database.write([&](Connection &connection) -> Result<void> {
        const std::int64_t now = m_clock();
        auto counts = countsOf(nameKey, address);
        for (Count &count : counts)
            load(connection, count, now);
        const std::span<Count> holding = held(counts, isKnown(connection, userId, address, now));
        std::int64_t until = 0;
        for (const Count &count : holding)
            until = std::max(until, count.blockedUntil);
        if (until > now) {
            AccountError error(AccountErrorCode::blocked, "Too many wrong passwords. Wait, then try again.");
            error.retrySeconds = static_cast<std::uint32_t>((until - now + aSecond - 1) / aSecond);
            return std::unexpected(std::move(error));
        }
        for (Count &count : holding) {
            ++count.failures;
            count.blockedUntil = now + delayAfter(count.failures, count.rule);
            save(connection, count, now);
        }
        return {};
    });
}

Result<void> Lockout::succeeded(std::string_view nameKey, const std::string &userId, std::string_view address)
{
    return m_database.write([&](Connection &connection) -> Result<void> {
        const std::int64_t now = m_clock();
        auto counts = countsOf(nameKey, address);
        connection.change("DELETE FROM login_failures WHERE subject = ?", {counts[0].subject});
        for (Count &count : held(counts, isKnown(connection, userId, address, now)).subspan(1)) {
            load(connection, count, now);
            count.failures = std::max<std::int64_t>(0, count.failures - 1); // what begin() has counted
            count.blockedUntil = 0;
            save(connection, count, now);
        }
        connection.change("INSERT INTO known_addresses (user_id, address_hash, seen_at) VALUES (?, ?, ?) "
                          "ON CONFLICT (user_id, address_hash) DO UPDATE SET seen_at = excluded.seen_at",
                          {userId, digest(address), now});
        return {};
    });
}

Result<void> Lockout::sweep()
{
    return m_database.write([&](Connection &connection) -> Result<void> {
        const std::int64_t now = m_clock();
        connection.change("DELETE FROM login_failures WHERE changed_at < ?", {now - forgottenAfter});
        connection.change("DELETE FROM known_addresses WHERE seen_at < ?", {now - knownFor});
        return {};
    });
}

} // namespace mathtts::accounts
