// SPDX-License-Identifier: GPL-3.0-or-later
#include "user_rules/user_rules.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace mathtts
{

namespace
{
namespace fs = std::filesystem;

/*! The value of an environment variable; empty when it isn't set. */
fs::path pathFrom(const char *variable)
{
    const char *value = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): nobody sets variables here
    return value ? fs::path(value) : fs::path();
}

/*! The folder for data of all programs of the user. */
fs::path dataFolder()
{
#if defined(_WIN32)
    return pathFrom("LOCALAPPDATA");
#elif defined(__APPLE__)
    return pathFrom("HOME") / "Library/Application Support";
#else
    const fs::path folder = pathFrom("XDG_DATA_HOME");
    if (folder.is_absolute()) return folder;
    const fs::path home = pathFrom("HOME");
    return home.empty() ? home : home / ".local/share";
#endif
}

std::vector<fs::path> filesAt(const fs::path &path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) return fs::exists(path, error) ? std::vector{path} : std::vector<fs::path>();
    std::vector<fs::path> files;
    for (fs::directory_iterator at(path, error); !error && at != fs::directory_iterator(); at.increment(error))
        if (at->path().extension() == ".rules") files.push_back(at->path());
    std::ranges::sort(files);
    return files;
}

/*! A little more than an overlay may have, so that the compiler sees that it is too large. */
bool readFile(const fs::path &path, std::string &text)
{
    std::ifstream file(path, std::ios::binary);
    text.resize(OverlayLimits::bytes + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return file.is_open() && !file.bad();
}
} // namespace

fs::path userRulesPath()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets variables here
    if (std::getenv("MATHTTS_OVERLAY")) return pathFrom("MATHTTS_OVERLAY");
    const fs::path folder = dataFolder();
    return folder.empty() ? folder : folder / "mathtts" / "overlay";
}

UserRules readUserRules(const fs::path &path)
{
    UserRules rules;
    if (path.empty()) return rules;
    for (const fs::path &file : filesAt(path)) {
        RuleSource source{.name = file.string()};
        if (readFile(file, source.text))
            rules.files.push_back(std::move(source));
        else
            rules.problems.push_back({.file = file.string(),
                                      .message = "the file can't be read",
                                      .advice = "Look whether it is a text file that you may read."});
    }
    return rules;
}

UserRules compiled(UserRules rules)
{
    LaidOver laid = layOver(rules.files);
    rules.images = std::move(laid.images);
    std::ranges::move(laid.problems, std::back_inserter(rules.problems));
    return rules;
}

UserRules loadUserRules(const fs::path &path)
{
    return compiled(readUserRules(path));
}

} // namespace mathtts
