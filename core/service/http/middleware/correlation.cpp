// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/correlation.h"

#include "service/telemetry/correlation.h"

namespace mathtts::http
{

Middleware correlation()
{
    return [](Request &request, const Handler &next) {
        request.id = telemetry::takeId(request.headers.get("x-request-id"));
        const std::string_view offered = request.headers.get("x-correlation-id");
        request.correlationId = telemetry::isSaneId(offered) ? std::string(offered) : request.id;
        Response response = next(request);
        response.headers.add("X-Request-ID", request.id);
        response.headers.add("X-Correlation-ID", request.correlationId);
        return response;
    };
}

} // namespace mathtts::http
