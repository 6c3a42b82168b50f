// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/accounts.h"
#include "service/http/route.h"

namespace mathtts::http
{

/*! A user as the service shows it. */
struct UserOut {
    std::string id;
    std::string username;
    std::optional<std::string> email;
    std::optional<std::string> fullName;
    std::string role;
    bool isActive = true;
    bool isVerified = false;
    std::string createdAt;
    std::optional<std::string> lastLoginAt;

    static constexpr auto shapeName = "User";
    static void describe(Describer<UserOut> &d);
};

UserOut userOut(const accounts::User &user);

/*! isoTime() of \a milliseconds; nothing for 0. */
std::optional<std::string> timeOrNothing(std::int64_t milliseconds);

/*! The answer to what accounts refuse. */
Failure failureOf(const accounts::AccountError &error);

/*! An API key is for reading formulas: changing accounts takes a login. Nothing when there is one. */
std::optional<Failure> needsLogin(const Request &request);

} // namespace mathtts::http
