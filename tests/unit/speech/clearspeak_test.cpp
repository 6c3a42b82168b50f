// SPDX-License-Identifier: GPL-3.0-or-later
// ClearSpeak at the boundary: MathML in, words with pauses out.
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QTest>

using namespace mathtts;

namespace
{
struct Preference {
    const char *name = "";
    const char *value = "";
};

QString said(const char *mathml, Preference preference = {})
{
    static const Engine engine;
    static Session session{engine};
    Options options{.format = Format::mathml, .style = "clearspeak", .macros = {}, .preferences = {}};
    if (*preference.name) options.preferences = {{preference.name, preference.value}};
    if (!session.read(std::string("<math>") + mathml + "</math>", options))
        return QString::fromStdString(diagnosticMessage(session.diagnostics().front()));
    return QString::fromStdString(renderText(session.plan()));
}

QString named(Named kind, const char *what, const char *style)
{
    static const Engine engine;
    static Session session{engine};
    if (!session.name(kind, what, {.style = style, .macros = {}, .preferences = {}})) return "no such style";
    return QString::fromStdString(renderText(session.plan()));
}
} // namespace

class ClearspeakTest : public QObject
{
    Q_OBJECT

private slots:
    void words_data()
    {
        QTest::addColumn<QString>("mathml");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *mathml, const char *words) {
            QTest::newRow(name) << QString(mathml) << QString(words);
        };
        row("a short fraction", "<mfrac><mi>p</mi><mi>q</mi></mfrac>", "p over q");
        row("a long fraction", "<mfrac><mrow><mi>p</mi><mo>+</mo><mn>7</mn></mrow><mi>q</mi></mfrac>",
            "the fraction with numerator p plus 7, and denominator q");
        row("a fraction of numbers", "<mfrac><mn>5</mn><mn>8</mn></mfrac>", "five eighths");
        row("an ordinal power", "<msup><mi>k</mi><mn>6</mn></msup>", "k to the sixth power");
        row("a power with a power", "<msup><mi>k</mi><msup><mi>t</mi><mn>6</mn></msup></msup>",
            "k raised to the exponent, t to the sixth power, end exponent");
        row("brackets that matter", "<mn>5</mn><mrow><mo>(</mo><mi>u</mi><mo>-</mo><mi>v</mi><mo>)</mo></mrow>",
            "5 times, open paren, u minus v, close paren");
        row("brackets that don't", "<mn>5</mn><mo>+</mo><mrow><mo>(</mo><mi>u</mi><mo>)</mo></mrow>", "5 plus u");
        row("a function", "<mi>sin</mi><mi>u</mi>", "sine u");
        row("a root and what follows", "<msqrt><mi>u</mi></msqrt><mo>+</mo><mn>9</mn>", "the square root of u, plus 9");
        row("lines", "<mtable><mtr><mtd><mi>u</mi></mtd></mtr><mtr><mtd><mi>v</mi></mtd></mtr></mtable>",
            "2 lines, Line 1: u. Line 2: v");
    }
    void words()
    {
        QFETCH(QString, mathml);
        QFETCH(QString, words);
        QCOMPARE(said(mathml.toUtf8().constData()), words);
    }

    void preferencesChooseTheWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("mathml");
        QTest::addColumn<QString>("words");
        QTest::newRow("fraction") << "Fraction" << "FracOver" << "<mfrac><mi>p</mi><mi>q</mi></mfrac>"
                                  << "the fraction p over q";
        QTest::newRow("root") << "Roots" << "RootEnd" << "<msqrt><mi>u</mi></msqrt>"
                              << "the square root of u, end root";
        QTest::newRow("exponent") << "Exponent" << "AfterPower" << "<msup><mi>k</mi><mn>6</mn></msup>"
                                  << "k raised to the power 6";
        QTest::newRow("capitals") << "Caps" << "SayCaps" << "<mi>K</mi>" << "cap K";
        QTest::newRow("times sign") << "MultSymbolX" << "By" << "<mn>4</mn><mo>×</mo><mn>7</mn>" << "4 by 7";
    }
    void preferencesChooseTheWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, mathml);
        QFETCH(QString, words);
        const QByteArray nameBytes = name.toUtf8();
        const QByteArray valueBytes = value.toUtf8();
        QCOMPARE(said(mathml.toUtf8().constData(), {nameBytes.constData(), valueBytes.constData()}), words);
    }

    void aMisspelledPreferenceNamesTheNearest()
    {
        QVERIFY(said("<mi>x</mi>", {"Fractions", "Over"}).contains("Fraction"));
        QVERIFY(said("<mi>x</mi>", {"Fraction", "Ovr"}).contains("Over"));
    }

    void namesBelongToTheStyle()
    {
        QCOMPARE(named(Named::character, "≤", "clearspeak"), "is less than or equal to");
        QCOMPARE(named(Named::character, "≤", "mathspeak"), "less than or equals");
        QCOMPARE(named(Named::character, "𝐊", "clearspeak"), "bold cap K");
        QCOMPARE(named(Named::function, "det", "clearspeak"), "determinant");
        QCOMPARE(named(Named::units, "km", "clearspeak"), "kilometers");
        QCOMPARE(named(Named::unit, "ft", "clearspeak"), "foot");
    }
};

QTEST_APPLESS_MAIN(ClearspeakTest)
#include "clearspeak_test.moc"
