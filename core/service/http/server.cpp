// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/server.h"

#include "engine/text.h"
#include "service/settings/settings.h"
#include "service/times.h"

#include <QtCore/QPointer>
#include <QtHttpServer/QAbstractHttpServer>
#include <QtHttpServer/QHttpServerRequest>
#include <QtHttpServer/QHttpServerResponder>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QHttpHeaders>

#include <future>
#include <unordered_map>

namespace mathtts::http
{
namespace
{

/*! A stream gives no next piece while a client has so much still to take. */
constexpr qint64 streamAhead = 256 * 1024;
constexpr std::chrono::milliseconds streamPause{20};

/*! The request of \a connection that is being delivered. */
Request toRequest(const Connection &connection, bool secure)
{
    Request request;
    request.received = std::chrono::steady_clock::now();
    const Head &head = connection.head();
    request.method = head.method;
    const std::size_t question = std::min(head.target.find('?'), head.target.size());
    request.path = head.target.substr(0, question);
    request.query = head.target.substr(std::min(question + 1, head.target.size()));
    request.headers.reserve(head.fields.size(), connection.headLength());
    for (const auto &[name, value] : head.fields)
        request.headers.add(name, value);
    request.body = connection.body();
    request.peer = connection.peer();
    request.client = request.peer;
    request.secure = secure;
    return request;
}

} // namespace

/*! The part that lives in the server's thread. */
class Server::Core : public QAbstractHttpServer
{
public:
    explicit Core(Server &server)
        : m_server(server)
    {
    }

    std::expected<Endpoint, std::string> listen(const Endpoint &endpoint);

    /*! Stops listening; \a done is called when no connection is left. */
    void drain(std::function<void()> done);

protected:
    bool handleRequest(const QHttpServerRequest &shortest, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest & /*request*/, QHttpServerResponder & /*responder*/) override {}

private:
    /*! A request that is worked on elsewhere. */
    struct Open {
        QHttpServerResponder responder;
        Lane lane = Lane::compute;
        std::shared_ptr<BodyStream> stream; ///< shared, since it remembers where it is
        QPointer<Connection> connection;
    };

    /*! Whose request Qt's server asks about. */
    [[nodiscard]] Connection *delivering() const;
    [[nodiscard]] Lane laneOf(const Request &request) const;
    /*! Puts the fields of \a response into its head. Like those of a request they pass Qt's server by: it would spend
     *  more time on them than on all the rest. */
    void addFields(Connection *connection, const Response &response);
    void respond(QHttpServerResponder &responder, Connection *connection, const Response &response);
    void finish(quint64 number, Response response);
    /*! Has the next piece of a stream made, when the client has taken the ones before. */
    void pull(quint64 number);
    void take(quint64 number, const std::string &piece, bool more);
    [[nodiscard]] qint64 backlog(const Open &open) const;

