// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/gate/gate.h"
#include "service/http/lanes.h"
#include "service/http/route.h"

#include <QtCore/QThread>

#include <chrono>
#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace mathtts::http
{

/*! Where to listen. */
struct Endpoint {
    std::string address; ///< "127.0.0.1", "::1", "0.0.0.0", "::"
    std::uint16_t port = 0;
};

/*! Where "ADDRESS:PORT" of the settings listens: localhost is both loopbacks, an empty address every one of the
 * machine. Empty when \a text is no such thing. */
std::vector<Endpoint> endpointsOf(std::string_view text);

/*! "127.0.0.1:8000", "[::1]:8000". */
std::string endpointText(const Endpoint &endpoint);

struct ServerOptions {
    std::vector<Endpoint> endpoints;
    GateLimits limits;
    LaneSizes lanes = usualLaneSizes();
    std::optional<QSslConfiguration> tls;
    /*! Whether the middleware may wait for something slow (Redis): then no request is answered in the server's thread.
     */
    bool middlewareBlocks = false;
    std::chrono::milliseconds grace{10'000}; ///< for answers in flight when the server stops
    /*! What is told of a request that never reached a route; may be called from the server's thread. */
    std::function<std::string(const Refusal &)> onRefusal;
};

/*!
 * Serves the routes of a table in a thread of its own. Requests come through the gate to Qt's HTTP server, are matched,
 * and run through \a handler in the lane of their route.
 */
class Server
{
public:
    /*! \a table and what \a handler refers to must outlive the server. */
    Server(const Table &table, Handler handler, ServerOptions options);
    /*! Stops. */
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /*! Listens on all endpoints and serves; the error is a sentence for the user. */
    std::expected<void, std::string> start();

    /*! Where it listens, with the ports the system chose. */
    [[nodiscard]] const std::vector<Endpoint> &endpoints() const { return m_bound; }

    /*! Takes no more connections, finishes what is in flight within the grace time, ends the thread. */
    void stop();

    /*! Open connections now; any thread. */
    [[nodiscard]] int connectionCount() const;

private:
    class Core;

    /*! What the handler says; whatever it throws becomes a 500. */
    Response answer(Request &request) const;

    const Table &m_table;
    Handler m_handler;
    ServerOptions m_options;
    std::vector<Endpoint> m_bound;
    std::array<std::unique_ptr<Pool>, laneCount> m_pools;
    std::vector<Gate *> m_gates; ///< owned by the core
    Core *m_core = nullptr;      ///< lives and dies in the thread
    QThread m_thread;
};

} // namespace mathtts::http
