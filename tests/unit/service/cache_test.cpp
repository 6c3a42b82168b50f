// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cache/cache.h"

#include <QTest>

#include <thread>

using namespace mathtts::cache;

namespace
{

Value text(std::size_t size)
{
    return std::make_shared<const std::string>(size, 'x');
}

} // namespace

class CacheTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsAndCounts()
    {
        Cache cache({.name = "results"});
        QVERIFY(!cache.get("a"));
        cache.put("a", text(3));
        QCOMPARE(*cache.get("a"), "xxx");
        cache.put("a", text(4));
        QCOMPARE(*cache.get("a"), "xxxx");
        QCOMPARE(cache.figures().hits, 2U);
        QCOMPARE(cache.figures().misses, 1U);
        QCOMPARE(cache.figures().entries, 1U);
        cache.clear();
        QVERIFY(!cache.get("a"));
        QCOMPARE(cache.figures().bytes, 0U);
    }

    void theLeastUsedGoFirst()
    {
        Cache cache({.name = "results", .maxBytes = 20'000});
        for (int i = 0; i < 10; ++i) {
            cache.put(std::to_string(i), text(2000));
            (void)cache.get("0");
        }
        QVERIFY(cache.figures().bytes <= 20'000);
        QVERIFY(cache.get("0"));
        QVERIFY(!cache.get("1"));
        QVERIFY(cache.get("9"));
        QVERIFY(cache.figures().evictions >= 1);
    }

    void bytesAreBoundedWhateverComes()
    {
        Cache cache({.name = "results", .maxBytes = 100'000});
        for (int i = 0; i < 100'000; ++i)
            cache.put(std::to_string(i), text(static_cast<std::size_t>(i % 700)));
        QVERIFY(cache.figures().bytes <= 100'000);
        cache.put("large", text(50'000)); // more than an eighth
        QVERIFY(!cache.get("large"));
        cache.put("99999", text(50'000)); // what can't be kept is not there in its old form either
        QVERIFY(!cache.get("99999"));
    }

    void lifetimesEnd()
    {
        std::chrono::steady_clock::time_point now{};
        Cache cache({.name = "results", .lifetime = std::chrono::seconds(10), .clock = [&] { return now; }});
        cache.put("a", text(1));
        now += std::chrono::seconds(9);
        QVERIFY(cache.get("a"));
        now += std::chrono::seconds(1);
        QVERIFY(!cache.get("a"));
        QCOMPARE(cache.figures().entries, 0U);
    }

    void manyThreads()
    {
        Cache cache({.name = "results", .maxBytes = 50'000});
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 5000; ++i) {
                    const std::string key = std::to_string((i * 7 + t) % 300);
                    if (!cache.get(key)) cache.put(key, text(static_cast<std::size_t>(i % 500)));
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(cache.figures().hits + cache.figures().misses, 40'000U);
        QVERIFY(cache.figures().bytes <= 50'000);
    }
};

QTEST_GUILESS_MAIN(CacheTest)
#include "cache_test.moc"
