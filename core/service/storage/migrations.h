// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/storage/database.h"

#include <span>
#include <string_view>

namespace mathtts::storage
{

/*!
 * One step of the tables' history. Never change one that was released: add the next.
 *
 * Written once for both databases: INTEGER becomes BIGINT for PostgreSQL, "{strict}" becomes STRICT for SQLite. Ids
 * are texts of our making; times are milliseconds since 1970; truth is 0 or 1.
 */
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

std::span<const Migration> migrations();

/*! Takes the steps that are missing, each in a transaction of its own; \a last stops early, for tests. Two servers that
 *  start together do it once. \c newer when the database knows a step that this program doesn't. */
std::expected<void, Error> migrate(Database &database, int last = 0);

/*! The number of the last step that was taken; 0 for an empty database. */
std::expected<int, Error> schemaNumber(Database &database);

} // namespace mathtts::storage