    Server &m_server;
    std::chrono::sys_seconds m_dateOf; ///< the second that m_date is of
    std::string m_date;                ///< a field line
    std::unordered_map<quint64, Open> m_open;
    quint64 m_next = 0;
};

std::expected<Endpoint, std::string> Server::Core::listen(const Endpoint &endpoint)
{
    auto gate = std::make_unique<Gate>(m_server.m_options.limits);
    gate->onRefusal = m_server.m_options.onRefusal;
    if (m_server.m_options.tls) gate->setTls(*m_server.m_options.tls);
    gate->setListenBacklogSize(256);
    const QHostAddress address(QString::fromStdString(endpoint.address));
    if (!gate->listen(address, endpoint.port)) {
        const std::string reason = gate->serverError() == QAbstractSocket::AddressInUseError
                                       ? "another program listens there. Choose another port"
                                       : gate->errorString().toStdString();
        return std::unexpected(formatted("Can't listen on {}: {}.", endpointText(endpoint), reason));
    }
    const Endpoint bound{.address = endpoint.address, .port = gate->serverPort()};
    if (!bind(gate.get())) return std::unexpected(formatted("Can't serve on {}.", endpointText(bound)));
    m_server.m_gates.push_back(gate.release()); // bind made it ours
    return bound;
}

void Server::Core::drain(std::function<void()> done)
{
    if (m_server.m_gates.empty()) return done(); // it never listened
    const auto left = std::make_shared<std::size_t>(m_server.m_gates.size());
    for (Gate *gate : m_server.m_gates)
        gate->drain([left, done] {
            if (--*left == 0) done();
        });
}

Connection *Server::Core::delivering() const
{
    for (const Gate *gate : m_server.m_gates)
        if (Connection *connection = gate->delivering()) return connection;
    return nullptr;
}

Lane Server::Core::laneOf(const Request &request) const
{
    const Lane lane = request.route ? request.route->lane : Lane::direct;
    if (lane != Lane::direct) return lane;
    if (request.route && request.body.size() > request.route->directBytes) return Lane::compute;
    return m_server.m_options.middlewareBlocks ? Lane::storage : Lane::direct;
}

bool Server::Core::handleRequest(const QHttpServerRequest & /*shortest*/, QHttpServerResponder &responder)
{
    Connection *connection = delivering();
    if (!connection) return false; // not by our gates
    Request request = toRequest(*connection, m_server.m_options.tls.has_value());
    Match match = m_server.m_table.match(request.method, request.path);
    request.route = match.route;
    request.parameters = std::move(match.parameters);
    request.allowed = std::move(match.allowed);
    const Lane lane = laneOf(request);
    if (lane == Lane::direct) {
        Response response = m_server.answer(request);
        respond(responder, connection, response);
        return true;
    }

    const quint64 number = ++m_next;
    const auto place =
        m_open
            .emplace(number,
                     Open{.responder = std::move(responder), .lane = lane, .stream = {}, .connection = connection})
            .first;
    auto shared = std::make_shared<Request>(std::move(request));
    const bool taken = m_server.m_pools[static_cast<std::size_t>(lane)]->submit([this, number, shared] {
        auto response = std::make_shared<Response>(m_server.answer(*shared));
        QMetaObject::invokeMethod(
            this, [this, number, response] { finish(number, std::move(*response)); }, Qt::QueuedConnection);
    });
    if (taken) return true;
    // Busy: the middleware is not asked, it might have to wait itself.
    respond(place->second.responder, connection,
            failureResponse(*shared, {.status = 503,
                                      .error = "busy",
                                      .detail = "The server has too much to do. Try again in a moment.",
                                      .problems = {},
                                      .retryAfter = 1}));
    m_open.erase(place);
    return true;
}

void Server::Core::addFields(Connection *connection, const Response &response)
{
    if (!connection) return; // gone: what is answered goes nowhere
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now != m_dateOf) m_date = "Date: " + httpTime(now) + "\r\n";
    m_dateOf = now;
    connection->addFields(m_date);
    connection->addFields(response.headers.lines());
}

void Server::Core::respond(QHttpServerResponder &responder, Connection *connection, const Response &response)
{
    addFields(connection, response);
    // the bytes are on their way when write() returns
    const auto body = QByteArray::fromRawData(response.body.data(), static_cast<qsizetype>(response.body.size()));
    responder.write(body, QHttpHeaders(), static_cast<QHttpServerResponder::StatusCode>(response.status));
}

void Server::Core::finish(quint64 number, Response response)
{
    const auto found = m_open.find(number);
    if (found == m_open.end()) return;
    if (!response.stream) {
        respond(found->second.responder, found->second.connection, response);
        m_open.erase(found);
        return;
    }
    found->second.stream = std::make_shared<BodyStream>(std::move(response.stream));
    addFields(found->second.connection, response);
    found->second.responder.writeBeginChunked(QHttpHeaders(),
                                              static_cast<QHttpServerResponder::StatusCode>(response.status));
    pull(number);
}

qint64 Server::Core::backlog(const Open &open) const
{
    return open.connection ? open.connection->bytesToWrite() : -1; // gone
}

