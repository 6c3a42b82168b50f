// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/storage/database.h"

#include <string>

namespace mathtts::storage
{

/*!
 * Copies everything, as it is at one moment, to a new SQLite file that only its owner can read. Works while servers
 * run, and for PostgreSQL as well: the file is the same, so that it also moves a school from one to the other. The
 * file appears when it is complete; an existing one is replaced.
 */
std::expected<void, Error> backup(Database &database, const std::string &file);

/*! Puts what backup() wrote in the place of everything in \a database, in one transaction: servers that run see the old
 *  state or the new one. A damaged file, or one of a newer program, changes nothing. */
std::expected<void, Error> restore(Database &database, const std::string &file);

} // namespace mathtts::storage
