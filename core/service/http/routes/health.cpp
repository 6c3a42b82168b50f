// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/routes.h"

#include "service/http/routes/measures.h"
#include "service/telemetry/process_figures.h"

namespace mathtts::http
{
namespace
{

struct Alive {
    std::string status = "alive";

    static constexpr auto shapeName = "Alive";
    static void describe(Describer<Alive> &d)
    {
        d.required("status", &Alive::status, {.about = "The process answers.", .choices = {"alive"}});
    }
};

struct Ready {
    std::string status;

    static constexpr auto shapeName = "Ready";
    static void describe(Describer<Ready> &d)
    {
        d.required("status", &Ready::status, {.choices = {"ready", "not_ready"}});
    }
};

struct ComponentOut {
    std::string name;
    std::string status;
    std::string detail;
    double milliseconds = 0;

    static constexpr auto shapeName = "Component";
    static void describe(Describer<ComponentOut> &d)
    {
        d.required("name", &ComponentOut::name);
        d.required("status", &ComponentOut::status, {.choices = {"healthy", "degraded", "unhealthy"}});
        d.required("detail", &ComponentOut::detail);
        d.required("milliseconds", &ComponentOut::milliseconds, {.about = "How long the check took."});
    }
};

struct HealthOut {
    std::string status;
    std::string version;
    double uptimeSeconds = 0;
    std::vector<ComponentOut> components;
    std::int64_t memoryBytes = 0;
    double cpuSeconds = 0;
    double cpuPercent = 0;
    double cacheHitRate = 0;
    int connections = 0;

    static constexpr auto shapeName = "Health";
    static void describe(Describer<HealthOut> &d)
    {
        d.required("status", &HealthOut::status,
                   {.about = "The worst of the components.", .choices = {"healthy", "degraded", "unhealthy"}});
        d.required("version", &HealthOut::version);
        d.required("uptime_seconds", &HealthOut::uptimeSeconds);
        d.required("components", &HealthOut::components);
        d.required("memory_bytes", &HealthOut::memoryBytes, {.about = "Resident memory of the process."});
        d.required("cpu_seconds", &HealthOut::cpuSeconds, {.about = "Processor time since the start."});
        d.required("cpu_percent", &HealthOut::cpuPercent, {.about = "Of one core, on average since the start."});
        d.required("cache_hit_rate", &HealthOut::cacheHitRate, {.least = 0, .most = 1});
        d.required("connections", &HealthOut::connections, {.about = "Open now."});
    }
};

HealthOut healthOf(const HealthParts &parts)
{
    const telemetry::HealthReport report = parts.health.report();
    const telemetry::ProcessFigures figures = telemetry::processFigures();
    HealthOut out{.status = std::string(telemetry::statusName(report.status)),
                  .version = parts.version,
                  .uptimeSeconds = rounded(figures.uptimeSeconds),
                  .components = {},
                  .memoryBytes = static_cast<std::int64_t>(figures.residentBytes),
                  .cpuSeconds = rounded(figures.cpuSeconds),
                  .cpuPercent =
                      figures.uptimeSeconds > 0 ? rounded(100 * figures.cpuSeconds / figures.uptimeSeconds) : 0,
                  .cacheHitRate = rounded(parts.metrics.cacheHitRate()),
                  .connections = parts.connections()};
    for (const telemetry::Component &component : report.components)
        out.components.push_back({.name = component.name,
                                  .status = std::string(telemetry::statusName(component.status)),
                                  .detail = component.detail,
                                  .milliseconds = rounded(component.milliseconds)});
    return out;
}

Route routeOf(std::string path, const char *id, const char *summary, Lane lane)
{
    return {.method = Method::get,
            .path = std::move(path),
            .id = id,
            .tag = "health",
            .summary = summary,
            .limit = LimitClass::none,
            .lane = lane,
            .examples = {{.name = "ask"}}};
}

} // namespace

void addHealthRoutes(Table &table, const HealthParts &parts)
{
    table.add<Nothing, Alive>(routeOf("/health/live", "isAlive", "Whether the process answers", Lane::direct),
                              [](const Request &, Nothing &) -> Answer<Alive> { return Alive{}; });

    Route ready = routeOf("/health/ready", "isReady", "Whether the service can do its work", Lane::storage);
    ready.output = &shapeOf<Ready>();
    table.add<Nothing, Response>(std::move(ready), [&parts](const Request &, Nothing &) -> Answer<Response> {
        const bool isReady = parts.health.report().status != telemetry::Status::unhealthy;
        return jsonResponse(toJson(Ready{isReady ? "ready" : "not_ready"}), isReady ? 200 : 503);
    });

    Route health = routeOf("/health", "readHealth", "How the service and its parts are", Lane::storage);
    health.output = &shapeOf<HealthOut>();
    table.add<Nothing, Response>(std::move(health), [&parts](const Request &, Nothing &) -> Answer<Response> {
        const HealthOut out = healthOf(parts);
        return jsonResponse(toJson(out), out.status == "unhealthy" ? 503 : 200);
    });

    if (!parts.settings.prometheusEnabled) return;
    Route metrics = routeOf("/health/metrics", "readMetrics", "The metrics as JSON", Lane::compute);
    metrics.contents = {{.type = "application/json", .isBinary = true}};
    table.add<Nothing, Response>(std::move(metrics), [&parts](const Request &, Nothing &) -> Answer<Response> {
        return jsonResponse(parts.metrics.json());
    });
    const auto prometheus = [&parts](const Request &, Nothing &) -> Answer<Response> {
        Response response;
        response.body = parts.metrics.prometheus();
        response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        return response;
    };
    Route text = routeOf("/health/prometheus", "readPrometheus", "The metrics in Prometheus' format", Lane::compute);
    text.contents = {{.type = "text/plain"}};
    table.add<Nothing, Response>(text, prometheus);
    if (parts.settings.metricsPath == text.path) return;
    text.path = parts.settings.metricsPath;
    text.id = "readPrometheusElsewhere";
    table.add<Nothing, Response>(text, prometheus);
}

} // namespace mathtts::http
