// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the parts of the service together.
#include "service/service.h"

#include "engine/text.h"
#include "service/accounts/accounts.h"
#include "service/cache/cache.h"
#include "service/discovery/discovery.h"
#include "service/http/certificate.h"
#include "service/http/middleware/authentication.h"
#include "service/http/middleware/compression.h"
#include "service/http/middleware/correlation.h"
#include "service/http/middleware/cors.h"
#include "service/http/middleware/exceptions.h"
#include "service/http/middleware/limits.h"
#include "service/http/middleware/security.h"
#include "service/http/middleware/timing.h"
#include "service/http/routes/accounts.h"
#include "service/http/routes/routes.h"
#include "service/http/server.h"
#include "service/limits/memory_limiter.h"
#include "service/limits/redis_limiter.h"
#include "service/storage/database.h"
#include "service/telemetry/correlation.h"
#include "service/telemetry/log.h"
#include "voice/espeak_voice.h"

namespace mathtts
{
namespace
{

constexpr std::chrono::hours sweepPause{1};

http::GateLimits limitsOf(const settings::Settings &settings)
{
    using std::chrono::milliseconds;
    http::GateLimits limits;
    limits.head = {.target = static_cast<std::size_t>(settings.maxUrlBytes),
                   .head = static_cast<std::size_t>(settings.maxHeaderBytes),
                   .fields = 64,
                   .body = static_cast<std::size_t>(settings.maxBodyBytes)};
    limits.deadlines.head = milliseconds(settings.headerTimeoutMs);
    limits.deadlines.body = milliseconds(settings.bodyTimeoutMs);
    limits.deadlines.idle = milliseconds(settings.idleTimeoutMs);
    limits.deadlines.write = milliseconds(settings.writeTimeoutMs);
    limits.connections = static_cast<int>(settings.maxConnections);
    limits.connectionsPerAddress = static_cast<int>(settings.maxConnectionsPerAddress);
    return limits;
}

http::LaneSizes lanesOf(const settings::Settings &settings)
{
    http::LaneSizes lanes = http::usualLaneSizes();
    for (const http::Lane lane : {http::Lane::compute, http::Lane::voice})
        if (settings.workers > 0) lanes[static_cast<std::size_t>(lane)].threads = static_cast<int>(settings.workers);
    for (http::LaneSize &lane : lanes)
        lane.queue = static_cast<std::size_t>(settings.queueLength);
    return lanes;
}

telemetry::Log makeLog(const settings::Settings &settings)
{
    using telemetry::Level;
    Level least = Level::info;
    for (const Level level : {Level::debug, Level::info, Level::warning, Level::error})
        if (settings.logLevel == telemetry::levelName(level)) least = level;
    return telemetry::Log(settings.logFormat == "console" ? telemetry::LogFormat::console : telemetry::LogFormat::json,
                          least);
}

/*! What a metric calls the reason of a refusal. */
std::string_view refusalReason(int status)
{
    switch (status) {
    case 408: return "timeout";
    case 413:
    case 414:
    case 431: return "too-large";
    default: return "malformed";
    }
}

} // namespace

struct Service::Private {
    const Engine &engine;
    settings::Settings settings;
    std::vector<RuleSource> overlays;
    telemetry::Log log;
    telemetry::ServiceMetrics metrics{MATHTTS_VERSION};
    telemetry::Health health{};
    std::unique_ptr<storage::Database> database{};
    std::unique_ptr<accounts::Accounts> accounts{};
    std::unique_ptr<redis::Client> redis{};
    std::unique_ptr<limits::Limiter> limiter{};
    std::unique_ptr<cache::Cache> results{};
    std::unique_ptr<cache::Cache> audio{};
    std::unique_ptr<EspeakVoice> voice{};
    std::unique_ptr<patterns::Patterns> patterns{};
    std::unique_ptr<http::Sessions> sessions{};
    http::Table table{};
    std::unique_ptr<http::FormulaParts> formulaParts{};
    std::unique_ptr<http::HealthParts> healthParts{};
    std::unique_ptr<http::AccountParts> accountParts{};
    std::unique_ptr<http::PatternParts> patternParts{};
    std::unique_ptr<http::Server> server{};
    std::unique_ptr<discovery::Announcement> announcement{};
    std::jthread sweeper{};
    std::string fingerprint{};
    std::string setUpToken{};

