// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtNetwork/QTcpSocket>

namespace mathtts::http
{

class Connection;

/*!
 * The socket that Qt's HTTP server sees instead of the real one: it holds one request at a time, and what is written to
 * it goes to the connection. Qt's server owns it.
 *
 * Qt's server gets the shortest request there is, since the connection has read the real one already and keeps it for
 * the handler: to read it twice, the second time a character at a time, took a third of a short answer's time.
 */
class Channel : public QTcpSocket
{
public:
    explicit Channel(Connection &connection);
    ~Channel() override;

    /*! Has Qt's server ask its handler, before this returns; the answer comes now or later. */
    void deliver();

    /*! The connection has ended: what is still written goes nowhere. */
    void hangUp();

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] bool isSequential() const override { return true; }
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    Connection *m_connection;
    qint64 m_left = 0; ///< bytes of the request that Qt's server has not read
};

} // namespace mathtts::http
