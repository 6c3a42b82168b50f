// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/identity.h"

#include <mutex>
#include <unordered_map>

namespace mathtts::accounts
{

/*!
 * Who sent a token or key a moment ago, so that not every request asks the database. What is found is never older than
 * the last write of this process, and never older than a second: that long may a change of another process (mathtts
 * users, say) stay unseen. Thread safe, at most some 2 MB.
 */
class RecentIdentities
{
public:
    static constexpr std::int64_t life = 1000; ///< milliseconds
    static constexpr std::size_t most = 4096;

    /*! \a writes is storage::Database::writes() and \a now the clock on the wall, both of this moment. */
    std::optional<Identity> find(const std::string &secretDigest, std::uint64_t writes, std::int64_t now);
    /*! \a writes and \a now are of before the database was asked: what was written meanwhile may not be in \a identity.
     */
    void keep(const std::string &secretDigest, const Identity &identity, std::uint64_t writes, std::int64_t now);

private:
    struct Entry {
        Identity identity;
        std::int64_t foundAt = 0;
    };
    std::mutex m_mutex;
    std::uint64_t m_writes = 0; ///< of all entries
    std::unordered_map<std::string, Entry> m_entries;
};

} // namespace mathtts::accounts
