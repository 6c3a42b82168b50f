// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/discovery/discovery.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtNetwork/QHostInfo>
#include <QtNetwork/QNetworkInterface>

#include <qrencode.h>

#include <algorithm>

namespace mathtts::discovery
{

std::vector<std::string> networkAddresses()
{
    std::vector<std::string> ipv4;
    std::vector<std::string> ipv6;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        if (!interface.flags().testFlags(QNetworkInterface::IsUp | QNetworkInterface::IsRunning)) continue;
        const auto entries = interface.addressEntries();
        for (const QNetworkAddressEntry &entry : entries) {
            QHostAddress address = entry.ip();
            if (address.isLoopback() || address.isLinkLocal()) continue;
            address.setScopeId({});
            const bool isIpv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
            (isIpv4 ? ipv4 : ipv6).push_back(address.toString().toStdString());
        }
    }
    ipv4.insert(ipv4.end(), ipv6.begin(), ipv6.end());
    return ipv4;
}

std::vector<std::string> machineNames()
{
    std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
    const std::string host = QHostInfo::localHostName().toStdString();
    const bool isName = !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (isName && host != "localhost") {
        names.push_back(host);
        if (!host.contains('.')) names.push_back(host + ".local");
    }
    std::ranges::copy(networkAddresses(), std::back_inserter(names));
    return names;
}

std::vector<std::vector<bool>> qrCode(std::string_view text)
{
    struct Free {
        void operator()(QRcode *code) const { QRcode_free(code); }
    };
    if (text.size() > 1000) return {};
    const std::unique_ptr<QRcode, Free> code{QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M)};
    if (!code) return {};
    std::vector<std::vector<bool>> rows(static_cast<std::size_t>(code->width));
    const unsigned char *module = code->data;
    for (auto &row : rows)
        for (int column = 0; column < code->width; ++column)
            row.push_back((*module++ & 1U) != 0);
    return rows;
}

std::string qrText(const std::vector<std::vector<bool>> &code)
{
    constexpr int border = 2;
    const int size = static_cast<int>(code.size());
    const auto isDark = [&](int row, int column) {
        return row >= 0 && column >= 0 && row < size && column < size &&
               code[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    };
    // Bright is the ink: terminals are mostly dark, and readers take the code either way only when its border is
    // bright.
    static constexpr const char *blocks[] = {"\u2588", "\u2580", "\u2584", " "};
    std::string text;
    for (int row = -border; row < size + border; row += 2) {
        for (int column = -border; column < size + border; ++column)
            text += blocks[(isDark(row, column) ? 2 : 0) + (isDark(row + 1, column) ? 1 : 0)];
        text += '\n';
    }
    return text;
}

Announcement::Announcement(std::uint16_t port)
{
    const QString number = QString::number(port);
    const QString name = "MathTTS " + QHostInfo::localHostName();
    QString program = QStandardPaths::findExecutable("avahi-publish");
    QStringList arguments = {"-s", name, "_mathtts._tcp", number};
    if (program.isEmpty()) {
        program = QStandardPaths::findExecutable("dns-sd");
        arguments = {"-R", name, "_mathtts._tcp", "local", number};
    }
    if (program.isEmpty()) return;
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->start(program, arguments);
}

Announcement::~Announcement()
{
    if (!m_process) return;
    m_process->terminate();
    if (!m_process->waitForFinished(1000)) m_process->kill();
}

} // namespace mathtts::discovery
