// SPDX-License-Identifier: GPL-3.0-or-later
// What several servers share: PostgreSQL and Valkey of the test's own, killed and back.
#include "servers.h"
#include "service/accounts/accounts.h"
#include "service/cache/cache.h"
#include "service/limits/redis_limiter.h"
#include "service/storage/backup.h"

#include <QTest>

#include <array>
#include <atomic>
#include <thread>

using namespace mathtts;

namespace
{

constexpr auto password = "correct horse";

/*! What one server of several has. */
struct Server {
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<accounts::Accounts> accounts;

    explicit Server(const storage::Location &location)
    {
        settings::Settings settings;
        settings.jwtSecretKey = std::string(40, 's');
        auto opened = storage::Database::open(location);
        if (!opened) qFatal("%s", opened.error().detail.c_str());
        database = std::move(*opened);
        auto made = accounts::Accounts::open(settings, *database);
        if (!made) qFatal("%s", made.error().c_str());
        accounts = std::move(*made);
    }
};

redis::Client client(const ValkeyServer &server)
{
    return redis::Client(*redis::parseAddress(server.url().toStdString()));
}

} // namespace

class SharedTest : public QObject
{
    Q_OBJECT

private slots:
    void addresses()
    {
        const auto full = redis::parseAddress("redis://ana:p%40ss@cache.example:7000/3");
        QCOMPARE(full->host, "cache.example");
        QCOMPARE(full->port, 7000);
        QCOMPARE(full->user, "ana");
        QCOMPARE(full->password, "p@ss");
        QCOMPARE(full->database, 3);
        QCOMPARE(redis::parseAddress("valkey://h")->port, 6379);
        QCOMPARE(redis::parseAddress("unix:///run/valkey.sock?db=2")->database, 2);
        for (const char *wrong : {"", "http://x", "redis://", "redis://h/x", "unix://", "rediss://h"})
            QVERIFY2(!redis::parseAddress(wrong), wrong);
    }

    void aRedisThatIsNotThereCostsNothing()
    {
        redis::Client nobody(*redis::parseAddress("unix:///nowhere/socket"));
        limits::RedisLimiter limiter(nobody);
        QElapsedTimer timer;
        timer.start();
        int allowed = 0;
        for (int i = 0; i < 1000; ++i)
            allowed += limiter.take("a", {10, 60}).allowed ? 1 : 0;
        QCOMPARE(allowed, 10);
        QVERIFY(timer.elapsed() < 500);
        QVERIFY(!nobody.isUp());
    }

    // -- Valkey

