// SPDX-License-Identifier: GPL-3.0-or-later
#include "store.h"

#include "engine/text.h"
#include "service/times.h"
#include "system.h"

#include <algorithm>

namespace mathtts
{
namespace
{

constexpr std::size_t maxSecret = 4096;

} // namespace

std::unique_ptr<Store> openStore(const SettingsOptions &options, ExitCode &code)
{
    code = ExitCode::wrongUsage;
    auto settings = settingsOrComplaint(options);
    if (!settings) return nullptr;
    auto store = std::make_unique<Store>();
    store->settings = std::move(*settings);
    const auto location = storage::parseLocation(store->settings.databaseUrl, store->settings.data);
    if (!location) {
        complain(location.error());
        return nullptr;
    }
    code = ExitCode::failed;
    if (const auto made = storage::makeDataFolder(store->settings.data); !made) {
        complain(made.error());
        return nullptr;
    }
    auto database = storage::Database::open(*location);
    if (!database) {
        complainAbout(database.error());
        return nullptr;
    }
    store->database = std::move(*database);
    auto accounts = accounts::Accounts::open(store->settings, *store->database);
    if (!accounts) {
        complain(accounts.error());
        return nullptr;
    }
    store->accounts = std::move(*accounts);
    return store;
}

ExitCode complainAbout(const accounts::AccountError &error)
{
    complain(error.storageDetail.empty() ? error.detail : formatted("{} ({})", error.detail, error.storageDetail));
    return error.code == accounts::AccountErrorCode::storage ? ExitCode::failed : ExitCode::wrongInput;
}

ExitCode complainAbout(const storage::Error &error)
{
    complain(formatted("{} ({})", storage::sentence(error.code), error.detail));
    return ExitCode::failed;
}

void addStoreOptions(CLI::App &command, SettingsOptions &options)
{
    addSettings(command, options, {"DATA", "DATABASE_URL"});
}

std::string timeText(std::int64_t milliseconds)
{
    if (milliseconds == 0) return "never";
    const std::string time = isoTime(milliseconds);
    return time.substr(0, 10) + ' ' + time.substr(11, 5); // to the minute
}

std::string columns(const std::vector<std::vector<std::string>> &rows)
{
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? formatted("{:{}}  ", row[i], widths[i]) : row[i];
        text += line + '\n';
    }
    return text;
}

std::optional<std::string> readSecret()
{
    auto input = readInput(maxSecret + 1);
    if (!input) {
        complain(formatted("Can't read standard input: {}.", input.error().message()));
        return {};
    }
    std::string secret = input->substr(0, input->find('\n'));
    if (secret.ends_with('\r')) secret.pop_back();
    if (!secret.empty()) return secret;
    complain("Standard input is empty: the password belongs there.");
    return {};
}

} // namespace mathtts
