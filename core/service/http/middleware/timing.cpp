// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/timing.h"

#include "service/http/route.h"

#include <array>
#include <charconv>
#include <chrono>

namespace mathtts::http
{
namespace
{

/*! Undoes the count of running requests however the handler is left. */
class InProgress
{
public:
    explicit InProgress(telemetry::ServiceMetrics &metrics)
        : m_metrics(metrics)
    {
        m_metrics.inProgress(1);
    }
    ~InProgress() { m_metrics.inProgress(-1); }
    InProgress(const InProgress &) = delete;
    InProgress &operator=(const InProgress &) = delete;

private:
    telemetry::ServiceMetrics &m_metrics;
};

/*! \a seconds to the microsecond. */
std::string secondsText(double seconds)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed, 6);
    return {digits.data(), end.ptr};
}

} // namespace

Middleware timing(telemetry::Log &log, telemetry::ServiceMetrics &metrics)
{
    return [&log, &metrics](Request &request, const Handler &next) {
        const InProgress counted(metrics);
        Response response = next(request);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - request.received;
        const std::string_view endpoint = request.route ? std::string_view(request.route->path) : "unmatched";
        metrics.request(methodName(request.method), endpoint, response.status, taken.count(), request.body.size(),
                        response.body.size());
        response.headers.add("X-Process-Time", secondsText(taken.count()));
        const auto level = response.status >= 500 ? telemetry::Level::error : telemetry::Level::info;
        if (!log.writes(level)) return response;
        const std::array<telemetry::Field, 9> fields = {
            {{"request_id", request.id},
             {"correlation_id", request.correlationId},
             {"method", methodName(request.method)},
             {"path", request.path},
             {"status", response.status},
             {"duration_ms", taken.count() * 1000},
             {"bytes", response.body.size()},
             {"client", request.client},
             {"user_id", request.identity ? std::string_view(request.identity->userId) : std::string_view()}}};
        // who asked is said only when it is known
        log.write(level, "request", std::span(fields.data(), request.identity ? fields.size() : fields.size() - 1));
        return response;
    };
}

} // namespace mathtts::http
