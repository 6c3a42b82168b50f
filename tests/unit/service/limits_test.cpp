// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/limits/client_address.h"
#include "service/limits/memory_limiter.h"
#include "service/limits/policy.h"

#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace mathtts;
using namespace mathtts::limits;

class LimitsTest : public QObject
{
    Q_OBJECT

private slots:
    void theWindowSlides()
    {
        std::int64_t now = 1'000'000;
        MemoryLimiter limiter([&] { return now; });
        const Rule rule{3, 10};
        QCOMPARE(limiter.take("a", rule).remaining, 2U);
        now += 4000;
        QCOMPARE(limiter.take("a", rule).remaining, 1U);
        Decision third = limiter.take("a", rule);
        QVERIFY(third.allowed);
        QCOMPARE(third.limit, 3U);
        QCOMPARE(third.remaining, 0U);
        QCOMPARE(third.resetSeconds, 6U);
        QCOMPARE(third.retrySeconds, 0U);
        Decision fourth = limiter.take("a", rule);
        QVERIFY(!fourth.allowed);
        QCOMPARE(fourth.retrySeconds, 6U);
        QVERIFY(limiter.take("b", rule).allowed); // another key
        now += 5999;
        QVERIFY(!limiter.take("a", rule).allowed);
        now += 1; // the first one has passed; refused ones never counted
        QVERIFY(limiter.take("a", rule).allowed);
        QVERIFY(!limiter.take("a", rule).allowed);
        now += 1'000'000;
        QCOMPARE(limiter.take("a", rule).remaining, 2U);
    }

    void neverOneTooManyInAnyWindow()
    {
        std::int64_t now = 0;
        MemoryLimiter limiter([&] { return now; });
        const Rule rule{20, 2};
        std::mt19937 random(7);
        std::vector<std::int64_t> allowed;
        for (int i = 0; i < 20000; ++i) {
            now += std::uniform_int_distribution(0, i % 500 < 100 ? 2 : 300)(random);
            if (limiter.take("a", rule).allowed) allowed.push_back(now);
        }
        QVERIFY(allowed.size() > 1000);
        for (std::size_t i = rule.count; i < allowed.size(); ++i)
            QVERIFY(allowed[i] - allowed[i - rule.count] >= 2000);
    }

