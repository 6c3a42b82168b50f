// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/signing_keys.h"

#include "engine/text.h"
#include "service/accounts/secret.h"

#include <algorithm>
#include <sstream>

namespace mathtts::accounts
{
namespace
{

constexpr std::int64_t aDay = 86'400'000;
constexpr std::size_t secretLength = 43; // 256 bits in letters and digits

} // namespace

SigningKey makeSigningKey(std::string secret, std::int64_t createdAt)
{
    std::string id = digest("mathtts kid " + secret).substr(0, 16);
    return {std::move(id), std::move(secret), createdAt};
}

SigningKeys::SigningKeys(const settings::Settings &settings, WallClock clock)
    : m_clock(std::move(clock))
    , m_rotateAfter(settings.jwtRotateDays * aDay)
    , m_keepFor((settings.jwtRefreshDays + 1) * aDay)
{
    if (settings.jwtSecretKey.empty()) {
        m_file = settings.data + "/jwt-keys";
        return;
    }
    m_keys.push_back(makeSigningKey(settings.jwtSecretKey, 0));
    for (const std::string &secret : settings.jwtPreviousSecretKeys)
        m_keys.push_back(makeSigningKey(secret, 0));
}

std::expected<std::unique_ptr<SigningKeys>, std::string> SigningKeys::open(const settings::Settings &settings,
                                                                           WallClock clock)
{
    std::unique_ptr<SigningKeys> keys{new SigningKeys(settings, std::move(clock))};
    if (!keys->m_file.empty())
        if (const auto loaded = keys->load(); !loaded) return std::unexpected(loaded.error());
    return keys;
}

/*! The file: a line "created-at secret" for each key, the newest first. */
std::expected<void, std::string> SigningKeys::load()
{
    const auto content = readSecretFile(m_file);
    if (!content) return addKey();
    std::istringstream lines(*content);
    std::int64_t createdAt = 0;
    std::string secret;
    while (lines >> createdAt >> secret) {
        if (secret.size() < 32) return std::unexpected(formatted("{} holds a key that is too short", m_file));
        m_keys.push_back(makeSigningKey(secret, createdAt));
    }
    if (m_keys.empty()) return std::unexpected(formatted("{} holds no key; remove it to get a new one", m_file));
    return {};
}

std::expected<void, std::string> SigningKeys::addKey()
{
    const std::int64_t now = m_clock();
    std::vector<SigningKey> keys = m_keys;
    // A key's last token was signed when the next key came, at the latest.
    for (std::size_t i = 1; i < keys.size(); ++i)
        if (keys[i - 1].createdAt + m_keepFor < now) keys.resize(i);
    keys.insert(keys.begin(), makeSigningKey(randomText(secretLength), now));
    std::string content;
    for (const SigningKey &key : keys)
        content += formatted("{} {}\n", key.createdAt, key.secret);
    if (const auto written = writeSecretFile(m_file, content); !written)
        return std::unexpected(formatted("Can't write {}: {}", m_file, written.error()));
    m_keys = std::move(keys);
    return {};
}

SigningKey SigningKeys::current()
{
    const std::scoped_lock lock(m_mutex);
    // A key that can't be replaced now (full disk) goes on; the next token tries again.
    if (!m_file.empty() && m_clock() - m_keys.front().createdAt > m_rotateAfter) {
        [[maybe_unused]] const auto added = addKey();
    }
    return m_keys.front();
}

std::optional<SigningKey> SigningKeys::find(std::string_view id)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find(m_keys, id, &SigningKey::id);
    return found == m_keys.end() ? std::nullopt : std::optional(*found);
}

std::expected<void, std::string> SigningKeys::rotate()
{
    const std::scoped_lock lock(m_mutex);
    if (m_file.empty()) return std::unexpected("The key comes from JWT_SECRET_KEY: change it there.");
    return addKey();
}

} // namespace mathtts::accounts
