// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/limits/client_address.h"
#include "service/redis/client.h"
#include "service/settings/settings.h"

#include <array>

namespace mathtts::settings
{
namespace
{

constexpr std::int64_t aDay = 86400;
constexpr std::int64_t mebi = 1024LL * 1024;

std::string checkListen(std::string_view text)
{
    return parseListenAddress(text) ? "" : "ADDRESS:PORT, such as 127.0.0.1:8000, 0.0.0.0:8000 or [::]:8000";
}

std::string checkDatabaseUrl(std::string_view text)
{
    for (const std::string_view scheme : {"sqlite:", "postgresql:", "postgres:", "postgresql+"})
        if (text.starts_with(scheme)) return {};
    return text.empty() ? "" : "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE";
}

std::string checkRedisUrl(std::string_view text)
{
    if (text.empty()) return {};
    const auto address = redis::parseAddress(text);
    return address ? "" : "redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE] or unix:///SOCKET: " + address.error();
}

/*! RFC 7518, section 3.2: a key of HS256 has at least 256 bits. */
std::string checkJwtKey(std::string_view text)
{
    return text.empty() || text.size() >= 32 ? "" : "at least 32 characters (openssl rand -base64 48 makes one)";
}

std::string checkProxies(std::string_view network)
{
    return limits::TrustedProxies::parse({std::string(network)}) ? "" : "addresses and networks, such as 10.0.0.0/8";
}

std::string checkPath(std::string_view text)
{
    return text.starts_with('/') && text.find_first_of(" ?#{}") == std::string_view::npos ? ""
                                                                                          : "a path such as /metrics";
}

std::string checkOrigin(std::string_view origin)
{
    const bool isWeb = origin.starts_with("http://") || origin.starts_with("https://");
    const std::size_t host = origin.find("//") + 2;
    return origin == "*" || (isWeb && origin.size() > host && origin.find('/', host) == std::string_view::npos)
               ? ""
               : "origins such as https://school.example, or *";
}

using S = Settings;

constexpr std::array settingTable = {
    Setting{.name = "LISTEN",
            .member = &S::listen,
            .about = "Address and port; beyond loopback the network can connect",
            .check = checkListen},
    Setting{.name = "DATA", .member = &S::data, .about = "Folder of the database, the keys and the settings file"},
    Setting{
        .name = "TLS", .member = &S::tls, .about = "HTTPS, with a certificate of our own making unless one is given"},
    Setting{
        .name = "TLS_CERTIFICATE", .member = &S::tlsCertificate, .about = "PEM file of the certificate and its chain"},
    Setting{.name = "TLS_KEY", .member = &S::tlsKey, .about = "PEM file of the certificate's key"},
    Setting{.name = "CORS_ORIGINS",
            .member = &S::corsOrigins,
            .about = "Pages of other origins that may ask; none by default",
            .check = checkOrigin},
    Setting{.name = "TRUSTED_PROXIES",
            .member = &S::trustedProxies,
            .about = "Proxies whose X-Forwarded-For is believed",
            .check = checkProxies},

    Setting{.name = "DATABASE_URL",
            .member = &S::databaseUrl,
            .about = "Database; empty: mathtts.sqlite in the data folder",
            .isSecret = true,
            .check = checkDatabaseUrl},
    Setting{.name = "REDIS_URL",
            .member = &S::redisUrl,
            .about = "Redis or Valkey that several servers share",
            .isSecret = true,
            .check = checkRedisUrl},
    Setting{.name = "REDIS_TIMEOUT_MS",
            .member = &S::redisTimeoutMs,
            .about = "Longest wait for Redis, milliseconds",
            .least = 10,
            .most = 5000},

    Setting{.name = "JWT_SECRET_KEY",
            .member = &S::jwtSecretKey,
            .about = "Key that signs tokens; empty: made at first start, kept in the data folder",
            .isSecret = true,
            .check = checkJwtKey},
    Setting{.name = "JWT_PREVIOUS_SECRET_KEYS",
            .member = &S::jwtPreviousSecretKeys,
            .about = "Earlier values of JWT_SECRET_KEY whose tokens still hold",
            .isSecret = true,
            .check = checkJwtKey},
    Setting{
        .name = "JWT_ALGORITHM", .member = &S::jwtAlgorithm, .about = "Algorithm of the signature", .choices = "HS256"},
    Setting{.name = "JWT_ISSUER", .member = &S::jwtIssuer, .about = "Issuer that tokens name"},
    Setting{.name = "JWT_AUDIENCE", .member = &S::jwtAudience, .about = "Audience that tokens name"},
    Setting{.name = "JWT_EXPIRE_MINUTES",
            .member = &S::jwtExpireMinutes,
            .about = "Life of an access token, minutes",
            .least = 1,
            .most = 1440},
    Setting{.name = "JWT_REFRESH_DAYS",
            .member = &S::jwtRefreshDays,
            .about = "Life of a login without a new password, days",
            .least = 1,
            .most = 365},
    Setting{.name = "JWT_ROTATE_DAYS",
            .member = &S::jwtRotateDays,
            .about = "Age at which the kept key is replaced, days",
            .least = 1,
            .most = 3650},
    Setting{.name = "PASSWORD_MIN_LENGTH",
            .member = &S::passwordMinLength,
            .about = "Least characters of a new password",
            .least = 8,
            .most = 64},
    Setting{.name = "ARGON2_MEMORY_KIB",
            .member = &S::argon2MemoryKib,
            .about = "Memory of a password hash, KiB",
            .least = 19456,
            .most = 262144},
    Setting{.name = "ARGON2_ITERATIONS",
            .member = &S::argon2Iterations,
            .about = "Passes of a password hash",
            .least = 2,
            .most = 16},
    Setting{.name = "REGISTRATION_ENABLED",
            .member = &S::registrationEnabled,
            .about = "Whether anybody may make an account"},

    Setting{.name = "RATE_LIMIT_ENABLED", .member = &S::rateLimitEnabled, .about = "Limits of requests"},
    Setting{.name = "RATE_LIMIT_REQUESTS",
            .member = &S::rateLimitRequests,
            .about = "Requests of an address without a login, per window",
            .least = 1,
            .most = 100000},
    Setting{.name = "RATE_LIMIT_WINDOW",
            .member = &S::rateLimitWindow,
            .about = "Its window, seconds",
            .least = 1,
            .most = aDay},
    Setting{.name = "RATE_LIMIT_USER_REQUESTS",
            .member = &S::rateLimitUserRequests,
            .about = "Requests of a user, per window",
            .least = 1,
            .most = 100000},
    Setting{.name = "RATE_LIMIT_USER_WINDOW",
            .member = &S::rateLimitUserWindow,
            .about = "Its window, seconds",
            .least = 1,
            .most = aDay},
    Setting{.name = "RATE_LIMIT_KEY_REQUESTS",
            .member = &S::rateLimitKeyRequests,
            .about = "Requests of an API key without a limit of its own, per window",
            .least = 1,
            .most = 100000},
    Setting{.name = "RATE_LIMIT_KEY_WINDOW",
            .member = &S::rateLimitKeyWindow,
            .about = "Its window, seconds",
            .least = 1,
            .most = aDay},
    Setting{.name = "RATE_LIMIT_LOGIN_REQUESTS",
            .member = &S::rateLimitLoginRequests,
            .about = "Logins and refreshes of an address, per window",
            .least = 1,
            .most = 100000},
    Setting{.name = "RATE_LIMIT_LOGIN_WINDOW",
            .member = &S::rateLimitLoginWindow,
            .about = "Its window, seconds",
            .least = 1,
            .most = aDay},
    Setting{.name = "RATE_LIMIT_REGISTER_REQUESTS",
            .member = &S::rateLimitRegisterRequests,
            .about = "New accounts of an address, per window",
            .least = 1,
            .most = 100000},
    Setting{.name = "RATE_LIMIT_REGISTER_WINDOW",
            .member = &S::rateLimitRegisterWindow,
            .about = "Its window, seconds",
            .least = 1,
            .most = aDay},

    Setting{.name = "MAX_BODY_BYTES",
            .member = &S::maxBodyBytes,
            .about = "Largest body of a request",
            .least = 1024,
            .most = 64 * mebi},
    Setting{.name = "MAX_HEADER_BYTES",
            .member = &S::maxHeaderBytes,
            .about = "Largest head of a request",
            .least = 1024,
            .most = mebi},
    Setting{.name = "MAX_URL_BYTES",
            .member = &S::maxUrlBytes,
            .about = "Longest URL of a request",
            .least = 256,
            .most = 64 * 1024},
    Setting{.name = "MAX_CONNECTIONS",
            .member = &S::maxConnections,
            .about = "Open connections in all",
            .least = 1,
            .most = 100000},
    Setting{.name = "MAX_CONNECTIONS_PER_ADDRESS",
            .member = &S::maxConnectionsPerAddress,
            .about = "Open connections of one address",
            .least = 1,
            .most = 100000},
    Setting{.name = "HEADER_TIMEOUT_MS",
            .member = &S::headerTimeoutMs,
            .about = "Time for the head of a request, milliseconds",
            .least = 100,
            .most = 600000},
    Setting{.name = "BODY_TIMEOUT_MS",
            .member = &S::bodyTimeoutMs,
            .about = "Time for the body of a request, milliseconds",
            .least = 100,
            .most = 600000},
    Setting{.name = "IDLE_TIMEOUT_MS",
            .member = &S::idleTimeoutMs,
            .about = "Time between requests of a connection, milliseconds",
            .least = 100,
            .most = 600000},
    Setting{.name = "WRITE_TIMEOUT_MS",
            .member = &S::writeTimeoutMs,
            .about = "Time for a client to take an answer, milliseconds",
            .least = 100,
            .most = 600000},
    Setting{.name = "SHUTDOWN_TIMEOUT_MS",
            .member = &S::shutdownTimeoutMs,
            .about = "Time for requests in flight when the server stops, milliseconds",
            .least = 0,
            .most = 600000},
    Setting{.name = "WORKERS",
            .member = &S::workers,
            .about = "Threads for slow work; 0: as many as processors",
            .least = 0,
            .most = 256},
    Setting{.name = "QUEUE_LENGTH",
            .member = &S::queueLength,
            .about = "Slow work that may wait before answers are 503",
            .least = 1,
            .most = 100000},

    Setting{.name = "MAX_EXPRESSION_LENGTH",
            .member = &S::maxExpressionLength,
            .about = "Longest expression, bytes",
            .least = 1,
            .most = 10'000'000},
    Setting{.name = "MAX_BATCH_SIZE",
            .member = &S::maxBatchSize,
            .about = "Expressions of one batch request",
            .least = 1,
            .most = 1000},
    Setting{.name = "CACHE_ENABLED", .member = &S::cacheEnabled, .about = "Keeping of answers"},
    Setting{.name = "CACHE_MAX_BYTES",
            .member = &S::cacheMaxBytes,
            .about = "Memory of kept readings",
            .least = 0,
            .most = 16384 * mebi},
    Setting{.name = "AUDIO_CACHE_MAX_BYTES",
            .member = &S::audioCacheMaxBytes,
            .about = "Memory of kept sounds",
            .least = 0,
            .most = 16384 * mebi},
    Setting{.name = "CACHE_TTL",
            .member = &S::cacheTtl,
            .about = "How long answers are kept, seconds",
            .least = 1,
            .most = 30 * aDay},

    Setting{.name = "LOG_LEVEL",
            .member = &S::logLevel,
            .about = "Least weight of a line of the log",
            .choices = "debug info warning error"},
    Setting{.name = "LOG_FORMAT", .member = &S::logFormat, .about = "Form of the log", .choices = "json console"},
    Setting{.name = "PROMETHEUS_ENABLED", .member = &S::prometheusEnabled, .about = "Metrics for Prometheus"},
    Setting{.name = "METRICS_PATH", .member = &S::metricsPath, .about = "A second path for them", .check = checkPath},
    Setting{.name = "DOCS_ENABLED", .member = &S::docsEnabled, .about = "The pages /docs and /redoc"},
    Setting{.name = "MDNS_ENABLED", .member = &S::mdnsEnabled, .about = "Announcing the service in the local network"},
};

} // namespace

std::span<const Setting> table()
{
    return settingTable;
}

} // namespace mathtts::settings
