// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/gate/gate.h"

#include "engine/text.h"
#include "service/http/gate/channel.h"

#include <QtNetwork/QSslSocket>

#include <algorithm>
#include <vector>

namespace mathtts::http
{
namespace
{

constexpr std::chrono::milliseconds tick{250};

/*! What connections are counted by: one household or machine, not one of its many IPv6 addresses. */
std::string addressKey(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4) return formatted("{:08x}", ipv4);
    const Q_IPV6ADDR ipv6 = address.toIPv6Address();
    return {reinterpret_cast<const char *>(ipv6.c), 8};
}

} // namespace

Gate::Gate(const GateLimits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_tick(this)
    , m_resume(this)
{
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        const auto now = Clock::now();
        std::vector<Connection *> all; // a deadline may end one while we walk
        all.reserve(m_connections.size());
        for (const auto &entry : m_connections)
            all.push_back(entry.first);
        for (Connection *connection : all)
            if (m_connections.contains(connection)) connection->checkDeadline(now);
        if (m_connections.empty()) m_tick.stop();
    });
    // Out of descriptors: QTcpServer stops accepting and would never start again.
    m_resume.setSingleShot(true);
    m_resume.setInterval(tick);
    connect(this, &QTcpServer::acceptError, &m_resume, [this] { m_resume.start(); });
    connect(&m_resume, &QTimer::timeout, this, [this] {
        if (isListening()) resumeAccepting();
    });
}

Gate::~Gate()
{
    for (auto &entry : m_connections)
        entry.first->disconnect();
    m_connections.clear();
}

std::unique_ptr<QTcpSocket> Gate::makeSocket(qintptr descriptor)
{
    if (!m_tls) {
        auto socket = std::make_unique<QTcpSocket>();
        return socket->setSocketDescriptor(descriptor) ? std::move(socket) : nullptr;
    }
    auto socket = std::make_unique<QSslSocket>();
    if (!socket->setSocketDescriptor(descriptor)) return nullptr;
    socket->setSslConfiguration(*m_tls);
    socket->startServerEncryption();
    return socket;
}

void Gate::incomingConnection(qintptr descriptor)
{
    auto socket = makeSocket(descriptor);
    if (!socket) return;
    std::string address = addressKey(socket->peerAddress());
    int &count = m_perAddress[address];
    if (m_draining || m_count >= m_limits.connections || count >= m_limits.connectionsPerAddress) {
        if (count == 0) m_perAddress.erase(address);
        socket->abort();
        return;
    }
    ++count;
    ++m_count;
    auto connection = std::make_unique<Connection>(*this, std::move(socket));
    Channel &channel = connection->channel();
    Connection *key = connection.get();
    m_connections.emplace(key, Entry{.connection = std::move(connection), .address = std::move(address)});
    if (!m_tick.isActive()) m_tick.start();
    addPendingConnection(&channel); // QTcpServer tells Qt's server of it after this function
}

void Gate::deliver(Connection &connection, Channel &channel)
{
    m_delivering = &connection;
    channel.deliver();
    m_delivering = nullptr;
}

void Gate::ended(Connection &connection)
{
    const auto found = m_connections.find(&connection);
    if (found == m_connections.end()) return;
    if (const auto count = m_perAddress.find(found->second.address); --count->second == 0) m_perAddress.erase(count);
    --m_count;
    found->second.connection.release()->deleteLater(); // it is on the stack
    m_connections.erase(found);
    if (m_draining && m_connections.empty() && m_drained) std::exchange(m_drained, {})();
}

void Gate::drain(std::function<void()> done)
{
    m_draining = true;
    close();
    if (m_connections.empty()) {
        done();
        return;
    }
    m_drained = std::move(done);
    std::vector<Connection *> all;
    for (const auto &entry : m_connections)
        all.push_back(entry.first);
    for (Connection *connection : all)
        if (m_connections.contains(connection)) connection->drain();
}

std::string Gate::refusalBody(const Refusal &refusal) const
{
    return onRefusal ? onRefusal(refusal) : std::string();
}

const char *statusText(int status)
{
    switch (status) {
    case 400: return "Bad Request";
    case 408: return "Request Timeout";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 417: return "Expectation Failed";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";
    }
}

} // namespace mathtts::http