    void neverOneTooManyUnderParallelClients()
    {
        MemoryLimiter limiter;
        const Rule rule{1000, 3600};
        std::atomic<int> allowed = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i < 32; ++i)
            clients.emplace_back([&] {
                for (int n = 0; n < 200; ++n)
                    allowed += limiter.take("a", rule).allowed ? 1 : 0;
            });
        for (std::thread &client : clients)
            client.join();
        QCOMPARE(allowed.load(), 1000);
    }

    void aSmallerRuleHoldsAtOnce()
    {
        std::int64_t now = 0;
        MemoryLimiter limiter([&] { return now; });
        for (int i = 0; i < 10; ++i) {
            limiter.take("a", {10, 10});
            now += 100;
        }
        const Decision decision = limiter.take("a", {2, 10});
        QVERIFY(!decision.allowed);
        QCOMPARE(decision.remaining, 0U);
        now += decision.retrySeconds * 1000;
        QVERIFY(limiter.take("a", {2, 10}).allowed);
        QVERIFY(!limiter.take("b", {0, 10}).allowed);
    }

    void manyKeysFillNothing()
    {
        std::int64_t now = 0;
        MemoryLimiter limiter([&] { return now; }, 1000);
        int allowed = 0;
        for (int i = 0; i < 100'000; ++i)
            allowed += limiter.take("key " + std::to_string(i), {5, 60}).allowed ? 1 : 0;
        QVERIFY(limiter.keys() <= 1016);
        QVERIFY(allowed < 1100); // those with a count of their own, and those that share one
        now += 61'000;
        QVERIFY(limiter.take("new", {5, 60}).allowed);
        QVERIFY(limiter.take("new", {5, 60}).allowed);
    }

    void onlyTrustedProxiesAreBelieved_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("forwarded");
        QTest::addColumn<QString>("client");
        QTest::newRow("direct") << "192.0.2.7" << "" << "192.0.2.7";
        QTest::newRow("claims") << "192.0.2.7" << "198.51.100.1" << "192.0.2.7";
        QTest::newRow("proxy") << "10.1.2.3" << "198.51.100.1" << "198.51.100.1";
        QTest::newRow("proxy without header") << "10.1.2.3" << "" << "10.1.2.3";
        QTest::newRow("claim before") << "10.1.2.3" << "1.1.1.1, 198.51.100.1" << "198.51.100.1";
        QTest::newRow("two proxies") << "10.1.2.3" << "198.51.100.1, 10.9.9.9" << "198.51.100.1";
        QTest::newRow("nonsense") << "10.1.2.3" << "1.1.1.1, <script>" << "10.1.2.3";
        QTest::newRow("port") << "10.1.2.3" << "198.51.100.1:4711" << "198.51.100.1";
        QTest::newRow("mapped peer") << "::ffff:10.1.2.3" << "198.51.100.1" << "198.51.100.1";
        QTest::newRow("six") << "fd00::1" << "[2001:db8::5]:80" << "2001:db8::5";
        QTest::newRow("six not trusted") << "fd01::1" << "2001:db8::5" << "fd01::1";
        QTest::newRow("no address") << "" << "1.1.1.1" << "";
    }
    void onlyTrustedProxiesAreBelieved()
    {
        QFETCH(QString, peer);
        QFETCH(QString, forwarded);
        QFETCH(QString, client);
        const auto proxies = TrustedProxies::parse({"10.0.0.0/8", "fd00::/16"});
        QVERIFY(proxies);
        QCOMPARE(clientAddress(peer.toStdString(), forwarded.toStdString(), *proxies), client.toStdString());
    }

    void longHeadersEnd()
    {
        const auto proxies = TrustedProxies::parse({"0.0.0.0/0", "::/0"});
        std::string header;
        for (int i = 0; i < 100'000; ++i)
            header += "10.0.0.1,";
        header += "10.0.0.1";
        QCOMPARE(clientAddress("10.0.0.1", header, *proxies), "10.0.0.1");
    }

    void aNetworkIsOneClientOfIpv6()
    {
        QCOMPARE(limitKey("192.0.2.7"), "192.0.2.7");
        QCOMPARE(limitKey("::ffff:192.0.2.7"), "192.0.2.7");
        QCOMPARE(limitKey("2001:db8:1:2:3:4:5:6"), limitKey("2001:db8:1:2::9"));
        QVERIFY(limitKey("2001:db8:1:2::9") != limitKey("2001:db8:1:3::9"));
        QCOMPARE(limitKey("nonsense"), "unknown");
    }

    void everybodyHasACountOfTheirOwn()
    {
        settings::Settings settings;
        const Caller anonymous{.address = "192.0.2.7"};
        const auto byAddress = countFor(LimitClass::general, anonymous, settings);
        QCOMPARE(byAddress->key, "address:192.0.2.7");
        QCOMPARE(byAddress->rule.count, 60U);
        QCOMPARE(byAddress->rule.seconds, 60U);
        const auto byUser = countFor(LimitClass::general, {.address = "192.0.2.7", .userId = "u"}, settings);
        QCOMPARE(byUser->key, "user:u");
        QCOMPARE(byUser->rule.count, 1000U);
        QCOMPARE(byUser->rule.seconds, 3600U);
        const auto byKey =
            countFor(LimitClass::general, {.userId = "u", .keyId = "k", .keyRule = Rule{5, 7}}, settings);
        QCOMPARE(byKey->key, "key:k");
        QCOMPARE(byKey->rule.count, 5U);
        const auto login = countFor(LimitClass::login, {.address = "192.0.2.7", .userId = "u"}, settings);
        QCOMPARE(login->key, "login:192.0.2.7");
        QVERIFY(login->rule.count < byAddress->rule.count);
        QVERIFY(!countFor(LimitClass::none, anonymous, settings));
        settings.rateLimitEnabled = false;
        QVERIFY(!countFor(LimitClass::general, anonymous, settings));
    }
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "limits_test.moc"
