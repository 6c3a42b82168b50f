// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mathtts::storage
{

enum class ErrorCode : std::uint8_t {
    unavailable, ///< can't be opened, or the connection is lost
    busy,        ///< somebody else wrote for too long
    readOnly,
    full,     ///< the disk
    damaged,  ///< the file is no database, or a broken one
    newer,    ///< made by a newer version of the program
    conflict, ///< a value that must be unique exists
    failed,
};

/*! Why the database did not do it; \c detail is for the log, without values and passwords. */
struct Error {
    ErrorCode code = ErrorCode::failed;
    std::string detail;
};

/*! English sentence of \a code, for operators. */
const char *sentence(ErrorCode code);

/*! NULL, a whole number, or text. Times are milliseconds since 1970, truth is 0 or 1. */
using Value = std::variant<std::monostate, std::int64_t, std::string>;

class Row
{
public:
    explicit Row(std::vector<Value> values)
        : m_values(std::move(values))
    {
    }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] const Value &value(std::size_t column) const { return m_values[column]; }
    [[nodiscard]] bool isNull(std::size_t column) const;
    /*! 0 for NULL. */
    [[nodiscard]] std::int64_t number(std::size_t column) const;
    /*! Empty for NULL. */
    [[nodiscard]] std::string text(std::size_t column) const;

private:
    std::vector<Value> m_values;
};

/*! Thrown out of Connection, caught by Database: the transaction is undone and its caller gets the error. */
struct Failure {
    Error error;
    bool canRetry = false; ///< another transaction came between
};

enum class Dialect : std::uint8_t { sqlite, postgresql };

/*! One connection, for one thread at a time. */
class Connection
{
public:
    virtual ~Connection() = default;

    /*! The rows that \a sql gives; its "?" are \a values in their order. Prepared once for each connection. */
    virtual std::vector<Row> rows(std::string_view sql, const std::vector<Value> &values = {}) = 0;
    /*! How many rows \a sql has changed. */
    virtual std::int64_t change(std::string_view sql, const std::vector<Value> &values = {}) = 0;
    /*! Runs \a sql, which may be several statements apart by ";" at line ends. */
    virtual void script(std::string_view sql) = 0;
    [[nodiscard]] virtual Dialect dialect() const = 0;
};

/*! Where a database is. */
struct Location {
    Dialect dialect = Dialect::sqlite;
    std::string file;   ///< of SQLite
    std::string host{}; ///< of PostgreSQL; a path names the folder of its Unix socket
    int port = 5432;
    std::string database{};
    std::string user{};
    std::string password{};
    bool isReadOnly = false;
};

/*!
 * "sqlite:///relative.db", "sqlite:////absolute.db" or "postgresql://user:password@host:port/database" (also
 * "postgres://" and with a driver's name, "postgresql+asyncpg://"; "?host=/folder" for a Unix socket). Empty: the file
 * mathtts.sqlite in \a dataFolder. The error holds no password.
 */
std::expected<Location, std::string> parseLocation(std::string_view url, const std::string &dataFolder);

/*! Makes the data folder, its owner's alone because it will hold the accounts; one that is there stays as it is. The
 *  error is a sentence. */
std::expected<void, std::string> makeDataFolder(const std::string &folder);

/*!
 * SQLite (WAL, one writer, synchronous to the disk) or PostgreSQL (serializable, tried again when others came between)
 * behind the same few calls. Thread safe; every call blocks its thread: up to five seconds for a lock, three for a
 * connection.
 */
class Database
{
public:
    /*! Opens, makes the file (readable by its owner alone) and brings the tables up to date. */
    static std::expected<std::unique_ptr<Database>, Error> open(const Location &location);
    /*! The same with the tables as they are, for backup and restore. */
    static std::expected<std::unique_ptr<Database>, Error> openAsIs(const Location &location);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /*! Runs \a work, which takes a Connection & and returns a std::expected whose error can be made of an Error. All
     *  it reads is of one moment. */
    template <typename Work>
    auto read(Work work) -> std::invoke_result_t<Work, Connection &>
    {
        return run<std::invoke_result_t<Work, Connection &>>(Mode::read, work);
    }
    /*! The same for work that changes something: all of it happens, or, when it returns an error, nothing. \a work may
     *  run more than once. */
    template <typename Work>
    auto write(Work work) -> std::invoke_result_t<Work, Connection &>
    {
        return run<std::invoke_result_t<Work, Connection &>>(Mode::write, work);
    }
    /*! The same for one query that needs no transaction: the fastest. */
    template <typename Work>
    auto look(Work work) -> std::invoke_result_t<Work, Connection &>
    {
        return run<std::invoke_result_t<Work, Connection &>>(Mode::look, work);
    }

    [[nodiscard]] Dialect dialect() const { return m_location.dialect; }
    /*! How many write() have ended here, whatever came of them: it grows before write() returns. */
    [[nodiscard]] std::uint64_t writes() const { return m_writes; }
    /*! Whether a query can wait for another machine. */
    [[nodiscard]] bool mayBlock() const { return dialect() == Dialect::postgresql; }
    /*! Whether it answers now. */
    std::expected<void, Error> ping();
    /*! Called after each transaction with "read" or "write" and its seconds; set before the first use. */
    void watch(std::function<void(std::string_view operation, double seconds)> watcher);

private:
    enum class Mode : std::uint8_t { look, read, write };
    class Link;
    using LinkHandle = std::unique_ptr<Link>;

    explicit Database(Location location);

    /*! Runs \a work in a transaction; \a work returns whether to keep what it did. */
    std::expected<void, Error> transact(Mode mode, const std::function<bool(Connection &)> &work);
    std::expected<void, Error> attempt(Mode mode, const std::function<bool(Connection &)> &work, bool &canRetry);

    template <typename Result, typename Work>
    Result run(Mode mode, Work &work)
    {
        std::optional<Result> result;
        const auto done = transact(mode, [&](Connection &connection) {
            result.emplace(work(connection));
            return result->has_value();
        });
        if (!done) return std::unexpected(typename Result::error_type(done.error()));
        return std::move(*result);
    }

    LinkHandle take();
    void giveBack(LinkHandle link);

    Location m_location;
    std::function<void(std::string_view, double)> m_watcher;
    std::atomic<std::uint64_t> m_writes = 0;
    std::mutex m_writing; ///< SQLite has one writer: waiting here is fair, waiting in SQLite is not
    std::mutex m_mutex;
    std::vector<LinkHandle> m_idle;
};

} // namespace mathtts::storage
