// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sharing.h"

#include <optional>
#include <utility>

namespace mathtts
{

/*! Records what the window asks of the service; the test gives the answers. */
class FakeSharing : public Sharing
{
    Q_OBJECT

public:
    std::optional<SharingWishes> wishes;
    int starts = 0;
    SharedAt at{};
    QString reason;
    QString administrator;
    QString password;

    void start(const SharingWishes &how) override
    {
        wishes = how;
        ++starts;
        change(State::starting);
    }
    void stop() override
    {
        if (m_state == State::on || m_state == State::starting) change(State::stopping);
    }
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] SharedAt sharedAt() const override { return at; }
    [[nodiscard]] QString failure() const override { return reason; }
    void makeAdministrator(const QString &name, const QString &secret) override
    {
        administrator = name;
        password = secret;
    }

    void change(State state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

private:
    State m_state = State::off;
};

} // namespace mathtts
