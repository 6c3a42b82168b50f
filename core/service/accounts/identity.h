// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/limits/limiter.h"
#include "service/storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mathtts::accounts
{

enum class Role : std::uint8_t { admin, user, apiUser };

/*! "admin", "user", "api_user". */
std::string_view roleName(Role role);
std::optional<Role> parseRole(std::string_view name);

/*! Who asks. */
struct Identity {
    std::string userId;
    std::string username;
    Role role = Role::user;
    std::string sessionId{};               ///< of a token; empty for a key
    std::string keyId{};                   ///< of a key; empty for a token
    std::optional<limits::Rule> keyRule{}; ///< of a key with a limit of its own
    std::int64_t endsAt = 0;               ///< when the token or key ends by itself, as WallClock tells it; 0: never
};

enum class AccountErrorCode : std::uint8_t {
    wrongCredentials, ///< unknown user, wrong password, or not active: nobody is told which
    blocked,          ///< too many wrong passwords: AccountError::retrySeconds
    invalidToken,     ///< a token or key that is none, of another kind, expired or revoked
    invalidValue,     ///< a value that is not allowed: AccountError::field
    taken,            ///< the name or address belongs to somebody: AccountError::field
    notFound,
    lastAdministrator, ///< there would be no administrator left
    registrationClosed,
    alreadySetUp, ///< there is an administrator: the set-up token is of no use
    storage,      ///< the database did not do it: AccountError::storageCode
};

/*! \c detail is an English sentence for whoever asked; it holds no secret. */
struct AccountError {
    AccountErrorCode code = AccountErrorCode::storage;
    std::string detail;
    std::string field{}; ///< "username", "password", "email", "role", "name" ...
    std::uint32_t retrySeconds = 0;
    storage::ErrorCode storageCode = storage::ErrorCode::failed;
    std::string storageDetail{}; ///< for the log

    AccountError(AccountErrorCode errorCode, std::string errorDetail, std::string errorField = {})
        : code(errorCode)
        , detail(std::move(errorDetail))
        , field(std::move(errorField))
    {
    }
    AccountError(const storage::Error &error) // what a transaction returns
        : detail(storage::sentence(error.code))
        , storageCode(error.code)
        , storageDetail(error.detail)
    {
    }
};

template <typename T>
using Result = std::expected<T, AccountError>;

/*! Milliseconds since 1970; tests put another one in its place. */
using WallClock = std::function<std::int64_t()>;
std::int64_t wallMilliseconds();

} // namespace mathtts::accounts
