// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTimer>

/*! What a server answered. */
struct Reply {
    int status = 0; ///< 0: nothing
    QByteArray body;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString text(const char *member) const { return json()[QLatin1StringView(member)].toString(); }
};

/*! A mathtts serve of the test's own, on a free port of loopback. */
class Serving
{
public:
    ~Serving() { stop(); }

    bool start(const QStringList &arguments, const QProcessEnvironment &environment)
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(MATHTTS_PROGRAM), QStringList{"serve", "--listen", "127.0.0.1:0"} + arguments);
        QElapsedTimer timer;
        timer.start();
        static const QRegularExpression address("Listening on (http://[^\\s]+:\\d+)/?");
        while (timer.elapsed() < 60000 && m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(200);
            collect();
            const auto match = address.match(QString::fromUtf8(m_said));
            if (!match.hasMatch()) continue;
            m_address = match.captured(1);
            return true;
        }
        collect();
        return false;
    }

    /*! Ends it and waits; what it still had to say is in said() and log(). */
    void stop()
    {
        if (m_process.state() == QProcess::NotRunning) return;
        m_process.terminate();
        if (!m_process.waitForFinished(20000)) m_process.kill();
        m_process.waitForFinished(5000);
        collect();
    }

    Reply ask(const char *method, const QString &path, const QByteArray &body = {},
              const QList<QPair<QByteArray, QByteArray>> &headers = {})
    {
        QNetworkRequest request(QUrl(m_address + path));
        request.setTransferTimeout(20000);
        if (!body.isEmpty()) request.setRawHeader("Content-Type", "application/json");
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished()) loop.exec();
        Reply result{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                     .body = reply->readAll(),
                     .headers = {}};
        for (const auto &[name, value] : reply->rawHeaderPairs())
            result.headers[name.toLower()] = value;
        delete reply;
        collect();
        return result;
    }
    Reply get(const QString &path, const QByteArray &token = {}) { return ask("GET", path, {}, bearer(token)); }
    Reply post(const QString &path, const QJsonObject &body, const QByteArray &token = {})
    {
        return ask("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact), bearer(token));
    }

    /*! Standard output and standard error until now. */
    [[nodiscard]] QByteArray said() const { return m_said; }
    [[nodiscard]] QByteArray log() const { return m_log; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

private:
    static QList<QPair<QByteArray, QByteArray>> bearer(const QByteArray &token)
    {
        if (token.isEmpty()) return {};
        return {{"Authorization", "Bearer " + token}};
    }
    void collect()
    {
        m_said += m_process.readAllStandardOutput();
        m_log += m_process.readAllStandardError();
    }

    QProcess m_process;
    QString m_address;
    QByteArray m_said;
    QByteArray m_log;
    QNetworkAccessManager m_network;
};
