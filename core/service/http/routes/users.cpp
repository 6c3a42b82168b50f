// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts, for administrators.
#include "service/http/routes/account_shapes.h"
#include "service/http/routes/accounts.h"

namespace mathtts::http
{
namespace
{

struct UsersIn {
    std::int64_t offset = 0;
    std::int64_t limit = 50;
    std::optional<std::string> role;
    std::optional<bool> isActive;
    std::string search;

    static constexpr auto shapeName = "UsersQuery";
    static void describe(Describer<UsersIn> &d)
    {
        d.optional("offset", &UsersIn::offset, {.about = "How many to leave out.", .least = 0, .most = 1e9});
        d.optional("limit", &UsersIn::limit, {.about = "How many at most.", .least = 1, .most = 500});
        d.optional("role", &UsersIn::role, {.choices = {"admin", "user", "api_user"}});
        d.optional("is_active", &UsersIn::isActive);
        d.optional("search", &UsersIn::search, {.about = "A part of the username.", .longest = 64});
    }
};

struct UsersOut {
    std::vector<UserOut> users;
    std::int64_t total = 0;

    static constexpr auto shapeName = "Users";
    static void describe(Describer<UsersOut> &d)
    {
        d.required("users", &UsersOut::users, {.about = "By name."});
        d.required("total", &UsersOut::total, {.about = "How many there are without offset and limit."});
    }
};

struct RoleIn {
    std::string role;

    static constexpr auto shapeName = "RoleRequest";
    static void describe(Describer<RoleIn> &d)
    {
        d.required("role", &RoleIn::role, {.choices = {"admin", "user", "api_user"}});
    }
};

Answer<UsersOut> list(const AccountParts &parts, const UsersIn &in)
{
    const auto page = parts.accounts.users().list({.offset = in.offset,
                                                   .limit = in.limit,
                                                   .role = accounts::parseRole(in.role.value_or("")),
                                                   .isActive = in.isActive,
                                                   .search = in.search});
    if (!page) return std::unexpected(failureOf(page.error()));
    UsersOut out{.users = {}, .total = page->total};
    for (const accounts::User &user : page->users)
        out.users.push_back(userOut(user));
    return out;
}

Answer<UserOut> answer(const accounts::Result<accounts::User> &user)
{
    if (!user) return std::unexpected(failureOf(user.error()));
    return userOut(*user);
}

/*! What an administrator did to whom, for the log. */
void note(const AccountParts &parts, const Request &request, std::string_view action)
{
    parts.log.info("account", {{"action", action},
                               {"user_id", request.identity->userId},
                               {"account_id", request.parameter("id")},
                               {"request_id", request.id}});
}

std::string idOf(const Request &request)
{
    return std::string(request.parameter("id"));
}

Answer<Nothing> remove(const AccountParts &parts, const Request &request)
{
    if (const auto removed = parts.accounts.users().remove(idOf(request)); !removed)
        return std::unexpected(failureOf(removed.error()));
    note(parts, request, "delete");
    return Nothing{};
}

Answer<UserOut> setActive(const AccountParts &parts, const Request &request, bool isActive)
{
    const auto user = parts.accounts.users().setActive(idOf(request), isActive);
    if (user) note(parts, request, isActive ? "activate" : "deactivate");
    return answer(user);
}

Answer<UserOut> setRole(const AccountParts &parts, const Request &request, const RoleIn &in)
{
    const auto user = parts.accounts.users().setRole(idOf(request), *accounts::parseRole(in.role));
    if (user) note(parts, request, "role");
    return answer(user);
}

/*! What the routes of one user have in common. */
Route userRoute(Method method, const char *path, const char *id, const char *summary)
{
    return {.method = method,
            .path = path,
            .id = id,
            .tag = "users",
            .summary = summary,
            .access = Access::admin,
            .lane = Lane::storage,
            .failures = {404, 409, 503}};
}

} // namespace

void addUserRoutes(Table &table, const AccountParts &parts)
{
    Route all = userRoute(Method::get, "/auth/users", "listUsers", "All accounts");
    all.failures = {503};
    all.examples = {{.name = "the first ten", .query = "limit=10"}};
    table.add<UsersIn, UsersOut>(std::move(all), [&parts](const Request &, UsersIn &in) { return list(parts, in); });

    table.add<Nothing, UserOut>(
        userRoute(Method::get, "/auth/users/{id}", "getUser", "One account"),
        [&parts](const Request &request, Nothing &) { return answer(parts.accounts.users().find(idOf(request))); });
    Route deletion = userRoute(Method::del, "/auth/users/{id}", "deleteUser", "Delete an account");
    deletion.about = "With its logins and API keys, at once. Not the last administrator.";
    deletion.success = 204;
    table.add<Nothing, Nothing>(std::move(deletion),
                                [&parts](const Request &request, Nothing &) { return remove(parts, request); });
    table.add<Nothing, UserOut>(
        userRoute(Method::post, "/auth/users/{id}/activate", "activateUser", "Let an account log in"),
        [&parts](const Request &request, Nothing &) { return setActive(parts, request, true); });
    table.add<Nothing, UserOut>(
        userRoute(Method::post, "/auth/users/{id}/deactivate", "deactivateUser", "Lock an account, at once"),
        [&parts](const Request &request, Nothing &) { return setActive(parts, request, false); });
    Route role = userRoute(Method::put, "/auth/users/{id}/role", "changeRole", "Change what an account may");
    role.examples = {{.name = "nobody", .body = R"({"role":"user"})", .status = 404}};
    table.add<RoleIn, UserOut>(std::move(role),
                               [&parts](const Request &request, RoleIn &in) { return setRole(parts, request, in); });
}

} // namespace mathtts::http