    Private(const Engine &theEngine, settings::Settings theSettings, std::vector<RuleSource> theOverlays)
        : engine(theEngine)
        , settings(std::move(theSettings))
        , overlays(std::move(theOverlays))
        , log(makeLog(settings))
    {
    }

    std::expected<void, std::string> openStorage();
    std::expected<void, std::string> openAccounts(bool isShared);
    std::expected<void, std::string> openShared();
    std::expected<void, std::string> openPatterns();
    void openCaches();
    void watch();
    void addRoutes();
    std::expected<http::Handler, std::string> makeHandler();
    std::string refusal(const http::Refusal &refusal);
};

std::expected<void, std::string> Service::Private::openStorage()
{
    const auto location = storage::parseLocation(settings.databaseUrl, settings.data);
    if (!location) return std::unexpected(location.error());
    auto opened = storage::Database::open(*location);
    if (!opened)
        return std::unexpected(formatted("{} {}", storage::sentence(opened.error().code), opened.error().detail));
    database = std::move(*opened);
    database->watch([this](std::string_view operation, double seconds) { metrics.database(operation, seconds); });
    return {};
}

std::expected<void, std::string> Service::Private::openAccounts(bool isShared)
{
    auto opened = accounts::Accounts::open(settings, *database);
    if (!opened) return std::unexpected(opened.error());
    accounts = std::move(*opened);
    const auto hasDemo = accounts->users().hasDemo();
    if (!hasDemo) return std::unexpected(hasDemo.error().detail);
    if (*hasDemo && isShared)
        return std::unexpected("There are demo accounts, whose passwords everybody knows. With them the service only "
                               "listens on 127.0.0.1. Delete them, or listen there.");
    const auto token = accounts->users().makeSetUpToken();
    if (!token) return std::unexpected(token.error().detail);
    setUpToken = token->value_or("");
    sweeper = std::jthread([this](std::stop_token stop) { // sessions that are over
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, sweepPause, [] { return false; }) && !stop.stop_requested()) {
            [[maybe_unused]] const auto swept = accounts->sessions().sweep(); // the next hour tries again
        }
    });
    return {};
}

std::expected<void, std::string> Service::Private::openShared()
{
    if (settings.redisUrl.empty()) {
        limiter = std::make_unique<limits::MemoryLimiter>();
        return {};
    }
    const auto address = redis::parseAddress(settings.redisUrl);
    if (!address) return std::unexpected(address.error());
    redis = std::make_unique<redis::Client>(*address, std::chrono::milliseconds(settings.redisTimeoutMs));
    limiter = std::make_unique<limits::RedisLimiter>(*redis);
    return {};
}

std::expected<void, std::string> Service::Private::openPatterns()
{
    patterns = std::make_unique<patterns::Patterns>(*database, engine, std::move(overlays));
    patterns->onLeftOut = [this](std::size_t count) { log.warning("rules_left_out", {{"problems", count}}); };
    if (const auto read = patterns->refresh(); !read)
        return std::unexpected(formatted("{} {}", storage::sentence(read.error().code), read.error().detail));
    patterns->watch();
    sessions = std::make_unique<http::Sessions>(*patterns);
    return {};
}

void Service::Private::openCaches()
{
    if (!settings.cacheEnabled) return;
    const auto make = [this](const char *name, std::int64_t bytes) {
        auto made =
            std::make_unique<cache::Cache>(cache::CacheOptions{.name = name,
                                                               .maxBytes = static_cast<std::size_t>(bytes),
                                                               .lifetime = std::chrono::seconds(settings.cacheTtl),
                                                               .version = MATHTTS_VERSION,
                                                               .redis = redis.get()});
        metrics.watchCache(name, [cache = made.get()] { return cache->figures(); });
        return made;
    };
    results = make("results", settings.cacheMaxBytes);
    audio = make("audio", settings.audioCacheMaxBytes);
}

