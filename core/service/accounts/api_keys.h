// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/users.h"

namespace mathtts::accounts
{

/*! An API key as it may be shown. Times are milliseconds since 1970; 0: never. */
struct ApiKey {
    std::string id;
    std::string userId;
    std::string username;
    std::string name;
    std::string prefix; ///< the start of the key, to tell keys apart
    std::optional<limits::Rule> rule{};
    std::int64_t createdAt = 0;
    std::int64_t expiresAt = 0;
    std::int64_t revokedAt = 0;
    std::int64_t lastUsedAt = 0; ///< to the minute
};

/*! The key itself is known once, here. */
struct NewApiKey {
    ApiKey key;
    std::string secret;
};

/*! Keys of programs: "mtts_", eight characters to find it by, "_" and 43 random ones (256 bits), kept as a digest.
 *  Thread safe; every call blocks. */
class ApiKeys
{
public:
    static constexpr std::int64_t maxKeysOfUser = 100;

    ApiKeys(storage::Database &database, WallClock clock = wallMilliseconds);

    /*! \a expiresAt: milliseconds since 1970, 0 for never. */
    Result<NewApiKey> create(const std::string &userId, const std::string &name, std::optional<limits::Rule> rule = {},
                             std::int64_t expiresAt = 0);
    /*! Those of \a userId, or of everybody when it is empty; newest first. */
    Result<std::vector<ApiKey>> list(const std::string &userId = {});
    /*! Ends a key at once; of \a userId only, unless that is empty. */
    Result<ApiKey> revoke(const std::string &keyId, const std::string &userId = {});
    /*! Who sent this key. */
    Result<Identity> identify(std::string_view key);

private:
    storage::Database &m_database;
    WallClock m_clock;
};

} // namespace mathtts::accounts
