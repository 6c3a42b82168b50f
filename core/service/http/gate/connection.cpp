// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/gate/connection.h"

#include "engine/text.h"
#include "service/http/gate/channel.h"
#include "service/http/gate/gate.h"

#include <QtNetwork/QSslSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace mathtts::http
{
namespace
{

/*! Read at most so much ahead of what is asked for. */
constexpr qint64 readAhead = 64 * 1024;
/*! No request is begun while so much of earlier answers waits for the client. */
constexpr qint64 writeAhead = 64 * 1024;

/*! Tells the other side that nothing more comes, and still takes what it sends: closing at once could lose the answer.
 */
void sayEnd([[maybe_unused]] const QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    if (!qobject_cast<const QSslSocket *>(&socket) && socket.bytesToWrite() == 0)
        ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
#endif
}

/*! An IPv4 address in IPv6 clothes is shown as what it is. */
std::string addressText(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return (isIpv4 ? QHostAddress(ipv4) : address).toString().toStdString();
}

} // namespace

Connection::Connection(Gate &gate, std::unique_ptr<QTcpSocket> socket)
    : m_gate(gate)
    , m_socket(std::move(socket))
    , m_channel(new Channel(*this))
    , m_peer(addressText(m_socket->peerAddress()))
{
    m_socket->setReadBufferSize(readAhead);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &Connection::end);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this] {
        if (m_state == State::answering || m_state == State::closing)
            enter(m_state); // it moves: a new deadline
        else
            advance(); // there may be room for the next answer
    });
    m_deadline = Clock::now() + m_gate.deadlines().head; // also of a TLS handshake
}

Connection::~Connection()
{
    m_ended = true;
    if (m_channel) m_channel->hangUp();
}

void Connection::enter(State state)
{
    const Deadlines &deadlines = m_gate.deadlines();
    const bool same = m_state == state;
    m_state = state;
    const auto now = Clock::now();
    switch (state) {
    case State::idle: m_deadline = now + deadlines.idle; break;
    case State::head:
        if (!same) m_deadline = now + deadlines.head; // a drip doesn't buy time
        break;
    case State::body:
        if (!same) m_deadline = now + deadlines.body;
        break;
    case State::answering:
    case State::closing:
        m_deadline = m_socket->bytesToWrite() > 0 ? now + deadlines.write : now + deadlines.answer;
        break;
    case State::lingering: m_deadline = now + deadlines.linger; break;
    }
}

void Connection::checkDeadline(Clock::time_point now)
{
    if (m_ended || now < m_deadline) return;
    switch (m_state) {
    case State::head:
        if (!m_in.empty()) {
            refuse({408, "The header did not come in time."});
            break;
        }
        m_socket->abort();
        break;
    case State::body: refuse({408, "The body did not come in time."}); break;
    case State::idle: close(); break;
    default: m_socket->abort();
    }
}

void Connection::drain()
{
    m_draining = true;
    if (m_state == State::idle) close();
}

void Connection::read()
{
    if (m_state == State::lingering || m_state == State::closing) {
        m_socket->readAll();
        return;
    }
    advance();
}

void Connection::advance()
{
    if (m_advancing) return; // the loop below goes on
    m_advancing = true;
    while (!m_ended && m_state != State::answering && m_state != State::lingering && m_state != State::closing) {
        // who sends requests and takes no answers gets no more of them
        if (m_socket->bytesToWrite() > writeAhead) break;
        if (m_socket->bytesAvailable() > 0) {
            const QByteArray bytes = m_socket->read(readAhead);
            m_in.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        }
        if (m_in.empty()) break;
        if (m_state == State::idle) enter(State::head);
        if (m_state == State::head) advanceHead();
        if (m_state == State::body && m_in.size() >= m_headEnd + m_head.bodyLength)
            deliver();
        else if (m_socket->bytesAvailable() == 0)
            break;
    }
    m_advancing = false;
}

void Connection::advanceHead()
{
    // One empty line before a request is allowed, RFC 9112 section 2.2.
    if (m_scanned == 0 && m_in.starts_with("\r\n")) m_in.erase(0, 2);
    const auto end = findHeadEnd(m_in, m_scanned, m_gate.headLimits());
    if (!end) {
        refuse(end.error());
        return;
    }
    if (*end == 0) return;
    auto head = parseHead(std::string_view(m_in).substr(0, *end), m_gate.headLimits());
    if (!head) {
        refuse(head.error());
        return;
    }
    m_headEnd = *end;
    m_head = std::move(*head);
    enter(State::body);
    const std::size_t whole = m_headEnd + m_head.bodyLength;
    if (m_head.expectsContinue && m_in.size() < whole) m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (m_in.capacity() < whole) {
        // the views of the head must stay valid while the body comes
        const char *before = m_in.data();
        m_in.reserve(whole + static_cast<std::size_t>(readAhead));
        const auto move = [&](std::string_view &view) { view = {m_in.data() + (view.data() - before), view.size()}; };
        move(m_head.target);
        for (auto &[name, value] : m_head.fields) {
            move(name);
            move(value);
        }
    }
}

void Connection::deliver()
{
    if (!m_channel) {
        close();
        return;
    }
    m_frame.begin({.head = m_head.method == Method::head,
                   .minor = m_head.minor,
                   .close = !m_head.keepAlive || m_draining || m_gate.isDraining()});
    enter(State::answering);
    m_gate.deliver(*this, *m_channel);
    m_in.erase(0, m_headEnd + m_head.bodyLength);
    m_scanned = 0;
    m_head = {};
}

void Connection::respond(std::string_view bytes)
{
    if (m_ended || m_state != State::answering) return;
    m_out.clear();
    if (m_draining || m_gate.isDraining()) m_frame.close();
    m_frame.feed(bytes, m_out);
    if (!m_out.empty()) m_socket->write(m_out.data(), static_cast<qint64>(m_out.size()));
    if (m_frame.done())
        finishResponse();
    else
        enter(State::answering);
}

void Connection::finishResponse()
{
    if (m_frame.closes() || m_draining || m_gate.isDraining()) {
        close();
        return;
    }
    enter(State::idle);
    // The next request goes to Qt's server only when this one is off its hands.
    if (!m_advancing && (!m_in.empty() || m_socket->bytesAvailable() > 0))
        QMetaObject::invokeMethod(this, [this] { advance(); }, Qt::QueuedConnection);
}

void Connection::refuse(const Refusal &refusal)
{
    const std::string body = m_gate.refusalBody(refusal);
    const std::string response =
        formatted("HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
                  "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{}",
                  refusal.status, statusText(refusal.status), body.size(), body);
    m_socket->write(response.data(), static_cast<qint64>(response.size()));
    enter(State::lingering); // first: flushing tells us that bytes were written
    m_socket->flush();
    sayEnd(*m_socket);
    m_in.clear();
}

void Connection::close()
{
    enter(State::closing);
    m_socket->disconnectFromHost(); // after what is still to be written
}

void Connection::channelGone()
{
    m_channel = nullptr;
    if (!m_ended && m_state != State::closing && m_state != State::lingering) close();
}

void Connection::end()
{
    if (m_ended) return;
    m_ended = true;
    if (m_channel) m_channel->hangUp();
    m_channel = nullptr;
    m_gate.ended(*this);
}

} // namespace mathtts::http
