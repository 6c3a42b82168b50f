// SPDX-License-Identifier: GPL-3.0-or-later
// The routes and commands of accounts, on a server that runs; and its log, searched for every secret of this test.
#include "serving.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace
{

constexpr auto adminPassword = "geheim-admin-7Jq";
constexpr auto userPassword = "geheim-user-3Xw";
constexpr auto newPassword = "geheim-new-9Lm";

} // namespace

class AccountRoutesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        // Many requests come from one address here; limits have a test of their own below.
        for (const char *name : {"RATE_LIMIT_REQUESTS", "RATE_LIMIT_LOGIN_REQUESTS", "RATE_LIMIT_REGISTER_REQUESTS",
                                 "RATE_LIMIT_USER_REQUESTS"})
            m_environment.insert(name, "10000");
        QVERIFY2(m_server.start({"--data", m_folder.path()}, m_environment), m_server.log().constData());
    }

    void theFirstAdministratorNeedsTheToken()
    {
        static const QRegularExpression token("setup_\\w+");
        m_setUpToken = token.match(QString::fromUtf8(m_server.said())).captured(0);
        QVERIFY2(!m_setUpToken.isEmpty(), m_server.said().constData());
        m_secrets << m_setUpToken << adminPassword << userPassword << newPassword;
        QJsonObject body{{"username", "root"}, {"password", adminPassword}, {"token", "setup_guessed_by_somebody"}};
        QCOMPARE(m_server.post("/auth/setup", body).status, 401);
        body["token"] = m_setUpToken;
        const Reply made = m_server.post("/auth/setup", body);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("role"), "admin");
        QVERIFY(!made.body.contains("password"));
        QCOMPARE(m_server.post("/auth/setup", body).status, 409);
        m_admin = login("root", adminPassword).text("access_token").toUtf8();
        QVERIFY(!m_admin.isEmpty());
    }

    void registration()
    {
        const QJsonObject ana{{"username", "ana"}, {"password", userPassword}, {"email", "ana@school.example"}};
        const Reply made = m_server.post("/auth/register", ana);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("role"), "user");
        m_anaId = made.text("id");
        QCOMPARE(m_server.post("/api/v1/auth/register", ana).status, 409);
        const Reply weak = m_server.post("/auth/register", {{"username", "ben"}, {"password", "short"}});
        QCOMPARE(weak.status, 422);
        QVERIFY2(weak.body.contains("/password"), weak.body.constData());
        for (const char *member : {"error", "detail", "request_id"})
            QVERIFY2(weak.json().contains(QLatin1StringView(member)), member);
        for (const char *name : {"a\r\nX-Evil: 1", "x'; DROP TABLE users; --", "<script>", ""})
            QCOMPARE(m_server.post("/auth/register", {{"username", name}, {"password", userPassword}}).status, 422);
        QCOMPARE(m_server.post("/auth/register", {{"username", "eve"}, {"password", userPassword}, {"role", "admin"}})
                     .json()["role"]
                     .toString(),
                 QString()); // an unknown member makes nobody an administrator
    }

    void logins()
    {
        const Reply json = login("ana", userPassword);
        QCOMPARE(json.status, 200);
        QCOMPARE(json.text("token_type"), "bearer");
        QCOMPARE(json.json()["expires_in"].toInt(), 1800);
        // as clients of OAuth 2 send it, with everything that its password grant may have
        const Reply form =
            m_server.ask("POST", "/auth/login",
                         "grant_type=password&username=ana&password=" + QByteArray(userPassword) +
                             "&scope=&client_id=page&client_secret=",
                         {{"Content-Type", "application/x-www-form-urlencoded"}, {"Authorization", "Basic Og=="}});
        QCOMPARE(form.status, 200);
        remember(form);
        const Reply wrong = login("ana", "geheim-wrong");
        const Reply unknown = login("nobody", "geheim-wrong");
        QCOMPARE(wrong.status, 401);
        QCOMPARE(unknown.status, 401);
        QCOMPARE(wrong.text("detail"), unknown.text("detail"));
        QCOMPARE(login("' OR 1=1 --", "' OR 1=1 --").status, 401);

        const QByteArray token = json.text("access_token").toUtf8();
        QCOMPARE(m_server.get("/auth/me", token).text("username"), "ana");
        QCOMPARE(m_server.get("/api/v1/auth/me", token).status, 200);
        QCOMPARE(m_server.get("/auth/me").status, 401);
        QCOMPARE(m_server.get("/auth/me", token + 'x').status, 401);
        QCOMPARE(m_server.get("/auth/me", json.text("refresh_token").toUtf8()).status, 401);
        QCOMPARE(m_server.ask("POST", "/auth/login", "{\"username\":1}").status, 422);
        QVERIFY(m_server.ask("POST", "/auth/login", "{").status >= 400);
    }

    void refreshingAndLoggingOut()
    {
        const Reply first = login("ana", userPassword);
        const Reply second = refresh(first);
        QCOMPARE(second.status, 200);
        QCOMPARE(refresh(first).status, 401);
        QCOMPARE(refresh(second).status, 401);
        QCOMPARE(m_server.get("/auth/me", second.text("access_token").toUtf8()).status, 401);

        const Reply third = login("ana", userPassword);
        const QByteArray token = third.text("access_token").toUtf8();
        QCOMPARE(m_server.post("/auth/logout", {}, token).status, 204);
        QCOMPARE(m_server.get("/auth/me", token).status, 401);
        QCOMPARE(m_server.post("/auth/logout", {}, token).status, 401);
        QCOMPARE(refresh(third).status, 401);
    }

    void changingThePassword()
    {
        const QByteArray here = login("ana", userPassword).text("access_token").toUtf8();
        const QByteArray there = login("ana", userPassword).text("access_token").toUtf8();
        QJsonObject body{{"current_password", "geheim-wrong"}, {"new_password", newPassword}};
        QCOMPARE(m_server.post("/auth/change-password", body, here).status, 403);
        body["current_password"] = userPassword;
        body["new_password"] = "short";
        QCOMPARE(m_server.post("/auth/change-password", body, here).status, 422);
        body["new_password"] = newPassword;
        QCOMPARE(m_server.post("/auth/change-password", body, here).status, 204);
        QCOMPARE(m_server.get("/auth/me", here).status, 200);
        QCOMPARE(m_server.get("/auth/me", there).status, 401);
        QCOMPARE(login("ana", userPassword).status, 401);
        m_ana = login("ana", newPassword).text("access_token").toUtf8();
        QVERIFY(!m_ana.isEmpty());
    }

    void administration()
    {
        const QString path = "/auth/users/" + m_anaId;
        for (const QString &route : {QString("/auth/users"), path}) {
            QCOMPARE(m_server.get(route).status, 401);
            QCOMPARE(m_server.get(route, m_ana).status, 403);
            QCOMPARE(m_server.get(route, m_admin).status, 200);
        }
        const Reply page = m_server.get("/auth/users?limit=1&search=AN", m_admin);
        QCOMPARE(page.json()["total"].toInt(), 1);
        QCOMPARE(page.json()["users"][0]["username"].toString(), "ana");
        QCOMPARE(m_server.get("/auth/users?limit=0", m_admin).status, 422);
        QCOMPARE(m_server.get("/auth/users/nobody", m_admin).status, 404);

        QCOMPARE(m_server.post(path + "/deactivate", {}, m_ana).status, 403);
        QCOMPARE(m_server.post(path + "/deactivate", {}, m_admin).json()["is_active"].toBool(true), false);
        QCOMPARE(m_server.get("/auth/me", m_ana).status, 401); // at once
        QCOMPARE(m_server.post(path + "/activate", {}, m_admin).status, 200);
        QCOMPARE(m_server.get("/auth/me", m_ana).status, 200);
        QCOMPARE(m_server.ask("PUT", path + "/role", R"({"role":"admin"})", admin()).text("role"), "admin");
        QCOMPARE(m_server.get("/auth/users", m_ana).status, 200); // at once
        QCOMPARE(m_server.ask("PUT", path + "/role", R"({"role":"user"})", admin()).status, 200);
        QCOMPARE(m_server.get("/auth/users", m_ana).status, 403);
        QCOMPARE(m_server.ask("PUT", path + "/role", R"({"role":"king"})", admin()).status, 422);

        const QString own = m_server.get("/auth/me", m_admin).text("id");
        QCOMPARE(m_server.post("/auth/users/" + own + "/deactivate", {}, m_admin).status, 409);
        QCOMPARE(m_server.ask("DELETE", "/auth/users/" + own, {}, admin()).status, 409);
        const Reply victim = m_server.post("/auth/register", {{"username", "victim"}, {"password", userPassword}});
        QCOMPARE(m_server.ask("DELETE", "/auth/users/" + victim.text("id"), {}, admin()).status, 204);
        QCOMPARE(m_server.get("/auth/users/" + victim.text("id"), m_admin).status, 404);
    }

    void apiKeys()
    {
        const Reply made = m_server.post("/auth/api-keys", {{"name", "reader"}, {"expires_in_days", 9}}, m_ana);
        QCOMPARE(made.status, 201);
        const QByteArray key = made.text("api_key").toUtf8();
        m_secrets << QString::fromUtf8(key);
        QVERIFY(key.startsWith(made.text("prefix").toUtf8()));
        QVERIFY(made.json().contains("expires_at"));
        const auto with = [](const QByteArray &value) {
            return QList<QPair<QByteArray, QByteArray>>{{"X-API-Key", value}};
        };
        QCOMPARE(m_server.ask("GET", "/auth/me", {}, with(key)).text("username"), "ana");
        QCOMPARE(m_server.ask("GET", "/auth/me", {}, with(key + 'x')).status, 401);
        // A key reads formulas; it makes no keys and changes no password.
        QCOMPARE(m_server.ask("POST", "/auth/api-keys", R"({"name":"more"})", with(key)).status, 403);
        QCOMPARE(m_server.ask("POST", "/auth/logout", {}, with(key)).status, 403);

        const Reply list = m_server.get("/auth/api-keys", m_ana);
        QCOMPARE(list.json()["keys"].toArray().size(), 1);
        QVERIFY(!list.body.contains(key));
        QCOMPARE(m_server.get("/auth/api-keys?all=true", m_ana).status, 403);
        QCOMPARE(m_server.get("/auth/api-keys?all=true", m_admin).status, 200);
        QCOMPARE(m_server.post("/auth/api-keys", {{"name", "x"}, {"limit_requests", 99999}}, m_ana).status, 403);

        const Reply own = m_server.post("/auth/api-keys",
                                        {{"name", "tight"}, {"limit_requests", 3}, {"limit_seconds", 3600}}, m_admin);
        QCOMPARE(own.status, 201);
        const QByteArray tight = own.text("api_key").toUtf8();
        m_secrets << QString::fromUtf8(tight);
        for (int left = 2; left >= 0; --left) {
            const Reply reply = m_server.ask("GET", "/auth/me", {}, with(tight));
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.headers["x-ratelimit-limit"], "3");
            QCOMPARE(reply.headers["x-ratelimit-remaining"].toInt(), left);
        }
        const Reply refused = m_server.ask("GET", "/auth/me", {}, with(tight));
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.headers["retry-after"].toInt() > 3500);
        QCOMPARE(refused.headers["x-ratelimit-remaining"], "0");

        const QString path = "/auth/api-keys/" + made.text("id");
        QCOMPARE(m_server.ask("DELETE", "/auth/api-keys/" + own.text("id"), {}, bearer(m_ana)).status, 404);
        QCOMPARE(m_server.ask("DELETE", path, {}, bearer(m_ana)).status, 200);
        QCOMPARE(m_server.ask("GET", "/auth/me", {}, with(key)).status, 401);
    }

    void commandsHoldForTheServerThatRuns()
    {
        const Answer added = command({"users", "add", "carla", "--role", "api_user", "--password-stdin"}, userPassword);
        QVERIFY2(added.code == 0, added.error.constData());
        const QByteArray token = login("carla", userPassword).text("access_token").toUtf8();
        QCOMPARE(m_server.get("/auth/me", token).text("role"), "api_user");
        const Answer key = command({"keys", "create", "carla", "--name", "reader"});
        QCOMPARE(key.code, 0);
        const QByteArray secret = key.out.trimmed();
        m_secrets << QString::fromUtf8(secret);
        const QList<QPair<QByteArray, QByteArray>> headers{{"X-API-Key", secret}};
        QCOMPARE(m_server.ask("GET", "/auth/me", {}, headers).status, 200);
        QCOMPARE(command({"users", "deactivate", "carla"}).code, 0);
        QCOMPARE(m_server.get("/auth/me", token).status, 401);
        QCOMPARE(m_server.ask("GET", "/auth/me", {}, headers).status, 401);

        QCOMPARE(command({"users", "add", "carla", "--password-stdin"}, userPassword).code, 1); // taken
        QCOMPARE(command({"users", "add", "x", "--password-stdin"}, userPassword).code, 1);
        QCOMPARE(command({"users", "add", "dora"}).code, 2);
        QCOMPARE(command({"users", "role", "nobody", "--role", "user"}).code, 1);
        QCOMPARE(command({"users", "add", "dora", "--role", "king", "--password-stdin"}, userPassword).code, 2);
        QVERIFY(command({"users", "list"}).out.contains("carla"));
        const QJsonArray users = QJsonDocument::fromJson(command({"users", "list", "--json"}).out).array();
        QCOMPARE(users.size(), 3);
        QVERIFY(QJsonDocument::fromJson(command({"keys", "list", "--json"}).out).array().size() >= 2);

        // A backup, a loss, a restore; the server goes on with it.
        const QString file = m_folder.filePath("all.backup");
        QCOMPARE(command({"backup", file}).code, 0);
        QCOMPARE(command({"users", "remove", "ana"}).code, 0);
        QCOMPARE(m_server.get("/auth/me", m_ana).status, 401);
        QCOMPARE(command({"restore", file}).code, 0);
        QCOMPARE(m_server.get("/auth/me", m_ana).status, 200);
        QCOMPARE(command({"restore", "/nowhere"}).code, 3);
    }

    void loginsAreDelayed()
    {
        for (int i = 0; i < 8; ++i)
            (void)login("delayed", "geheim-wrong");
        const Reply reply = login("delayed", "geheim-wrong");
        QCOMPARE(reply.status, 429);
        QVERIFY(reply.headers["retry-after"].toInt() >= 1);
    }

    void metricsAreCountedAndWellFormed()
    {
        const Reply metrics = m_server.get("/health/prometheus");
        QCOMPARE(metrics.status, 200);
        QVERIFY2(metrics.body.contains("mathtts_auth_attempts_total{method=\"password\",result=\"failure\"}"),
                 metrics.body.constData());
        const QString promtool = QStandardPaths::findExecutable("promtool");
        if (promtool.isEmpty()) QSKIP("promtool is not installed");
        QProcess process;
        process.start(promtool, {"check", "metrics"});
        process.write(metrics.body);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAllStandardError() + process.readAllStandardOutput();
        QVERIFY2(process.exitCode() == 0 && said.isEmpty(), said.constData());
    }

    void demoAccountsStayOnThisComputer()
    {
        QTemporaryDir folder;
        QCOMPARE(runCommand({"users", "demo", "--data", folder.path()}).code, 0);
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral(MATHTTS_PROGRAM), {"serve", "--listen", "0.0.0.0:0", "--data", folder.path()});
        QVERIFY(process.waitForFinished(30000));
        QVERIFY(process.exitCode() != 0);
        QVERIFY(process.readAllStandardError().contains("demo"));
    }

    void aClosedRegistrationIsClosed()
    {
        QTemporaryDir folder;
        QProcessEnvironment environment = m_environment;
        environment.insert("REGISTRATION_ENABLED", "false");
        Serving server;
        QVERIFY(server.start({"--data", folder.path()}, environment));
        const Reply reply = server.post("/auth/register", {{"username", "ana"}, {"password", userPassword}});
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.text("error"), "registration_closed");
    }

    void theLogHoldsNoSecret()
    {
        m_server.stop();
        const QByteArray log = m_server.log();
        QVERIFY2(log.count('\n') > 50, log.constData()); // it does say what happens
        QVERIFY(log.contains("\"authentication\""));
        for (const QString &secret : std::as_const(m_secrets)) {
            QVERIFY(secret.size() > 8);
            QVERIFY2(!log.contains(secret.toUtf8()), qPrintable(secret));
        }
        QVERIFY(!log.contains("geheim"));
        QVERIFY(!log.contains("Bearer ey"));
        QVERIFY(m_secrets.size() > 20);
    }

