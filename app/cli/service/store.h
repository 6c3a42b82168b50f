// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"
#include "service/accounts/accounts.h"
#include "settings_options.h"

#include <memory>

namespace mathtts
{

/*! The accounts that the settings lead to, for commands that change them. Servers that run see every change at once. */
struct Store {
    settings::Settings settings;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<accounts::Accounts> accounts;
};

/*! Opens the database, and makes it where there is none. Complains and returns null when that fails; \a code is then
 *  what the command ends with. */
std::unique_ptr<Store> openStore(const SettingsOptions &options, ExitCode &code);

/*! Complains about what accounts or the database refuse. */
ExitCode complainAbout(const accounts::AccountError &error);
ExitCode complainAbout(const storage::Error &error);

/*! Adds the options that all these commands have: --data and the database. */
void addStoreOptions(CLI::App &command, SettingsOptions &options);

/*! A time as people read it, in UTC: "2026-01-02 03:04"; "never" for 0. */
std::string timeText(std::int64_t milliseconds);

/*! Rows in columns as wide as they need, two blanks apart. */
std::string columns(const std::vector<std::vector<std::string>> &rows);

/*! The first line of standard input, without its end: a password. Complains and returns nothing when there is none. */
std::optional<std::string> readSecret();

} // namespace mathtts
