// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/accounts.h"

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

    Parts(const settings::Settings &settings, storage::Database &storage, std::unique_ptr<SigningKeys> secrets,
          const WallClock &clock)
        : database(storage)
        , signingKeys(std::move(secrets))
        , passwords(
              {static_cast<std::size_t>(settings.argon2MemoryKib), static_cast<std::size_t>(settings.argon2Iterations)})
        , tokens(*signingKeys, settings.jwtIssuer, settings.jwtAudience, clock)
        , users(storage, passwords, static_cast<std::size_t>(settings.passwordMinLength), clock)
        , sessions(storage, passwords, tokens,
                   {.accessSeconds = settings.jwtExpireMinutes * 60,
                    .refreshSeconds = settings.jwtRefreshDays * 86400,
                    .minPassword = static_cast<std::size_t>(settings.passwordMinLength)},
                   clock)
        , keys(storage, clock)
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
    const auto asOptional = [](Identity identity) { return std::optional(std::move(identity)); };
    if (!credentials.apiKey.empty()) return keys().identify(credentials.apiKey).transform(asOptional);
    if (credentials.bearerToken.starts_with("mtts_"))
        return keys().identify(credentials.bearerToken).transform(asOptional);
    if (!credentials.bearerToken.empty()) return sessions().identify(credentials.bearerToken).transform(asOptional);
    return std::nullopt;
}

bool Accounts::mayBlock() const
{
    return m_parts->database.mayBlock();
}

} // namespace mathtts::accounts
