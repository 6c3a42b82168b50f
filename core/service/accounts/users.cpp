// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/users.h"

#include "service/accounts/names.h"
#include "service/accounts/secret.h"
#include "service/accounts/user_row.h"
#include "service/telemetry/correlation.h"

#include <algorithm>

namespace mathtts::accounts
{
namespace
{

using storage::Connection;
using storage::Row;

constexpr std::int64_t maxPage = 500;
constexpr std::size_t maxFullName = 200;

std::unexpected<AccountError> notFound()
{
    return std::unexpected(AccountError(AccountErrorCode::notFound, "There is no such user."));
}

Result<User> userIn(Connection &connection, const std::string &id)
{
    const auto rows = connection.rows(selectUsers("WHERE u.id = ?"), {id});
    if (rows.empty()) return notFound();
    return userOf(rows.front());
}

/*! NULL for an empty text, so that several users may have none. */
storage::Value orNull(std::string text)
{
    if (text.empty()) return {};
    return text;
}

bool exists(Connection &connection, std::string_view sql, const std::string &value)
{
    return connection.rows(sql, {value}).front().number(0) > 0;
}

std::int64_t administrators(Connection &connection)
{
    return connection.rows("SELECT COUNT(*) FROM users WHERE role = 'admin' AND is_active = 1").front().number(0);
}

/*! "%part%" for LIKE, with "\" before what LIKE would understand. */
std::string likePattern(const std::string &part)
{
    std::string pattern = "%";
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace

std::string selectUsers(std::string_view rest)
{
    return "SELECT u.id, u.username, u.email, u.full_name, u.role, u.is_active, u.is_verified, u.is_demo, "
           "u.created_at, "
           "u.updated_at, u.last_login_at FROM users u " +
           std::string(rest);
}

User userOf(const Row &row)
{
    return {.id = row.text(0),
            .username = row.text(1),
            .email = row.text(2),
            .fullName = row.text(3),
            .role = parseRole(row.text(4)).value_or(Role::user),
            .isActive = row.number(5) != 0,
            .isVerified = row.number(6) != 0,
            .isDemo = row.number(7) != 0,
            .createdAt = row.number(8),
            .updatedAt = row.number(9),
            .lastLoginAt = row.number(10)};
}

const std::vector<DemoAccount> &demoAccounts()
{
    static const std::vector<DemoAccount> accounts = {
        {"demo-admin", Role::admin, "mathtts-demo-1"},
        {"demo-user", Role::user, "mathtts-demo-2"},
        {"demo-api", Role::apiUser, "mathtts-demo-3"},
    };
    return accounts;
}

Users::Users(storage::Database &database, Passwords &passwords, std::size_t minPassword, WallClock clock)
    : m_database(database)
    , m_passwords(passwords)
    , m_minPassword(minPassword)
    , m_clock(std::move(clock))
{
}

Result<void> Users::check(const NewUser &user) const
{
    if (const auto name = checkUsername(user.username); !name) return name;
    if (user.passwordHash.empty()) {
        if (const auto password = checkPassword(user.password, user.username, m_minPassword); !password)
            return password;
    } else if (!Passwords::isKnownKind(user.passwordHash)) {
        return std::unexpected(AccountError(AccountErrorCode::invalidValue,
                                            "The hash is neither Argon2id nor bcrypt (cost 4 to 14).", "password"));
    }
    if (const auto email = checkEmail(user.email); !email) return email;
    return checkText(user.fullName, maxFullName, "full_name");
}

Result<User> Users::insert(Connection &connection, const NewUser &user, const std::string &hash)
{
    const std::string key = nameKey(user.username);
    const std::string emailKey = nameKey(user.email);
    if (exists(connection, "SELECT COUNT(*) FROM users WHERE username_key = ?", key))
        return std::unexpected(AccountError(AccountErrorCode::taken, "That username is taken.", "username"));
    if (!user.email.empty() && exists(connection, "SELECT COUNT(*) FROM users WHERE email_key = ?", emailKey))
        return std::unexpected(AccountError(AccountErrorCode::taken, "That email address is taken.", "email"));
    const std::int64_t now = m_clock();
    const std::string id = telemetry::makeId();
    connection.change("INSERT INTO users (id, username, username_key, email, email_key, full_name, role, is_active, "
                      "is_verified, is_demo, password_hash, created_at, updated_at) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
                      {id, user.username, key, orNull(user.email), orNull(emailKey), orNull(user.fullName),
                       std::string(roleName(user.role)), std::int64_t{user.isVerified}, std::int64_t{user.isDemo}, hash,
                       now, now});
    return userIn(connection, id);
}

Result<User> Users::add(const NewUser &user)
{
    if (const auto allowed = check(user); !allowed) return std::unexpected(allowed.error());
    const std::string hash = user.passwordHash.empty() ? m_passwords.hash(user.password) : user.passwordHash;
    return m_database.write([&](Connection &connection) { return insert(connection, user, hash); });
}

Result<User> Users::find(const std::string &id)
{
    return m_database.look([&](Connection &connection) { return userIn(connection, id); });
}

Result<User> Users::findByName(std::string_view username)
{
    return m_database.look([&](Connection &connection) -> Result<User> {
        const auto rows = connection.rows(selectUsers("WHERE u.username_key = ?"), {nameKey(username)});
        if (rows.empty()) return notFound();
        return userOf(rows.front());
    });
}

Result<UserPage> Users::list(const UserQuery &query)
{
    std::string where = "WHERE 1 = 1";
    std::vector<storage::Value> values;
    if (query.role) {
        where += " AND u.role = ?";
        values.emplace_back(std::string(roleName(*query.role)));
    }
    if (query.isActive) {
        where += " AND u.is_active = ?";
        values.emplace_back(std::int64_t{*query.isActive});
    }
    if (!query.search.empty()) {
        where += " AND u.username_key LIKE ? ESCAPE '\\'";
        values.emplace_back(likePattern(nameKey(query.search)));
    }
    return m_database.read([&](Connection &connection) -> Result<UserPage> {
        UserPage page;
        page.total = connection.rows("SELECT COUNT(*) FROM users u " + where, values).front().number(0);
        std::vector<storage::Value> all = values;
        all.emplace_back(std::clamp<std::int64_t>(query.limit, 1, maxPage));
        all.emplace_back(std::max<std::int64_t>(query.offset, 0));
        for (const Row &row : connection.rows(selectUsers(where + " ORDER BY u.username_key LIMIT ? OFFSET ?"), all))
            page.users.push_back(userOf(row));
        return page;
    });
}

/*! Runs \a sql on the user of \a id; what \a takesRights must leave an administrator. */
Result<User> Users::change(const std::string &id, std::string_view sql, std::vector<storage::Value> values,
                           bool takesRights)
{
    values.emplace_back(m_clock());
    values.emplace_back(id);
    return m_database.write([&](Connection &connection) -> Result<User> {
        const bool hadAdministrator = takesRights && administrators(connection) > 0;
        if (connection.change(sql, values) == 0) return notFound();
        if (hadAdministrator && administrators(connection) == 0)
            return std::unexpected(
                AccountError(AccountErrorCode::lastAdministrator, "This is the last active administrator."));
        return userIn(connection, id);
    });
}

Result<User> Users::setActive(const std::string &id, bool isActive)
{
    return change(id, "UPDATE users SET is_active = ?, updated_at = ? WHERE id = ?", {std::int64_t{isActive}},
                  !isActive);
}

Result<User> Users::setVerified(const std::string &id, bool isVerified)
{
    return change(id, "UPDATE users SET is_verified = ?, updated_at = ? WHERE id = ?", {std::int64_t{isVerified}},
                  false);
}

Result<User> Users::setRole(const std::string &id, Role role)
{
    return change(id, "UPDATE users SET role = ?, updated_at = ? WHERE id = ?", {std::string(roleName(role))},
                  role != Role::admin);
}

Result<void> Users::setPassword(const std::string &id, std::string_view password)
{
    const auto user = find(id);
    if (!user) return std::unexpected(user.error());
    if (const auto allowed = checkPassword(password, user->username, m_minPassword); !allowed) return allowed;
    const std::string hash = m_passwords.hash(password);
    return m_database.write([&](Connection &connection) -> Result<void> {
        const std::int64_t now = m_clock();
        if (connection.change("UPDATE users SET password_hash = ?, updated_at = ? WHERE id = ?", {hash, now, id}) == 0)
            return notFound();
        connection.change("UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL", {now, id});
        return {};
    });
}

Result<void> Users::remove(const std::string &id)
{
    return m_database.write([&](Connection &connection) -> Result<void> {
        const bool hadAdministrator = administrators(connection) > 0;
        if (connection.change("DELETE FROM users WHERE id = ?", {id}) == 0) return notFound();
        if (hadAdministrator && administrators(connection) == 0)
            return std::unexpected(
                AccountError(AccountErrorCode::lastAdministrator, "This is the last active administrator."));
        return {};
    });
}

Result<std::int64_t> Users::count()
{
    return m_database.look([](Connection &connection) -> Result<std::int64_t> {
        return connection.rows("SELECT COUNT(*) FROM users").front().number(0);
    });
}

Result<bool> Users::hasDemo()
{
    return m_database.look([](Connection &connection) -> Result<bool> {
        return connection.rows("SELECT COUNT(*) FROM users WHERE is_demo = 1").front().number(0) > 0;
    });
}

Result<std::vector<std::string>> Users::addDemo()
{
    std::vector<std::string> names;
    for (const DemoAccount &account : demoAccounts()) {
        const auto added = add({.username = account.username,
                                .password = account.password,
                                .role = account.role,
                                .isVerified = true,
                                .isDemo = true});
        if (added)
            names.push_back(added->username);
        else if (added.error().code != AccountErrorCode::taken)
            return std::unexpected(added.error());
    }
    return names;
}

Result<std::optional<std::string>> Users::makeSetUpToken()
{
    const std::string token = "setup_" + randomText(32);
    return m_database.write([&](Connection &connection) -> Result<std::optional<std::string>> {
        if (connection.rows("SELECT COUNT(*) FROM users").front().number(0) > 0) {
            connection.change("DELETE FROM facts WHERE name = 'set_up_token'");
            return std::nullopt;
        }
        connection.change("INSERT INTO facts (name, value) VALUES ('set_up_token', ?) "
                          "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                          {digest(token)});
        return token;
    });
}

Result<User> Users::setUp(std::string_view token, NewUser administrator)
{
    administrator.role = Role::admin;
    administrator.isVerified = true;
    administrator.passwordHash.clear();
    if (const auto allowed = check(administrator); !allowed) return std::unexpected(allowed.error());
    const std::string hash = m_passwords.hash(administrator.password);
    return m_database.write([&](Connection &connection) -> Result<User> {
        if (connection.rows("SELECT COUNT(*) FROM users").front().number(0) > 0)
            return std::unexpected(AccountError(AccountErrorCode::alreadySetUp, "There is an administrator already."));
        const auto rows = connection.rows("SELECT value FROM facts WHERE name = 'set_up_token'");
        if (rows.empty() || !sameSecret(rows.front().text(0), digest(token)))
            return std::unexpected(AccountError(AccountErrorCode::invalidToken, "This is not the set-up token."));
        connection.change("DELETE FROM facts WHERE name = 'set_up_token'");
        return insert(connection, administrator, hash);
    });
}

} // namespace mathtts::accounts
