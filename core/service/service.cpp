// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/service.h"

#include "service/http/middleware/exceptions.h"
#include "service/http/middleware/security.h"
#include "service/http/routes/routes.h"
#include "service/http/server.h"

#include <format>

namespace mathtts
{

struct Service::Private {
    const Engine &engine;
    ServiceOptions options;
    http::Sessions sessions{engine};
    http::Table table{};
    std::unique_ptr<http::Server> server{};
};

Service::Service(const Engine &engine, ServiceOptions options)
    : m_data(new Private{.engine = engine, .options = std::move(options)})
{
}

Service::~Service()
{
    stop();
}

std::expected<void, std::string> Service::start()
{
    auto endpoints = http::endpointsOf(m_data->options.listen);
    if (endpoints.empty())
        return std::unexpected(std::format("\"{}\" is no address to listen on. Write ADDRESS:PORT, such as "
                                           "127.0.0.1:8000, or 0.0.0.0:8000 to share it.",
                                           m_data->options.listen));
    http::addHealthRoutes(m_data->table);
    http::addExpressionRoutes(m_data->table, m_data->sessions);
    http::Handler handler = http::chain(
        {
            http::securityHeaders(),
            http::exceptions([](const http::Request &, std::string_view) {}),
        },
        http::handleRoute);
    http::ServerOptions options;
    options.endpoints = std::move(endpoints);
    m_data->server = std::make_unique<http::Server>(m_data->table, std::move(handler), std::move(options));
    return m_data->server->start();
}

void Service::stop()
{
    m_data->server.reset();
}

std::vector<std::string> Service::addresses() const
{
    std::vector<std::string> addresses;
    if (!m_data->server) return addresses;
    for (const http::Endpoint &endpoint : m_data->server->endpoints())
        addresses.push_back(std::format("{}://{}/", m_data->options.tls ? "https" : "http", endpointText(endpoint)));
    return addresses;
}

} // namespace mathtts
