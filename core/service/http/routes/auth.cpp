// SPDX-License-Identifier: GPL-3.0-or-later
// Logging in and out, and one's own account.
#include "service/http/routes/account_shapes.h"
#include "service/http/routes/accounts.h"

namespace mathtts::http
{
namespace
{

using accounts::AccountErrorCode;

Rules newPasswordRules()
{
    return {.about = "8 to 128 characters, or as many more as the service asks for.",
            .shortest = 8,
            .longest = 128,
            .format = "password"};
}

Rules passwordRules(const char *about)
{
    return {.about = about, .shortest = 1, .longest = 1024, .format = "password"};
}

/*! Clients of OAuth 2 log in with its password grant, which brings more than name and password (RFC 6749
 * section 4.3.2).
 */
struct LoginIn {
    std::string username;
    std::string password;
    std::string grantType;
    std::string scope;
    std::string clientId;
    std::string clientSecret;

    static constexpr auto shapeName = "LoginRequest";
    static void describe(Describer<LoginIn> &d)
    {
        d.required("username", &LoginIn::username, {.about = "In whatever case.", .shortest = 1, .longest = 254});
        d.required("password", &LoginIn::password, passwordRules("As it was chosen."));
        const auto ofOauth = [](std::size_t longest) {
            return Rules{.about = "Of OAuth 2; makes no difference.", .longest = longest};
        };
        d.optional("grant_type", &LoginIn::grantType, {.about = "Of OAuth 2.", .choices = {"password"}});
        d.optional("scope", &LoginIn::scope, ofOauth(1024));
        d.optional("client_id", &LoginIn::clientId, ofOauth(254));
        d.optional("client_secret", &LoginIn::clientSecret, ofOauth(1024));
    }
};

struct TokensOut {
    std::string accessToken;
    std::string refreshToken;
    std::string tokenType = "bearer";
    std::int64_t expiresIn = 0;
    UserOut user;

    static constexpr auto shapeName = "Tokens";
    static void describe(Describer<TokensOut> &d)
    {
        d.required("access_token", &TokensOut::accessToken, {.about = "For Authorization: Bearer."});
        d.required("refresh_token", &TokensOut::refreshToken,
                   {.about = "For /auth/refresh, once. A second use ends the login."});
        d.required("token_type", &TokensOut::tokenType, {.choices = {"bearer"}});
        d.required("expires_in", &TokensOut::expiresIn, {.about = "Seconds of the access token."});
        d.required("user", &TokensOut::user);
    }
};

struct RegisterIn {
    std::string username;
    std::string password;
    std::string email;
    std::string fullName;

    static constexpr auto shapeName = "RegisterRequest";
    static void describe(Describer<RegisterIn> &d) { describeAccount(d); }

    template <typename T>
    static void describeAccount(Describer<T> &d)
    {
        d.required("username", &RegisterIn::username,
                   {.about = "3 to 64 letters and digits, and . _ - @ after the first.", .shortest = 3, .longest = 64});
        d.required("password", &RegisterIn::password, newPasswordRules());
        d.optional("email", &RegisterIn::email, {.longest = 254, .format = "email"});
        d.optional("full_name", &RegisterIn::fullName, {.longest = 200});
    }
};

struct SetUpIn : RegisterIn {
    std::string token;

    static constexpr auto shapeName = "SetUpRequest";
    static void describe(Describer<SetUpIn> &d)
    {
        describeAccount(d);
        d.required("token", &SetUpIn::token,
                   {.about = "The set-up token that the service printed at its start.", .shortest = 1, .longest = 100});
    }
};

struct RefreshIn {
    std::string refreshToken;

    static constexpr auto shapeName = "RefreshRequest";
    static void describe(Describer<RefreshIn> &d)
    {
        d.required("refresh_token", &RefreshIn::refreshToken, {.shortest = 1, .longest = 4096});
    }
};

struct ChangePasswordIn {
    std::string currentPassword;
    std::string newPassword;

