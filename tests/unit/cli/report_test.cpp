// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include <QTest>

#include <string>

using namespace mathtts;

class ReportTest : public QObject
{
    Q_OBJECT

    static Diagnostic brace(std::uint32_t begin, std::uint32_t end)
    {
        return {Severity::error, DiagnosticCode::missingClosingBrace, {begin, end}, {}};
    }

    static QString describe(const std::string &input, const Diagnostic &diagnostic)
    {
        return QString::fromStdString(mathtts::describe(input, diagnostic));
    }

private slots:
    void lineColumnAndCaret()
    {
        QCOMPARE(describe("a+b\n\\frac{1}{2", brace(12, 13)),
                 "Error in line 2, column 9: A closing brace } is missing for this {.\n"
                 "  \\frac{1}{2\n"
                 "          ^\n");
    }

    void anErrorIsToldAmongManyWarnings()
    {
        Diagnostics diagnostics(50, {Severity::warning, DiagnosticCode::unknownCommand, {0, 4}, "foo"});
        diagnostics.push_back(brace(4, 5));
        const QString text = QString::fromStdString(mathtts::describe("\\foo{", diagnostics));
        QVERIFY(text.contains("Error in line 1, column 5"));
        QCOMPARE(text.count("Warning"), 9);
        QVERIFY(text.endsWith("And 41 more.\n"));
    }

    void theWholeSpanIsMarked()
    {
        const Diagnostic unknown{Severity::warning, DiagnosticCode::unknownCommand, {2, 6}, "foo"};
        QCOMPARE(describe("x \\foo y", unknown),
                 "Warning in line 1, column 3: The command \\foo is not known. It is read by its name.\n"
                 "  x \\foo y\n"
                 "    ^~~~\n");
    }

    void aSpanOverLinesIsMarkedOnItsFirst() { QVERIFY(describe("{ab\ncd", brace(0, 6)).endsWith("  {ab\n  ^~~\n")); }

    void wideAndCombiningCharactersKeepTheCaretInPlace()
    {
        QVERIFY(describe("数{", brace(3, 4)).endsWith("  数{\n    ^\n"));          // two columns each
        QVERIFY(describe("e\u0301{", brace(3, 4)).endsWith("  e\u0301{\n   ^\n")); // one for both
        QVERIFY(describe("αβ{", brace(4, 5)).contains("column 3"));
    }

    void aLongLineIsCutAroundTheSpot()
    {
        const std::string input = std::string(100'000, 'a') + "{" + std::string(100'000, 'b');
        const QStringList lines = describe(input, brace(100'000, 100'001)).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[1].size() <= 80);
        QVERIFY(lines[1].startsWith("  …a") && lines[1].endsWith("b…"));
        QCOMPARE(lines[1].indexOf('{'), lines[2].indexOf('^'));
    }

    void cutsFallBetweenCharacters()
    {
        std::string input;
        for (int i = 0; i < 5000; ++i)
            input += "数";
        const auto at = static_cast<std::uint32_t>(input.size() / 2 / 3 * 3);
        QVERIFY(!describe(input, brace(at, at + 3)).contains(QChar(0xFFFD)));
    }

    void controlCharactersDoNotReachTheTerminal()
    {
        const QString text = describe("\x1b[31m\u202Ea\x07{", brace(10, 11));
        QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(7)) && !text.contains(QChar(0x202E)));
    }

    void brokenInputIsShownToo_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x80");
        QTest::newRow("cut character") << QByteArray("a\xe2\x82");
        QTest::newRow("zero") << QByteArray("a\0b", 3);
        QTest::newRow("empty") << QByteArray("");
    }

    void brokenInputIsShownToo()
    {
        QFETCH(QByteArray, input);
        for (std::uint32_t at = 0; at < 5; ++at)
            QVERIFY(!describe(input.toStdString(), brace(at, at + 9)).isEmpty());
    }

    void manyMistakesAreSortedAndCut()
    {
        Diagnostics many;
        for (std::uint32_t i = 0; i < 30; ++i)
            many.push_back(brace(29 - i, 30 - i));
        const auto text = QString::fromStdString(mathtts::describe(std::string(30, '{'), many));
        QCOMPARE(text.count("Error in"), 10);
        QVERIFY(text.startsWith("Error in line 1, column 1:"));
        QVERIFY(text.endsWith("And 20 more.\n"));
    }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"
