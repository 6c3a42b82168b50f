// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/api_keys.h"
#include "service/accounts/sessions.h"
#include "service/settings/settings.h"

namespace mathtts::accounts
{

/*! What a request brings to say who sends it. */
struct Credentials {
    std::string_view bearerToken{}; ///< of "Authorization: Bearer ..."
    std::string_view apiKey{};      ///< of "X-API-Key: ..."
};

/*!
 * The accounts of a service: users, sessions and API keys over one database, wired by the settings.
 *
 *   auto database = storage::Database::open(location);
 *   auto accounts = accounts::Accounts::open(settings, **database);
 *   auto identity = (*accounts)->identify({.bearerToken = token});
 *
 * Thread safe; every call blocks (a hash of a password takes about 20 ms, identify() on SQLite about 26 microseconds,
 * or 5 when it has met the token or key within the last second).
 */
class Accounts
{
public:
    /*! \a database must outlive this. The error is a sentence for operators. */
    static std::expected<std::unique_ptr<Accounts>, std::string>
    open(const settings::Settings &settings, storage::Database &database, WallClock clock = wallMilliseconds);
    ~Accounts();

    [[nodiscard]] Users &users();
    [[nodiscard]] Sessions &sessions();
    [[nodiscard]] ApiKeys &keys();
    [[nodiscard]] SigningKeys &signingKeys();

    /*! Who sends a request; nobody when it brings nothing. An API key may also come as a bearer token. Every change
     * that this process has made holds; on PostgreSQL every change, on SQLite those of other processes within a second.
     */
    Result<std::optional<Identity>> identify(const Credentials &credentials);
    /*! Whether identify() may wait for another machine. */
    [[nodiscard]] bool mayBlock() const;

private:
    struct Parts;
    explicit Accounts(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace mathtts::accounts
