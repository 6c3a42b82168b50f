// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_sharing.h"

#include "engine/text.h"
#include "service/discovery/discovery.h"
#include "service/service.h"
#include "user_rules/user_rules.h"

#include <QTimer>

#include <optional>

using namespace std::chrono_literals;

namespace mathtts
{

namespace
{
constexpr auto connectionsPause = 1s;

/*! The settings of mathtts serve with what the window chose; the error is a sentence. */
std::expected<settings::Settings, std::string> settingsFor(const SharingWishes &wishes)
{
    const std::string address = wishes.network ? "0.0.0.0" : "127.0.0.1";
    auto loaded = settings::loadForUser(
        {}, {{"LISTEN", formatted("{}:{}", address, wishes.port)}, {"TLS", wishes.encrypted ? "true" : "false"}});
    if (!loaded) return std::unexpected(loaded.error().front());
    return std::move(loaded->values);
}
} // namespace

/*! Lives in the thread, and the service with it. */
class ServiceSharing::Worker : public QObject
{
public:
    explicit Worker(std::function<void(int)> tellConnections)
        : m_tellConnections(std::move(tellConnections))
    {
        m_look.setParent(this); // goes to the thread, too
        m_look.setInterval(connectionsPause);
        connect(&m_look, &QTimer::timeout, this, [this] {
            if (const int open = m_service->connectionCount(); open != m_connections)
                m_tellConnections(m_connections = open);
        });
    }

    std::expected<SharedAt, std::string> start(const SharingWishes &wishes)
    {
        stop();
        const auto settings = settingsFor(wishes);
        if (!settings) return std::unexpected(settings.error());
        const UserRules rules = loadUserRules();
        m_engine.emplace(rules.images);
        auto service = std::make_unique<Service>(*m_engine, *settings, rules.files);
        if (const auto started = service->start(); !started) return std::unexpected(started.error());
        m_service = std::move(service);
        m_connections = 0;
        m_look.start();

        SharedAt at;
        for (const std::string &address : m_service->addresses())
            at.addresses << QString::fromStdString(address);
        at.code = discovery::qrCode(m_service->addresses().front());
        at.fingerprint = QString::fromStdString(m_service->fingerprint());
        at.reachesNetwork = wishes.network && !discovery::networkAddresses().empty();
        at.needsAdministrator = !m_service->setUpToken().empty();
        at.leastPassword = static_cast<int>(settings->passwordMinLength);
        return at;
    }

    void stop()
    {
        m_look.stop();
        m_service.reset();
    }

    std::expected<void, std::string> makeAdministrator(const QString &name, const QString &password)
    {
        if (!m_service) return std::unexpected("The service does not run.");
        return m_service->makeAdministrator(name.toStdString(), password.toStdString());
    }

private:
    std::function<void(int)> m_tellConnections;
    QTimer m_look;
    int m_connections = 0;
    std::optional<Engine> m_engine; // with the user's own rules as they were at the start
    std::unique_ptr<Service> m_service;
};

ServiceSharing::ServiceSharing(QObject *parent)
    : Sharing(parent)
    , m_worker(new Worker(
          [this](int open) { QMetaObject::invokeMethod(this, [this, open] { Q_EMIT connectionsChanged(open); }); }))
{
    qRegisterMetaType<State>();
    m_thread.setObjectName("sharing");
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

ServiceSharing::~ServiceSharing()
{
    m_thread.quit();
    m_thread.wait();
}

void ServiceSharing::start(const SharingWishes &wishes)
{
    const quint64 number = ++m_asked;
    change(State::starting);
    QMetaObject::invokeMethod(m_worker, [this, number, wishes, worker = m_worker] {
        auto started = worker->start(wishes);
        QMetaObject::invokeMethod(this, [this, number, started = std::move(started)] {
            if (number != m_asked) return;
            if (started) {
                m_at = *started;
                change(State::on);
            } else {
                m_failure = QString::fromStdString(started.error());
                change(State::failed);
            }
        });
    });
}

void ServiceSharing::stop()
{
    if (m_state == State::off || m_state == State::failed) return;
    const quint64 number = ++m_asked;
    change(State::stopping);
    QMetaObject::invokeMethod(m_worker, [this, number, worker = m_worker] {
        worker->stop();
        QMetaObject::invokeMethod(this, [this, number] {
            if (number == m_asked) change(State::off);
        });
    });
}

void ServiceSharing::makeAdministrator(const QString &name, const QString &password)
{
    QMetaObject::invokeMethod(m_worker, [this, name, password, worker = m_worker] {
        const auto made = worker->makeAdministrator(name, password);
        QMetaObject::invokeMethod(this, [this, name, made] {
            if (!made) {
                Q_EMIT administratorRefused(QString::fromStdString(made.error()));
                return;
            }
            m_at.needsAdministrator = false;
            Q_EMIT administratorMade(name);
        });
    });
}

void ServiceSharing::change(State state)
{
    if (state == m_state) return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace mathtts
