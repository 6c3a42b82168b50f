// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/storage/migrations.h"

#include "engine/text.h"

#include <array>
#include <chrono>

namespace mathtts::storage
{
namespace
{

constexpr std::array history = {
    Migration{1, "accounts", R"(
CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE,
    email TEXT,
    email_key TEXT UNIQUE,
    full_name TEXT,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user', 'api_user')),
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
    is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_login_at INTEGER
){strict};
CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    refresh_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
){strict};
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL UNIQUE,
    key_hash TEXT NOT NULL,
    limit_count INTEGER,
    limit_seconds INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER
){strict};
CREATE INDEX api_keys_by_user ON api_keys (user_id);
CREATE TABLE login_failures (
    subject TEXT PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
){strict};
CREATE INDEX login_failures_by_change ON login_failures (changed_at);
CREATE TABLE known_addresses (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    address_hash TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, address_hash)
){strict};
CREATE TABLE facts (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
){strict};
)"},
    Migration{2, "overlay rules", R"(
CREATE TABLE overlay_rules (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    style TEXT NOT NULL,
    locale TEXT NOT NULL,
    source TEXT NOT NULL,
    is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
    author_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
){strict};
CREATE INDEX overlay_rules_by_style ON overlay_rules (style, locale);
)"},
};

void replaceAll(std::string &text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string inDialect(std::string_view sql, Dialect dialect)
{
    std::string text(sql);
    const bool isSqlite = dialect == Dialect::sqlite;
    replaceAll(text, "{strict}", isSqlite ? " STRICT" : "");
    if (!isSqlite) replaceAll(text, "INTEGER", "BIGINT");
    return text;
}

constexpr std::string_view createList =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL){strict}";

int lastNumber(Connection &connection)
{
    return static_cast<int>(
        connection.rows("SELECT COALESCE(MAX(number), 0) FROM schema_migrations").front().number(0));
}

bool hasList(Connection &connection)
{
    const auto rows =
        connection.rows(connection.dialect() == Dialect::sqlite
                            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
                            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'schema_migrations' "
                              "AND table_schema = current_schema()");
    return rows.front().number(0) > 0;
}

/*! Takes one missing step; whether there was one. */
std::expected<bool, Error> takeStep(Database &database, int last)
{
    return database.write([last](Connection &connection) -> std::expected<bool, Error> {
        // One server at a time: SQLite's BEGIN IMMEDIATE does that, PostgreSQL wants a lock (of any constant number).
        if (connection.dialect() == Dialect::postgresql) (void)connection.rows("SELECT pg_advisory_xact_lock(72617)");
        connection.script(inDialect(createList, connection.dialect()));
        const int done = lastNumber(connection);
        for (const Migration &step : history) {
            if (step.number <= done || (last > 0 && step.number > last)) continue;
            connection.script(inDialect(step.sql, connection.dialect()));
            const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::system_clock::now().time_since_epoch());
            connection.change("INSERT INTO schema_migrations (number, name, applied_at) VALUES (?, ?, ?)",
                              {std::int64_t{step.number}, std::string(step.name), std::int64_t{now.count()}});
            return true;
        }
        return false;
    });
}

} // namespace

std::span<const Migration> migrations()
{
    return history;
}

std::expected<int, Error> schemaNumber(Database &database)
{
    return database.read([](Connection &connection) -> std::expected<int, Error> {
        return hasList(connection) ? lastNumber(connection) : 0;
    });
}

std::expected<void, Error> migrate(Database &database, int last)
{
    const auto number = schemaNumber(database);
    if (!number) return std::unexpected(number.error());
    const int newest = history.back().number;
    if (*number > newest)
        return std::unexpected(
            Error{ErrorCode::newer, formatted("its tables have number {}, this program knows {}", *number, newest)});
    if (*number == newest) return {}; // also on a database that can't be written
    for (;;) {
        const auto step = takeStep(database, last);
        if (!step) return std::unexpected(step.error());
        if (!*step) return {};
    }
}

} // namespace mathtts::storage
