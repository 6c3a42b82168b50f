// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mathtts::settings
{

/*! Everything that can be set about the service, with its defaults. Each has a row in the table in table.cpp, which
 *  says what it is for and what is allowed; docs/service-operations.md shows it to operators. */
struct Settings {
    // Where
    std::string listen = "127.0.0.1:8000";
    std::string data;
    bool tls = false;
    std::string tlsCertificate;
    std::string tlsKey;
    std::vector<std::string> corsOrigins;
    std::vector<std::string> trustedProxies;

    // Storage
    std::string databaseUrl;
    std::string redisUrl;
    std::int64_t redisTimeoutMs = 100;

    // Tokens and accounts
    std::string jwtSecretKey;
    std::vector<std::string> jwtPreviousSecretKeys;
    std::string jwtAlgorithm = "HS256";
    std::string jwtIssuer = "mathtts";
    std::string jwtAudience = "mathtts";
    std::int64_t jwtExpireMinutes = 30;
    std::int64_t jwtRefreshDays = 7;
    std::int64_t jwtRotateDays = 90;
    std::int64_t passwordMinLength = 8;
    std::int64_t argon2MemoryKib = 19456;
    std::int64_t argon2Iterations = 2;
    bool registrationEnabled = true;

    // Limits
    bool rateLimitEnabled = true;
    std::int64_t rateLimitRequests = 60;
    std::int64_t rateLimitWindow = 60;
    std::int64_t rateLimitUserRequests = 1000;
    std::int64_t rateLimitUserWindow = 3600;
    std::int64_t rateLimitKeyRequests = 1000;
    std::int64_t rateLimitKeyWindow = 3600;
    std::int64_t rateLimitLoginRequests = 10;
    std::int64_t rateLimitLoginWindow = 60;
    std::int64_t rateLimitRegisterRequests = 5;
    std::int64_t rateLimitRegisterWindow = 3600;

    // Server
    std::int64_t maxBodyBytes = 1024 * 1024;
    std::int64_t maxHeaderBytes = 16 * 1024;
    std::int64_t maxUrlBytes = 8 * 1024;
    std::int64_t maxConnections = 512;
    std::int64_t maxConnectionsPerAddress = 64;
    std::int64_t headerTimeoutMs = 5000;
    std::int64_t bodyTimeoutMs = 15000;
    std::int64_t idleTimeoutMs = 30000;
    std::int64_t writeTimeoutMs = 30000;
    std::int64_t shutdownTimeoutMs = 10000;
    std::int64_t workers = 0;
    std::int64_t queueLength = 256;

    // Expressions and their answers
    std::int64_t maxExpressionLength = 100'000;
    std::int64_t maxBatchSize = 50;
    bool cacheEnabled = true;
    std::int64_t cacheMaxBytes = 64LL * 1024 * 1024;
    std::int64_t audioCacheMaxBytes = 64LL * 1024 * 1024;
    std::int64_t cacheTtl = 3600;

    // Eyes
    std::string logLevel = "info";
    std::string logFormat = "json";
    bool prometheusEnabled = true;
    std::string metricsPath = "/health/prometheus";
    bool docsEnabled = true;
    bool mdnsEnabled = true;
};

using Member = std::variant<bool Settings::*, std::int64_t Settings::*, std::string Settings::*,
                            std::vector<std::string> Settings::*>;

/*! One row of the table. */
struct Setting {
    const char *name;       ///< of the environment variable, and in the settings file: JWT_EXPIRE_MINUTES
    Member member;          ///< lists are written with commas
    const char *about;      ///< one sentence
    std::int64_t least = 0; ///< of a number
    std::int64_t most = 0;
    const char *choices = ""; ///< of a text, separated by blanks; empty: any
    bool isSecret = false;    ///< masked wherever it is shown; of an address, its password
    /*! What else is wrong with a text, or nothing. */
    std::string (*check)(std::string_view text) = nullptr;
};

std::span<const Setting> table();

/*! The option of the command line: JWT_EXPIRE_MINUTES is --jwt-expire-minutes. */
std::string optionName(const Setting &setting);

/*! What is allowed, for messages and documentation: "a whole number from 1 to 1440", "json or console". */
std::string allowedValues(const Setting &setting);

enum class Origin : std::uint8_t { builtIn, file, environment, commandLine };

/*! "default", "settings file", "environment", "command line". */
std::string_view originName(Origin origin);

/*! Where values come from; each beats the ones before it. */
struct Sources {
    std::string fileName;                                                    ///< for messages
    std::string file;                                                        ///< lines NAME = value, # comments
    std::function<std::optional<std::string>(const char *name)> environment; ///< empty: none
    std::vector<std::pair<std::string, std::string>> commandLine;            ///< by the name of the setting
};

struct Loaded {
    Settings values;
    std::map<std::string, Origin, std::less<>> origins; ///< of every setting
};

/*! The effective values, or everything that is wrong, each with the name, where it comes from and what is allowed.
 *  A name in the file that doesn't exist is a mistake; in the environment it belongs to somebody else. */
std::expected<Loaded, std::vector<std::string>> load(const Sources &sources);

/*! The effective values for this user on this machine: of the settings file \a file (empty: mathtts.conf in the data
 *  folder, if it is there), the environment and \a commandLine, by the names of the settings. Without a data folder the
 *  user's own is taken: mathtts below the system's place for programs' data. */
std::expected<Loaded, std::vector<std::string>>
loadForUser(const std::string &file, const std::vector<std::pair<std::string, std::string>> &commandLine);

/*! The value as it would be written in the settings file; with \a masked, a secret shows as "********". */
std::string valueText(const Settings &settings, const Setting &setting, bool masked);

/*! The value of the process's environment variable. */
std::optional<std::string> processEnvironment(const char *name);

/*! "address:port" or "[IPv6 address]:port"; an empty address or "*" means every one of the machine. */
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
};
std::optional<ListenAddress> parseListenAddress(std::string_view text);

/*! Whether only this machine can reach \a address: 127.0.0.0/8, ::1 or "localhost". */
bool isLoopback(std::string_view address);

} // namespace mathtts::settings