    void oneTruthForSeveralServers()
    {
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        ValkeyServer server;
        QVERIFY(server.start());
        redis::Client first = client(server);
        redis::Client second = client(server);
        limits::RedisLimiter one(first);
        limits::RedisLimiter two(second);
        std::atomic<int> allowed = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i < 32; ++i)
            clients.emplace_back([&, i] {
                for (int n = 0; n < 30; ++n)
                    allowed += (i % 2 ? one : two).take("a", {500, 3600}).allowed ? 1 : 0;
            });
        for (std::thread &thread : clients)
            thread.join();
        QCOMPARE(allowed.load(), 500);
        QVERIFY(first.isUp() && second.isUp());
    }

    void theWindowSlidesInRedis()
    {
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        ValkeyServer server;
        QVERIFY(server.start());
        redis::Client connection = client(server);
        limits::RedisLimiter limiter(connection);
        const limits::Rule rule{2, 1};
        QCOMPARE(limiter.take("a", rule).remaining, 1U);
        QCOMPARE(limiter.take("a", rule).remaining, 0U);
        const limits::Decision refused = limiter.take("a", rule);
        QVERIFY(!refused.allowed);
        QCOMPARE(refused.limit, 2U);
        QCOMPARE(refused.retrySeconds, 1U);
        QVERIFY(limiter.take("b", rule).allowed);
        QThread::msleep(1050);
        QVERIFY(limiter.take("a", rule).allowed);
        // any window, not only that of the clock
        std::vector<qint64> begun;
        std::vector<qint64> ended;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 3500) {
            const qint64 begin = timer.elapsed();
            if (limiter.take("c", {20, 1}).allowed) {
                begun.push_back(begin); // counted somewhere between the two
                ended.push_back(timer.elapsed());
            }
            QThread::msleep(5);
        }
        QVERIFY(begun.size() > 50);
        for (std::size_t i = 20; i < begun.size(); ++i)
            QVERIFY(ended[i] - begun[i - 20] >= 999);
    }

    void aLostRedisGivesNobodyANewWindow()
    {
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        ValkeyServer server;
        QVERIFY(server.start());
        redis::Client connection = client(server);
        limits::RedisLimiter limiter(connection);
        int allowed = 0;
        for (int i = 0; i < 6; ++i)
            allowed += limiter.take("a", {10, 3600}).allowed ? 1 : 0;
        server.kill();
        for (int i = 0; i < 20; ++i)
            allowed += limiter.take("a", {10, 3600}).allowed ? 1 : 0;
        QCOMPARE(allowed, 10);
        QVERIFY(!connection.isUp());
        QVERIFY(server.start());
        QVERIFY(connection.ping());
        QVERIFY(limiter.take("new", {10, 3600}).allowed);
        QVERIFY(connection.isUp());
    }

    void aHangingRedisCostsOneTimeLimit()
    {
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        ValkeyServer server;
        QVERIFY(server.start());
        redis::Client connection = client(server);
        limits::RedisLimiter limiter(connection);
        QVERIFY(limiter.take("a", {100, 60}).allowed);
        server.stop();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i)
            QVERIFY(limiter.take("a", {100, 60}).allowed);
        QVERIFY2(timer.elapsed() < 600, qPrintable(QString::number(timer.elapsed())));
        server.resume();
    }

    void aWrongPasswordIsNoRedis()
    {
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        ValkeyServer server;
        QVERIFY(server.start());
        auto address = *redis::parseAddress(server.url().toStdString());
        address.password = "wrong";
        redis::Client connection(address);
        QVERIFY(!connection.ping());
    }

    void answersAreShared()
    {
        if (!ValkeyServer::isInstalled()) QSKIP("Valkey is not installed");
        ValkeyServer server;
        QVERIFY(server.start());
        redis::Client first = client(server);
        redis::Client second = client(server);
        cache::Cache one({.name = "results", .version = "1", .redis = &first});
        cache::Cache two({.name = "results", .version = "1", .redis = &second});
        cache::Cache other({.name = "results", .version = "2", .redis = &second});
        const std::string value("x\0y", 3);
        one.putShared("key", value);
        QVERIFY(!two.get("key"));
        QCOMPARE(*two.getShared("key"), value);
        QVERIFY(two.get("key"));
        QVERIFY(!other.getShared("key"));
        one.keep("kept", std::make_shared<const std::string>("answer"));
        QCOMPARE(*two.find("kept"), "answer");
        QCOMPARE(two.figures().hits, 3U);
        server.kill();
        QVERIFY(!other.getShared("key"));
        one.putShared("key", value);
        QVERIFY(two.get("key"));
    }

    // -- PostgreSQL

    void accountsAndRevocationsAreShared()
    {
        if (!PostgresqlServer::isInstalled()) QSKIP("PostgreSQL is not installed");
        PostgresqlServer postgresql;
        QVERIFY(postgresql.start());
        // They start together, on an empty database.
        std::array<std::unique_ptr<Server>, 2> servers;
        std::thread starting([&] { servers[1] = std::make_unique<Server>(postgresql.location()); });
        servers[0] = std::make_unique<Server>(postgresql.location());
        starting.join();
        accounts::Accounts &one = *servers[0]->accounts;
        accounts::Accounts &two = *servers[1]->accounts;

        const auto ana = one.users().add({.username = "ana", .password = password});
        QVERIFY(ana);
        const auto login = two.sessions().login("ana", password, "192.0.2.1");
        QVERIFY(login);
        QVERIFY(one.sessions().identify(login->accessToken));
        const auto key = one.keys().create(ana->id, "key");
        QVERIFY(two.keys().identify(key->secret));
        QVERIFY(one.keys().revoke(key->key.id));
        QVERIFY(!two.keys().identify(key->secret));
        const auto next = one.sessions().refresh(login->refreshToken);
        QVERIFY(next);
        QVERIFY(!two.sessions().refresh(login->refreshToken)); // the second time, at the other server
        QVERIFY(!one.sessions().identify(next->accessToken));
        for (int i = 0; i < 5; ++i)
            (void)(i % 2 ? one : two).sessions().login("ana", "wrong horse", "198.51.100.1");
        QCOMPARE(one.sessions().login("ana", password, "198.51.100.1").error().code,
                 accounts::AccountErrorCode::blocked);

        // The database is killed and comes back.
        const auto again = one.sessions().login("ana", password, "192.0.2.1");
        QVERIFY(again);
        postgresql.kill();
        QElapsedTimer timer;
        timer.start();
        const auto lost = two.sessions().identify(again->accessToken);
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, accounts::AccountErrorCode::storage);
        QCOMPARE(lost.error().storageCode, storage::ErrorCode::unavailable);
        QVERIFY(timer.elapsed() < 4000);
        QVERIFY(!servers[0]->database->ping());
        QVERIFY(postgresql.restart());
        QVERIFY(two.sessions().identify(again->accessToken));
        QVERIFY(one.users().add({.username = "ben", .password = password}));
    }

    void aSchoolMovesFromOneToTheOther()
    {
        if (!PostgresqlServer::isInstalled()) QSKIP("PostgreSQL is not installed");
        PostgresqlServer postgresql;
        QVERIFY(postgresql.start());
        QTemporaryDir folder;
        const std::string file = folder.filePath("backup").toStdString();
        const Server small({.file = folder.filePath("small.sqlite").toStdString()});
        const auto ana = small.accounts->users().add(
            {.username = "ana", .password = password, .email = "a@b.c", .fullName = "Ana 𝛼 O'Neill \\ \"x\""});
        const auto key = small.accounts->keys().create(ana->id, "key", limits::Rule{5, 60});
        QVERIFY(storage::backup(*small.database, file));
        const Server large(postgresql.location());
        const auto restored = storage::restore(*large.database, file);
        QVERIFY2(restored.has_value(), restored ? "" : restored.error().detail.c_str());
        const auto login = large.accounts->sessions().login("ana", password, "192.0.2.1");
        QVERIFY(login);
        QCOMPARE(login->user.fullName, ana->fullName);
        QVERIFY(large.accounts->keys().identify(key->secret));
        QVERIFY(storage::backup(*large.database, file));
        QVERIFY(large.accounts->users().remove(ana->id));
        QVERIFY(storage::restore(*small.database, file));
        QCOMPARE(small.accounts->users().find(ana->id)->lastLoginAt, login->user.lastLoginAt);
    }
};

QTEST_GUILESS_MAIN(SharedTest)
#include "shared_test.moc"
