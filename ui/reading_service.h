// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace mathtts
{

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

    /*! Whether the answer to the last read() is still to come. */
    [[nodiscard]] bool isBusy() const { return m_asked != m_answered; }

Q_SIGNALS:
    /*! The answer to the last read(); earlier ones are not told. */
    void finished(const mathtts::ReadingPtr &reading);
    void mathmlFinished(const QString &mathml);

private:
    class Worker;
    QThread m_thread;
    Worker *m_worker; // lives in m_thread, which deletes it
    quint64 m_asked = 0;
    quint64 m_answered = 0;
};

} // namespace mathtts