void Service::Private::watch()
{
    using Answer = telemetry::Health::Answer;
    using telemetry::Status;
    health.add("database", [this] {
        const auto answer = database->ping();
        return answer ? Answer{} : Answer{Status::unhealthy, storage::sentence(answer.error().code)};
    });
    metrics.watchComponent("database", [this] { return database->ping().has_value(); });
    health.add("voice", [this] {
        return voice->voices().empty() ? Answer{Status::degraded, "eSpeak NG is missing: no sound."} : Answer{};
    });
    if (!redis) return;
    health.add("redis", [this] {
        return redis->ping() ? Answer{}
                             : Answer{Status::degraded, "Redis is away: this server limits and keeps alone."};
    });
    metrics.watchComponent("redis", [this] { return redis->isUp(); });
}

void Service::Private::addRoutes()
{
    formulaParts = std::make_unique<http::FormulaParts>(http::FormulaParts{.sessions = *sessions,
                                                                           .metrics = metrics,
                                                                           .results = results.get(),
                                                                           .audio = audio.get(),
                                                                           .voice = voice.get()});
    healthParts = std::make_unique<http::HealthParts>(http::HealthParts{
        .health = health, .metrics = metrics, .settings = settings, .version = MATHTTS_VERSION, .connections = [this] {
            return server ? server->connectionCount() : 0;
        }});
    accountParts = std::make_unique<http::AccountParts>(
        http::AccountParts{.accounts = *accounts, .metrics = metrics, .log = log, .settings = settings});
    patternParts = std::make_unique<http::PatternParts>(
        http::PatternParts{.patterns = *patterns, .database = *database, .log = log});
    http::addHealthRoutes(table, *healthParts);
    http::addExpressionRoutes(table, *formulaParts);
    http::addStructureRoutes(table, *formulaParts);
    http::addSpeechRoutes(table, *formulaParts);
    http::addVoiceRoutes(table, *formulaParts);
    http::addPatternRoutes(table, *patternParts);
    http::addAuthRoutes(table, *accountParts);
    http::addUserRoutes(table, *accountParts);
    http::addApiKeyRoutes(table, *accountParts);
    http::addPageRoutes(table, settings, MATHTTS_VERSION);
}

std::expected<http::Handler, std::string> Service::Private::makeHandler()
{
    auto proxies = limits::TrustedProxies::parse(settings.trustedProxies);
    if (!proxies) return std::unexpected(proxies.error());
    return http::chain(
        {
            http::correlation(),
            http::timing(log, metrics),
            http::compression(),
            http::cors(settings.corsOrigins),
            http::securityHeaders(),
            http::limits(*limiter, std::move(*proxies), settings, *accounts, metrics),
            http::authentication(),
            http::exceptions([this](const http::Request &request, std::string_view what) {
                metrics.failure("exception");
                log.error("exception", {{"request_id", request.id}, {"path", request.path}, {"what", what}});
            }),
        },
        http::handleRoute);
}

std::string Service::Private::refusal(const http::Refusal &refusal)
{
    const std::string id = telemetry::makeId();
    metrics.refused(refusalReason(refusal.status));
    log.info("refused", {{"request_id", id}, {"status", refusal.status}, {"reason", refusal.reason}});
    http::Request request;
    request.id = id;
    return http::failureResponse(request, {refusal.status, "bad_request", refusal.reason}).body;
}

Service::Service(const Engine &engine, settings::Settings settings, std::vector<RuleSource> overlays)
    : m_data(new Private(engine, std::move(settings), std::move(overlays)))
{
}

Service::~Service()
{
    stop();
}

