// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/limits/client_address.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace mathtts::limits
{
namespace
{

using Bytes = std::array<std::uint8_t, 16>;

constexpr std::size_t maxHops = 32; // more entries of X-Forwarded-For are no honest proxies

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/*! "a.b.c.d", "a.b.c.d:port", "x::y", "[x::y]", "[x::y]:port", "x::y%scope" to an address. */
std::optional<QHostAddress> parseAddress(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return {};
        text = text.substr(1, end - 1);
    } else if (std::ranges::count(text, ':') == 1) {
        text = text.substr(0, text.find(':'));
    }
    text = text.substr(0, text.find('%'));
    if (text.empty() || text.size() > 45) return {};
    QHostAddress address;
    if (!address.setAddress(QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())))) return {};
    bool isMapped = false;
    const quint32 inside = address.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress(inside) : address;
}

Bytes bytesOf(const QHostAddress &address)
{
    const Q_IPV6ADDR sixteen = address.toIPv6Address(); // IPv4 as ::ffff:a.b.c.d
    Bytes bytes{};
    std::ranges::copy(sixteen.c, bytes.begin());
    return bytes;
}

bool sameNetwork(const Bytes &left, const Bytes &right, int bits)
{
    const auto whole = static_cast<std::size_t>(bits) / 8;
    if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(whole), right.begin())) return false;
    const int rest = bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF00U >> static_cast<unsigned>(rest));
    return (left[whole] & mask) == (right[whole] & mask);
}

} // namespace

std::expected<TrustedProxies, std::string> TrustedProxies::parse(const std::vector<std::string> &networks)
{
    TrustedProxies proxies;
    for (const std::string &network : networks) {
        const std::size_t slash = network.find('/');
        const auto address = parseAddress(std::string_view(network).substr(0, slash));
        if (!address) return std::unexpected(network);
        const bool isFour = address->protocol() == QAbstractSocket::IPv4Protocol;
        int bits = isFour ? 32 : 128;
        if (slash != std::string::npos) {
            int asked = -1;
            const char *end = network.data() + network.size();
            const auto [last, error] = std::from_chars(network.data() + slash + 1, end, asked);
            if (error != std::errc() || last != end || asked < 0 || asked > bits) return std::unexpected(network);
            bits = asked;
        }
        proxies.m_networks.push_back({bytesOf(*address), isFour ? bits + 96 : bits});
    }
    return proxies;
}

bool TrustedProxies::contains(std::string_view address) const
{
    const auto parsed = parseAddress(address);
    if (!parsed) return false;
    const Bytes bytes = bytesOf(*parsed);
    return std::ranges::any_of(m_networks,
                               [&](const Network &network) { return sameNetwork(network.bytes, bytes, network.bits); });
}

std::string clientAddress(std::string_view peer, std::string_view forwardedFor, const TrustedProxies &proxies)
{
    const auto connection = parseAddress(peer);
    if (!connection) return {};
    std::string client = connection->toString().toStdString();
    for (std::size_t hop = 0; hop < maxHops && proxies.contains(client) && !trimmed(forwardedFor).empty(); ++hop) {
        const std::size_t comma = forwardedFor.rfind(',');
        const auto last = parseAddress(comma == std::string_view::npos ? forwardedFor : forwardedFor.substr(comma + 1));
        if (!last) break;
        client = last->toString().toStdString();
        forwardedFor = comma == std::string_view::npos ? std::string_view() : forwardedFor.substr(0, comma);
    }
    return client;
}

std::string limitKey(std::string_view address)
{
    const auto parsed = parseAddress(address);
    if (!parsed) return "unknown";
    if (parsed->protocol() == QAbstractSocket::IPv4Protocol) return parsed->toString().toStdString();
    Q_IPV6ADDR sixteen = parsed->toIPv6Address();
    std::fill(sixteen.c + 8, sixteen.c + 16, quint8{0});
    return QHostAddress(sixteen).toString().toStdString() + "/64";
}

} // namespace mathtts::limits
