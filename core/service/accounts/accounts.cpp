// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/accounts.h"

#include "service/accounts/recent.h"
#include "service/accounts/secret.h"

#include <QtCrypto>

namespace mathtts::accounts
{

struct Accounts::Parts {
    QCA::Initializer crypto; // counts its users
    storage::Database &database;
    std::unique_ptr<SigningKeys> signingKeys;
    Passwords passwords;
    Tokens tokens;
    Users users;
    Sessions sessions;
    ApiKeys keys;
    WallClock clock;
    RecentIdentities recent;

    Parts(const settings::Settings &settings, storage::Database &storage, std::unique_ptr<SigningKeys> secrets,
          const WallClock &wallClock)
        : database(storage)
        , signingKeys(std::move(secrets))
        , passwords(
              {static_cast<std::size_t>(settings.argon2MemoryKib), static_cast<std::size_t>(settings.argon2Iterations)})
        , tokens(*signingKeys, settings.jwtIssuer, settings.jwtAudience, wallClock)
        , users(storage, passwords, static_cast<std::size_t>(settings.passwordMinLength), wallClock)
        , sessions(storage, passwords, tokens,
                   {.accessSeconds = settings.jwtExpireMinutes * 60,
                    .refreshSeconds = settings.jwtRefreshDays * 86400,
                    .minPassword = static_cast<std::size_t>(settings.passwordMinLength)},
                   wallClock)
        , keys(storage, wallClock)
        , clock(wallClock)
    {
    }
};

std::expected<std::unique_ptr<Accounts>, std::string> Accounts::open(const settings::Settings &settings,
                                                                     storage::Database &database, WallClock clock)
{
    const QCA::Initializer crypto;
    if (!Tokens::isSupported())
        return std::unexpected("Tokens can't be signed: QCA's OpenSSL plugin is missing (libqca-qt6-plugins).");
    if (database.dialect() == storage::Dialect::postgresql && settings.jwtSecretKey.empty())
        return std::unexpected("JWT_SECRET_KEY is missing: servers that share a PostgreSQL database share it too.");
    auto secrets = SigningKeys::open(settings, clock);
    if (!secrets) return std::unexpected(secrets.error());
    return std::unique_ptr<Accounts>{
        new Accounts(std::make_unique<Parts>(settings, database, std::move(*secrets), clock))};
}

Accounts::Accounts(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Accounts::~Accounts() = default;

Users &Accounts::users()
{
    return m_parts->users;
}

Sessions &Accounts::sessions()
{
    return m_parts->sessions;
}

ApiKeys &Accounts::keys()
{
    return m_parts->keys;
}

SigningKeys &Accounts::signingKeys()
{
    return *m_parts->signingKeys;
}

Result<std::optional<Identity>> Accounts::identify(const Credentials &credentials)
{
    const std::string_view secret = credentials.apiKey.empty() ? credentials.bearerToken : credentials.apiKey;
    if (secret.empty()) return std::nullopt;
    const bool isKey = !credentials.apiKey.empty() || secret.starts_with("mtts_");
    const auto ask = [&] { return isKey ? keys().identify(secret) : sessions().identify(secret); };
    const auto asOptional = [](Identity identity) { return std::optional(std::move(identity)); };
    // Other servers write to a PostgreSQL, and what they have revoked must not be answered here.
    if (m_parts->database.dialect() != storage::Dialect::sqlite) return ask().transform(asOptional);

    const std::string secretDigest = digest(secret);
    const std::uint64_t writes = m_parts->database.writes();
    const std::int64_t now = m_parts->clock();
    if (auto recent = m_parts->recent.find(secretDigest, writes, now)) return recent;
    auto identity = ask();
    if (identity) m_parts->recent.keep(secretDigest, *identity, writes, now);
    return std::move(identity).transform(asOptional);
}

bool Accounts::mayBlock() const
{
    return m_parts->database.mayBlock();
}

} // namespace mathtts::accounts
