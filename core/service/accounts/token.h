// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/signing_keys.h"

#include <string>
#include <string_view>

namespace mathtts::accounts
{

enum class TokenKind : std::uint8_t { access, refresh };

/*! What a token says. Times are seconds since 1970. */
struct Claims {
    TokenKind kind = TokenKind::access;
    std::string subject;   ///< the user's id
    std::string sessionId; ///< "sid"
    std::string id;        ///< "jti"
    std::string role;
    std::int64_t issuedAt = 0;
    std::int64_t expiresAt = 0;
};

/*! Why a token is refused. */
enum class TokenFault : std::uint8_t {
    malformed, ///< no token, or not one of ours in form
    algorithm, ///< signed by another algorithm than HS256, or by none
    unknownKey,
    signature,
    claims, ///< of another issuer, audience or kind; or from the future
    expired,
};

/*!
 * JSON Web Tokens (RFC 7519) with HS256 (RFC 7518) and nothing else: the header's algorithm is compared, never obeyed
 * (RFC 8725). Clocks of several servers may differ by \c maxSkew. Thread safe; a few microseconds each.
 */
class Tokens
{
public:
    static constexpr std::int64_t maxSkew = 30; ///< seconds
    static constexpr std::size_t maxLength = 2048;

    /*! \a keys must outlive this. */
    Tokens(SigningKeys &keys, std::string issuer, std::string audience, WallClock clock = wallMilliseconds);

    [[nodiscard]] std::string sign(const Claims &claims);
    [[nodiscard]] std::expected<Claims, TokenFault> verify(std::string_view token, TokenKind kind);

    /*! Whether this system can sign: QCA needs its OpenSSL plugin (libqca-qt6-plugins). */
    static bool isSupported();

private:
    SigningKeys &m_keys;
    std::string m_issuer;
    std::string m_audience;
    WallClock m_clock;
};

} // namespace mathtts::accounts
