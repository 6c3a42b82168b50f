// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"
#include "service/settings/settings.h"

#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace mathtts
{

/*! Settings as the command line gives them. */
struct SettingsOptions {
    std::string file; ///< of settings; empty: mathtts.conf in the data folder, if it is there
    std::vector<std::pair<std::string, std::string>> values; ///< by the name of the setting
};

/*! Adds every setting of the service as an option; those in \a shown with their help, the others are listed by mathtts
 *  config. Parsing changes \a options, which must outlive it. */
void addSettings(CLI::App &command, SettingsOptions &options, const std::vector<std::string> &shown);

/*! The effective settings: of the file, the environment and \a options, each beats the ones before. Without a data
 *  folder the user's own is taken. The errors are sentences. */
std::expected<settings::Loaded, std::vector<std::string>> loadSettings(const SettingsOptions &options);

/*! The same, complaining on standard error; nothing after that. */
std::optional<settings::Settings> settingsOrComplaint(const SettingsOptions &options);

} // namespace mathtts
