// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/settings/settings.h"

#include <QFile>
#include <QTest>

#include <map>
#include <set>

using namespace mathtts::settings;

namespace
{

Sources sources(std::string file, std::map<std::string, std::string> environment = {},
                std::vector<std::pair<std::string, std::string>> commandLine = {})
{
    return {.fileName = "mathtts.conf",
            .file = std::move(file),
            .environment = [values = std::move(environment)](const char *name) -> std::optional<std::string> {
                const auto found = values.find(name);
                return found == values.end() ? std::nullopt : std::optional(found->second);
            },
            .commandLine = std::move(commandLine)};
}

QString firstMistake(const Sources &from)
{
    const auto loaded = load(from);
    return loaded || loaded.error().empty() ? QString() : QString::fromStdString(loaded.error().front());
}

const Setting &row(std::string_view name)
{
    for (const Setting &setting : table())
        if (setting.name == name) return setting;
    qFatal("no such setting");
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyDefaultIsAllowed()
    {
        std::set<std::string> names;
        const Settings defaults;
        for (const Setting &setting : table()) {
            QVERIFY2(names.insert(setting.name).second, setting.name);
            const std::string value = valueText(defaults, setting, false);
            const auto loaded = load(sources({}, {{setting.name, value}}));
            QVERIFY2(loaded || std::string_view(setting.name) == "TLS_KEY", setting.name);
            QVERIFY(!allowedValues(setting).empty());
            QVERIFY(*setting.about != '\0');
        }
    }

    void eachSourceBeatsTheOneBefore()
    {
        const auto loaded =
            load(sources("# a comment\nJWT_EXPIRE_MINUTES = 5\nRATE_LIMIT_REQUESTS=6\n"
                         "CORS_ORIGINS = \"https://a.example, https://b.example\"\n",
                         {{"RATE_LIMIT_REQUESTS", "7"}, {"LOG_LEVEL", "debug"}}, {{"LOG_LEVEL", "error"}}));
        QVERIFY(loaded);
        QCOMPARE(loaded->values.jwtExpireMinutes, 5);
        QCOMPARE(loaded->values.rateLimitRequests, 7);
        QCOMPARE(loaded->values.logLevel, "error");
        QCOMPARE(loaded->values.corsOrigins.size(), 2U);
        QCOMPARE(loaded->values.jwtRefreshDays, 7);
        QVERIFY(loaded->origins.at("JWT_EXPIRE_MINUTES") == Origin::file);
        QVERIFY(loaded->origins.at("RATE_LIMIT_REQUESTS") == Origin::environment);
        QVERIFY(loaded->origins.at("LOG_LEVEL") == Origin::commandLine);
        QVERIFY(loaded->origins.at("JWT_REFRESH_DAYS") == Origin::builtIn);
    }

    void wrongValuesNameThemselves_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("number") << "JWT_EXPIRE_MINUTES" << "soon" << "from 1 to 1440";
        QTest::newRow("range") << "JWT_EXPIRE_MINUTES" << "0" << "from 1 to 1440";
        QTest::newRow("huge") << "JWT_EXPIRE_MINUTES" << "99999999999999999999" << "from 1 to 1440";
        QTest::newRow("rest") << "JWT_EXPIRE_MINUTES" << "5m" << "from 1 to 1440";
        QTest::newRow("truth") << "RATE_LIMIT_ENABLED" << "maybe" << "true or false";
        QTest::newRow("choice") << "LOG_FORMAT" << "xml" << "json or console";
        QTest::newRow("algorithm") << "JWT_ALGORITHM" << "none" << "HS256";
        QTest::newRow("listen") << "LISTEN" << "8000" << "ADDRESS:PORT";
        QTest::newRow("port") << "LISTEN" << "127.0.0.1:70000" << "ADDRESS:PORT";
        QTest::newRow("proxy") << "TRUSTED_PROXIES" << "10.0.0.0/8,home" << "networks";
        QTest::newRow("bits") << "TRUSTED_PROXIES" << "10.0.0.0/33" << "networks";
        QTest::newRow("database") << "DATABASE_URL" << "mysql://x/y" << "postgresql://";
        QTest::newRow("redis") << "REDIS_URL" << "http://x" << "redis://";
        QTest::newRow("origin") << "CORS_ORIGINS" << "https://a.example/path" << "origins";
        QTest::newRow("path") << "METRICS_PATH" << "metrics" << "a path";
    }
    void wrongValuesNameThemselves()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, says);
        const QString mistake = firstMistake(sources({}, {{name.toStdString(), value.toStdString()}}));
        QVERIFY2(mistake.startsWith(name + " (environment)"), qPrintable(mistake));
        QVERIFY2(mistake.contains(says), qPrintable(mistake));
    }

    void secretsAreNotRepeated()
    {
        const QString mistake = firstMistake(sources({}, {{"JWT_SECRET_KEY", "tooShort"}}));
        QVERIFY(mistake.startsWith("JWT_SECRET_KEY"));
        QVERIFY(!mistake.contains("tooShort"));
        QVERIFY(mistake.contains("32 characters"));
        QVERIFY(!firstMistake(sources({}, {{"DATABASE_URL", "mysql://u:geheim@h/d"}})).contains("geheim"));

        const auto loaded = load(sources({}, {{"JWT_SECRET_KEY", std::string(40, 'k')},
                                              {"DATABASE_URL", "postgresql://ana:ge@heim@db:5432/maths"},
                                              {"REDIS_URL", "redis://:geheim@cache/1"}}));
        QVERIFY(loaded);
        QCOMPARE(valueText(loaded->values, row("JWT_SECRET_KEY"), true), "********");
        QCOMPARE(valueText(loaded->values, row("DATABASE_URL"), true), "postgresql://ana:********@db:5432/maths");
        QCOMPARE(valueText(loaded->values, row("REDIS_URL"), true), "redis://:********@cache/1");
        QCOMPARE(valueText(loaded->values, row("LISTEN"), true), "127.0.0.1:8000");
    }

    void theFileSaysWhere()
    {
        QCOMPARE(firstMistake(sources("\nLISTENN = x\n")), "mathtts.conf, line 2: there is no setting LISTENN.");
        QCOMPARE(firstMistake(sources("hello")), "mathtts.conf, line 1: a line is NAME = value.");
        const auto all = load(sources("LOG_FORMAT = a\nLOG_LEVEL = b\n"));
        QVERIFY(!all);
        QCOMPARE(all.error().size(), 2U);
        QVERIFY(!load(sources("TLS_KEY = a.pem")));
    }

    void addresses()
    {
        QCOMPARE(parseListenAddress("0.0.0.0:80")->port, 80);
        QCOMPARE(parseListenAddress("[::1]:8000")->address, "::1");
        QCOMPARE(parseListenAddress("*:1")->address, "");
        QCOMPARE(parseListenAddress("localhost:1")->address, "localhost");
        for (const char *wrong : {"", ":", "::1:80", "1.2.3:x", "example.org:80", "127.0.0.1:", "127.0.0.1:-1"})
            QVERIFY2(!parseListenAddress(wrong), wrong);
        QVERIFY(isLoopback("127.0.0.1"));
        QVERIFY(isLoopback("127.8.9.1"));
        QVERIFY(isLoopback("::1"));
        QVERIFY(isLoopback("localhost"));
        QVERIFY(!isLoopback(""));
        QVERIFY(!isLoopback("192.168.1.4"));
        QVERIFY(!isLoopback("::"));
    }

    void everySettingIsInTheGuide()
    {
        QFile file(QStringLiteral(MATHTTS_SOURCE "/docs/service-operations.md"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QString guide = QString::fromUtf8(file.readAll());
        const Settings defaults;
        for (const Setting &setting : table()) {
            const QString row = guide.section(QString("| `%1` |").arg(setting.name), 1, 1).section('\n', 0, 0);
            QVERIFY2(!row.isEmpty(), setting.name);
            const std::string value = valueText(defaults, setting, false);
            if (!value.empty()) QVERIFY2(row.contains('`' + QString::fromStdString(value) + '`'), setting.name);
            if (setting.most > 0)
                QVERIFY2(row.contains(QString("%1 to %2").arg(setting.least).arg(setting.most)), setting.name);
        }
    }

    void options() { QCOMPARE(optionName(row("JWT_EXPIRE_MINUTES")), "--jwt-expire-minutes"); }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
