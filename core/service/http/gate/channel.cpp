// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/gate/channel.h"

#include "service/http/gate/connection.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace mathtts::http
{
namespace
{

constexpr std::string_view shortestRequest = "GET / HTTP/1.1\r\n\r\n";

} // namespace

Channel::Channel(Connection &connection)
    : m_connection(&connection)
{
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(QAbstractSocket::ConnectedState);
}

Channel::~Channel()
{
    if (m_connection) m_connection->channelGone();
    // Nothing for the destructor of the base class to close: there was never a descriptor.
    setSocketState(QAbstractSocket::UnconnectedState);
}

void Channel::deliver()
{
    m_left = shortestRequest.size();
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
    return QIODevice::bytesAvailable() + m_left;
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
    const std::string_view rest = shortestRequest.substr(shortestRequest.size() - static_cast<std::size_t>(m_left));
    const qint64 count = std::min(most, m_left);
    std::memcpy(data, rest.data(), static_cast<std::size_t>(count));
    m_left -= count;
    return count;
}

qint64 Channel::writeData(const char *data, qint64 size)
{
    if (m_connection) m_connection->respond({data, static_cast<std::size_t>(size)});
    return size;
}

} // namespace mathtts::http
