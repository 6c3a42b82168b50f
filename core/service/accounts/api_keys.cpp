// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/api_keys.h"

#include "service/accounts/names.h"
#include "service/accounts/secret.h"
#include "service/telemetry/correlation.h"

namespace mathtts::accounts
{
namespace
{

using storage::Connection;
using storage::Row;

constexpr std::string_view head = "mtts_";
constexpr std::size_t prefixLength = 8;
constexpr std::size_t secretLength = 43;
constexpr std::int64_t usedEvery = 60'000;
constexpr std::uint32_t maxCount = 100'000;
constexpr std::uint32_t maxSeconds = 7 * 86400;

/*! A SELECT of what keyOf() reads; \a rest follows. */
std::string selectKeys(std::string_view rest)
{
    return "SELECT k.id, k.user_id, u.username, k.name, k.prefix, k.limit_count, k.limit_seconds, k.created_at, "
           "k.expires_at, k.revoked_at, k.last_used_at FROM api_keys k JOIN users u ON u.id = k.user_id " +
           std::string(rest);
}

std::optional<limits::Rule> ruleOf(const Row &row, std::size_t column)
{
    if (row.isNull(column)) return {};
    return limits::Rule{static_cast<std::uint32_t>(row.number(column)),
                        static_cast<std::uint32_t>(row.number(column + 1))};
}

ApiKey keyOf(const Row &row)
{
    return {.id = row.text(0),
            .userId = row.text(1),
            .username = row.text(2),
            .name = row.text(3),
            .prefix = std::string(head) + row.text(4),
            .rule = ruleOf(row, 5),
            .createdAt = row.number(7),
            .expiresAt = row.number(8),
            .revokedAt = row.number(9),
            .lastUsedAt = row.number(10)};
}

storage::Value orNull(std::int64_t number)
{
    if (number == 0) return {};
    return number;
}

std::unexpected<AccountError> invalidKey()
{
    return std::unexpected(AccountError(AccountErrorCode::invalidToken, "The API key is not valid, or not any more."));
}

Result<void> checkRule(const std::optional<limits::Rule> &rule)
{
    if (!rule || (rule->count >= 1 && rule->count <= maxCount && rule->seconds >= 1 && rule->seconds <= maxSeconds))
        return {};
    return std::unexpected(AccountError(AccountErrorCode::invalidValue,
                                        "A limit is 1 to 100000 requests in 1 second to 7 days.", "limit"));
}

} // namespace

ApiKeys::ApiKeys(storage::Database &database, WallClock clock)
    : m_database(database)
    , m_clock(std::move(clock))
{
}

Result<NewApiKey> ApiKeys::create(const std::string &userId, const std::string &name, std::optional<limits::Rule> rule,
                                  std::int64_t expiresAt)
{
    if (name.empty()) return std::unexpected(AccountError(AccountErrorCode::invalidValue, "A key has a name.", "name"));
    if (const auto allowed = checkText(name, 100, "name"); !allowed) return std::unexpected(allowed.error());
    if (const auto allowed = checkRule(rule); !allowed) return std::unexpected(allowed.error());
    const std::int64_t now = m_clock();
    if (expiresAt != 0 && expiresAt <= now)
        return std::unexpected(
            AccountError(AccountErrorCode::invalidValue, "A key expires in the future.", "expires_at"));
    const std::string id = telemetry::makeId();
    const std::string prefix = randomText(prefixLength);
    const std::string secret = std::string(head) + prefix + '_' + randomText(secretLength);
    const auto key = m_database.write([&](Connection &connection) -> Result<ApiKey> {
        if (connection.rows("SELECT COUNT(*) FROM users WHERE id = ?", {userId}).front().number(0) == 0)
            return std::unexpected(AccountError(AccountErrorCode::notFound, "There is no such user."));
        if (connection.rows("SELECT COUNT(*) FROM api_keys WHERE user_id = ? AND revoked_at IS NULL", {userId})
                .front()
                .number(0) >= maxKeysOfUser)
            return std::unexpected(
                AccountError(AccountErrorCode::invalidValue, "A user has at most 100 keys: revoke one first.", "name"));
        connection.change("INSERT INTO api_keys (id, user_id, name, prefix, key_hash, limit_count, limit_seconds, "
                          "created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          {id, userId, name, prefix, digest(secret), orNull(rule ? rule->count : 0),
                           orNull(rule ? rule->seconds : 0), now, orNull(expiresAt)});
        return keyOf(connection.rows(selectKeys("WHERE k.id = ?"), {id}).front());
    });
    if (!key) return std::unexpected(key.error());
    return NewApiKey{*key, secret};
}

Result<std::vector<ApiKey>> ApiKeys::list(const std::string &userId)
{
    return m_database.look([&](Connection &connection) -> Result<std::vector<ApiKey>> {
        std::vector<ApiKey> keys;
        for (const Row &row : connection.rows(
                 selectKeys("WHERE k.user_id = ? OR ? = '' ORDER BY k.created_at DESC, k.id"), {userId, userId}))
            keys.push_back(keyOf(row));
        return keys;
    });
}

Result<ApiKey> ApiKeys::revoke(const std::string &keyId, const std::string &userId)
{
    return m_database.write([&](Connection &connection) -> Result<ApiKey> {
        const auto rows =
            connection.rows(selectKeys("WHERE k.id = ? AND (k.user_id = ? OR ? = '')"), {keyId, userId, userId});
        if (rows.empty()) return std::unexpected(AccountError(AccountErrorCode::notFound, "There is no such key."));
        ApiKey key = keyOf(rows.front());
        if (key.revokedAt != 0) return key;
        key.revokedAt = m_clock();
        connection.change("UPDATE api_keys SET revoked_at = ? WHERE id = ?", {key.revokedAt, keyId});
        return key;
    });
}

Result<Identity> ApiKeys::identify(std::string_view key)
{
    const std::size_t length = head.size() + prefixLength + 1 + secretLength;
    if (key.size() != length || !key.starts_with(head) || key[head.size() + prefixLength] != '_') return invalidKey();
    const std::string prefix(key.substr(head.size(), prefixLength));
    std::int64_t lastUsed = 0;
    const std::int64_t now = m_clock();
    auto identity = m_database.look([&](Connection &connection) -> Result<Identity> {
        const auto rows = connection.rows(
            "SELECT k.id, k.key_hash, k.expires_at, k.last_used_at, k.limit_count, k.limit_seconds, u.id, u.username, "
            "u.role FROM api_keys k JOIN users u ON u.id = k.user_id "
            "WHERE k.prefix = ? AND k.revoked_at IS NULL AND u.is_active = 1",
            {prefix});
        if (rows.empty()) return invalidKey();
        const Row &row = rows.front();
        if (!sameSecret(row.text(1), digest(key)) || (!row.isNull(2) && row.number(2) <= now)) return invalidKey();
        lastUsed = row.number(3);
        return Identity{.userId = row.text(6),
                        .username = row.text(7),
                        .role = parseRole(row.text(8)).value_or(Role::user),
                        .keyId = row.text(0),
                        .keyRule = ruleOf(row, 4),
                        .endsAt = row.number(2)};
    });
    if (identity && now - lastUsed >= usedEvery) {
        // A nicety: its failure stops nobody.
        [[maybe_unused]] const auto noted = m_database.write([&](Connection &connection) -> Result<void> {
            connection.change("UPDATE api_keys SET last_used_at = ? WHERE id = ?", {now, identity->keyId});
            return {};
        });
    }
    return identity;
}

} // namespace mathtts::accounts