std::expected<void, std::string> Service::start()
{
    Private &d = *m_data;
    const auto endpoints = http::endpointsOf(d.settings.listen);
    if (endpoints.empty()) return std::unexpected(formatted("Can't listen on {}.", d.settings.listen));
    const bool isShared = std::ranges::any_of(
        endpoints, [](const http::Endpoint &endpoint) { return !settings::isLoopback(endpoint.address); });
    http::ServerOptions options;
    options.endpoints = endpoints;
    options.limits = limitsOf(d.settings);
    options.lanes = lanesOf(d.settings);
    options.grace = std::chrono::milliseconds(d.settings.shutdownTimeoutMs);
    options.onRefusal = [&d](const http::Refusal &refusal) { return d.refusal(refusal); };
    if (auto done = storage::makeDataFolder(d.settings.data); !done) return done;
    if (d.settings.tls) {
        const auto tls = d.settings.tlsCertificate.empty()
                             ? http::ownTls(d.settings.data, discovery::machineNames())
                             : http::loadTls(d.settings.tlsCertificate, d.settings.tlsKey);
        if (!tls) return std::unexpected(tls.error());
        options.tls = tls->configuration;
        d.fingerprint = tls->fingerprint;
    }
    if (auto done = d.openStorage(); !done) return done;
    if (auto done = d.openAccounts(isShared); !done) return done;
    if (auto done = d.openShared(); !done) return done;
    if (auto done = d.openPatterns(); !done) return done;
    d.openCaches();
    d.voice = std::make_unique<EspeakVoice>();
    d.watch();
    d.addRoutes();
    auto handler = d.makeHandler();
    if (!handler) return std::unexpected(handler.error());
    options.middlewareBlocks = d.limiter->mayBlock() || d.accounts->mayBlock();
    d.server = std::make_unique<http::Server>(d.table, std::move(*handler), std::move(options));
    if (auto started = d.server->start(); !started) return started;
    d.voice->warmUp();
    if (isShared && d.settings.mdnsEnabled)
        d.announcement = std::make_unique<discovery::Announcement>(d.server->endpoints().front().port);
    d.log.info("started", {{"address", http::endpointText(d.server->endpoints().front())}, {"tls", d.settings.tls}});
    return {};
}

void Service::stop()
{
    if (!m_data->server) return;
    m_data->announcement.reset();
    m_data->server.reset();
    m_data->sweeper = {};
    m_data->log.info("stopped");
}

std::vector<std::string> Service::addresses() const
{
    std::vector<std::string> found;
    if (!m_data->server) return found;
    const char *scheme = m_data->settings.tls ? "https" : "http";
    const auto add = [&](std::string address, std::uint16_t port) {
        found.push_back(
            formatted("{}://{}/", scheme, http::endpointText({.address = std::move(address), .port = port})));
    };
    for (const http::Endpoint &endpoint : m_data->server->endpoints()) {
        if (endpoint.address == "0.0.0.0" || endpoint.address == "::") {
            for (const std::string &address : discovery::networkAddresses())
                if (endpoint.address == "::" || !address.contains(':')) add(address, endpoint.port);
            add("127.0.0.1", endpoint.port);
        } else {
            add(endpoint.address, endpoint.port);
        }
    }
    return found;
}

std::string Service::fingerprint() const
{
    return m_data->fingerprint;
}

std::string Service::setUpToken() const
{
    return m_data->setUpToken;
}

std::expected<void, std::string> Service::makeAdministrator(const std::string &name, const std::string &password)
{
    Private &d = *m_data;
    if (!d.accounts) return std::unexpected("The service does not run.");
    const auto token = d.accounts->users().makeSetUpToken(); // another server may have replaced ours
    if (!token) return std::unexpected(token.error().detail);
    const auto made = d.accounts->users().setUp(token->value_or(""), {.username = name, .password = password});
    if (!made) return std::unexpected(made.error().detail);
    d.setUpToken.clear();
    return {};
}

int Service::connectionCount() const
{
    return m_data->server ? m_data->server->connectionCount() : 0;
}

} // namespace mathtts
