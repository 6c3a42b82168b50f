// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/correlation.h"
#include "service/telemetry/health.h"
#include "service/telemetry/json_text.h"
#include "service/telemetry/log.h"
#include "service/telemetry/redact.h"
#include "service/telemetry/service_metrics.h"
#include "service/times.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QUuid>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

using namespace mathtts::telemetry;

class TelemetryTest : public QObject
{
    Q_OBJECT

private slots:
    void everyByteStandsInJson()
    {
        for (int byte = 0; byte < 256; ++byte)
            for (std::size_t before = 0; before < 10; ++before) {
                const std::string text = std::string(before, 'a') + static_cast<char>(byte) + "and so on";
                std::string json = "[";
                appendJsonString(json, text);
                json += ']';
                QVERIFY(std::ranges::none_of(json, [](unsigned char c) { return c < 0x20 || c == 0x7F; }));
                const QString read = QJsonDocument::fromJson(QByteArray::fromStdString(json)).array()[0].toString();
                QCOMPARE(read, QString::fromUtf8(text)); // U+FFFD for what is no UTF-8
            }
    }

    void timesAreWrittenInUtc()
    {
        QCOMPARE(mathtts::isoTime(1'709'210'096'007), "2024-02-29T12:34:56.007Z");
        QCOMPARE(mathtts::isoTime(0), "1970-01-01T00:00:00.000Z");
        QCOMPARE(mathtts::isoTime(-1), "1969-12-31T23:59:59.999Z");
        using std::chrono::seconds;
        using std::chrono::sys_seconds;
        QCOMPARE(mathtts::httpTime(sys_seconds(seconds(784'111'777))), "Sun, 06 Nov 1994 08:49:37 GMT");
        QCOMPARE(mathtts::httpTime(sys_seconds(seconds(1'735'689'599))), "Tue, 31 Dec 2024 23:59:59 GMT");
    }

    void aLineIsJson()
    {
        std::string text;
        Log log(LogFormat::json, Level::info, [&](std::string_view line) { text += line; });
        log.debug("not this");
        log.info("request", {{"correlation_id", "a-1"},
                             {"status", 200},
                             {"duration_ms", 1.5},
                             {"cached", true},
                             {"path", "line\nbreak \"quoted\" \x1b[31m \xff \xed\xa0\x80"},
                             {"rate", std::nan("")}});
        QCOMPARE(std::ranges::count(text, '\n'), 1);
        const QJsonObject line = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
        QCOMPARE(line["event"].toString(), "request");
        QCOMPARE(line["level"].toString(), "info");
        QCOMPARE(line["status"].toInt(), 200);
        QCOMPARE(line["duration_ms"].toDouble(), 1.5);
        QVERIFY(line["cached"].toBool());
        QVERIFY(line["rate"].isNull());
        QVERIFY(line["path"].toString().startsWith("line\nbreak \"quoted\" \x1b[31m "));
        QVERIFY(QDateTime::fromString(line["time"].toString(), Qt::ISODateWithMs).isValid());
        QVERIFY(text.find('\x1b') == std::string::npos);
    }

    void aConsoleLineCommandsNoTerminal()
    {
        std::string text;
        Log log(LogFormat::console, Level::debug, [&](std::string_view line) { text += line; });
        log.warning("bad\x1b[2J", {{"name", "a\r\nb"}});
        QCOMPARE(std::ranges::count(text, '\n'), 1);
        QVERIFY(text.find('\x1b') == std::string::npos);
        QVERIFY(text.find('\r') == std::string::npos);
        QVERIFY(text.contains("warning"));
    }

    void secretsAreNotWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        QTest::newRow("token") << "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_x end" << "got [redacted] end";
        QTest::newRow("bearer") << "Authorization: Bearer abc.def" << "Authorization: Bearer [redacted]";
        QTest::newRow("bearer alone") << "(Bearer abcdef)" << "(Bearer [redacted]";
        QTest::newRow("key") << "key mtts_AbCdEfGh_0123456789abcdef used" << "key mtts_[redacted] used";
        QTest::newRow("set-up") << "setup_0123456789abcdef" << "setup_[redacted]";
        QTest::newRow("url") << "postgresql://ana:ge:h@eim@db/maths" << "postgresql://ana:[redacted]@db/maths";
        QTest::newRow("query") << "/login?user=ana&password=geheim&x=1" << "/login?user=ana&password=[redacted]&x=1";
        QTest::newRow("json") << R"({"new_password": "ge heim", "a": 1})"
                              << R"({"new_password": "[redacted]", "a": 1})";
        QTest::newRow("innocent") << "x mtts y, eye, maths, token, a://b@c, 3:4"
                                  << "x mtts y, eye, maths, token, a://b@c, 3:4";
    }
    void secretsAreNotWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        const QString result = QString::fromStdString(redact(text.toStdString()));
        QCOMPARE(result, clean);
    }

    void secretNames()
    {
        for (const char *name : {"password", "New-Password", "access_token", "refreshToken", "Authorization", "api_key",
                                 "X-API-Key", "jwt_secret_key", "Cookie"})
            QVERIFY2(isSecretName(name), name);
        for (const char *name : {"user_id", "path", "status", "duration_ms", "passages"})
            QVERIFY2(!isSecretName(name), name);
        std::string text;
        Log log(LogFormat::json, Level::info, [&](std::string_view line) { text += line; });
        log.info("x", {{"password", "geheim"}, {"token", 12345}});
        QVERIFY(!text.contains("geheim"));
        QVERIFY(!text.contains("12345"));
    }

    void longLinesTakeLinearTime()
    {
        std::string text(1'000'000, 'a');
        for (std::size_t i = 0; i < text.size(); i += 7)
            text[i] = ':';
        QElapsedTimer timer;
        timer.start();
        (void)redact(text);
        (void)redact(std::string(1'000'000, 'a'));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void correlation()
    {
        QVERIFY(isSaneId("abc-DEF_1.2"));
        for (const std::string &id : {std::string(), std::string(129, 'a'), std::string("a b"),
                                      std::string("a\r\nX: y"), std::string("a\"b"), std::string("\xc3\xa9")})
            QVERIFY(!isSaneId(id));
        QCOMPARE(takeId("mine"), "mine");
        std::set<std::string> ids;
        for (int i = 0; i < 1000; ++i)
            ids.insert(makeId());
        QCOMPARE(ids.size(), 1000U);
        QVERIFY(!QUuid::fromString(QString::fromStdString(*ids.begin())).isNull());
        QCOMPARE(QUuid::fromString(QString::fromStdString(*ids.begin())).version(), QUuid::Random);
        QVERIFY(isSaneId(*ids.begin()));
    }

    void histogramsCount()
    {
        constexpr std::array bounds = {1.0, 2.0};
        Histogram histogram(bounds);
        for (const double value : {0.5, 1.0, 1.5, 3.0})
            histogram.observe(value);
        QCOMPARE(histogram.cumulative(), (std::vector<std::uint64_t>{2, 3, 4}));
        QCOMPARE(histogram.sum(), 6.0);
    }

    void labelsAreBounded()
    {
        Family family({"a_total", "a", MetricType::counter, {"path"}}, {});
        for (int i = 0; i < 5000; ++i) {
            const std::string path = std::to_string(i);
            const std::array<std::string_view, 1> labels = {path};
            family.with(labels).counter->add();
        }
        std::size_t sets = 0;
        std::uint64_t sum = 0;
        family.each([&](const Family::Values &values) {
            ++sets;
            sum += values.counter->value();
        });
        QCOMPARE(sets, Family::maxSets + 1);
        QCOMPARE(sum, 5000U);
    }

    void countingFromManyThreadsLosesNothing()
    {
        ServiceMetrics metrics("1");
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < 1000; ++n)
                    metrics.request("GET", "/x", 200, 0.001, 0, 10);
            });
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(
            metrics.prometheus().contains("http_requests_total{method=\"GET\",endpoint=\"/x\",status=\"200\"} 8000\n"));
        QVERIFY(metrics.prometheus().contains(
            "http_request_duration_seconds_bucket{method=\"GET\",endpoint=\"/x\",le=\"+Inf\"} 8000\n"));
    }

