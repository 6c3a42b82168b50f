// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "service/service.h"
#include "system.h"

#include <format>
#include <memory>

namespace mathtts
{
namespace
{

ExitCode serve(const Engine &engine, const ServiceOptions &options)
{
    StopSignals signals;
    Service service{engine, options};
    if (const auto started = service.start(); !started) {
        complain(started.error());
        return ExitCode::failed;
    }
    for (const std::string &address : service.addresses())
        writeOutput(std::format("Listening on {}\n", address));
    signals.wait();
    writeOutput("Stopping.\n");
    service.stop();
    return ExitCode::done;
}

} // namespace

void addServeCommand(Program &program)
{
    const auto options = std::make_shared<ServiceOptions>();
    CLI::App &command = program.addOutside("serve");
    command.add_option("--listen", options->listen, "Where to listen; only this computer unless you say otherwise")
        ->type_name("ADDRESS:PORT")
        ->capture_default_str();
    command.add_option("--data", options->dataFolder, "The folder of accounts and keys")->type_name("FOLDER");
    command.add_flag("--tls", options->tls, "Encrypt; without --certificate by one that is made at first use");
    command.add_option("--certificate", options->certificate, "A certificate of your own, PEM")->type_name("FILE");
    command.add_option("--key", options->key, "Its key, PEM")->type_name("FILE");
    command.footer("Examples:\n"
                   "  mathtts serve\n"
                   "  mathtts serve --listen 0.0.0.0:8000 --tls --data ~/mathtts");
    command.callback(
        [&program, options] { program.run = [&program, options] { return serve(program.engine, *options); }; });
}

} // namespace mathtts
