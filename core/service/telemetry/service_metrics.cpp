// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/service_metrics.h"

#include "service/telemetry/process_figures.h"

#include <array>

namespace mathtts::telemetry
{
namespace
{

/*! The names, in one place. docs/service-operations.md lists them. */
namespace metrics
{

using enum MetricType;

const MetricInfo requests{"http_requests_total", "Answered requests", counter, {"method", "endpoint", "status"}};
const MetricInfo requestSeconds{
    "http_request_duration_seconds", "Time from a request's arrival to its answer", histogram, {"method", "endpoint"}};
const MetricInfo requestBytes{"http_request_size_bytes", "Bodies of requests", histogram, {"method", "endpoint"}};
const MetricInfo responseBytes{"http_response_size_bytes", "Bodies of answers", histogram, {"method", "endpoint"}};
const MetricInfo inProgress{"http_requests_in_progress", "Requests that are being answered", gauge, {}};
const MetricInfo connections{"http_connections", "Open connections", gauge, {}};
const MetricInfo refused{
    "http_connections_refused_total", "Connections closed before a request was complete", counter, {"reason"}};
const MetricInfo expressions{
    "mathtts_expressions_total", "Expressions that were read", counter, {"format", "style", "result"}};
const MetricInfo expressionSeconds{
    "mathtts_expression_duration_seconds", "Time to turn an expression into speech text", histogram, {"format"}};
const MetricInfo syntheses{"mathtts_synthesis_total", "Sounds that were made", counter, {"format", "result"}};
const MetricInfo synthesisSeconds{"mathtts_synthesis_duration_seconds", "Time to make a sound", histogram, {"format"}};
const MetricInfo audioSeconds{"mathtts_audio_seconds_total", "Sound that was made, in whole seconds", counter, {}};
const MetricInfo authentications{
    "mathtts_auth_attempts_total", "Logins, refreshes and uses of keys", counter, {"method", "result"}};
const MetricInfo limited{
    "mathtts_rate_limit_exceeded_total", "Requests that a limit turned away", counter, {"limit_class"}};
const MetricInfo databaseSeconds{
    "mathtts_database_query_duration_seconds", "Time of the database's work", histogram, {"operation"}};
const MetricInfo failures{"mathtts_errors_total", "Failures that were nobody's mistake but ours", counter, {"kind"}};
const MetricInfo cacheHits{"mathtts_cache_hits_total", "Answers that were kept", counter, {"cache"}};
const MetricInfo cacheMisses{"mathtts_cache_misses_total", "Answers that were not kept", counter, {"cache"}};
const MetricInfo cacheEvictions{"mathtts_cache_evictions_total", "Answers dropped for newer ones", counter, {"cache"}};
const MetricInfo cacheBytes{"mathtts_cache_size_bytes", "Memory of kept answers", gauge, {"cache"}};
const MetricInfo cacheEntries{"mathtts_cache_entries", "Kept answers", gauge, {"cache"}};
const MetricInfo component{"mathtts_component_up", "Whether a part works (1) or not (0)", gauge, {"component"}};
const MetricInfo build{"mathtts_build_info", "The version, as a label; always 1", gauge, {"version"}};
const MetricInfo start{"process_start_time_seconds", "Start of the process, seconds since 1970", gauge, {}};
const MetricInfo cpu{"process_cpu_seconds_total", "Processor time of the process, in whole seconds", counter, {}};
const MetricInfo resident{"process_resident_memory_bytes", "Resident memory", gauge, {}};
const MetricInfo virtualMemory{"process_virtual_memory_bytes", "Virtual memory", gauge, {}};
const MetricInfo openFiles{"process_open_fds", "Open file descriptors", gauge, {}};
const MetricInfo maxFiles{"process_max_fds", "Most open file descriptors", gauge, {}};

} // namespace metrics

constexpr std::array sizeBounds = {100.0, 1000.0, 10000.0, 100000.0, 1000000.0, 10000000.0};

/*! Brings \a counter up to \a total, which somebody else counts. */
void raise(Counter &counter, std::uint64_t total)
{
    if (total > counter.value()) counter.add(total - counter.value());
}

/*! A call such as label(family, "GET", "/x"). */
template <typename... Labels>
Family::Values &label(Family &family, const Labels &...labels)
{
    const std::array<std::string_view, sizeof...(Labels)> values = {std::string_view(labels)...};
    return family.with(values);
}

} // namespace

ServiceMetrics::ServiceMetrics(std::string_view version)
    : m_requests(m_registry.add(metrics::requests))
    , m_requestSeconds(m_registry.add(metrics::requestSeconds, secondsBounds()))
    , m_requestBytes(m_registry.add(metrics::requestBytes, sizeBounds))
    , m_responseBytes(m_registry.add(metrics::responseBytes, sizeBounds))
    , m_inProgress(m_registry.add(metrics::inProgress))
    , m_connections(m_registry.add(metrics::connections))
    , m_refused(m_registry.add(metrics::refused))
    , m_expressions(m_registry.add(metrics::expressions))
    , m_expressionSeconds(m_registry.add(metrics::expressionSeconds, secondsBounds()))
    , m_syntheses(m_registry.add(metrics::syntheses))
    , m_synthesisSeconds(m_registry.add(metrics::synthesisSeconds, secondsBounds()))
    , m_audioSeconds(m_registry.add(metrics::audioSeconds))
    , m_authentications(m_registry.add(metrics::authentications))
    , m_limited(m_registry.add(metrics::limited))
    , m_databaseSeconds(m_registry.add(metrics::databaseSeconds, secondsBounds()))
    , m_failures(m_registry.add(metrics::failures))
    , m_cacheHits(m_registry.add(metrics::cacheHits))
    , m_cacheMisses(m_registry.add(metrics::cacheMisses))
    , m_cacheEvictions(m_registry.add(metrics::cacheEvictions))
    , m_cacheBytes(m_registry.add(metrics::cacheBytes))
    , m_cacheEntries(m_registry.add(metrics::cacheEntries))
    , m_component(m_registry.add(metrics::component))
    , m_build(m_registry.add(metrics::build))
    , m_start(m_registry.add(metrics::start))
    , m_cpu(m_registry.add(metrics::cpu))
    , m_resident(m_registry.add(metrics::resident))
    , m_virtual(m_registry.add(metrics::virtualMemory))
    , m_openFiles(m_registry.add(metrics::openFiles))
    , m_maxFiles(m_registry.add(metrics::maxFiles))
{
    label(m_build, version).gauge->set(1);
    processFigures(); // the start
}

void ServiceMetrics::request(std::string_view method, std::string_view endpoint, int status, double seconds,
                             std::uint64_t requestBytes, std::uint64_t responseBytes)
{
    label(m_requests, method, endpoint, std::to_string(status)).counter->add();
    label(m_requestSeconds, method, endpoint).histogram->observe(seconds);
    label(m_requestBytes, method, endpoint).histogram->observe(static_cast<double>(requestBytes));
    label(m_responseBytes, method, endpoint).histogram->observe(static_cast<double>(responseBytes));
}

void ServiceMetrics::inProgress(int change)
{
    label(m_inProgress).gauge->add(change);
}

void ServiceMetrics::connections(int change)
{
    label(m_connections).gauge->add(change);
}

void ServiceMetrics::refused(std::string_view reason)
{
    label(m_refused, reason).counter->add();
}

void ServiceMetrics::expression(std::string_view format, std::string_view style, std::string_view result,
                                double seconds)
{
    label(m_expressions, format, style, result).counter->add();
    label(m_expressionSeconds, format).histogram->observe(seconds);
}

void ServiceMetrics::synthesis(std::string_view format, std::string_view result, double seconds, double audioSeconds)
{
    label(m_syntheses, format, result).counter->add();
    label(m_synthesisSeconds, format).histogram->observe(seconds);
    if (audioSeconds > 0) label(m_audioSeconds).counter->add(static_cast<std::uint64_t>(audioSeconds + 0.5));
}

void ServiceMetrics::authentication(std::string_view method, std::string_view result)
{
    label(m_authentications, method, result).counter->add();
}

void ServiceMetrics::limited(std::string_view limitClass)
{
    label(m_limited, limitClass).counter->add();
}

void ServiceMetrics::database(std::string_view operation, double seconds)
{
    label(m_databaseSeconds, operation).histogram->observe(seconds);
}

void ServiceMetrics::failure(std::string_view kind)
{
    label(m_failures, kind).counter->add();
}

void ServiceMetrics::watchCache(std::string name, std::function<CacheFigures()> figures)
{
    m_caches.emplace_back(std::move(name), std::move(figures));
}

void ServiceMetrics::watchComponent(std::string name, std::function<bool()> isUp)
{
    m_components.emplace_back(std::move(name), std::move(isUp));
}

double ServiceMetrics::cacheHitRate() const
{
    std::uint64_t hits = 0;
    std::uint64_t all = 0;
    for (const auto &[name, figures] : m_caches) {
        const CacheFigures now = figures();
        hits += now.hits;
        all += now.hits + now.misses;
    }
    return all == 0 ? 0.0 : static_cast<double>(hits) / static_cast<double>(all);
}

void ServiceMetrics::collect()
{
    const std::scoped_lock lock(m_collecting); // raise() reads and adds
    for (const auto &[name, figures] : m_caches) {
        const CacheFigures now = figures();
        raise(*label(m_cacheHits, name).counter, now.hits);
        raise(*label(m_cacheMisses, name).counter, now.misses);
        raise(*label(m_cacheEvictions, name).counter, now.evictions);
        label(m_cacheBytes, name).gauge->set(static_cast<double>(now.bytes));
        label(m_cacheEntries, name).gauge->set(static_cast<double>(now.entries));
    }
    for (const auto &[name, isUp] : m_components)
        label(m_component, name).gauge->set(isUp() ? 1 : 0);
    const ProcessFigures process = processFigures();
    label(m_start).gauge->set(process.startTime);
    raise(*label(m_cpu).counter, static_cast<std::uint64_t>(process.cpuSeconds));
    label(m_resident).gauge->set(static_cast<double>(process.residentBytes));
    label(m_virtual).gauge->set(static_cast<double>(process.virtualBytes));
    label(m_openFiles).gauge->set(static_cast<double>(process.openFiles));
    label(m_maxFiles).gauge->set(static_cast<double>(process.maxFiles));
}

std::string ServiceMetrics::prometheus()
{
    collect();
    return m_registry.prometheus();
}

std::string ServiceMetrics::json()
{
    collect();
    return m_registry.json();
}

} // namespace mathtts::telemetry