private:
    struct Answer {
        int code = -1;
        QByteArray out;
        QByteArray error;
    };
    Answer runCommand(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral(MATHTTS_PROGRAM), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000)) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    Answer command(QStringList arguments, const QByteArray &input = {})
    {
        return runCommand(arguments << "--data" << m_folder.path(), input);
    }
    Reply login(const QString &username, const QString &password)
    {
        const Reply reply = m_server.post("/auth/login", {{"username", username}, {"password", password}});
        remember(reply);
        return reply;
    }
    Reply refresh(const Reply &tokens)
    {
        const Reply reply = m_server.post("/auth/refresh", {{"refresh_token", tokens.text("refresh_token")}});
        remember(reply);
        return reply;
    }
    void remember(const Reply &tokens)
    {
        for (const char *member : {"access_token", "refresh_token"})
            if (!tokens.text(member).isEmpty()) m_secrets << tokens.text(member).section('.', 2);
    }
    static QList<QPair<QByteArray, QByteArray>> bearer(const QByteArray &token)
    {
        return {{"Authorization", "Bearer " + token}};
    }
    QList<QPair<QByteArray, QByteArray>> admin() const { return bearer(m_admin); }

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    Serving m_server;
    QString m_setUpToken;
    QString m_anaId;
    QByteArray m_admin;
    QByteArray m_ana;
    QStringList m_secrets;
};

QTEST_GUILESS_MAIN(AccountRoutesTest)
#include "account_routes_test.moc"
