// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/middleware.h"

#include "engine/text.h"
#include "service/http/route.h"

#include <ranges>

namespace mathtts::http
{

Handler chain(std::vector<Middleware> around, Handler last)
{
    Handler handler = std::move(last);
    for (Middleware &middleware : around | std::views::reverse)
        handler = [middleware = std::move(middleware), next = std::move(handler)](Request &request) {
            return middleware(request, next);
        };
    return handler;
}

Response handleRoute(Request &request)
{
    if (request.route) return request.route->handle(request);
    if (request.method == Method::options) {
        if (request.path == "*") request.allowed = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        if (!request.allowed.empty()) {
            Response response{.status = 204, .headers = {}, .body = {}, .stream = {}};
            response.headers.add("Allow", request.allowed);
            return response;
        }
    }
    if (request.allowed.empty())
        return failureResponse(request, {404, "not_found", formatted("There is nothing at {}.", request.path)});
    Response response = failureResponse(
        request,
        {405, "method_not_allowed",
         formatted("{} is not for {}. Allowed: {}.", methodName(request.method), request.path, request.allowed)});
    response.headers.add("Allow", request.allowed);
    return response;
}

} // namespace mathtts::http
