// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/account_shapes.h"

#include "service/times.h"

namespace mathtts::http
{
namespace
{

Failure storageFailure(const accounts::AccountError &error)
{
    using storage::ErrorCode;
    switch (error.storageCode) {
    case ErrorCode::conflict: return {409, "conflict", error.detail};
    case ErrorCode::unavailable:
    case ErrorCode::busy:
    case ErrorCode::readOnly:
    case ErrorCode::full: return {503, "service_unavailable", error.detail, {}, 5};
    default: return {500, "internal_error", error.detail};
    }
}

} // namespace

void UserOut::describe(Describer<UserOut> &d)
{
    d.required("id", &UserOut::id, {.about = "Of the account; it never changes."});
    d.required("username", &UserOut::username);
    d.optional("email", &UserOut::email, {.format = "email"});
    d.optional("full_name", &UserOut::fullName);
    d.required("role", &UserOut::role, {.choices = {"admin", "user", "api_user"}});
    d.required("is_active", &UserOut::isActive, {.about = "Only active accounts can log in."});
    d.required("is_verified", &UserOut::isVerified, {.about = "An administrator knows who this is."});
    d.required("created_at", &UserOut::createdAt, {.format = "date-time"});
    d.optional("last_login_at", &UserOut::lastLoginAt, {.format = "date-time"});
}

std::optional<std::string> timeOrNothing(std::int64_t milliseconds)
{
    if (milliseconds == 0) return {};
    return isoTime(milliseconds);
}

UserOut userOut(const accounts::User &user)
{
    const auto orNothing = [](const std::string &text) {
        return text.empty() ? std::nullopt : std::optional<std::string>(text);
    };
    return {.id = user.id,
            .username = user.username,
            .email = orNothing(user.email),
            .fullName = orNothing(user.fullName),
            .role = std::string(roleName(user.role)),
            .isActive = user.isActive,
            .isVerified = user.isVerified,
            .createdAt = isoTime(user.createdAt),
            .lastLoginAt = timeOrNothing(user.lastLoginAt)};
}

Failure failureOf(const accounts::AccountError &error)
{
    using Code = accounts::AccountErrorCode;
    switch (error.code) {
    case Code::wrongCredentials: return {401, "invalid_credentials", error.detail};
    case Code::blocked: return {429, "too_many_attempts", error.detail, {}, static_cast<int>(error.retrySeconds)};
    case Code::invalidToken: return {401, "invalid_token", error.detail};
    case Code::invalidValue: return {422, "validation_error", error.detail, {{'/' + error.field, error.detail}}, {}};
    case Code::taken: return {409, "conflict", error.detail};
    case Code::notFound: return {404, "not_found", error.detail};
    case Code::lastAdministrator: return {409, "last_administrator", error.detail};
    case Code::registrationClosed: return {403, "registration_closed", error.detail};
    case Code::alreadySetUp: return {409, "already_set_up", error.detail};
    case Code::storage: return storageFailure(error);
    }
    return {500, "internal_error", error.detail};
}

std::optional<Failure> needsLogin(const Request &request)
{
    if (request.identity && !request.identity->sessionId.empty()) return {};
    return Failure{403, "login_required", "This takes a login: an API key can't change accounts."};
}

} // namespace mathtts::http
