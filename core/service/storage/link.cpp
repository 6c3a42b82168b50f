// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/storage/link.h"

#include <QSqlError>
#include <QSqlRecord>
#include <QThread>
#include <QVariant>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

namespace mathtts::storage
{
namespace
{

constexpr std::size_t maxPrepared = 200; // the program's own statements; more would be a mistake

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/*! sqlite.org/rescode.html; the low byte of the extended code. */
ErrorCode sqliteCode(int code)
{
    if (code == 2067 || code == 1555) return ErrorCode::conflict; // UNIQUE, PRIMARY KEY
    if (code == 4874) return ErrorCode::full;                     // no room for the index of the write-ahead log
    switch (code & 0xFF) {
    case 5:
    case 6: return ErrorCode::busy;
    case 8: return ErrorCode::readOnly;
    case 10: return ErrorCode::unavailable; // the disk said no: a quota, a limit, a broken one
    case 13: return ErrorCode::full;
    case 11:
    case 26: return ErrorCode::damaged;
    case 14: return ErrorCode::unavailable;
    default: return ErrorCode::failed;
    }
}

/*! PostgreSQL documentation, appendix A; no code: the connection itself failed. */
ErrorCode postgresqlCode(const QString &state)
{
    if (state == u"23505") return ErrorCode::conflict;
    if (state == u"53100") return ErrorCode::full;
    if (state == u"25006") return ErrorCode::readOnly;
    if (state == u"55P03" || state == u"57014") return ErrorCode::busy;
    if (state.isEmpty() || state.startsWith(u"08") || state.startsWith(u"57P") || state.startsWith(u"53") ||
        state.startsWith(u"28"))
        return ErrorCode::unavailable;
    return ErrorCode::failed;
}

QVariant toVariant(const Value &value)
{
    if (const auto *number = std::get_if<std::int64_t>(&value)) return static_cast<qlonglong>(*number);
    if (const auto *text = std::get_if<std::string>(&value)) return toQt(*text);
    return {};
}

Value fromQt(const QVariant &value)
{
    if (value.isNull()) return {};
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Int:
    case QMetaType::UInt: return static_cast<std::int64_t>(value.toLongLong());
    default: return value.toString().toStdString();
    }
}

QString nextName()
{
    static std::atomic<std::uint64_t> count = 0;
    return QStringLiteral("mathtts-%1").arg(count.fetch_add(1));
}

/*! A new file that only its owner can read; SQLite gives the same rights to the files beside it. */
void makePrivateFile(const std::string &file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        ::close(descriptor);
    else if (errno == ENOSPC)
        throw Failure{{ErrorCode::full, "the disk is full"}};
}

/*! SQLite would open what it can't write, and fail later. */
void checkWritable(const std::string &file)
{
    const std::string folder = std::filesystem::path(file).parent_path().string();
    const auto mayWrite = [](const std::string &path) {
        return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0 || errno == ENOENT;
    };
    if (!mayWrite(file)) throw Failure{{ErrorCode::readOnly, file + " can't be written"}};
    if (!mayWrite(folder.empty() ? "." : folder)) throw Failure{{ErrorCode::readOnly, folder + " can't be written"}};
}

} // namespace