    void promtoolIsContent()
    {
        const QString promtool = QStandardPaths::findExecutable("promtool");
        if (promtool.isEmpty()) QSKIP("promtool is not installed");
        ServiceMetrics metrics("1.2 \"quoted\"\\");
        everyMetric(metrics);
        QProcess process;
        process.start(promtool, {"check", "metrics"});
        process.write(QByteArray::fromStdString(metrics.prometheus()));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAllStandardError() + process.readAllStandardOutput();
        QVERIFY2(process.exitCode() == 0 && said.isEmpty(), said.constData());
    }

    void everyMetricIsInTheGuide()
    {
        QFile file(QStringLiteral(MATHTTS_SOURCE "/docs/service-operations.md"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QString guide = QString::fromUtf8(file.readAll());
        ServiceMetrics metrics("1");
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(metrics.json())).object();
        QVERIFY(json.size() > 20);
        for (const QString &name : json.keys())
            QVERIFY2(guide.contains(QString("| `%1` | %2 |").arg(name, json[name]["type"].toString())),
                     qPrintable(name));
    }

    void metricsAreJsonToo()
    {
        ServiceMetrics metrics("1");
        everyMetric(metrics);
        QJsonParseError error;
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(metrics.json()), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json["mathtts_cache_hits_total"]["values"][0]["value"].toInt(), 3);
        QCOMPARE(json["mathtts_cache_hits_total"]["values"][0]["labels"]["cache"].toString(), "results");
        QCOMPARE(json["http_request_duration_seconds"]["type"].toString(), "histogram");
        QCOMPARE(json["http_request_duration_seconds"]["values"][0]["count"].toInt(), 1);
        QCOMPARE(metrics.cacheHitRate(), 0.75);
        QVERIFY(json["process_resident_memory_bytes"]["values"][0]["value"].toDouble() > 1e6);
    }

    void healthIsTheWorstOfItsParts()
    {
        int asked = 0;
        Health health;
        health.add("database", [&] {
            ++asked;
            return Health::Answer{};
        });
        health.add("redis", [] { return Health::Answer{Status::degraded, "away"}; });
        const HealthReport report = health.report();
        QCOMPARE(statusName(report.status), "degraded");
        QCOMPARE(report.components.size(), 2U);
        QCOMPARE(report.components[1].detail, "away");
        for (int i = 0; i < 100; ++i)
            (void)health.report();
        QCOMPARE(asked, 1);
    }

private:
    static void everyMetric(ServiceMetrics &metrics)
    {
        metrics.request("GET", "/a\n\"b\"", 200, 0.01, 5, 100);
        metrics.inProgress(1);
        metrics.connections(2);
        metrics.refused("limit");
        metrics.expression("latex", "natural", "ok", 0.001);
        metrics.synthesis("wav", "ok", 0.1, 2.5);
        metrics.authentication("password", "failure");
        metrics.limited("general");
        metrics.database("read", 0.001);
        metrics.failure("exception");
        metrics.watchCache("results", [] { return CacheFigures{3, 1, 0, 100, 1}; });
        metrics.watchComponent("database", [] { return true; });
    }
};

QTEST_GUILESS_MAIN(TelemetryTest)
#include "telemetry_test.moc"
