// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"
#include "service/accounts/accounts.h"
#include "settings_options.h"

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

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

/*! A command \a name below \a parent; \a work gets the open store. Its options hold \c settings besides their own. */
template <typename Options>
CLI::App &addAction(CLI::App &parent, Program &program, const std::shared_ptr<Options> &options, const char *name,
                    const char *about, std::type_identity_t<std::function<ExitCode(Store &, Options &)>> work)
{
    CLI::App &action = *parent.add_subcommand(name, about);
    addStoreOptions(action, options->settings);
    action.callback([&program, options, work = std::move(work)] {
        program.run = [options, work] {
            ExitCode code{};
            const auto store = openStore(options->settings, code);
            return store ? work(*store, *options) : code;
        };
    });
    return action;
}

/*! A time as people read it, in UTC: "2026-01-02 03:04"; "never" for 0. */
std::string timeText(std::int64_t milliseconds);

/*! Rows in columns as wide as they need, two blanks apart. */
std::string columns(const std::vector<std::vector<std::string>> &rows);

/*! The first line of standard input, without its end: a password. Complains and returns nothing when there is none. */
std::optional<std::string> readSecret();

} // namespace mathtts
