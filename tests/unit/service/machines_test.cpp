// SPDX-License-Identifier: GPL-3.0-or-later
// Two servers on one PostgreSQL and one Valkey: one service.
#include "servers.h"
#include "serving.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

class MachinesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!PostgresqlServer::isInstalled()) QSKIP("PostgreSQL is not installed");
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        QVERIFY(m_postgresql.start());
        QVERIFY(m_valkey.start());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("DATABASE_URL", m_postgresql.url());
        environment.insert("REDIS_URL", m_valkey.url());
        environment.insert("JWT_SECRET_KEY", "the secret that all servers of this test know");
        environment.insert("RATE_LIMIT_LOGIN_REQUESTS", "1000");
        environment.insert("RATE_LIMIT_REQUESTS", "40");
        environment.insert("RATE_LIMIT_WINDOW", "3600");
        for (std::size_t i = 0; i < m_servers.size(); ++i)
            QVERIFY2(m_servers[i].start({"--data", m_folders[i].path()}, environment), m_servers[i].log().constData());
        QProcess add;
        add.setProcessEnvironment(environment);
        add.start(QStringLiteral(MATHTTS_PROGRAM),
                  {"users", "add", "ana", "--role", "admin", "--password-stdin", "--data", m_folders[0].path()});
        add.write("correct horse\n");
        add.closeWriteChannel();
        QVERIFY(add.waitForFinished(60000));
        QVERIFY2(add.exitCode() == 0, add.readAllStandardError().constData());
    }

    void accountsAndRevocationsAreShared()
    {
        const Reply tokens = one().post("/auth/login", {{"username", "ana"}, {"password", "correct horse"}});
        QCOMPARE(tokens.status, 200);
        const QByteArray token = tokens.text("access_token").toUtf8();
        QCOMPARE(two().get("/auth/me", token).text("username"), "ana");
        const Reply key = two().post("/auth/api-keys", {{"name", "key"}}, token);
        const QList<QPair<QByteArray, QByteArray>> headers{{"X-API-Key", key.text("api_key").toUtf8()}};
        QCOMPARE(one().ask("GET", "/auth/me", {}, headers).status, 200);
        QCOMPARE(
            one().ask("DELETE", "/auth/api-keys/" + key.text("id"), {}, {{"Authorization", "Bearer " + token}}).status,
            200);
        QCOMPARE(two().ask("GET", "/auth/me", {}, headers).status, 401);
        QCOMPARE(two().post("/auth/logout", {}, token).status, 204);
        QCOMPARE(one().get("/auth/me", token).status, 401);
    }

    void answersAreShared()
    {
        const QJsonObject formula{{"expression", "\\frac{a_1}{b_2}+\\sqrt{c_3}"}};
        const QString path = "/api/v1/expressions/process";
        const Reply first = one().post(path, formula);
        QCOMPARE(first.status, 200);
        QTest::qWait(300); // what is given to the others is given behind the answer
        const Reply second = two().post(path, formula);
        QCOMPARE(second.status, 200);
        QCOMPARE(second.text("speech_text"), first.text("speech_text"));
        QVERIFY2(second.json()["cached"].toBool(), second.body.constData());
        m_left = second.headers["x-ratelimit-remaining"].toInt();
        QCOMPARE(m_left, first.headers["x-ratelimit-remaining"].toInt() - 1);
    }

    void limitsAreShared()
    {
        int allowed = 0;
        for (int i = 0; i < 60; ++i)
            allowed += (i % 2 ? one() : two())
                                   .post("/api/v1/expressions/process", {{"expression", QString("x_%1").arg(i)}})
                                   .status == 200
                           ? 1
                           : 0;
        QVERIFY(m_left > 20);
        QCOMPARE(allowed, m_left);
        const Reply refused = two().post("/api/v1/expressions/process", {{"expression", "x"}});
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.headers["retry-after"].toInt() > 3000);
    }

    void aLostRedisAndALostDatabase()
    {
        m_valkey.kill();
        const Reply still = one().post("/api/v1/expressions/process", {{"expression", "x"}});
        QVERIFY(still.status == 200 || still.status == 429); // each limits by itself
        QCOMPARE(one().get("/health/live").status, 200);
        const Reply tokens = one().post("/auth/login", {{"username", "ana"}, {"password", "correct horse"}});
        QCOMPARE(tokens.status, 200);
        const QByteArray token = tokens.text("access_token").toUtf8();
        m_postgresql.kill();
        const Reply lost = two().get("/auth/me", token);
        QCOMPARE(lost.status, 503);
        QVERIFY(lost.headers.contains("retry-after"));
        QCOMPARE(two().get("/health/live").status, 200);
        QVERIFY(m_postgresql.restart());
        QVERIFY(m_valkey.start());
        QCOMPARE(two().get("/auth/me", token).status, 200);
        QCOMPARE(one().get("/auth/me", token).status, 200);
    }

    void noSecretIsInTheLogs()
    {
        for (Serving &server : m_servers) {
            server.stop();
            for (const char *secret : {"correct horse", "the secret that all", "test-password", "Bearer ey"})
                QVERIFY2(!server.log().contains(secret), secret);
        }
    }

private:
    Serving &one() { return m_servers[0]; }
    Serving &two() { return m_servers[1]; }

    PostgresqlServer m_postgresql;
    ValkeyServer m_valkey;
    std::array<QTemporaryDir, 2> m_folders;
    std::array<Serving, 2> m_servers;
    int m_left = 0;
};

QTEST_GUILESS_MAIN(MachinesTest)
#include "machines_test.moc"
