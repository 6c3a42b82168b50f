// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace mathtts::accounts
{

/*! \a length letters and digits from the system's random numbers: 5.95 bits each. */
std::string randomText(std::size_t length);
/*! \a length random bytes. */
std::string randomBytes(std::size_t length);

/*! SHA-256 in hexadecimal: enough for secrets that were made at random; passwords need password.h. */
std::string digest(std::string_view secret);

/*! Whether the two are the same, in a time that tells nothing but whether their lengths are. */
bool sameSecret(std::string_view left, std::string_view right);

/*! Reads a small file (1 MiB at most); the error is the system's. */
std::expected<std::string, std::string> readSecretFile(const std::string &path);
/*! Writes a file that only its owner can read: complete under another name first, so that it is never half made. */
std::expected<void, std::string> writeSecretFile(const std::string &path, std::string_view content);

} // namespace mathtts::accounts
