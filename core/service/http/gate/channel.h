// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtNetwork/QTcpSocket>

namespace mathtts::http
{

class Connection;

/*!
 * The socket that Qt's HTTP server sees instead of the real one: it holds one whole, clean request at a time, and what
 * is written to it goes to the connection. Qt's server owns it.
 */
class Channel : public QTcpSocket
{
public:
    /*! \a real is the socket whose addresses it shows. */
    Channel(Connection &connection, const QTcpSocket &real);
    ~Channel() override;

    /*! Hands one request to Qt's server, which answers now or later. */
    void deliver(QByteArray request);

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
    QByteArray m_request;
    qsizetype m_read = 0;
};

} // namespace mathtts::http
