// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/identity.h"
#include "service/settings/settings.h"

#include <expected>
#include <mutex>
#include <string>
#include <vector>

namespace mathtts::accounts
{

/*! A key of HS256 and the name by which a token says that it was signed with it. */
struct SigningKey {
    std::string id; ///< "kid": from the secret, so that servers with the same secret agree
    std::string secret;
    std::int64_t createdAt = 0; ///< milliseconds since 1970; 0: from the settings
};

SigningKey makeSigningKey(std::string secret, std::int64_t createdAt);

/*!
 * The keys that sign tokens: those of JWT_SECRET_KEY and JWT_PREVIOUS_SECRET_KEYS, or, without them, keys of our own
 * making in the file jwt-keys of the data folder (mode 0600). Our own key is replaced when it is JWT_ROTATE_DAYS old;
 * the ones before it are kept as long as a token of theirs can live. Thread safe.
 */
class SigningKeys
{
public:
    /*! The error is a sentence for operators. */
    static std::expected<std::unique_ptr<SigningKeys>, std::string> open(const settings::Settings &settings,
                                                                         WallClock clock = wallMilliseconds);

    /*! The one that signs now. */
    SigningKey current();
    /*! The one of that id, when its tokens still hold. */
    std::optional<SigningKey> find(std::string_view id);
    /*! Signs with a new key from now on; the error is a sentence. Not for keys from the settings. */
    std::expected<void, std::string> rotate();

private:
    SigningKeys(const settings::Settings &settings, WallClock clock);

    std::expected<void, std::string> load();
    std::expected<void, std::string> addKey();

    WallClock m_clock;
    std::string m_file; ///< empty: from the settings
    std::int64_t m_rotateAfter = 0;
    std::int64_t m_keepFor = 0;
    std::mutex m_mutex;
    std::vector<SigningKey> m_keys; ///< the newest first
};

} // namespace mathtts::accounts