void Server::Core::pull(quint64 number)
{
    const auto found = m_open.find(number);
    if (found == m_open.end()) return;
    Open &open = found->second;
    const qint64 waiting = backlog(open);
    if (waiting < 0) {
        m_open.erase(found);
        return;
    }
    const auto again = [this, number] { pull(number); };
    if (waiting > streamAhead) {
        QTimer::singleShot(streamPause, this, again);
        return;
    }
    const auto stream = open.stream;
    const bool taken = m_server.m_pools[static_cast<std::size_t>(open.lane)]->submit([this, number, stream] {
        auto piece = std::make_shared<std::string>();
        bool more = false;
        try {
            more = (*stream)(*piece);
        } catch (...) {
            piece->clear(); // the chunks end here; the client sees that lines are missing
        }
        QMetaObject::invokeMethod(
            this, [this, number, piece, more] { take(number, *piece, more); }, Qt::QueuedConnection);
    });
    if (!taken) QTimer::singleShot(streamPause, this, again);
}

void Server::Core::take(quint64 number, const std::string &piece, bool more)
{
    const auto found = m_open.find(number);
    if (found == m_open.end()) return;
    const QByteArray bytes(piece.data(), static_cast<qsizetype>(piece.size()));
    if (more) {
        if (!bytes.isEmpty()) found->second.responder.writeChunk(bytes);
        pull(number);
        return;
    }
    found->second.responder.writeEndChunked(bytes);
    m_open.erase(found);
}

Server::Server(const Table &table, Handler handler, ServerOptions options)
    : m_table(table)
    , m_handler(std::move(handler))
    , m_options(std::move(options))
{
    m_thread.setObjectName("http");
}

Server::~Server()
{
    stop();
}

std::expected<void, std::string> Server::start()
{
    for (std::size_t lane = 1; lane < laneCount; ++lane)
        m_pools[lane] = std::make_unique<Pool>(m_options.lanes[lane]);
    m_thread.start();
    auto *starter = new QObject;
    starter->moveToThread(&m_thread);
    std::expected<void, std::string> result;
    QMetaObject::invokeMethod(
        starter,
        [&] {
            m_core = new Core(*this);
            for (const Endpoint &endpoint : m_options.endpoints) {
                const auto bound = m_core->listen(endpoint);
                if (!bound) {
                    result = std::unexpected(bound.error());
                    return;
                }
                m_bound.push_back(*bound);
            }
        },
        Qt::BlockingQueuedConnection);
    starter->deleteLater();
    if (!result) stop();
    return result;
}

void Server::stop()
{
    if (!m_thread.isRunning()) return;
    // First what is in flight ...
    const auto ended = std::make_shared<std::promise<void>>();
    QMetaObject::invokeMethod(m_core, [this, ended] { m_core->drain([ended] { ended->set_value(); }); });
    ended->get_future().wait_for(m_options.grace);
    // ... then the pools, whose jobs talk to the core, then the core, in its own thread.
    for (auto &pool : m_pools)
        pool.reset();
    m_gates.clear();
    std::exchange(m_core, nullptr)->deleteLater(); // done at the latest when the thread ends; other calls may be lost
    m_thread.quit();
    m_thread.wait();
}

Response Server::answer(Request &request) const
{
    try {
        return m_handler(request);
    } catch (...) { // the middleware for exceptions stands inside; this is for the middleware outside of it
        return failureResponse(request, {500, "internal_error", "Something went wrong in the server."});
    }
}

int Server::connectionCount() const
{
    int count = 0;
    for (const Gate *gate : m_gates)
        count += gate->connectionCount();
    return count;
}

std::string endpointText(const Endpoint &endpoint)
{
    return endpoint.address.contains(':') ? formatted("[{}]:{}", endpoint.address, endpoint.port)
                                          : formatted("{}:{}", endpoint.address, endpoint.port);
}

std::vector<Endpoint> endpointsOf(std::string_view text)
{
    const auto listen = settings::parseListenAddress(text);
    if (!listen) return {};
    if (listen->address == "localhost")
        return {{.address = "127.0.0.1", .port = listen->port}, {.address = "::1", .port = listen->port}};
    if (listen->address.empty() || listen->address == "*") return {{.address = "::", .port = listen->port}};
    return {{.address = listen->address, .port = listen->port}};
}

} // namespace mathtts::http
