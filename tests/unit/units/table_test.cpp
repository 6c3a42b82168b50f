// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/elements.h"
#include "engine/tree/units.h"

#include <QTest>

using namespace mathtts;

class UnitTableTest : public QObject
{
    Q_OBJECT

private slots:
    void symbols_data()
    {
        QTest::addColumn<QString>("symbol");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *symbol, const char *key) { QTest::newRow(symbol) << symbol << key; };
        row("m", "meter");
        row("km", "kilometer");
        row("mm", "millimeter");
        row("min", "minute");
        row("cd", "candela");
        row("ft", "foot");
        row("Pa", "pascal");
        row("hPa", "hectopascal");
        row("mmHg", "millimeter-of-mercury");
        row("kg", "kilogram");
        row("dag", "decagram");
        row("\u00B5m", "micrometer");
        row("\u03BCm", "micrometer");
        row("um", "micrometer");
        row("k\u03A9", "kiloohm");
        row("k\u2126", "kiloohm");
        row("\u00C5", "angstrom");
        row("\u212B", "angstrom");
        row("°C", "degree-celsius");
        row("GiB", "gibibyte");
        row("kWh", "kilowatt-hour");
        row("kmin", "");
        row("kilo", "");
        row("", "");
    }
    void symbols()
    {
        QFETCH(QString, symbol);
        QFETCH(QString, key);
        const auto unit = unitOf(symbol.toStdString());
        QCOMPARE(unit ? QString::fromUtf8(unit->key.data(), static_cast<qsizetype>(unit->key.size())) : QString(), key);
    }

    void macrosNameUnitsPrefixesAndAbbreviations()
    {
        QCOMPARE(unitOfMacro("metre")->key, std::string_view("meter"));
        QCOMPARE(unitOfMacro("kilo")->unit, std::string_view());
        QCOMPARE(unitOfMacro("MeV")->key, std::string_view("megaelectronvolt"));
        QCOMPARE(unitWithPrefix(*unitOfMacro("micro"), *unitOfMacro("ohm"))->symbol, std::string_view("µΩ"));
        QVERIFY(!unitWithPrefix(*unitOfMacro("kilo"), *unitOfMacro("minute")));
        QVERIFY(!unitOfMacro("squared"));
    }

    void elements()
    {
        QCOMPARE(elementOf("He")->number, 2);
        QCOMPARE(elementOf("Og")->number, 118);
        QCOMPARE(elementOf("D")->number, 1);
        QVERIFY(!elementOf("he"));
        QVERIFY(!elementOf("Ph"));
        QVERIFY(!elementOf(""));
    }
};

QTEST_APPLESS_MAIN(UnitTableTest)
#include "table_test.moc"
