// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts::redis
{

/*! Where Redis or Valkey is. */
struct Address {
    std::string host = "127.0.0.1";
    int port = 6379;
    std::string socket; ///< the path of a Unix socket, in place of host and port
    std::string user;
    std::string password;
    int database = 0;
};

/*! "redis://[user:password@]host[:port][/database]" or "unix://[user:password@]/path[?db=number]"; "valkey" means the
 *  same as "redis". The error says what is wrong, without the password. */
std::expected<Address, std::string> parseAddress(std::string_view url);

/*! What Redis answered. Only flat arrays are kept: our commands get no others. */
struct Reply {
    enum class Type : std::uint8_t { nothing, integer, text, array };
    Type type = Type::nothing;
    std::int64_t integer = 0;
    std::string text;
    std::vector<Reply> items;
};

enum class Failure : std::uint8_t {
    unreachable, ///< no connection, no answer in time, or skipped because it failed a moment ago
    refused,     ///< Redis answered with an error
};

/*!
 * Connections to one Redis, made when needed, at most \c maxIdle kept. Each call waits at most for the time limit, once
 * for the connection and once for the answer. After a failure Redis is left alone for \c pause: calls fail at once, so
 * that a lost Redis costs one time limit each five seconds and not one for each request. The process ignores SIGPIPE
 * from the first client on. Thread safe.
 */
class Client
{
public:
    static constexpr std::chrono::seconds pause{5};
    static constexpr std::size_t maxIdle = 8;

    explicit Client(Address address, std::chrono::milliseconds timeLimit = std::chrono::milliseconds(100));
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    std::expected<Reply, Failure> command(std::span<const std::string_view> words);
    /*! Runs a Lua script by its digest, and sends it first where it is not known yet. */
    std::expected<Reply, Failure> run(std::string_view script, std::span<const std::string> keys,
                                      std::span<const std::string> values);

    /*! Asks now, whatever happened before: for the health of the service. */
    bool ping();
    /*! Whether the last call worked. */
    [[nodiscard]] bool isUp() const { return m_isUp.load(); }

private:
    struct Connection;
    using Context = std::unique_ptr<Connection>;

    Context connect() const;
    Context take();
    void giveBack(Context context);
    void failed();
    [[nodiscard]] bool isPausing() const;
    std::expected<Reply, Failure> send(std::span<const std::string_view> words, std::string *error);

    Address m_address;
    std::chrono::milliseconds m_timeLimit;
    std::atomic<bool> m_isUp = true;
    std::atomic<std::int64_t> m_pausedUntil = 0; ///< steady milliseconds
    std::mutex m_mutex;
    std::vector<Context> m_idle;
};

} // namespace mathtts::redis
