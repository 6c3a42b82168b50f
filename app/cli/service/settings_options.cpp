// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings_options.h"

#include "system.h"

#include <algorithm>

namespace mathtts
{
namespace
{

std::string valueType(const settings::Setting &setting)
{
    const std::string_view name = setting.name;
    if (name == "LISTEN") return "ADDRESS:PORT";
    if (name == "DATA") return "FOLDER";
    if (name.starts_with("TLS_")) return "FILE";
    return std::holds_alternative<std::int64_t settings::Settings::*>(setting.member) ? "NUMBER" : "TEXT";
}

} // namespace

void addSettings(CLI::App &command, SettingsOptions &options, const std::vector<std::string> &shown)
{
    command.add_option("--settings", options.file, "A settings file; else mathtts.conf in the data folder")
        ->type_name("FILE");
    for (const settings::Setting &setting : settings::table()) {
        const auto set = [&options, name = setting.name](const std::string &value) {
            options.values.emplace_back(name, value);
        };
        std::string option = settings::optionName(setting);
        if (!option.starts_with("--")) option.insert(0, "--");
        CLI::Option *added = nullptr;
        if (std::holds_alternative<bool settings::Settings::*>(setting.member))
            added = command.add_flag_function(
                option, [set](std::int64_t count) { set(count > 0 ? "true" : "false"); }, setting.about);
        else
            added = command.add_option_function<std::string>(option, set, setting.about)->type_name(valueType(setting));
        if (std::ranges::find(shown, setting.name) == shown.end()) added->group(""); // known, not listed
    }
}

std::expected<settings::Loaded, std::vector<std::string>> loadSettings(const SettingsOptions &options)
{
    return settings::loadForUser(options.file, options.values);
}

std::optional<settings::Settings> settingsOrComplaint(const SettingsOptions &options)
{
    auto loaded = loadSettings(options);
    if (loaded) return std::move(loaded->values);
    for (const std::string &error : loaded.error())
        complain(error);
    return {};
}

} // namespace mathtts
