// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/identity.h"

#include <string>
#include <string_view>

namespace mathtts::accounts
{

/*! A name as it is compared: Unicode NFKC, letters without case. "Ana" and "ANA" are one user. */
std::string nameKey(std::string_view name);

// What is allowed; the error names the field.

/*! 3 to 64 letters and digits of any script, and ".", "_", "-", "@" between them. */
Result<void> checkUsername(std::string_view name);
/*! \a least to 128 characters, 1024 bytes at most, valid UTF-8 without control characters, and not the user's name. */
Result<void> checkPassword(std::string_view password, std::string_view username, std::size_t least);
/*! Empty, or something@something without blanks, 254 bytes at most (RFC 5321). */
Result<void> checkEmail(std::string_view email);
/*! \a most characters of text without control characters; \a field for the error. */
Result<void> checkText(std::string_view text, std::size_t most, std::string_view field);

} // namespace mathtts::accounts
