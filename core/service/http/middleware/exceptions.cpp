// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/exceptions.h"

#include <exception>

namespace mathtts::http
{

Middleware exceptions(std::function<void(const Request &, std::string_view)> report)
{
    return [report = std::move(report)](Request &request, const Handler &next) {
        try {
            return next(request);
        } catch (const std::exception &exception) {
            report(request, exception.what());
        } catch (...) {
            report(request, "unknown exception");
        }
        return failureResponse(
            request,
            {500, "internal_error", "Something went wrong in the server. Its log has more under the request's id."});
    };
}

} // namespace mathtts::http
