// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/wire/frame.h"
#include "service/http/wire/head.h"

#include <QtCore/QObject>
#include <QtNetwork/QTcpSocket>

#include <chrono>
#include <memory>
#include <string>

namespace mathtts::http
{

class Channel;
class Gate;

using Clock = std::chrono::steady_clock;

/*!
 * One connection: reads requests off the real socket, strictly and one at a time, and passes each one on only when it
 * is whole and clean. Every state has a deadline, which the gate checks.
 */
class Connection : public QObject
{
public:
    Connection(Gate &gate, std::unique_ptr<QTcpSocket> socket);
    ~Connection() override;

    /*! The socket for Qt's server. */
    [[nodiscard]] Channel &channel() { return *m_channel; }

    /*! Ends the connection when its deadline has passed. */
    void checkDeadline(Clock::time_point now);

    /*! Ends it now if it is idle, after its response if not. */
    void drain();

    // for the handler; head and body while the request is delivered
    [[nodiscard]] const Head &head() const { return m_head; }
    [[nodiscard]] std::size_t headLength() const { return m_headEnd; }
    [[nodiscard]] std::string_view body() const { return std::string_view(m_in).substr(m_headEnd, m_head.bodyLength); }
    /*! The address at the other end. */
    [[nodiscard]] const std::string &peer() const { return m_peer; }

    /*! Field lines that go out in the head of the response, which has not begun. */
    void addFields(std::string_view lines) { m_frame.add(lines); }

    // for the channel
    void respond(std::string_view bytes);
    void channelGone();
    /*! What the client has not taken yet. */
    [[nodiscard]] qint64 bytesToWrite() const { return m_socket->bytesToWrite(); }

private:
    enum class State : std::uint8_t {
        idle,      ///< nothing of a request has come
        head,      ///< a part of its head
        body,      ///< the head, and a part of its body
        answering, ///< Qt's server has it
        lingering, ///< refused: what the client still sends is thrown away, so that it reads the answer
        closing,   ///< the last bytes go out
    };

    void read();
    void advance();
    /*! Looks for the end of the head and parses it. */
    void advanceHead();
    void deliver();
    void finishResponse();
    void refuse(const Refusal &refusal);
    void enter(State state);
    void close();
    void end();

    Gate &m_gate;
    std::unique_ptr<QTcpSocket> m_socket;
    Channel *m_channel; ///< owned by Qt's server
    std::string m_peer;
    State m_state = State::idle;
    Clock::time_point m_deadline;
    std::string m_in;
    std::size_t m_scanned = 0;
    std::size_t m_headEnd = 0;
    Head m_head; ///< its views point into m_in
    ResponseFrame m_frame;
    std::string m_out;
    bool m_advancing = false;
    bool m_draining = false;
    bool m_ended = false;
};

} // namespace mathtts::http
