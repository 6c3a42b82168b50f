// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/recent.h"

namespace mathtts::accounts
{

std::optional<Identity> RecentIdentities::find(const std::string &secretDigest, std::uint64_t writes, std::int64_t now)
{
    const std::scoped_lock lock(m_mutex);
    if (writes != m_writes) return {};
    const auto found = m_entries.find(secretDigest);
    if (found == m_entries.end()) return {};
    const Entry &entry = found->second;
    // A clock that was set back makes nothing young again.
    if (now < entry.foundAt || now >= entry.foundAt + life) return {};
    if (entry.identity.endsAt != 0 && now >= entry.identity.endsAt) return {};
    return entry.identity;
}

void RecentIdentities::keep(const std::string &secretDigest, const Identity &identity, std::uint64_t writes,
                            std::int64_t now)
{
    const std::scoped_lock lock(m_mutex);
    if (writes < m_writes) return; // others know more already
    if (writes > m_writes || m_entries.size() >= most) m_entries.clear();
    m_writes = writes;
    m_entries.insert_or_assign(secretDigest, Entry{identity, now});
}

} // namespace mathtts::accounts
