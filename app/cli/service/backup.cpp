// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/storage/backup.h"
#include "commands.h"
#include "engine/text.h"
#include "store.h"
#include "system.h"

namespace mathtts
{
namespace
{

struct BackupOptions {
    SettingsOptions settings;
    std::string file;
};

ExitCode makeBackup(Store &store, const std::string &file)
{
    if (const auto done = storage::backup(*store.database, file); !done) return complainAbout(done.error());
    return writeOutput(formatted("Everything is in {}.\n", file)) ? ExitCode::done : ExitCode::failed;
}

ExitCode restoreBackup(Store &store, const std::string &file)
{
    if (const auto done = storage::restore(*store.database, file); !done) return complainAbout(done.error());
    return writeOutput(formatted("Everything is as it was in {}.\n", file)) ? ExitCode::done : ExitCode::failed;
}

void addCommand(Program &program, const char *name, const char *about, const char *footer,
                ExitCode (*work)(Store &, const std::string &))
{
    const auto options = std::make_shared<BackupOptions>();
    CLI::App &command = program.addOutside(name);
    addStoreOptions(command, options->settings);
    command.add_option("file", options->file, about)->required()->type_name("FILE");
    command.footer(footer);
    command.callback([&program, options, work] {
        program.run = [options, work] {
            ExitCode code{};
            const auto store = openStore(options->settings, code);
            return store ? work(*store, options->file) : code;
        };
    });
}

} // namespace

void addBackupCommand(Program &program)
{
    addCommand(program, "backup", "The file to write; one of that name is replaced",
               "Works while the service runs, and with PostgreSQL, too. The keys that sign logins are not in it.\n"
               "Example:\n  mathtts backup --data /var/lib/mathtts accounts.backup",
               makeBackup);
}

void addRestoreCommand(Program &program)
{
    addCommand(program, "restore", "A file of mathtts backup",
               "Puts it in the place of everything that is there. A service that runs goes on with it.\n"
               "Example:\n  mathtts restore --data /var/lib/mathtts accounts.backup",
               restoreBackup);
}

} // namespace mathtts
