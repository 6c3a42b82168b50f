// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <memory>

namespace mathtts
{

/*! How reading the user's own rules went. */
struct RulesReport {
    QStringList styles; ///< that there are with them
    QString problem;    ///< the first mistake and what to do about it; empty: none
    QString file;       ///< that it is in
    quint32 line = 0;   ///< from 1; 0: the whole file
    quint32 column = 0;
};

/*! The styles of an engine, by name. */
QStringList styleNames(const Engine &engine);

/*!
 * Reads formulas in a thread of its own, so that the window never waits for the engine. Newest wins: a request that
 * was not begun when the next one comes is forgotten.
 *
 *   connect(&service, &ReadingService::finished, view, [](const ReadingPtr &reading) { ... });
 *   service.read("x^2", {});
 */
class ReadingService : public QObject
{
    Q_OBJECT

public:
    explicit ReadingService(QObject *parent = nullptr);
    /*! Waits for the formula that is being read. */
    ~ReadingService() override;

    void read(const QString &formula, const Options &options);
    /*! Answers with mathmlFinished(); never forgotten. */
    void writeMathml(const QString &formula, const Options &options);

    /*! Reads by the user's own rules at \a path (a folder or a file) from now on, see user_rules.h. Answers with
     *  rulesRead() unless they are as they were. */
    void readRules(const QString &path);

    /*! Whether the answer to the last read() is still to come. */
    [[nodiscard]] bool isBusy() const { return m_asked != m_answered; }

Q_SIGNALS:
    /*! The answer to the last read(); earlier ones are not told. */
    void finished(const mathtts::ReadingPtr &reading);
    void mathmlFinished(const QString &mathml);
    /*! What was asked for after readRules() is answered by these rules. */
    void rulesRead(const mathtts::RulesReport &report);

private:
    class Worker;
    QThread m_thread;
    Worker *m_worker; // lives in m_thread, which deletes it
    quint64 m_asked = 0;
    quint64 m_answered = 0;
};

} // namespace mathtts
