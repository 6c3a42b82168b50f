// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading_service.h"

#include "user_rules/user_rules.h"

#include <QFileInfo>
#include <QMutex>

#include <algorithm>
#include <optional>

namespace mathtts
{

QStringList styleNames(const Engine &engine)
{
    QStringList names;
    for (const std::string_view style : engine.styles())
        names << QString::fromUtf8(style.data(), static_cast<qsizetype>(style.size()));
    return names;
}

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
            m_engine.emplace(m_rules.images);
            m_session.emplace(*m_engine);
        }
        return *m_session;
    }

    /*! Nothing when the rules are as they were. */
    std::optional<RulesReport> readRules(const QString &path)
    {
        UserRules rules = readUserRules(QFileInfo(path).filesystemFilePath());
        const bool same =
            std::ranges::equal(rules.files, m_rules.files, [](const RuleSource &one, const RuleSource &other) {
                return one.name == other.name && one.text == other.text;
            });
        if (same && rules.problems.empty()) return {};
        m_session.reset();
        m_engine.reset();
        m_rules = compiled(std::move(rules));
        session();
        RulesReport report{.styles = styleNames(*m_engine), .problem = {}, .file = {}};
        if (m_rules.problems.empty()) return report;
        const RuleProblem &first = m_rules.problems.front();
        report.problem = QString::fromStdString(first.message + ". " + first.advice).trimmed();
        report.file = QString::fromStdString(first.file);
        report.line = first.line;
        report.column = first.column;
        return report;
    }

private:
    QMutex m_mutex;
    std::optional<Request> m_waiting;
    UserRules m_rules;
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

void ReadingService::readRules(const QString &path)
{
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, path] {
        const auto report = worker->readRules(path);
        if (report) QMetaObject::invokeMethod(this, [this, report] { Q_EMIT rulesRead(*report); });
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
