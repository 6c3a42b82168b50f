// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mathtts::telemetry
{

/*! Stands where a secret stood. */
inline constexpr std::string_view redacted = "[redacted]";

/*! Whether a field of this name holds a secret whatever its value: password, token, secret, authorization, cookie,
 *  api key, in any spelling. */
bool isSecretName(std::string_view name);

/*!
 * \a text without what looks like a secret: tokens (three base64url parts that start with "eyJ"), API keys and set-up
 * tokens of the service ("mtts_...", "setup_..."), what follows "Bearer" or "Basic", the password in an address
 * ("scheme://user:password@host"), and the value of a "password=..." or "token=..." pair. O(text).
 */
std::string redact(std::string_view text);

} // namespace mathtts::telemetry
