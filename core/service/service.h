// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/speech/compile/compile.h"
#include "service/settings/settings.h"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace mathtts
{

/*!
 * The classroom service: reads formulas for programs and phones of the local network.
 *
 *   Service service{engine, settings};
 *   if (const auto started = service.start(); !started) complain(started.error());
 *
 * It serves in threads of its own. Needs a QCoreApplication. Not thread safe itself.
 */
class Service
{
public:
    /*! \a engine speaks; \a overlays are the files of rules that it was made with: those of the database are laid over
     *  them. */
    Service(const Engine &engine, settings::Settings settings, std::vector<RuleSource> overlays = {});
    /*! Stops. */
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    /*! Makes the data folder if need be, opens what is kept and serves. The error is a sentence for the user. */
    std::expected<void, std::string> start();

    /*! Takes no more requests, answers those in flight, and ends. */
    void stop();

    /*! The addresses to type into a browser, such as "http://127.0.0.1:8000/": of the network first, if it is shared.
     */
    [[nodiscard]] std::vector<std::string> addresses() const;
    /*! Of the certificate, "AB:CD:..."; empty without TLS. */
    [[nodiscard]] std::string fingerprint() const;
    /*! Makes the first administrator, once; empty when there is one. Show it, don't log it. */
    [[nodiscard]] std::string setUpToken() const;
    /*! Makes the first administrator without the token, which is then of no more use. Blocks some 20 ms. The error is a
     *  sentence for whoever typed it. */
    std::expected<void, std::string> makeAdministrator(const std::string &name, const std::string &password);
    /*! Open connections now. */
    [[nodiscard]] int connectionCount() const;

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace mathtts
