// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/limits.h"

#include "engine/text.h"
#include "service/http/route.h"
#include "service/http/wire/head.h"

namespace mathtts::http
{
namespace
{

void identify(Request &request, accounts::Accounts &accounts)
{
    accounts::Credentials credentials{.bearerToken = {}, .apiKey = request.headers.get("x-api-key")};
    std::string_view authorization = request.headers.get("authorization");
    const std::size_t blank = std::min(authorization.find(' '), authorization.size());
    const std::string_view scheme = authorization.substr(0, blank);
    // Where clients of OAuth 2 get their tokens they name themselves (RFC 6749 section 2.3.1); any may log users in.
    if (request.route && request.route->takesForm && sameName(scheme, "Basic")) authorization = {};
    if (sameName(scheme, "Bearer"))
        credentials.bearerToken = authorization.substr(std::min(blank + 1, authorization.size()));
    if (!authorization.empty() && credentials.bearerToken.empty()) {
        request.identityError.emplace(accounts::AccountErrorCode::invalidToken,
                                      "The field Authorization must hold a bearer token.");
        return;
    }
    if (credentials.bearerToken.empty() && credentials.apiKey.empty()) return;
    auto identity = accounts.identify(credentials);
    if (identity)
        request.identity = std::move(*identity);
    else
        request.identityError = std::move(identity.error());
}

} // namespace

Middleware limits(mathtts::limits::Limiter &limiter, mathtts::limits::TrustedProxies proxies,
                  const settings::Settings &settings, accounts::Accounts &accounts, telemetry::ServiceMetrics &metrics)
{
    return [&limiter, proxies = std::move(proxies), &settings, &accounts, &metrics](Request &request,
                                                                                    const Handler &next) {
        if (request.headers.has("x-forwarded-for"))
            request.client =
                mathtts::limits::clientAddress(request.peer, request.headers.get("x-forwarded-for"), proxies);
        const LimitClass limitClass = request.route ? request.route->limit : LimitClass::general;
        if (limitClass != LimitClass::none) identify(request, accounts);
        mathtts::limits::Caller caller{.address = request.client};
        if (request.identity) {
            caller.userId = request.identity->userId;
            caller.keyId = request.identity->keyId;
            caller.keyRule = request.identity->keyRule;
        }
        const auto count = mathtts::limits::countFor(limitClass, caller, settings);
        if (!count) return next(request);
        const auto decision = limiter.take(count->key, count->rule);
        if (!decision.allowed) metrics.limited(mathtts::limits::limitClassName(limitClass));
        Response response =
            decision.allowed
                ? next(request)
                : failureResponse(
                      request, {.status = 429,
                                .error = "rate_limit_exceeded",
                                .detail = formatted("At most {} requests in {} seconds are answered. Try again in {}.",
                                                    count->rule.count, count->rule.seconds, decision.retrySeconds),
                                .problems = {},
                                .retryAfter = static_cast<int>(decision.retrySeconds)});
        response.headers.add("X-RateLimit-Limit", std::to_string(decision.limit));
        response.headers.add("X-RateLimit-Remaining", std::to_string(decision.remaining));
        response.headers.add("X-RateLimit-Reset", std::to_string(decision.resetSeconds));
        return response;
    };
}

} // namespace mathtts::http
