// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts::limits
{

/*! The proxies that are believed when they say for whom they ask: addresses and networks such as "10.0.0.0/8". */
class TrustedProxies
{
public:
    /*! The error names what is no address or network. */
    static std::expected<TrustedProxies, std::string> parse(const std::vector<std::string> &networks);

    [[nodiscard]] bool contains(std::string_view address) const;

private:
    struct Network {
        std::array<std::uint8_t, 16> bytes{};
        int bits = 128;
    };
    std::vector<Network> m_networks;
};

/*!
 * The address that a request comes from: that of the connection, or, when the connection is a trusted proxy's, the last
 * one of X-Forwarded-For that is not a trusted proxy itself (what stands before it is the client's own claim). What is
 * no address ends the search: the proxy before it stands for the client. The result is written canonically; an IPv4
 * address in IPv6 clothes (::ffff:a.b.c.d) is IPv4. Empty when \a peer is no address.
 */
std::string clientAddress(std::string_view peer, std::string_view forwardedFor, const TrustedProxies &proxies);

/*! What a limit counts by: an IPv4 address, or the /64 network of an IPv6 one, which one machine has to itself. */
std::string limitKey(std::string_view address);

} // namespace mathtts::limits
