// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/identity.h"

#include <string>
#include <string_view>

namespace mathtts::accounts
{

/*!
 * Growing delays after wrong passwords, so that guessing is hopeless and a victim is never locked out by somebody else:
 *
 * - an account from one address: free are 5 wrong passwords, then 1, 2, 4 ... seconds, at most 15 minutes. An attacker
 *   elsewhere doesn't touch the owner's count.
 * - an address on whatever accounts: free are 30, then the same, at most 15 minutes.
 * - an account from everywhere: free are 50, then the same, at most one minute; it doesn't hold for addresses from
 *   which the account's owner has logged in within 90 days.
 *
 * A count ends after a day without a wrong password. Unknown names count as known ones do. Attempts are counted before
 * the password is looked at, so that parallel guesses gain nothing. Names and addresses are kept as digests: a
 * password typed into the wrong field is not in the database. Thread safe; for all servers of one database.
 */
class Lockout
{
public:
    Lockout(storage::Database &database, WallClock clock = wallMilliseconds);

    /*! Counts an attempt; \c blocked with the seconds to wait when it must not be made. \a userId is empty for an
     *  unknown name; \a address is limits::limitKey() of the client's. */
    Result<void> begin(std::string_view nameKey, const std::string &userId, std::string_view address);
    /*! The attempt was right: it doesn't count, and the address is the owner's. */
    Result<void> succeeded(std::string_view nameKey, const std::string &userId, std::string_view address);
    /*! Forgets what is over: to be called now and then. */
    Result<void> sweep();

private:
    storage::Database &m_database;
    WallClock m_clock;
};

} // namespace mathtts::accounts