Database::Link::Link(const Location &location)
    : m_dialect(location.dialect)
    , m_name(nextName())
{
    const bool isSqlite = m_dialect == Dialect::sqlite;
    m_database = QSqlDatabase::addDatabase(isSqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL"), m_name);
    try {
        if (isSqlite)
            openSqlite(location);
        else
            openPostgresql(location);
    } catch (...) {
        m_prepared.clear();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
        throw;
    }
}

Database::Link::~Link()
{
    enterThread();
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

void Database::Link::openSqlite(const Location &location)
{
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of SQLite's, not our end
    if (!location.isReadOnly) {
        makePrivateFile(location.file);
        checkWritable(location.file);
    }
    m_database.setDatabaseName(toQt(location.file));
    m_database.setConnectOptions(location.isReadOnly ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY")
                                                     : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open()) fail(m_database.lastError());
    if (!location.isReadOnly) script("PRAGMA journal_mode = WAL");
    script("PRAGMA synchronous = FULL");
    script("PRAGMA foreign_keys = ON");
    script("PRAGMA trusted_schema = OFF");
}

void Database::Link::openPostgresql(const Location &location)
{
    if (!m_database.isValid())
        throw Failure{{ErrorCode::unavailable, "Qt's driver for PostgreSQL is not installed (libqt6sql6-psql)"}};
    m_database.setHostName(toQt(location.host));
    m_database.setPort(location.port);
    m_database.setDatabaseName(toQt(location.database));
    m_database.setUserName(toQt(location.user));
    m_database.setPassword(toQt(location.password));
    m_database.setConnectOptions(QStringLiteral("connect_timeout=3;application_name=mathtts"));
    if (!m_database.open()) fail(m_database.lastError());
    script("SET statement_timeout = 5000");
    script("SET lock_timeout = 5000");
    script("SET client_min_messages = warning");
}

void Database::Link::enterThread()
{
    m_database.moveToThread(QThread::currentThread());
}

void Database::Link::leaveThread()
{
    m_database.moveToThread(nullptr);
}

void Database::Link::fail(const QSqlError &error)
{
    const QString state = error.nativeErrorCode();
    Failure failure;
    failure.error.detail = error.driverText().toStdString();
    if (m_dialect == Dialect::sqlite) {
        failure.error.code = sqliteCode(state.toInt());
        failure.error.detail += ": " + error.databaseText().toStdString();
    } else {
        failure.error.code = postgresqlCode(state);
        failure.error.detail += " (" + (state.isEmpty() ? std::string("no connection") : state.toStdString()) + ')';
        // Another transaction came between; 42P07: another server has made the same tables meanwhile.
        failure.canRetry = state == u"40001" || state == u"40P01" || state == u"42P07";
        if (failure.error.code == ErrorCode::unavailable) m_isLost = true;
    }
    throw failure;
}

Database::Link::Prepared &Database::Link::execute(std::string_view sql, const std::vector<Value> &values)
{
    if (m_prepared.size() > maxPrepared) m_prepared.clear();
    const auto [entry, isNew] = m_prepared.try_emplace(std::string(sql), QSqlQuery(m_database));
    QSqlQuery &query = entry->second.query;
    if (isNew) {
        query.setForwardOnly(true);
        if (!query.prepare(toQt(sql))) {
            const QSqlError error = query.lastError();
            m_prepared.erase(entry);
            fail(error);
        }
    }
    for (std::size_t i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), toVariant(values[i]));
    if (!query.exec()) {
        const QSqlError error = query.lastError();
        query.finish();
        fail(error);
    }
    return entry->second;
}

std::vector<Row> Database::Link::rows(std::string_view sql, const std::vector<Value> &values)
{
    Prepared &prepared = execute(sql, values);
    QSqlQuery &query = prepared.query;
    if (prepared.columns < 0) prepared.columns = query.record().count();
    std::vector<Row> rows;
    while (query.next()) {
        std::vector<Value> row;
        for (int column = 0; column < prepared.columns; ++column)
            row.push_back(fromQt(query.value(column)));
        rows.emplace_back(std::move(row));
    }
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid()) fail(error);
    return rows;
}

std::int64_t Database::Link::change(std::string_view sql, const std::vector<Value> &values)
{
    QSqlQuery &query = execute(sql, values).query;
    const std::int64_t count = query.numRowsAffected();
    query.finish();
    return count;
}

void Database::Link::script(std::string_view sql)
{
    QSqlQuery query(m_database);
    while (!sql.empty()) {
        const std::size_t end = std::min(sql.find(";\n"), sql.size());
        const QString statement = toQt(sql.substr(0, end)).trimmed();
        sql.remove_prefix(std::min(end + 2, sql.size()));
        if (!statement.isEmpty() && !query.exec(statement)) fail(query.lastError());
    }
}

} // namespace mathtts::storage
