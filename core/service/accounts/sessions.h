// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/lockout.h"
#include "service/accounts/token.h"
#include "service/accounts/users.h"

namespace mathtts::accounts
{

/*! What a login gives: a short-lived access token, and a refresh token that is good for one refresh. */
struct TokenPair {
    std::string accessToken;
    std::string refreshToken;
    std::int64_t expiresInSeconds = 0; ///< of the access token
    User user;
};

/*!
 * Logins. A session is a login and all the tokens that refreshes have made of it; the database knows which of its
 * refresh tokens is the last. One that comes a second time was stolen, or its thief was faster: the session ends.
 * Ending a session ends its access tokens at once. Thread safe; every call blocks.
 */
class Sessions
{
public:
    struct Lifetimes {
        std::int64_t accessSeconds = 1800;
        std::int64_t refreshSeconds = 7 * 86400;
        std::size_t minPassword = 8;
    };

    Sessions(storage::Database &database, Passwords &passwords, Tokens &tokens, Lifetimes lifetimes,
             WallClock clock = wallMilliseconds);

    /*! \a address as limits::clientAddress() gives it. Unknown user, wrong password and inactive account are one answer
     *  and take the same time. */
    Result<TokenPair> login(std::string_view username, std::string_view password, std::string_view address);
    Result<TokenPair> refresh(std::string_view refreshToken);
    /*! Who sent this access token. */
    Result<Identity> identify(std::string_view accessToken);
    /*! Ends the session of \a identity. */
    Result<void> logout(const Identity &identity);
    /*! Ends every session of the user. */
    Result<void> logoutEverywhere(const std::string &userId);
    /*! Checks the old password, under the delays of a login, sets the new one and ends all sessions but this one. */
    Result<void> changePassword(const Identity &identity, std::string_view oldPassword, std::string_view newPassword,
                                std::string_view address);
    /*! Forgets sessions and counts that are over: to be called now and then. */
    Result<void> sweep();

private:
    std::string accessToken(const User &user, const std::string &sessionId);
    std::string refreshToken(const User &user, const std::string &sessionId, const std::string &refreshId,
                             std::int64_t expiresAt);
    /*! Checks a password under the delays; the user's id. */
    Result<std::string> checkPassword(std::string_view username, std::string_view password, std::string_view address);

    storage::Database &m_database;
    Passwords &m_passwords;
    Tokens &m_tokens;
    Lifetimes m_lifetimes;
    WallClock m_clock;
    Lockout m_lockout;
};

} // namespace mathtts::accounts
