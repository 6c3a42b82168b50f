// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include <QCoreApplication>

#ifdef MATHTTS_MIMALLOC
#include <mimalloc.h>
#endif

using namespace mathtts;

int main(int argc, char **argv)
{
#ifdef MATHTTS_MIMALLOC
    // The 19 MiB that a password's hash takes go back at once: later, nobody might ask for memory for hours.
    mi_option_set(mi_option_purge_delay, 0);
#endif
    // Qt's own event loop, not GLib's: that one is woken through a descriptor for every answer, a tenth of its time.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application{argc, argv};
    Program program;
    addServeCommand(program);
    addUsersCommand(program);
    addKeysCommand(program);
    addConfigCommand(program);
    addBackupCommand(program);
    addRestoreCommand(program);
    return static_cast<int>(runProgram(program, {argv + 1, argv + argc}));
}
