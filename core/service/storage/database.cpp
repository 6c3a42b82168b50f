// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/storage/database.h"

#include "service/storage/link.h"
#include "service/storage/migrations.h"

#include <thread>

namespace mathtts::storage
{
namespace
{

constexpr std::size_t maxIdle = 16;
constexpr int maxAttempts = 8;

std::string_view beginning(Dialect dialect, bool isWriting)
{
    if (dialect == Dialect::sqlite) return isWriting ? "BEGIN IMMEDIATE" : "BEGIN";
    return isWriting ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
}

} // namespace

const char *sentence(ErrorCode code)
{
    switch (code) {
    case ErrorCode::unavailable: return "The database can't be reached.";
    case ErrorCode::busy: return "The database is busy. Try again.";
    case ErrorCode::readOnly: return "The database can't be written: the file or its folder is read-only.";
    case ErrorCode::full: return "The disk is full.";
    case ErrorCode::damaged: return "The database file is damaged or is no database.";
    case ErrorCode::newer: return "The database was made by a newer version of MathTTS.";
    case ErrorCode::conflict: return "That exists already.";
    case ErrorCode::failed: return "The database failed.";
    }
    return "";
}

bool Row::isNull(std::size_t column) const
{
    return std::holds_alternative<std::monostate>(m_values[column]);
}

std::int64_t Row::number(std::size_t column) const
{
    const auto *number = std::get_if<std::int64_t>(&m_values[column]);
    return number ? *number : 0;
}

std::string Row::text(std::size_t column) const
{
    const auto *text = std::get_if<std::string>(&m_values[column]);
    return text ? *text : std::string();
}

Database::Database(Location location)
    : m_location(std::move(location))
{
}

Database::~Database() = default;

std::expected<std::unique_ptr<Database>, Error> Database::openAsIs(const Location &location)
{
    std::unique_ptr<Database> database{new Database(location)};
    if (const auto answers = database->ping(); !answers) return std::unexpected(answers.error());
    return database;
}

std::expected<std::unique_ptr<Database>, Error> Database::open(const Location &location)
{
    auto database = openAsIs(location);
    if (!database) return database;
    if (const auto migrated = migrate(**database); !migrated) return std::unexpected(migrated.error());
    return database;
}

void Database::watch(std::function<void(std::string_view, double)> watcher)
{
    m_watcher = std::move(watcher);
}

std::expected<void, Error> Database::ping()
{
    return look([](Connection &connection) -> std::expected<void, Error> {
        (void)connection.rows("SELECT 1");
        return {};
    });
}

Database::LinkHandle Database::take()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            LinkHandle link = std::move(m_idle.back());
            m_idle.pop_back();
            link->enterThread();
            return link;
        }
    }
    return std::make_unique<Link>(m_location);
}

void Database::giveBack(LinkHandle link)
{
    const std::scoped_lock lock(m_mutex);
    if (link->isLost()) {
        m_idle.clear(); // they lead to the same lost server
        return;
    }
    if (m_idle.size() >= maxIdle) return;
    link->leaveThread();
    m_idle.push_back(std::move(link));
}

std::expected<void, Error> Database::attempt(Mode mode, const std::function<bool(Connection &)> &work, bool &canRetry)
{
    LinkHandle link;
    bool hasBegun = false;
    try {
        link = take();
        if (mode != Mode::look) {
            link->script(beginning(dialect(), mode == Mode::write));
            hasBegun = true;
        }
        const bool keep = work(*link);
        if (hasBegun) link->script(keep ? "COMMIT" : "ROLLBACK");
        giveBack(std::move(link));
        return {};
    } catch (const Failure &failure) {
        // A kept connection may have died unnoticed: what had not begun can begin again on a new one.
        canRetry = failure.canRetry || (link && link->isLost() && !hasBegun);
        if (link) {
            try {
                if (hasBegun && !link->isLost()) link->script("ROLLBACK");
            } catch (const Failure &) {
                link->lose(); // SQLite has undone it by itself after a full disk
            }
            giveBack(std::move(link));
        }
        return std::unexpected(failure.error);
    }
}

std::expected<void, Error> Database::transact(Mode mode, const std::function<bool(Connection &)> &work)
{
    const auto start = std::chrono::steady_clock::now();
    std::unique_lock<std::mutex> writing;
    if (mode == Mode::write && dialect() == Dialect::sqlite) writing = std::unique_lock(m_writing);
    std::expected<void, Error> result;
    for (int tries = 0; tries < maxAttempts; ++tries) {
        bool canRetry = false;
        result = attempt(mode, work, canRetry);
        if (result || !canRetry) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(tries * tries));
    }
    if (mode == Mode::write) ++m_writes;
    if (m_watcher) {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        m_watcher(mode == Mode::write ? "write" : "read", took.count());
    }
    return result;
}

} // namespace mathtts::storage
