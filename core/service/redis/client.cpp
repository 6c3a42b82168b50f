// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/redis/client.h"

#include <QCryptographicHash>
#include <QUrl>
#include <QUrlQuery>

#include <hiredis/hiredis.h>

#include <csignal>

namespace mathtts::redis
{
namespace
{

struct FreeReply {
    void operator()(redisReply *reply) const { freeReplyObject(reply); }
};
struct FreeContext {
    void operator()(redisContext *context) const { redisFree(context); }
};
using RawReply = std::unique_ptr<redisReply, FreeReply>;

std::int64_t nowMilliseconds()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Reply convertOne(const redisReply &raw)
{
    Reply reply;
    switch (raw.type) {
    case REDIS_REPLY_INTEGER:
        reply.type = Reply::Type::integer;
        reply.integer = raw.integer;
        break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
        reply.type = Reply::Type::text;
        reply.text.assign(raw.str, raw.len);
        break;
    case REDIS_REPLY_ARRAY: reply.type = Reply::Type::array; break;
    default: break;
    }
    return reply;
}

Reply convert(const redisReply &raw)
{
    Reply reply = convertOne(raw);
    if (raw.type == REDIS_REPLY_ARRAY)
        for (std::size_t i = 0; i < raw.elements; ++i)
            reply.items.push_back(convertOne(*raw.element[i]));
    return reply;
}

RawReply ask(redisContext &context, std::span<const std::string_view> words)
{
    std::vector<const char *> texts;
    std::vector<std::size_t> lengths;
    for (const std::string_view word : words) {
        texts.push_back(word.data());
        lengths.push_back(word.size());
    }
    return RawReply{static_cast<redisReply *>(
        redisCommandArgv(&context, static_cast<int>(words.size()), texts.data(), lengths.data()))};
}

bool succeeds(redisContext &context, std::initializer_list<std::string_view> words)
{
    const RawReply reply = ask(context, std::span(words.begin(), words.size()));
    return reply && reply->type != REDIS_REPLY_ERROR;
}

timeval toTimeval(std::chrono::milliseconds time)
{
    return {static_cast<time_t>(time.count() / 1000), static_cast<suseconds_t>(time.count() % 1000 * 1000)};
}

} // namespace

std::expected<Address, std::string> parseAddress(std::string_view text)
{
    const QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    const QString scheme = url.scheme();
    Address address;
    address.user = url.userName().toStdString();
    address.password = url.password().toStdString();
    bool isNumber = true;
    if (scheme == u"unix") {
        address.socket = url.path().toStdString();
        if (address.socket.empty()) return std::unexpected("the path of the socket is missing");
        const QString database = QUrlQuery(url).queryItemValue(QStringLiteral("db"));
        if (!database.isEmpty()) address.database = database.toInt(&isNumber);
    } else if (scheme == u"redis" || scheme == u"valkey") {
        if (url.host().isEmpty()) return std::unexpected("the host is missing");
        address.host = url.host().toStdString();
        address.port = url.port(6379);
        const QString database = url.path().mid(1);
        if (!database.isEmpty()) address.database = database.toInt(&isNumber);
    } else {
        return std::unexpected("it starts with redis://, valkey:// or unix://");
    }
    if (!url.isValid() || !isNumber || address.database < 0) return std::unexpected("it is no valid address");
    return address;
}

struct Client::Connection {
    std::unique_ptr<redisContext, FreeContext> context;
};

Client::Client(Address address, std::chrono::milliseconds timeLimit)
    : m_address(std::move(address))
    , m_timeLimit(timeLimit)
{
#ifdef SIGPIPE
    // hiredis writes to a connection that Redis has closed without MSG_NOSIGNAL: that must not end the process.
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

Client::~Client() = default;

Client::Context Client::connect() const
{
    const timeval limit = toTimeval(m_timeLimit);
    auto made = std::make_unique<Connection>();
    made->context.reset(m_address.socket.empty()
                            ? redisConnectWithTimeout(m_address.host.c_str(), m_address.port, limit)
                            : redisConnectUnixWithTimeout(m_address.socket.c_str(), limit));
    redisContext *context = made->context.get();
    if (!context || context->err != 0 || redisSetTimeout(context, limit) != REDIS_OK) return {};
    if (!m_address.password.empty()) {
        const bool isLoggedIn = m_address.user.empty()
                                    ? succeeds(*context, {"AUTH", m_address.password})
                                    : succeeds(*context, {"AUTH", m_address.user, m_address.password});
        if (!isLoggedIn) return {};
    }
    if (m_address.database != 0 && !succeeds(*context, {"SELECT", std::to_string(m_address.database)})) return {};
    return made;
}

Client::Context Client::take()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            Context context = std::move(m_idle.back());
            m_idle.pop_back();
            return context;
        }
    }
    return connect();
}

void Client::giveBack(Context context)
{
    m_isUp = true;
    const std::scoped_lock lock(m_mutex);
    if (m_idle.size() < maxIdle) m_idle.push_back(std::move(context));
}

void Client::failed()
{
    m_isUp = false;
    m_pausedUntil = nowMilliseconds() + std::chrono::duration_cast<std::chrono::milliseconds>(pause).count();
    const std::scoped_lock lock(m_mutex);
    m_idle.clear(); // they lead to the same lost server
}

bool Client::isPausing() const
{
    return nowMilliseconds() < m_pausedUntil.load();
}

std::expected<Reply, Failure> Client::send(std::span<const std::string_view> words, std::string *error)
{
    Context connection = take();
    RawReply reply = connection ? ask(*connection->context, words) : nullptr;
    if (connection && !reply && connection->context->err == REDIS_ERR_EOF) { // kept, and closed by the server meanwhile
        connection = connect();
        reply = connection ? ask(*connection->context, words) : nullptr;
    }
    if (!reply) {
        failed();
        return std::unexpected(Failure::unreachable);
    }
    const bool isError = reply->type == REDIS_REPLY_ERROR;
    if (isError && error) error->assign(reply->str, reply->len);
    Reply answer = convert(*reply);
    giveBack(std::move(connection));
    if (isError) return std::unexpected(Failure::refused);
    return answer;
}

std::expected<Reply, Failure> Client::command(std::span<const std::string_view> words)
{
    if (isPausing()) return std::unexpected(Failure::unreachable);
    return send(words, nullptr);
}

std::expected<Reply, Failure> Client::run(std::string_view script, std::span<const std::string> keys,
                                          std::span<const std::string> values)
{
    if (isPausing()) return std::unexpected(Failure::unreachable);
    const QByteArrayView bytes(script.data(), static_cast<qsizetype>(script.size()));
    const std::string digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().toStdString();
    const std::string keyCount = std::to_string(keys.size());
    std::vector<std::string_view> words = {"EVALSHA", digest, keyCount};
    words.insert(words.end(), keys.begin(), keys.end());
    words.insert(words.end(), values.begin(), values.end());
    std::string error;
    auto reply = send(words, &error);
    if (reply || !error.starts_with("NOSCRIPT")) return reply;
    words[0] = "EVAL";
    words[1] = script;
    return send(words, nullptr);
}

bool Client::ping()
{
    static constexpr std::string_view words[] = {"PING"};
    const bool works = send(words, nullptr).has_value();
    if (works) m_pausedUntil = 0;
    return works;
}

} // namespace mathtts::redis
