// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "json.h"
#include "settings_options.h"
#include "system.h"

namespace mathtts
{
namespace
{

struct ConfigOptions {
    SettingsOptions settings;
    bool json = false;
    bool isBrief = false;
};

/*! Lines that can be saved as a settings file. */
std::string asFile(const settings::Loaded &loaded, bool isBrief)
{
    std::string text;
    for (const settings::Setting &setting : settings::table()) {
        if (!isBrief)
            text += formatted("# {}. {} ({})\n", setting.about, settings::allowedValues(setting),
                              settings::originName(loaded.origins.at(setting.name)));
        text += formatted("{} = {}\n", setting.name, settings::valueText(loaded.values, setting, true));
        if (!isBrief) text += '\n';
    }
    return text;
}

std::string asJson(const settings::Loaded &loaded)
{
    std::string text = "{";
    for (const settings::Setting &setting : settings::table()) {
        text += text.size() > 1 ? ",\n  " : "\n  ";
        appendJsonString(text, setting.name);
        text += ": {\"value\": ";
        appendJsonString(text, settings::valueText(loaded.values, setting, true));
        text += ", \"from\": ";
        appendJsonString(text, settings::originName(loaded.origins.at(setting.name)));
        text += '}';
    }
    return text + "\n}\n";
}

ExitCode showSettings(const ConfigOptions &options)
{
    const auto loaded = loadSettings(options.settings);
    if (!loaded) {
        for (const std::string &mistake : loaded.error())
            complain(mistake);
        return ExitCode::wrongUsage;
    }
    return writeOutput(options.json ? asJson(*loaded) : asFile(*loaded, options.isBrief)) ? ExitCode::done
                                                                                          : ExitCode::failed;
}

} // namespace

void addConfigCommand(Program &program)
{
    const auto options = std::make_shared<ConfigOptions>();
    CLI::App &command = program.addOutside("config");
    addSettings(command, options->settings, {"DATA"});
    command.add_flag("--brief", options->isBrief, "Without the lines that explain");
    command.add_flag("--json", options->json, "As a JSON object");
    command.footer("The command line beats the environment, which beats the settings file. Secrets are masked.\n"
                   "Example:\n  mathtts config --brief --data /var/lib/mathtts");
    command.callback([&program, options] { program.run = [options] { return showSettings(*options); }; });
}

} // namespace mathtts
