// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/security.h"

#include <array>

namespace mathtts::http
{

Middleware securityHeaders()
{
    return [](Request &request, const Handler &next) {
        static constexpr auto fields = std::to_array<std::pair<const char *, const char *>>({
            {"X-Content-Type-Options", "nosniff"},
            {"X-Frame-Options", "DENY"},
            {"Referrer-Policy", "no-referrer"},
            {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
            {"Cross-Origin-Resource-Policy", "same-origin"},
        });
        Response response = next(request);
        for (const auto &[name, value] : fields)
            if (!response.headers.has(name)) response.headers.add(name, value);
        return response;
    };
}

} // namespace mathtts::http
