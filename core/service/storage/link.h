// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/storage/database.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <unordered_map>

namespace mathtts::storage
{

/*! A connection by Qt SQL. It belongs to no thread while it is kept, and to the one that takes it while it is used. */
class Database::Link : public Connection
{
public:
    /*! Throws Failure. */
    explicit Link(const Location &location);
    ~Link() override;
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    std::vector<Row> rows(std::string_view sql, const std::vector<Value> &values) override;
    std::int64_t change(std::string_view sql, const std::vector<Value> &values) override;
    void script(std::string_view sql) override;
    [[nodiscard]] Dialect dialect() const override { return m_dialect; }

    void enterThread();
    void leaveThread();
    /*! Whether the connection is lost and must not be used again. */
    [[nodiscard]] bool isLost() const { return m_isLost; }
    void lose() { m_isLost = true; }

private:
    void openSqlite(const Location &location);
    void openPostgresql(const Location &location);
    struct Prepared {
        QSqlQuery query;
        int columns = -1; ///< known after the first run
    };
    Prepared &execute(std::string_view sql, const std::vector<Value> &values);
    [[noreturn]] void fail(const QSqlError &error);

    Dialect m_dialect;
    QSqlDatabase m_database;
    QString m_name;
    std::unordered_map<std::string, Prepared> m_prepared;
    bool m_isLost = false;
};

} // namespace mathtts::storage
