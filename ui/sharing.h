// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <vector>

namespace mathtts
{

/*! How somebody wants to share. */
struct SharingWishes {
    bool network = false;   ///< with everybody in the local network; else with this computer alone
    bool encrypted = false; ///< HTTPS
    int port = 8000;        ///< 0: any that is free
    bool operator==(const SharingWishes &) const = default;
};

/*! What is offered while it is shared. */
struct SharedAt {
    QStringList addresses;               ///< for browsers, the one to give away first
    std::vector<std::vector<bool>> code; ///< the QR code of the first: one row a line, true is dark
    QString fingerprint;                 ///< of the certificate, "AB:CD:..."; empty without encryption
    bool reachesNetwork = false;         ///< others than this computer can reach the first address
    bool needsAdministrator = false;     ///< nobody has an account yet
    int leastPassword = 8;               ///< characters of a password
};

/*!
 * What the window wants of the classroom service: share, stop, and tell how it goes. The program brings the real one;
 * tests bring their own. Nothing in it blocks but its end, which finishes the answers in flight.
 */
class Sharing : public QObject
{
    Q_OBJECT

public:
    enum class State { off, starting, on, stopping, failed };
    Q_ENUM(State)

    using QObject::QObject;

    /*! Shares; when it is shared already, as \a wishes say from now on. */
    virtual void start(const SharingWishes &wishes) = 0;
    /*! Answers what is in flight and ends. */
    virtual void stop() = 0;
    [[nodiscard]] virtual State state() const = 0;
    /*! While the state is on. */
    [[nodiscard]] virtual SharedAt sharedAt() const = 0;
    /*! While the state is failed: why nothing is shared, a sentence. */
    [[nodiscard]] virtual QString failure() const = 0;

    /*! Makes the first account, while the state is on. administratorMade() or administratorRefused() follows. */
    virtual void makeAdministrator(const QString &name, const QString &password) = 0;

Q_SIGNALS:
    void stateChanged(mathtts::Sharing::State state);
    void connectionsChanged(int open);
    void administratorMade(const QString &name);
    void administratorRefused(const QString &reason);
};

} // namespace mathtts
