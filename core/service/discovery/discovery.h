// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QProcess;

namespace mathtts::discovery
{

/*! The addresses of this machine that others of its network can reach, IPv4 first; without loopback and link-local. */
std::vector<std::string> networkAddresses();

/*! "localhost", the name of this machine with and without ".local", and its addresses: what a certificate must name. */
std::vector<std::string> machineNames();

/*! A QR code of \a text (at most 1000 bytes): one row a line, true is dark. Empty when it can't be made. */
std::vector<std::vector<bool>> qrCode(std::string_view text);

/*! \a code for a terminal, two rows a line, with the bright border that readers need. */
std::string qrText(const std::vector<std::vector<bool>> &code);

/*! Tells the network that a service _mathtts._tcp is here, while it lives and where the system has a program for that
 *  (Avahi's on Linux, dns-sd on macOS). Without one nothing happens: the address still works. */
class Announcement
{
public:
    explicit Announcement(std::uint16_t port);
    ~Announcement();
    Announcement(const Announcement &) = delete;
    Announcement &operator=(const Announcement &) = delete;

private:
    std::unique_ptr<QProcess> m_process;
};

} // namespace mathtts::discovery
