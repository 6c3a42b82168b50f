// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading_service.h"

#include <QMutex>

#include <optional>

namespace mathtts
{

/*! Lives in the thread; put() alone is called from outside. */
class ReadingService::Worker : public QObject
{
public:
    struct Request {
        quint64 number = 0;
        QString formula;
        Options options;
    };

    /*! True when nothing was waiting: the caller then has to ask for take(). */
    bool put(Request request)
    {
        const QMutexLocker lock(&m_mutex);
        const bool first = !m_waiting;
        m_waiting = std::move(request);
        return first;
    }

    std::optional<Request> take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_waiting, std::nullopt);
    }

    // Made at the first use, in the thread: the window need not wait for it.
    Session &session()
    {
        if (!m_engine) {
            m_engine.emplace();
            m_session.emplace(*m_engine);
        }
        return *m_session;
    }

private:
    QMutex m_mutex;
    std::optional<Request> m_waiting;
    std::optional<Engine> m_engine;
    std::optional<Session> m_session;
};

ReadingService::ReadingService(QObject *parent)
    : QObject(parent)
    , m_worker(new Worker)
{
    m_thread.setObjectName("reading");
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

ReadingService::~ReadingService()
{
    m_thread.quit();
    m_thread.wait();
}

void ReadingService::read(const QString &formula, const Options &options)
{
    if (!m_worker->put({++m_asked, formula, options})) return;
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker] {
        const auto request = worker->take();
        ReadingPtr reading = makeReading(worker->session(), request->formula, request->options);
        QMetaObject::invokeMethod(this, [this, number = request->number, reading = std::move(reading)] {
            if (number != m_asked) return; // a newer one is on its way
            m_answered = number;
            Q_EMIT finished(reading);
        });
    });
}

void ReadingService::writeMathml(const QString &formula, const Options &options)
{
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, formula, options] {
        QString mathml = makeMathml(worker->session(), formula, options);
        QMetaObject::invokeMethod(this, [this, mathml = std::move(mathml)] { Q_EMIT mathmlFinished(mathml); });
    });
}

} // namespace mathtts
