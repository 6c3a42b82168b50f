// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sharing.h"

#include <QThread>

namespace mathtts
{

/*! The classroom service, as the window shares it: in a thread of its own, with the settings and accounts of mathtts
 *  serve (its settings file, its data folder), but for address, port and encryption, which the window chooses. */
class ServiceSharing : public Sharing
{
    Q_OBJECT

public:
    explicit ServiceSharing(QObject *parent = nullptr);
    /*! Stops, and waits until the answers in flight are finished. */
    ~ServiceSharing() override;

    void start(const SharingWishes &wishes) override;
    void stop() override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] SharedAt sharedAt() const override { return m_at; }
    [[nodiscard]] QString failure() const override { return m_failure; }
    void makeAdministrator(const QString &name, const QString &password) override;

private:
    class Worker;
    void change(State state);

    QThread m_thread;
    Worker *m_worker; // lives in m_thread, which deletes it
    State m_state = State::off;
    SharedAt m_at;
    QString m_failure;
    quint64 m_asked = 0; // only the answer to the last start() or stop() counts
};

} // namespace mathtts
