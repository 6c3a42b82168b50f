// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace mathtts
{

/*! What the one who starts the service decides; everything else is in its settings. */
struct ServiceOptions {
    std::string listen = "127.0.0.1:8000"; ///< ADDRESS:PORT; port 0: the system chooses
    std::string dataFolder;                ///< where accounts, keys and certificates are kept (UTF-8)
    bool tls = false;
    std::string certificate; ///< PEM files; empty: one of our own is made at first use
    std::string key;
};

/*!
 * The classroom service: reads formulas for programs and phones of the local network.
 *
 *   Service service{engine, {.listen = "127.0.0.1:8000", .dataFolder = "/var/lib/mathtts"}};
 *   if (const auto started = service.start(); !started) complain(started.error());
 *
 * It serves in threads of its own. Needs a QCoreApplication. Not thread safe itself.
 */
class Service
{
public:
    Service(const Engine &engine, ServiceOptions options);
    /*! Stops. */
    ~Service();

    /*! Opens what is kept and serves. The error is a sentence for the user. */
    std::expected<void, std::string> start();

    /*! Takes no more requests, answers those in flight, and ends; at most ten seconds. */
    void stop();

    /*! The addresses to type into a browser, such as "http://127.0.0.1:8000/". */
    [[nodiscard]] std::vector<std::string> addresses() const;

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace mathtts
