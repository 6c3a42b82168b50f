// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/telemetry/metrics.h"

#include <functional>
#include <mutex>

namespace mathtts::telemetry
{

/*! What a cache has seen since the start. */
struct CacheFigures {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t evictions = 0;
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
};

/*!
 * Every metric of the service, by name. Each function counts one event; the names are in the .cpp file, in one table,
 * and in docs/service-operations.md. Thread safe.
 */
class ServiceMetrics
{
public:
    explicit ServiceMetrics(std::string_view version);

    /*! An answer went out. \a endpoint is the path as the route table writes it, never the path of the request. */
    void request(std::string_view method, std::string_view endpoint, int status, double seconds,
                 std::uint64_t requestBytes, std::uint64_t responseBytes);
    /*! Requests that are being answered: +1 at the start, -1 at the end. */
    void inProgress(int change);
    /*! Connections that are open: +1, -1. */
    void connections(int change);
    /*! A connection was refused before it became a request: "limit", "malformed", "too-large", "timeout". */
    void refused(std::string_view reason);
    /*! An expression was read. \a result: "ok" or "error". */
    void expression(std::string_view format, std::string_view style, std::string_view result, double seconds);
    /*! Speech was made: \a audioSeconds of it. */
    void synthesis(std::string_view format, std::string_view result, double seconds, double audioSeconds);
    /*! A login, refresh or key: \a result "success", "failure", "blocked". */
    void authentication(std::string_view method, std::string_view result);
    /*! A request was turned away by a limit of this class. */
    void limited(std::string_view limitClass);
    /*! Queries of the database. */
    void database(std::string_view operation, double seconds);
    /*! Unexpected errors: answers with 500. */
    void failure(std::string_view kind);
    /*! Where the figures of a cache ("results", "audio") come from; asked when the metrics are read. */
    void watchCache(std::string name, std::function<CacheFigures()> figures);
    /*! Whether a part works, "database" or "redis"; asked when the metrics are read. */
    void watchComponent(std::string name, std::function<bool()> isUp);

    /*! Hits of all caches as a part of all look-ups, 0 to 1. */
    [[nodiscard]] double cacheHitRate() const;

    [[nodiscard]] std::string prometheus();
    [[nodiscard]] std::string json();

private:
    void collect();

    Registry m_registry;
    Family &m_requests, &m_requestSeconds, &m_requestBytes, &m_responseBytes, &m_inProgress, &m_connections, &m_refused;
    Family &m_expressions, &m_expressionSeconds, &m_syntheses, &m_synthesisSeconds, &m_audioSeconds;
    Family &m_authentications, &m_limited, &m_databaseSeconds, &m_failures;
    Family &m_cacheHits, &m_cacheMisses, &m_cacheEvictions, &m_cacheBytes, &m_cacheEntries;
    Family &m_component, &m_build, &m_start, &m_cpu, &m_resident, &m_virtual, &m_openFiles, &m_maxFiles;
    std::vector<std::pair<std::string, std::function<CacheFigures()>>> m_caches;
    std::vector<std::pair<std::string, std::function<bool()>>> m_components;
    std::mutex m_collecting;
};

} // namespace mathtts::telemetry
