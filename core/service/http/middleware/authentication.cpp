// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/authentication.h"

#include "service/http/route.h"

namespace mathtts::http
{
namespace
{

Response unauthorized(const Request &request, std::string detail, const char *challenge)
{
    Response response = failureResponse(request, {401, "unauthorized", std::move(detail)});
    response.headers.add("WWW-Authenticate", challenge);
    return response;
}

} // namespace

Middleware authentication()
{
    return [](Request &request, const Handler &next) {
        if (request.identityError) {
            if (request.identityError->code == accounts::AccountErrorCode::storage)
                return failureResponse(request, {.status = 503,
                                                 .error = "service_unavailable",
                                                 .detail = request.identityError->detail,
                                                 .problems = {},
                                                 .retryAfter = 5});
            return unauthorized(request, request.identityError->detail, R"(Bearer error="invalid_token")");
        }
        const Access access = request.route ? request.route->access : Access::anyone;
        if (access == Access::anyone) return next(request);
        if (!request.identity) return unauthorized(request, "This needs a login or an API key.", "Bearer");
        if (access == Access::admin && request.identity->role != accounts::Role::admin)
            return failureResponse(request, {403, "forbidden", "This is for administrators."});
        return next(request);
    };
}

} // namespace mathtts::http
