// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class CommandsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandAnswersOneFormula_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("text") << QStringList{"text", "x"};
        QTest::newRow("ssml") << QStringList{"ssml", "--marks", "none", "x"};
        QTest::newRow("mathml") << QStringList{"mathml", "--indent", "2", "--display", "x"};
        QTest::newRow("tree") << QStringList{"tree", "x"};
        QTest::newRow("braille") << QStringList{"braille", "--code", "latex", "x"};
        QTest::newRow("presentation") << QStringList{"tree", "--presentation", "x"};
    }

    void everyCommandAnswersOneFormula()
    {
        QFETCH(QStringList, arguments);
        const Answer answer = mathtts(arguments);
        QCOMPARE(answer.code, 0);
        QVERIFY2(answer.out.contains('x'), answer.out);
        QVERIFY(answer.out.endsWith('\n'));
        QCOMPARE(answer.error, QByteArray());
    }

    void formulasOfAllShapesAreOneArgument_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("dash") << QStringList{"-x"};
        QTest::newRow("dash and option after") << QStringList{"-x", "--verbosity", "terse"};
        QTest::newRow("dash and option before") << QStringList{"--verbosity", "terse", "-x"};
        QTest::newRow("behind dashes") << QStringList{"--", "-x"};
        QTest::newRow("option-like behind dashes") << QStringList{"--", "--x"};
        QTest::newRow("brackets") << QStringList{"[x]"};
        QTest::newRow("name of a command") << QStringList{"text"};
        QTest::newRow("equals") << QStringList{"-x=1"};
    }

    void formulasOfAllShapesAreOneArgument()
    {
        QFETCH(QStringList, arguments);
        const Answer answer = mathtts(QStringList{"text"} + arguments);
        QCOMPARE(answer.error, QByteArray());
        QCOMPARE(answer.code, 0);
        QVERIFY(answer.out.contains('x'));
    }

    void optionsKeepValuesThatStartWithADash()
    {
        const Answer answer = mathtts({"mathml", "--indent", "-5", "x"});
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.error.contains("-5"), answer.error);
    }

    void dashReadsStandardInput()
    {
        QCOMPARE(mathtts({"text", "-"}, "x\n").out, mathtts({"text", "x"}).out);
        QCOMPARE(mathtts({"text", "-"}, "").code, 1);
        const Answer zero = mathtts({"text", "-"}, QByteArray("x+\0y", 4)); // read to its end, not to the zero
        QVERIFY(zero.out.contains('y'));
    }

    void tooLongInputIsRefusedPlainly()
    {
        const Answer answer = mathtts({"text", "-"}, QByteArray(17 * 1024 * 1024, 'x'));
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.error.contains("longer than"), answer.error.left(300));
    }

    void wrongUsageNamesTheNearestRightName_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("nothing") << QStringList{} << QByteArray("Usage: mathtts");
        QTest::newRow("command") << QStringList{"txet", "x"} << QByteArray("Did you mean text?");
        QTest::newRow("formula without command") << QStringList{"x^2"} << QByteArray("mathtts text FORMULA");
        QTest::newRow("option") << QStringList{"text", "--verbosty", "terse", "x"}
                                << QByteArray("Did you mean --verbosity?");
        QTest::newRow("option and a formula behind --")
            << QStringList{"text", "--verbosty", "terse", "--", "x"} << QByteArray("Did you mean --verbosity?");
        QTest::newRow("option of the program") << QStringList{"--versoin"} << QByteArray("Did you mean --version?");
        QTest::newRow("style") << QStringList{"text", "--style", "natral", "x"} << QByteArray("Did you mean natural?");
        QTest::newRow("locale") << QStringList{"text", "--locale", "xx", "x"} << QByteArray("It can be: ");
        QTest::newRow("verbosity") << QStringList{"text", "--verbosity=ters", "x"} << QByteArray("Did you mean terse?");
        QTest::newRow("marks") << QStringList{"ssml", "--marks", "tokns", "x"} << QByteArray("Did you mean tokens?");
        QTest::newRow("number") << QStringList{"mathml", "--indent", "99", "x"} << QByteArray("from 0 to 16, not 99");
        QTest::newRow("missing value") << QStringList{"text", "--style"} << QByteArray("--style needs one value");
        QTest::newRow("missing formula") << QStringList{"text"} << QByteArray("The formula is missing");
        QTest::newRow("two formulas") << QStringList{"text", "a", "b"} << QByteArray("in quotes");
        QTest::newRow("preference") << QStringList{"text", "--set", "a", "x"} << QByteArray("NAME=VALUE");
        QTest::newRow("macro file") << QStringList{"text", "--macros", "/no/such/file", "x"}
                                    << QByteArray("Can't read /no/such/file");
    }

    void wrongUsageNamesTheNearestRightName()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, message);
        const Answer answer = mathtts(arguments);
        QCOMPARE(answer.code, 2);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.error.contains(message), answer.error);
    }

    void helpAndVersion()
    {
        const Answer version = mathtts({"--version"});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("mathtts "));
        for (const char *command : {"text", "ssml", "mathml", "tree", "braille", "audio", "speak", "voices", "serve",
                                    "users", "keys", "config", "backup", "restore", "batch"}) {
            QVERIFY2(mathtts({"--help"}).out.contains(QByteArray("  ") + command + ' '), command);
            const Answer help = mathtts({command, "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains("Example"), command);
            QVERIFY2(help.out.contains(QByteArray("Usage: mathtts ") + command), help.out);
            for (const QByteArray &line : help.out.split('\n'))
                QVERIFY2(line.size() <= 110, line);
        }
    }

    void macrosAreReadFromAFile()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("macros.tex"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\\newcommand{\\R}{x}\n");
        file.close();
        QCOMPARE(mathtts({"text", "--macros", file.fileName(), "x"}).code, 0);
    }

    void unknownPreferencesAreWrongUsage()
    {
        const Answer answer = mathtts({"text", "--set", "NoSuchThing=1", "x"});
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.error.contains("preference"), answer.error);
    }

    void fullDiskIsSaid()
    {
        const Answer answer =
            runProgram("sh", {"-c", QString("%1 text x > /dev/full").arg(QStringLiteral(MATHTTS_PROGRAM))});
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.error.contains("No space left"), answer.error);
    }

    void readerThatLeavesEndsItQuietly()
    {
        const Answer answer =
            runProgram("sh", {"-c", QString("%1 text x | true").arg(QStringLiteral(MATHTTS_PROGRAM))});
        QCOMPARE(answer.error, QByteArray());
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
