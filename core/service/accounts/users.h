// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/identity.h"
#include "service/accounts/password.h"

#include <string>
#include <vector>

namespace mathtts::accounts
{

/*! An account as it may be shown. Times are milliseconds since 1970; 0: never. */
struct User {
    std::string id;
    std::string username;
    std::string email;
    std::string fullName;
    Role role = Role::user;
    bool isActive = true;
    bool isVerified = false;
    bool isDemo = false;
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;
    std::int64_t lastLoginAt = 0;
};

struct NewUser {
    std::string username;
    std::string password{};
    std::string passwordHash{}; ///< in place of a password: of an account brought over (Argon2id or bcrypt)
    std::string email{};
    std::string fullName{};
    Role role = Role::user;
    bool isVerified = false;
    bool isDemo = false;
};

/*! A page of a list of users, ordered by name. */
struct UserQuery {
    std::int64_t offset = 0;
    std::int64_t limit = 50; ///< at most 500
    std::optional<Role> role{};
    std::optional<bool> isActive{};
    std::string search{}; ///< a part of the name
};
struct UserPage {
    std::vector<User> users;
    std::int64_t total = 0; ///< on all pages
};

/*! The accounts. Names are unique whatever their case. What changes an account's rights holds at once, for tokens that
 *  are out as well. There is always an active administrator once there was one. Thread safe; every call blocks. */
class Users
{
public:
    Users(storage::Database &database, Passwords &passwords, std::size_t minPassword,
          WallClock clock = wallMilliseconds);

    Result<User> add(const NewUser &user);
    Result<User> find(const std::string &id);
    Result<User> findByName(std::string_view username);
    Result<UserPage> list(const UserQuery &query);
    Result<User> setActive(const std::string &id, bool isActive);
    Result<User> setVerified(const std::string &id, bool isVerified);
    Result<User> setRole(const std::string &id, Role role);
    /*! Sets a new password without asking for the old one, and ends every session of the user. */
    Result<void> setPassword(const std::string &id, std::string_view password);
    Result<void> remove(const std::string &id);

    Result<std::int64_t> count();
    /*! Whether there are demo accounts, whose passwords everybody knows. */
    Result<bool> hasDemo();
    /*! Makes those of demoAccounts() that are missing; their names. */
    Result<std::vector<std::string>> addDemo();

    /*! A token that makes the first administrator, when there is no user yet; it replaces the one before. Nothing when
     *  there is a user. Only its digest is kept. */
    Result<std::optional<std::string>> makeSetUpToken();
    /*! Makes the first administrator; the token is used up. */
    Result<User> setUp(std::string_view token, NewUser administrator);

private:
    Result<void> check(const NewUser &user) const;
    Result<User> insert(storage::Connection &connection, const NewUser &user, const std::string &hash);
    Result<User> change(const std::string &id, std::string_view sql, std::vector<storage::Value> values,
                        bool takesRights);

    storage::Database &m_database;
    Passwords &m_passwords;
    std::size_t m_minPassword;
    WallClock m_clock;
};

/*! Name, role and password of the demo accounts: for trying out on one machine. */
struct DemoAccount {
    const char *username;
    Role role;
    const char *password;
};
const std::vector<DemoAccount> &demoAccounts();

} // namespace mathtts::accounts
