// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/gate/connection.h"

#include <QtCore/QTimer>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QTcpServer>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace mathtts::http
{

/*! How long a connection may stay in each state. */
struct Deadlines {
    std::chrono::milliseconds head{5'000};    ///< from the first byte to the end of the header; also TLS handshake
    std::chrono::milliseconds body{15'000};   ///< from the end of the header to the end of the body
    std::chrono::milliseconds answer{60'000}; ///< for the program to say something
    std::chrono::milliseconds write{15'000};  ///< without the client taking a byte
    std::chrono::milliseconds idle{30'000};   ///< between requests
    std::chrono::milliseconds linger{1'000};  ///< after a refusal
};

/*! What bounds one gate. */
struct GateLimits {
    HeadLimits head;
    Deadlines deadlines;
    int connections = 512;          ///< in all; more are closed at once
    int connectionsPerAddress = 64; ///< an IPv4 address, the first 64 bits of an IPv6 address
};

/*!
 * The door in front of Qt's HTTP server: listens, bounds connections, and lets only whole, clean requests through, each
 * on a Channel that Qt's server takes for its socket. Lives in the server's thread.
 *
 * Qt 6.8's own HTTP/1.1 reader has no limits and no deadlines and reads ambiguous requests its own way; behind the gate
 * it sees nothing of the kind.
 */
class Gate : public QTcpServer
{
public:
    explicit Gate(const GateLimits &limits, QObject *parent = nullptr);
    ~Gate() override;

    /*! From now on connections speak TLS. */
    void setTls(const QSslConfiguration &configuration) { m_tls = configuration; }

    /*! Stops listening and ends every connection after its response; \a done is called when none is left. */
    void drain(std::function<void()> done);
    [[nodiscard]] bool isDraining() const { return m_draining; }

    [[nodiscard]] const Deadlines &deadlines() const { return m_limits.deadlines; }
    [[nodiscard]] const HeadLimits &headLimits() const { return m_limits.head; }

    // for a connection
    /*! Has Qt's server ask its handler about the request of \a connection. */
    void deliver(Connection &connection, Channel &channel);
    void ended(Connection &connection);
    /*! What a refusal says in its body, from the first argument of onRefusal. */
    [[nodiscard]] std::string refusalBody(const Refusal &refusal) const;

    /*! Makes the body of a refusal and writes it to the log; runs in the server's thread. */
    std::function<std::string(const Refusal &)> onRefusal;

    /*! Whose request Qt's server is asking its handler about; null otherwise. */
    [[nodiscard]] Connection *delivering() const { return m_delivering; }

    /*! Open connections; any thread. */
    [[nodiscard]] int connectionCount() const { return m_count; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::unique_ptr<QTcpSocket> makeSocket(qintptr descriptor);

    GateLimits m_limits;
    std::optional<QSslConfiguration> m_tls;
    QTimer m_tick;
    QTimer m_resume; ///< accepts again after the system had no descriptor left
    struct Entry {
        std::unique_ptr<Connection> connection;
        std::string address; ///< key of m_perAddress
    };
    std::unordered_map<Connection *, Entry> m_connections;
    std::unordered_map<std::string, int> m_perAddress;
    std::atomic<int> m_count = 0;
    Connection *m_delivering = nullptr;
    bool m_draining = false;
    std::function<void()> m_drained;
};

/*! The reason phrase of an HTTP status. */
const char *statusText(int status);

} // namespace mathtts::http
