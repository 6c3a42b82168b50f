// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/storage/backup.h"

#include "engine/text.h"
#include "service/storage/migrations.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>

namespace mathtts::storage
{
namespace
{

/*! The tables and their columns, those that others refer to first. */
struct Table {
    std::string_view name;
    std::string_view columns;
    std::size_t count;
};
constexpr std::array tables = {
    Table{"users",
          "id, username, username_key, email, email_key, full_name, role, is_active, is_verified, is_demo, "
          "password_hash, created_at, updated_at, last_login_at",
          14},
    Table{"sessions", "id, user_id, refresh_id, created_at, expires_at, revoked_at", 6},
    Table{"api_keys",
          "id, user_id, name, prefix, key_hash, limit_count, limit_seconds, created_at, expires_at, revoked_at, "
          "last_used_at",
          11},
    Table{"login_failures", "subject, failures, blocked_until, changed_at", 4},
    Table{"known_addresses", "user_id, address_hash, seen_at", 3},
    Table{"facts", "name, value", 2},
    Table{"overlay_rules", "id, name, style, locale, source, is_enabled, author_id, created_at, updated_at", 9},
};

std::string questionMarks(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += i == 0 ? "?" : ", ?";
    return text;
}

void copyAll(Connection &from, Connection &to)
{
    for (const Table &table : tables) {
        const std::string insert =
            formatted("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns, questionMarks(table.count));
        for (const Row &row : from.rows(formatted("SELECT {} FROM {}", table.columns, table.name))) {
            std::vector<Value> values;
            for (std::size_t i = 0; i < row.size(); ++i)
                values.push_back(row.value(i));
            to.change(insert, values);
        }
    }
}

Error fileError(const std::string &what)
{
    const int code = errno;
    const ErrorCode meaning = code == ENOSPC                    ? ErrorCode::full
                              : code == EROFS || code == EACCES ? ErrorCode::readOnly
                                                                : ErrorCode::unavailable;
    return {meaning, what + ": " + std::error_code(code, std::generic_category()).message()};
}

/*! Makes sure that \a file is on the disk before it gets its name. */
bool flush(const std::string &file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool isDone = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return isDone;
}

/*! A file that goes away with this, and those that SQLite puts beside it. */
struct Temporary {
    std::string file;
    explicit Temporary(std::string name)
        : file(std::move(name))
    {
        remove();
    }
    ~Temporary() { remove(); }
    Temporary(const Temporary &) = delete;
    Temporary &operator=(const Temporary &) = delete;
    void remove() const
    {
        for (const char *suffix : {"", "-wal", "-shm", "-journal"}) {
            std::error_code ignored;
            std::filesystem::remove(file + suffix, ignored);
        }
    }
};

std::expected<void, Error> checkIntegrity(Database &database)
{
    return database.read([](Connection &connection) -> std::expected<void, Error> {
        const auto rows = connection.rows("PRAGMA integrity_check");
        if (rows.size() == 1 && rows.front().text(0) == "ok") return {};
        return std::unexpected(Error{ErrorCode::damaged, "the backup fails SQLite's integrity check"});
    });
}

} // namespace

std::expected<void, Error> backup(Database &database, const std::string &file)
{
    const Temporary copy(formatted("{}.{}.part", file, ::getpid()));
    {
        auto target = Database::open({.file = copy.file});
        if (!target) return std::unexpected(target.error());
        const auto copied = database.read([&](Connection &from) {
            return (*target)->write([&](Connection &to) -> std::expected<void, Error> {
                copyAll(from, to);
                return {};
            });
        });
        if (!copied) return copied;
        // One file that can be carried around: no log beside it.
        const auto closed = (*target)->look([](Connection &connection) -> std::expected<void, Error> {
            connection.script("PRAGMA wal_checkpoint(TRUNCATE)");
            connection.script("PRAGMA journal_mode = DELETE");
            return {};
        });
        if (!closed) return closed;
    }
    if (!flush(copy.file) || std::rename(copy.file.c_str(), file.c_str()) != 0) return std::unexpected(fileError(file));
    return {};
}

std::expected<void, Error> restore(Database &database, const std::string &file)
{
    // A copy: an older backup is brought up to date before it is read, the file itself stays as it is.
    const Temporary copy(
        formatted("{}/mathtts-restore-{}.sqlite", std::filesystem::temp_directory_path().string(), ::getpid()));
    const int descriptor = ::open(copy.file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return std::unexpected(fileError(copy.file));
    ::close(descriptor);
    std::error_code error;
    std::filesystem::copy_file(file, copy.file, std::filesystem::copy_options::overwrite_existing, error);
    if (error) return std::unexpected(Error{ErrorCode::unavailable, file + ": " + error.message()});
    std::filesystem::permissions(copy.file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                 error);

    auto source = Database::openAsIs({.file = copy.file});
    if (!source) return std::unexpected(source.error());
    const auto number = schemaNumber(**source);
    if (!number) return std::unexpected(number.error());
    if (*number == 0) return std::unexpected(Error{ErrorCode::damaged, file + " is no backup of MathTTS"});
    if (const auto isWhole = checkIntegrity(**source); !isWhole) return isWhole;
    if (const auto current = migrate(**source); !current) return current;
    return (*source)->read([&](Connection &from) {
        return database.write([&](Connection &to) -> std::expected<void, Error> {
            for (auto table = tables.rbegin(); table != tables.rend(); ++table)
                to.change(formatted("DELETE FROM {}", table->name));
            copyAll(from, to);
            return {};
        });
    });
}

} // namespace mathtts::storage
