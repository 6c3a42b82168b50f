// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "service/discovery/discovery.h"
#include "service/service.h"
#include "settings_options.h"
#include "system.h"

#include <memory>

namespace mathtts
{
namespace
{

/*! What somebody needs who wants to connect. */
std::string welcome(const Service &service)
{
    std::string text;
    const auto addresses = service.addresses();
    for (const std::string &address : addresses)
        text += formatted("Listening on {}\n", address);
    if (!service.fingerprint().empty()) text += formatted("Certificate (SHA-256): {}\n", service.fingerprint());
    if (const std::string token = service.setUpToken(); !token.empty())
        text += formatted("There is no account yet. To make the administrator: mathtts users add NAME --role admin, "
                          "or POST /auth/setup with this token, once: {}\n",
                          token);
    const bool isShared =
        !addresses.empty() && !addresses.front().contains("//127.0.0.1") && !addresses.front().contains("//[::1]");
    if (isShared && outputIsTerminal()) text += discovery::qrText(discovery::qrCode(addresses.front()));
    return text;
}

ExitCode serve(const Program &program, const SettingsOptions &options)
{
    const auto settings = settingsOrComplaint(options);
    if (!settings) return ExitCode::wrongUsage;
    StopSignals signals;
    Service service{program.engine, *settings, program.rules.files};
    if (const auto started = service.start(); !started) {
        complain(started.error());
        return ExitCode::failed;
    }
    writeOutput(welcome(service));
    signals.wait();
    writeOutput("Stopping.\n");
    service.stop();
    return ExitCode::done;
}

} // namespace

void addServeCommand(Program &program)
{
    const auto options = std::make_shared<SettingsOptions>();
    CLI::App &command = program.addOutside("serve");
    addSettings(command, *options, {"LISTEN", "DATA", "TLS", "TLS_CERTIFICATE", "TLS_KEY", "LOG_LEVEL", "LOG_FORMAT"});
    command.footer("Every setting of mathtts config is an option here, too, and an environment variable.\n"
                   "Examples:\n"
                   "  mathtts serve\n"
                   "  mathtts serve --listen 0.0.0.0:8000 --tls --data ~/mathtts");
    command.callback([&program, options] { program.run = [&program, options] { return serve(program, *options); }; });
}

} // namespace mathtts
