// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtNetwork/QSslConfiguration>

#include <expected>
#include <string>
#include <vector>

namespace mathtts::http
{

/*! What TLS needs, and what people compare: the certificate's SHA-256 as "AB:CD:...". */
struct Tls {
    QSslConfiguration configuration;
    std::string fingerprint;
};

/*! TLS 1.2 and 1.3 with the certificate (its chain may follow) and key of two PEM files. The error is a sentence. */
std::expected<Tls, std::string> loadTls(const std::string &certificateFile, const std::string &keyFile);

/*! The same with a certificate of our own in \a folder: made when there is none, when it ends within a month, or when
 *  one of \a names (of this machine: DNS names and addresses) is not in it. Its key is readable by the owner alone. */
std::expected<Tls, std::string> ownTls(const std::string &folder, const std::vector<std::string> &names);

} // namespace mathtts::http
