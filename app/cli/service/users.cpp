// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "json.h"
#include "store.h"
#include "system.h"
#include "values.h"

#include <array>

namespace mathtts
{
namespace
{

using accounts::Role;
using accounts::User;

constexpr auto accountRoles = std::to_array<std::string_view>({"admin", "user", "api_user"});

bool parseRole(std::string_view name, Role &role)
{
    const auto parsed = accounts::parseRole(name);
    if (parsed) role = *parsed;
    return parsed.has_value();
}

/*! What the commands of users are given. */
struct UserOptions {
    SettingsOptions settings;
    accounts::NewUser user;
    Role role = Role::user;
    bool passwordStdin = false;
    bool hashStdin = false;
    bool json = false;
};
using UserOptionsPointer = std::shared_ptr<UserOptions>;

std::string asJson(const std::vector<User> &users)
{
    std::string text = "[";
    for (const User &user : users) {
        text += text.size() > 1 ? ",\n  {\"id\": " : "\n  {\"id\": ";
        appendJsonString(text, user.id);
        text += ", \"username\": ";
        appendJsonString(text, user.username);
        text += ", \"email\": ";
        appendJsonString(text, user.email);
        text += ", \"full_name\": ";
        appendJsonString(text, user.fullName);
        text += formatted(", \"role\": \"{}\", \"is_active\": {}, \"is_verified\": {}, \"created_at\": {}, "
                          "\"last_login_at\": {}}}",
                          roleName(user.role), user.isActive, user.isVerified, user.createdAt, user.lastLoginAt);
    }
    return text + (users.empty() ? "]\n" : "\n]\n");
}

std::string asTable(const std::vector<User> &users)
{
    std::vector<std::vector<std::string>> rows = {{"NAME", "ROLE", "STATE", "MADE", "LAST LOGIN"}};
    for (const User &user : users)
        rows.push_back({user.username, std::string(roleName(user.role)), user.isActive ? "active" : "locked",
                        timeText(user.createdAt), timeText(user.lastLoginAt)});
    return columns(rows);
}

ExitCode addUser(Store &store, UserOptions &options)
{
    if (options.passwordStdin == options.hashStdin) {
        complain("Give the password on standard input, with --password-stdin.");
        return ExitCode::wrongUsage;
    }
    const auto secret = readSecret();
    if (!secret) return ExitCode::wrongInput;
    (options.hashStdin ? options.user.passwordHash : options.user.password) = *secret;
    options.user.role = options.role;
    const auto user = store.accounts->users().add(options.user);
    if (!user) return complainAbout(user.error());
    return print(formatted("{} is here now, with the role {}.\n", user->username, roleName(user->role)));
}

ExitCode listUsers(Store &store, const UserOptions &options)
{
    std::vector<User> users;
    accounts::UserQuery query{.limit = 500};
    do {
        const auto page = store.accounts->users().list(query);
        if (!page) return complainAbout(page.error());
        users.insert(users.end(), page->users.begin(), page->users.end());
        query.offset = page->users.empty() ? 0 : static_cast<std::int64_t>(users.size());
        if (static_cast<std::int64_t>(users.size()) >= page->total) break;
    } while (query.offset > 0);
    return print(options.json ? asJson(users) : asTable(users));
}

ExitCode setPassword(Store &store, const User &user, const UserOptions &options)
{
    if (!options.passwordStdin) {
        complain("Give the password on standard input, with --password-stdin.");
        return ExitCode::wrongUsage;
    }
    const auto secret = readSecret();
    if (!secret) return ExitCode::wrongInput;
    const auto done = store.accounts->users().setPassword(user.id, *secret);
    if (!done) return complainAbout(done.error());
    return print(formatted("{} has a new password, and every login of before is over.\n", user.username));
}

ExitCode addDemo(Store &store)
{
    const auto made = store.accounts->users().addDemo();
    if (!made) return complainAbout(made.error());
    std::vector<std::vector<std::string>> rows = {{"NAME", "ROLE", "PASSWORD"}};
    for (const auto &account : accounts::demoAccounts())
        rows.push_back({account.username, std::string(roleName(account.role)), account.password});
    return print(columns(rows) + "Everybody knows these passwords: with them here, mathtts serve only listens on this "
                                 "computer.\n");
}

/*! The same for one account, which the first argument names. */
CLI::App &addUserAction(CLI::App &users, Program &program, const UserOptionsPointer &options, const char *name,
                        const char *about, std::function<ExitCode(Store &, const User &, UserOptions &)> work)
{
    CLI::App &action =
        addAction(users, program, options, name, about, [work = std::move(work)](Store &store, UserOptions &given) {
            const auto user = store.accounts->users().findByName(given.user.username);
            return user ? work(store, *user, given) : complainAbout(user.error());
        });
    action.add_option("name", options->user.username, "The account")->required()->type_name("NAME");
    return action;
}

ExitCode report(const accounts::Result<User> &user, std::string_view what)
{
    if (!user) return complainAbout(user.error());
    return print(formatted("{} {}.\n", user->username, what));
}

} // namespace

void addUsersCommand(Program &program)
{
    const auto options = std::make_shared<UserOptions>();
    CLI::App &users = program.addOutside("users");
    users.require_subcommand(1, 1);
    users.footer("Example:\n  mathtts users add ana --role admin --password-stdin < password.txt\n"
                 "mathtts users add --help shows what add takes, and so on.");

    CLI::App &add = addAction(users, program, options, "add", "Make an account", addUser);
    add.add_option("name", options->user.username, "What it is called")->required()->type_name("NAME");
    addChoice(add, program, "role", options->role, accountRoles, parseRole, "What it may");
    add.add_flag("--password-stdin", options->passwordStdin, "The first line of standard input is the password");
    add.add_flag("--password-hash-stdin", options->hashStdin,
                 "It is the hash of one, Argon2id or bcrypt, of an account from elsewhere");
    add.add_option("--email", options->user.email, "Its email address")->type_name("ADDRESS");
    add.add_option("--full-name", options->user.fullName, "Whose it is")->type_name("TEXT");
    add.add_flag("--verified", options->user.isVerified, "You know who this is");
    add.footer("Example:\n  mathtts users add ana --role admin --password-stdin < password.txt");

    CLI::App &list = addAction(users, program, options, "list", "All accounts", listUsers);
    list.add_flag("--json", options->json, "As a JSON array of objects");

    addUserAction(users, program, options, "activate", "Let an account log in",
                  [](Store &store, const User &user, UserOptions &) {
                      return report(store.accounts->users().setActive(user.id, true), "can log in");
                  });
    addUserAction(users, program, options, "deactivate", "Lock an account, at once",
                  [](Store &store, const User &user, UserOptions &) {
                      return report(store.accounts->users().setActive(user.id, false), "is locked");
                  });
    addUserAction(users, program, options, "verify", "Note that you know who this is",
                  [](Store &store, const User &user, UserOptions &) {
                      return report(store.accounts->users().setVerified(user.id, true), "is verified");
                  });
    CLI::App &role = addUserAction(users, program, options, "role", "Change what an account may",
                                   [](Store &store, const User &user, UserOptions &given) {
                                       return report(store.accounts->users().setRole(user.id, given.role),
                                                     formatted("has the role {}", roleName(given.role)));
                                   });
    addChoice(role, program, "role", options->role, accountRoles, parseRole, "What it may");
    CLI::App &password = addUserAction(users, program, options, "password", "Set a new password", setPassword);
    password.add_flag("--password-stdin", options->passwordStdin, "The first line of standard input is the password");
    addUserAction(users, program, options, "remove", "Delete an account, with its logins and keys",
                  [](Store &store, const User &user, UserOptions &) {
                      const auto done = store.accounts->users().remove(user.id);
                      return done ? print(formatted("{} is gone.\n", user.username)) : complainAbout(done.error());
                  });
    addAction(users, program, options, "demo", "Make three accounts for trying out, one of each role",
              [](Store &store, UserOptions &) { return addDemo(store); });
}

} // namespace mathtts