    static constexpr auto shapeName = "ChangePasswordRequest";
    static void describe(Describer<ChangePasswordIn> &d)
    {
        d.required("current_password", &ChangePasswordIn::currentPassword, passwordRules("The one until now."));
        d.required("new_password", &ChangePasswordIn::newPassword, newPasswordRules());
    }
};

TokensOut tokensOut(const accounts::TokenPair &pair)
{
    return {.accessToken = pair.accessToken,
            .refreshToken = pair.refreshToken,
            .expiresIn = pair.expiresInSeconds,
            .user = userOut(pair.user)};
}

accounts::NewUser newUser(const RegisterIn &in)
{
    return {.username = in.username, .password = in.password, .email = in.email, .fullName = in.fullName};
}

/*! Counts and logs how an attempt ended; who tried is named only when it worked: a wrong name may be a password. */
void note(const AccountParts &parts, const Request &request, std::string_view method, std::string_view userId,
          const accounts::AccountError *error)
{
    const bool isBlocked = error && error->code == AccountErrorCode::blocked;
    const std::string_view result = !error ? "success" : isBlocked ? "blocked" : "failure";
    parts.metrics.authentication(method, result);
    parts.log.info("authentication", {{"method", method},
                                      {"result", result},
                                      {"user_id", userId},
                                      {"client", request.client},
                                      {"request_id", request.id}});
    if (error && error->code == AccountErrorCode::storage)
        parts.log.error("storage", {{"detail", error->storageDetail}, {"request_id", request.id}});
}

Answer<TokensOut> login(const AccountParts &parts, const Request &request, const LoginIn &in)
{
    const auto pair = parts.accounts.sessions().login(in.username, in.password, request.client);
    note(parts, request, "password", pair ? pair->user.id : "", pair ? nullptr : &pair.error());
    if (!pair) return std::unexpected(failureOf(pair.error()));
    return tokensOut(*pair);
}

Answer<TokensOut> refresh(const AccountParts &parts, const Request &request, const RefreshIn &in)
{
    const auto pair = parts.accounts.sessions().refresh(in.refreshToken);
    note(parts, request, "refresh", pair ? pair->user.id : "", pair ? nullptr : &pair.error());
    if (!pair) return std::unexpected(failureOf(pair.error()));
    return tokensOut(*pair);
}

Answer<UserOut> registerUser(const AccountParts &parts, const RegisterIn &in)
{
    if (!parts.settings.registrationEnabled)
        return std::unexpected(
            failureOf({AccountErrorCode::registrationClosed, "Accounts are made by an administrator here."}));
    const auto user = parts.accounts.users().add(newUser(in));
    if (!user) return std::unexpected(failureOf(user.error()));
    return userOut(*user);
}

Answer<UserOut> setUp(const AccountParts &parts, const Request &request, const SetUpIn &in)
{
    const auto user = parts.accounts.users().setUp(in.token, newUser(in));
    note(parts, request, "set_up", user ? user->id : "", user ? nullptr : &user.error());
    if (!user) return std::unexpected(failureOf(user.error()));
    return userOut(*user);
}

Answer<UserOut> me(const AccountParts &parts, const Request &request)
{
    const auto user = parts.accounts.users().find(request.identity->userId);
    if (!user) return std::unexpected(failureOf(user.error()));
    return userOut(*user);
}

Answer<Nothing> changePassword(const AccountParts &parts, const Request &request, const ChangePasswordIn &in)
{
    if (auto failure = needsLogin(request)) return std::unexpected(std::move(*failure));
    const auto changed =
        parts.accounts.sessions().changePassword(*request.identity, in.currentPassword, in.newPassword, request.client);
    note(parts, request, "change_password", request.identity->userId, changed ? nullptr : &changed.error());
    if (changed) return Nothing{};
    Failure failure = failureOf(changed.error());
    // The token is good, the password is not: no reason to log in again.
    if (changed.error().code == AccountErrorCode::wrongCredentials)
        failure = {403, "wrong_password", "The current password is wrong."};
    return std::unexpected(std::move(failure));
}

Answer<Nothing> logout(const AccountParts &parts, const Request &request)
{
    if (auto failure = needsLogin(request)) return std::unexpected(std::move(*failure));
    if (const auto done = parts.accounts.sessions().logout(*request.identity); !done)
        return std::unexpected(failureOf(done.error()));
    return Nothing{};
}

} // namespace

void addAuthRoutes(Table &table, const AccountParts &parts)
{
    table.add<LoginIn, TokensOut>(
        {.method = Method::post,
         .path = "/auth/login",
         .id = "login",
         .tag = "auth",
         .summary = "Log in",
         .about = "Unknown user, wrong password and inactive account are one answer. After wrong passwords there are "
                  "growing delays (429 with Retry-After).",
         .limit = LimitClass::login,
         .lane = Lane::password,
         .failures = {401, 503},
         .examples = {{.name = "wrong", .body = R"({"username":"ana","password":"wrong horse"})", .status = 401}},
         .takesForm = true},
        [&parts](const Request &request, LoginIn &in) { return login(parts, request, in); });
    table.add<RegisterIn, UserOut>(
        {.method = Method::post,
         .path = "/auth/register",
         .id = "register",
         .tag = "auth",
         .summary = "Make an account",
         .about = "With the role user, not verified. Not where the administrator has closed it.",
         .limit = LimitClass::registry,
         .lane = Lane::password,
         .success = 201,
         .failures = {403, 409, 503},
         .examples = {{.name = "weak", .body = R"({"username":"ana","password":"short"})", .status = 422}}},
        [&parts](const Request &, RegisterIn &in) { return registerUser(parts, in); });
    table.add<SetUpIn, UserOut>(
        {.method = Method::post,
         .path = "/auth/setup",
         .id = "setUp",
         .tag = "auth",
         .summary = "Make the first administrator",
         .about = "Once, with the token that the service prints at its first start.",
         .limit = LimitClass::login,
         .lane = Lane::password,
         .success = 201,
         .failures = {401, 409, 503},
         .examples = {{.name = "guessed",
                       .body = R"({"username":"ana","password":"correct horse","token":"setup_guessed"})",
                       .status = 401}}},
        [&parts](const Request &request, SetUpIn &in) { return setUp(parts, request, in); });
    table.add<RefreshIn, TokensOut>(
        {.method = Method::post,
         .path = "/auth/refresh",
         .id = "refreshTokens",
         .tag = "auth",
         .summary = "Get new tokens for a refresh token",
         .about = "A refresh token is good for one refresh. One that comes a second time was stolen: the whole login "
                  "ends.",
         .limit = LimitClass::login,
         .lane = Lane::storage,
         .failures = {401, 503},
         .examples = {{.name = "not one of ours", .body = R"({"refresh_token":"a.b.c"})", .status = 401}}},
        [&parts](const Request &request, RefreshIn &in) { return refresh(parts, request, in); });
    table.add<Nothing, UserOut>({.method = Method::get,
                                 .path = "/auth/me",
                                 .id = "me",
                                 .tag = "auth",
                                 .summary = "Who I am",
                                 .access = Access::known,
                                 .lane = Lane::storage,
                                 .failures = {404, 503}},
                                [&parts](const Request &request, Nothing &) { return me(parts, request); });
    table.add<ChangePasswordIn, Nothing>(
        {.method = Method::post,
         .path = "/auth/change-password",
         .id = "changePassword",
         .tag = "auth",
         .summary = "Choose a new password",
         .about = "Ends every other login of the account.",
         .access = Access::known,
         .limit = LimitClass::login,
         .lane = Lane::password,
         .success = 204,
         .failures = {403, 503}},
        [&parts](const Request &request, ChangePasswordIn &in) { return changePassword(parts, request, in); });
    table.add<Nothing, Nothing>({.method = Method::post,
                                 .path = "/auth/logout",
                                 .id = "logout",
                                 .tag = "auth",
                                 .summary = "Log out",
                                 .about = "The login's tokens are worth nothing from now on.",
                                 .access = Access::known,
                                 .lane = Lane::storage,
                                 .success = 204,
                                 .failures = {403, 503}},
                                [&parts](const Request &request, Nothing &) { return logout(parts, request); });
}

} // namespace mathtts::http
