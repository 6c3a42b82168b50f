// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/password.h"

#include "service/accounts/secret.h"

#include <QString>

#include <botan/argon2fmt.h>
#include <botan/bcrypt.h>
#include <botan/exceptn.h>
#include <botan/system_rng.h>

#include <charconv>
#include <optional>

namespace mathtts::accounts
{
namespace
{

// What a stored hash may ask for at most: a hash from elsewhere must not stop the server.
constexpr std::size_t maxMemoryKib = 262144;
constexpr std::size_t maxIterations = 16;
constexpr std::size_t maxLanes = 8;
constexpr int maxBcryptCost = 14; // about a second

class Slot
{
public:
    explicit Slot(std::counting_semaphore<> &free)
        : m_free(free)
    {
        m_free.acquire();
    }
    ~Slot() { m_free.release(); }
    Slot(const Slot &) = delete;
    Slot &operator=(const Slot &) = delete;

private:
    std::counting_semaphore<> &m_free;
};

std::string normalized(std::string_view password)
{
    return QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size()))
        .normalized(QString::NormalizationForm_KC)
        .toStdString();
}

bool takeNumber(std::string_view &text, std::string_view name, std::size_t &number)
{
    if (!text.starts_with(name)) return false;
    text.remove_prefix(name.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

struct Parameters {
    PasswordCost cost;
    std::size_t lanes = 0;
};

/*! "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". */
std::optional<Parameters> parametersOf(std::string_view hash)
{
    Parameters parameters;
    constexpr std::string_view head = "$argon2id$v=19$";
    if (!hash.starts_with(head)) return {};
    hash.remove_prefix(head.size());
    if (!takeNumber(hash, "m=", parameters.cost.memoryKib) || !takeNumber(hash, ",t=", parameters.cost.iterations) ||
        !takeNumber(hash, ",p=", parameters.lanes) || !hash.starts_with('$'))
        return {};
    if (parameters.cost.memoryKib > maxMemoryKib || parameters.cost.iterations > maxIterations ||
        parameters.lanes == 0 || parameters.lanes > maxLanes)
        return {};
    return parameters;
}

/*! "$2a$12$...", 60 characters; 2a, 2b and 2y differ only in old mistakes of their makers. */
bool isBcrypt(std::string_view hash)
{
    if (hash.size() != 60 || !hash.starts_with("$2") || hash[3] != '$' || hash[6] != '$') return false;
    if (hash[2] != 'a' && hash[2] != 'b' && hash[2] != 'y') return false;
    int cost = 0;
    const auto [end, error] = std::from_chars(hash.data() + 4, hash.data() + 6, cost);
    return error == std::errc() && end == hash.data() + 6 && cost >= 4 && cost <= maxBcryptCost;
}

} // namespace

Passwords::Passwords(PasswordCost cost)
    : m_cost(cost)
{
    m_pretended = hash(randomText(32));
}

std::string Passwords::hash(std::string_view password)
{
    const std::string text = normalized(password);
    const Slot slot(m_slots);
    return Botan::argon2_generate_pwhash(text.data(), text.size(), Botan::system_rng(), 1, m_cost.memoryKib,
                                         m_cost.iterations);
}

bool Passwords::matches(std::string_view password, const std::string &storedHash)
{
    try {
        if (isBcrypt(storedHash)) {
            const Slot slot(m_slots);
            return Botan::check_bcrypt(password, storedHash); // as it was typed: its maker knew no NFKC
        }
        if (!parametersOf(storedHash)) return false;
        const std::string text = normalized(password);
        const Slot slot(m_slots);
        return Botan::argon2_check_pwhash(text.data(), text.size(), storedHash);
    } catch (const Botan::Exception &) { // a damaged hash
        return false;
    }
}

void Passwords::pretend(std::string_view password)
{
    (void)matches(password, m_pretended);
}

bool Passwords::isOutdated(const std::string &storedHash) const
{
    const auto parameters = parametersOf(storedHash);
    return !parameters || parameters->cost != m_cost || parameters->lanes != 1;
}

bool Passwords::isKnownKind(const std::string &storedHash)
{
    return isBcrypt(storedHash) || parametersOf(storedHash).has_value();
}

} // namespace mathtts::accounts
