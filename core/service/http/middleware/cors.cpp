// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/cors.h"

#include "service/http/route.h"

#include <algorithm>

namespace mathtts::http
{

Middleware cors(std::vector<std::string> origins)
{
    if (origins.empty()) return [](Request &request, const Handler &next) { return next(request); };
    return [origins = std::move(origins)](Request &request, const Handler &next) {
        const std::string origin(request.headers.get("origin"));
        const bool any = std::ranges::find(origins, "*") != origins.end();
        const bool allowed = !origin.empty() && (any || std::ranges::find(origins, origin) != origins.end());
        const bool isPreflight = request.method == Method::options &&
                                 request.headers.has("access-control-request-method") && !request.allowed.empty();
        Response response =
            isPreflight && allowed ? Response{.status = 204, .headers = {}, .body = {}, .stream = {}} : next(request);
        response.headers.add("Vary", "Origin");
        if (!allowed) return response;
        response.headers.add("Access-Control-Allow-Origin", any ? "*" : origin);
        response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        if (isPreflight) {
            response.headers.add("Access-Control-Allow-Methods", request.allowed);
            response.headers.add("Access-Control-Allow-Headers",
                                 "Authorization, Content-Type, X-API-Key, X-Request-ID, X-Correlation-ID");
            response.headers.add("Access-Control-Max-Age", "600");
        } else {
            response.headers.add("Access-Control-Expose-Headers",
                                 "ETag, Retry-After, X-Request-ID, X-Correlation-ID, X-RateLimit-Limit, "
                                 "X-RateLimit-Remaining, X-RateLimit-Reset");
        }
        return response;
    };
}

} // namespace mathtts::http
