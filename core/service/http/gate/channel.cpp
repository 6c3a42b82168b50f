// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/gate/channel.h"

#include "service/http/gate/connection.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mathtts::http
{

Channel::Channel(Connection &connection, const QTcpSocket &real)
    : m_connection(&connection)
{
    setPeerAddress(real.peerAddress());
    setPeerPort(real.peerPort());
    setLocalAddress(real.localAddress());
    setLocalPort(real.localPort());
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(QAbstractSocket::ConnectedState);
}

Channel::~Channel()
{
    if (m_connection) m_connection->channelGone();
    // Nothing for the destructor of the base class to close: there was never a descriptor.
    setSocketState(QAbstractSocket::UnconnectedState);
}

void Channel::deliver(QByteArray request)
{
    m_request = std::move(request);
    m_read = 0;
    Q_EMIT readyRead();
}

void Channel::hangUp()
{
    m_connection = nullptr;
    setSocketState(QAbstractSocket::UnconnectedState);
    Q_EMIT disconnected();
}

qint64 Channel::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + m_request.size() - m_read;
}

qint64 Channel::bytesToWrite() const
{
    return m_connection ? m_connection->bytesToWrite() : 0;
}

void Channel::disconnectFromHost()
{
    if (Connection *connection = std::exchange(m_connection, nullptr)) connection->channelGone();
    setSocketState(QAbstractSocket::UnconnectedState);
}

void Channel::close()
{
    disconnectFromHost();
}

qint64 Channel::readData(char *data, qint64 most)
{
    const qint64 count = std::min<qint64>(most, m_request.size() - m_read);
    std::memcpy(data, m_request.constData() + m_read, static_cast<std::size_t>(count));
    m_read += count;
    return count;
}

qint64 Channel::writeData(const char *data, qint64 size)
{
    if (m_connection) m_connection->respond({data, static_cast<std::size_t>(size)});
    return size;
}

} // namespace mathtts::http
