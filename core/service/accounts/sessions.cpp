// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/sessions.h"

#include "service/accounts/names.h"
#include "service/accounts/secret.h"
#include "service/accounts/user_row.h"
#include "service/limits/client_address.h"
#include "service/telemetry/correlation.h"

namespace mathtts::accounts
{
namespace
{

using storage::Connection;

constexpr std::size_t maxPasswordBytes = 1024; // more is no password, and costs time to hash

std::unexpected<AccountError> wrongCredentials()
{
    return std::unexpected(AccountError(AccountErrorCode::wrongCredentials, "The username or the password is wrong."));
}

std::unexpected<AccountError> invalidToken()
{
    return std::unexpected(AccountError(AccountErrorCode::invalidToken, "The token is not valid, or not any more."));
}

} // namespace

Sessions::Sessions(storage::Database &database, Passwords &passwords, Tokens &tokens, Lifetimes lifetimes,
                   WallClock clock)
    : m_database(database)
    , m_passwords(passwords)
    , m_tokens(tokens)
    , m_lifetimes(lifetimes)
    , m_clock(clock)
    , m_lockout(database, clock)
{
}

std::string Sessions::accessToken(const User &user, const std::string &sessionId)
{
    const std::int64_t now = m_clock() / 1000;
    return m_tokens.sign({.kind = TokenKind::access,
                          .subject = user.id,
                          .sessionId = sessionId,
                          .id = telemetry::makeId(),
                          .role = std::string(roleName(user.role)),
                          .issuedAt = now,
                          .expiresAt = now + m_lifetimes.accessSeconds});
}

std::string Sessions::refreshToken(const User &user, const std::string &sessionId, const std::string &refreshId,
                                   std::int64_t expiresAt)
{
    return m_tokens.sign({.kind = TokenKind::refresh,
                          .subject = user.id,
                          .sessionId = sessionId,
                          .id = refreshId,
                          .role = {},
                          .issuedAt = m_clock() / 1000,
                          .expiresAt = expiresAt / 1000});
}

Result<std::string> Sessions::checkPassword(std::string_view username, std::string_view password,
                                            std::string_view address)
{
    const std::string key = nameKey(username.substr(0, 1024));
    const std::string place = limits::limitKey(address);
    struct Stored {
        std::string id, hash;
        bool isActive = false;
    };
    const auto stored = m_database.look([&](Connection &connection) -> Result<Stored> {
        const auto rows =
            connection.rows("SELECT id, password_hash, is_active FROM users WHERE username_key = ?", {key});
        if (rows.empty()) return Stored{};
        return Stored{rows.front().text(0), rows.front().text(1), rows.front().number(2) != 0};
    });
    if (!stored) return std::unexpected(stored.error());
    if (const auto allowed = m_lockout.begin(key, stored->id, place); !allowed) return std::unexpected(allowed.error());

    if (password.size() > maxPasswordBytes) return wrongCredentials();
    bool isRight = false;
    if (stored->id.empty())
        m_passwords.pretend(password);
    else
        isRight = m_passwords.matches(password, stored->hash);
    if (!isRight || !stored->isActive) return wrongCredentials();

    if (const auto counted = m_lockout.succeeded(key, stored->id, place); !counted)
        return std::unexpected(counted.error());
    if (m_passwords.isOutdated(stored->hash)) {
        const std::string hash = m_passwords.hash(password);
        // Only over the hash that was checked: a change of the password meanwhile wins.
        [[maybe_unused]] const auto replaced = m_database.write([&](Connection &connection) -> Result<void> {
            connection.change("UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?",
                              {hash, stored->id, stored->hash});
            return {};
        });
    }
    return stored->id;
}

Result<TokenPair> Sessions::login(std::string_view username, std::string_view password, std::string_view address)
{
    const auto id = checkPassword(username, password, address);
    if (!id) return std::unexpected(id.error());
    const std::string sessionId = telemetry::makeId();
    const std::string refreshId = randomText(22);
    const std::int64_t now = m_clock();
    const std::int64_t expiresAt = now + m_lifetimes.refreshSeconds * 1000;
    const auto user = m_database.write([&](Connection &connection) -> Result<User> {
        connection.change("UPDATE users SET last_login_at = ? WHERE id = ?", {now, *id});
        const auto rows = connection.rows(selectUsers("WHERE u.id = ? AND u.is_active = 1"), {*id});
        if (rows.empty()) return wrongCredentials(); // changed in this moment
        connection.change("INSERT INTO sessions (id, user_id, refresh_id, created_at, expires_at) "
                          "VALUES (?, ?, ?, ?, ?)",
                          {sessionId, *id, digest(refreshId), now, expiresAt});
        return userOf(rows.front());
    });
    if (!user) return std::unexpected(user.error());
    return TokenPair{.accessToken = accessToken(*user, sessionId),
                     .refreshToken = refreshToken(*user, sessionId, refreshId, expiresAt),
                     .expiresInSeconds = m_lifetimes.accessSeconds,
                     .user = *user};
}

Result<TokenPair> Sessions::refresh(std::string_view token)
{
    const auto claims = m_tokens.verify(token, TokenKind::refresh);
    if (!claims) return invalidToken();
    const std::string nextId = randomText(22);
    const std::int64_t now = m_clock();
    const std::int64_t expiresAt = now + m_lifetimes.refreshSeconds * 1000;
    // Nothing: the session is over, or ends now because the token comes a second time. Both must be kept.
    const auto user = m_database.write([&](Connection &connection) -> Result<std::optional<User>> {
        const auto sessions = connection.rows(
            "SELECT refresh_id FROM sessions WHERE id = ? AND user_id = ? AND revoked_at IS NULL AND expires_at > ?",
            {claims->sessionId, claims->subject, now});
        if (sessions.empty()) return std::nullopt;
        const auto users = connection.rows(selectUsers("WHERE u.id = ? AND u.is_active = 1"), {claims->subject});
        if (users.empty() || !sameSecret(sessions.front().text(0), digest(claims->id))) {
            connection.change("UPDATE sessions SET revoked_at = ? WHERE id = ?", {now, claims->sessionId});
            return std::nullopt;
        }
        connection.change("UPDATE sessions SET refresh_id = ?, expires_at = ? WHERE id = ?",
                          {digest(nextId), expiresAt, claims->sessionId});
        return userOf(users.front());
    });
    if (!user) return std::unexpected(user.error());
    if (!*user) return invalidToken();
    return TokenPair{.accessToken = accessToken(**user, claims->sessionId),
                     .refreshToken = refreshToken(**user, claims->sessionId, nextId, expiresAt),
                     .expiresInSeconds = m_lifetimes.accessSeconds,
                     .user = **user};
}

Result<Identity> Sessions::identify(std::string_view token)
{
    const auto claims = m_tokens.verify(token, TokenKind::access);
    if (!claims) return invalidToken();
    return m_database.look([&](Connection &connection) -> Result<Identity> {
        const auto rows = connection.rows("SELECT u.username, u.role FROM sessions s JOIN users u ON u.id = s.user_id "
                                          "WHERE s.id = ? AND u.id = ? AND s.revoked_at IS NULL AND u.is_active = 1",
                                          {claims->sessionId, claims->subject});
        if (rows.empty()) return invalidToken();
        return Identity{.userId = claims->subject,
                        .username = rows.front().text(0),
                        .role = parseRole(rows.front().text(1)).value_or(Role::user),
                        .sessionId = claims->sessionId,
                        .endsAt = claims->expiresAt * 1000};
    });
}

Result<void> Sessions::logout(const Identity &identity)
{
    return m_database.write([&](Connection &connection) -> Result<void> {
        connection.change("UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                          {m_clock(), identity.sessionId});
        return {};
    });
}

Result<void> Sessions::logoutEverywhere(const std::string &userId)
{
    return m_database.write([&](Connection &connection) -> Result<void> {
        connection.change("UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL",
                          {m_clock(), userId});
        return {};
    });
}

Result<void> Sessions::changePassword(const Identity &identity, std::string_view oldPassword,
                                      std::string_view newPassword, std::string_view address)
{
    if (const auto allowed = accounts::checkPassword(newPassword, identity.username, m_lifetimes.minPassword); !allowed)
        return std::unexpected(AccountError(allowed.error().code, allowed.error().detail, "new_password"));
    const auto id = checkPassword(identity.username, oldPassword, address);
    if (!id) return std::unexpected(id.error());
    const std::string hash = m_passwords.hash(newPassword);
    return m_database.write([&](Connection &connection) -> Result<void> {
        const std::int64_t now = m_clock();
        connection.change("UPDATE users SET password_hash = ?, updated_at = ? WHERE id = ?",
                          {hash, now, identity.userId});
        connection.change("UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND id <> ? AND revoked_at IS NULL",
                          {now, identity.userId, identity.sessionId});
        return {};
    });
}

Result<void> Sessions::sweep()
{
    const auto swept = m_database.write([&](Connection &connection) -> Result<void> {
        connection.change("DELETE FROM sessions WHERE expires_at < ?", {m_clock()});
        return {};
    });
    return swept ? m_lockout.sweep() : swept;
}

} // namespace mathtts::accounts
