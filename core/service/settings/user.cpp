// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text.h"
#include "service/settings/settings.h"

#include <QFile>
#include <QStandardPaths>

#include <filesystem>

namespace mathtts::settings
{
namespace
{

constexpr qint64 longestFile = qint64{1024} * 1024;

std::string ownFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() + "/mathtts";
}

std::string folderOf(const std::vector<std::pair<std::string, std::string>> &commandLine)
{
    for (const auto &[name, value] : commandLine)
        if (name == "DATA" && !value.empty()) return value;
    const std::string folder = processEnvironment("DATA").value_or("");
    return folder.empty() ? ownFolder() : folder;
}

} // namespace

std::expected<Loaded, std::vector<std::string>>
loadForUser(const std::string &file, const std::vector<std::pair<std::string, std::string>> &commandLine)
{
    Sources sources;
    sources.environment = processEnvironment;
    sources.commandLine = commandLine;
    const std::filesystem::path path =
        file.empty() ? std::filesystem::path(folderOf(commandLine)) / "mathtts.conf" : std::filesystem::path(file);
    if (!file.empty() || std::filesystem::exists(path)) {
        QFile opened(path);
        if (!opened.open(QIODevice::ReadOnly))
            return std::unexpected(std::vector{
                formatted("Can't read the settings {}: {}.", path.string(), opened.errorString().toStdString())});
        sources.fileName = path.string();
        sources.file = opened.read(longestFile).toStdString();
    }
    auto loaded = load(sources);
    if (loaded && loaded->values.data.empty()) loaded->values.data = ownFolder();
    return loaded;
}

} // namespace mathtts::settings
