// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>

namespace mathtts::accounts
{

/*! OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
struct PasswordCost {
    std::size_t memoryKib = 19456;
    std::size_t iterations = 2;
    bool operator==(const PasswordCost &) const = default;
};

/*!
 * Password hashes: made by Argon2id (a PHC string), checked also by bcrypt, for accounts that come from elsewhere.
 * Passwords are compared in Unicode's form NFKC (NIST SP 800-63B), so that keyboards don't matter. At most two run at a
 * time, because each takes the memory of its cost; others wait. Thread safe. About 20 ms each.
 */
class Passwords
{
public:
    explicit Passwords(PasswordCost cost = {});

    [[nodiscard]] std::string hash(std::string_view password);
    /*! Whether \a password is the one of \a storedHash; a malformed or absurdly expensive hash fits no password. */
    [[nodiscard]] bool matches(std::string_view password, const std::string &storedHash);
    /*! Takes as long as matches() with a wrong password does: for a user that doesn't exist. */
    void pretend(std::string_view password);
    /*! Whether the hash was made by other means than hash() would use now. */
    [[nodiscard]] bool isOutdated(const std::string &storedHash) const;
    /*! Whether \a storedHash is one that matches() can check: Argon2id, or bcrypt with a cost from 4 to 14. */
    [[nodiscard]] static bool isKnownKind(const std::string &storedHash);

private:
    PasswordCost m_cost;
    std::counting_semaphore<> m_slots{2};
    std::string m_pretended; ///< the hash of a password that nobody knows
};

} // namespace mathtts::accounts
