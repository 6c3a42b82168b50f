// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class BatchTest : public QObject
{
    Q_OBJECT

    static QList<QJsonObject> answersOf(const QByteArray &out)
    {
        QList<QJsonObject> answers;
        for (const QByteArray &line : out.split('\n'))
            if (!line.isEmpty()) answers.append(QJsonDocument::fromJson(line).object());
        return answers;
    }

    static QJsonObject answerTo(const QByteArray &line)
    {
        const Answer answer = mathtts({"batch"}, line + '\n');
        return answer.code == 0 && answer.out.count('\n') == 1 ? answersOf(answer.out).value(0) : QJsonObject();
    }

private slots:
    void answersSayWhatTheCommandSays()
    {
        for (const char *output : {"text", "ssml", "mathml", "tree", "braille"}) {
            const QByteArray line = QByteArray(R"({"id":1,"input":"x^2","output":")") + output + "\"}";
            QCOMPARE(answerTo(line)["output"].toString() + '\n', QString::fromUtf8(mathtts({output, "x^2"}).out));
        }
        QCOMPARE(answerTo(R"({"id":1,"input":"x","kind":"speech","more":{"a":[1]}})")["output"].toString(), "x");
    }

    void idsComeBackAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id :
             {"\"a\"", "1", "-0", "1.50", "12345678901234567890123", "1e400", "\"\\\"\\\\\\n é\"", "true", "null"})
            QTest::newRow(id) << QByteArray(id);
    }

    void idsComeBackAsTheyWere()
    {
        QFETCH(QByteArray, id);
        const Answer answer = mathtts({"batch"}, "{\"id\":" + id + ",\"input\":\"x\"}\n");
        QCOMPARE(answer.out, "{\"id\":" + id + ",\"output\":\"x\"}\n");
    }

    void lineThatIsNoRequestIsAnsweredToo_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("message");
        QTest::newRow("no JSON") << QByteArray("{bad") << "This line is not JSON";
        QTest::newRow("array") << QByteArray("[1]") << "A request must be an object";
        QTest::newRow("no input") << QByteArray("{}") << "\"input\" is missing";
        QTest::newRow("input is a number") << QByteArray(R"({"input":5})") << "\"input\" must be a string";
        QTest::newRow("style") << QByteArray(R"({"input":"x","style":"natral"})") << "Did you mean natural?";
        QTest::newRow("output") << QByteArray(R"({"input":"x","output":"txt"})") << "Did you mean text?";
        QTest::newRow("preferences") << QByteArray(R"({"input":"x","preferences":1})") << "must be an object";
        QTest::newRow("deep") << QByteArray(100'000, '[') << "This line is not JSON";
        QTest::newRow("zero") << QByteArray("\0", 1) << "This line is not JSON";
    }

    void lineThatIsNoRequestIsAnsweredToo()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, message);
        const QJsonObject answer = answerTo(line);
        QVERIFY(answer["id"].isNull() && answer.contains("id") && !answer.contains("output"));
        const QString said = answer["error"].toObject()["message"].toString();
        QVERIFY2(said.contains(message), qPrintable(said));
    }

    void mistakesComeWithTheirPlace()
    {
        const QJsonObject empty = answerTo(R"({"id":1,"input":"","format":"latex"})");
        QVERIFY(!empty.contains("output"));
        QCOMPARE(empty["error"].toObject()["offset"].toInt(-1), 0);
        const QJsonObject invalid = answerTo("{\"id\":2,\"input\":\"x\xff\"}"); // a byte that is no character
        QCOMPARE(invalid["id"].toInt(), 2);
    }

    void answersAreUtf8WhateverComesIn()
    {
        const Answer answer = mathtts({"batch"}, "{\"id\":\"\xff\xc0\xaf\",\"input\":\"\xe2\x82\"}\n");
        QVERIFY(QString::fromUtf8(answer.out).toUtf8() == answer.out);
        QVERIFY(QJsonDocument::fromJson(answer.out).isObject());
    }

    void optionsHoldForRequestsThatDoNotSayThem()
    {
        const Answer answer = mathtts({"batch", "--output", "mathml"},
                                      "{\"input\":\"x\"}\n{\"input\":\"x\",\"output\":\"text\",\"style\":null}\n");
        const QList<QJsonObject> answers = answersOf(answer.out);
        QVERIFY(answers[0]["output"].toString().startsWith("<math"));
        QCOMPARE(answers[1]["output"].toString(), "x");
    }

    void lineEndsOfAllKinds()
    {
        const Answer answer = mathtts({"batch"}, "\n  \r\n{\"id\":1,\"input\":\"x\"}\r\n\n{\"id\":2,\"input\":\"y\"}");
        QCOMPARE(answer.code, 0);
        QCOMPARE(answer.out, QByteArray("{\"id\":1,\"output\":\"x\"}\n{\"id\":2,\"output\":\"y\"}\n"));
        QCOMPARE(mathtts({"batch"}, "").out, QByteArray());
    }

    void orderHoldsWhenSomeTakeLonger()
    {
        QByteArray input;
        for (int i = 0; i < 2000; ++i) {
            const QByteArray formula = i % 500 == 0 ? QByteArray("x+").repeated(20'000) + "x" : QByteArray("x");
            input += "{\"id\":" + QByteArray::number(i) + ",\"input\":\"" + formula + "\"}\n";
        }
        const QList<QJsonObject> answers = answersOf(mathtts({"batch", "--jobs", "8"}, input).out);
        QCOMPARE(answers.size(), 2000);
        for (int i = 0; i < answers.size(); ++i)
            QCOMPARE(answers[i]["id"].toInt(-1), i);
    }

    void tooLongLineIsRefusedAndTheNextAnswered()
    {
        const Answer answer = mathtts({"batch"}, QByteArray(40 * 1024 * 1024, '[') + "\n{\"id\":1,\"input\":\"x\"}\n");
        const QList<QJsonObject> answers = answersOf(answer.out);
        QCOMPARE(answers.size(), 2);
        QVERIFY(answers[0]["error"].toObject()["message"].toString().contains("longer than"));
        QCOMPARE(answers[1]["id"].toInt(), 1);
    }

    /*! A hundred thousand requests, and the most memory the program ever had. */
    void memoryStaysFlat()
    {
        if (!QFile::exists("/proc/self/status")) QSKIP("no /proc here");
        const auto peak = [](int count) {
            QProcess process;
            process.start(QStringLiteral(MATHTTS_PROGRAM), {"batch"});
            QByteArray out;
            qint64 most = 0;
            for (int i = 0; i < count; ++i) {
                process.write("{\"id\":" + QByteArray::number(i) + ",\"input\":\"\\\\frac{a}{b}+x^2\"}\n");
                if (i % 1000 != 999) continue;
                while (process.bytesToWrite() > 0)
                    process.waitForBytesWritten();
                out += process.readAllStandardOutput();
                QFile status(QString("/proc/%1/status").arg(process.processId()));
                if (!status.open(QIODevice::ReadOnly)) return qint64{-1};
                const QByteArray text = status.readAll();
                most = std::max(most, text.mid(text.indexOf("VmHWM:") + 6).trimmed().split(' ').value(0).toLongLong());
            }
            process.closeWriteChannel();
            if (!process.waitForFinished()) return qint64{-1};
            out += process.readAllStandardOutput();
            return out.count('\n') == count ? most : -1;
        };
        const qint64 few = peak(20'000);
        const qint64 many = peak(100'000);
        QVERIFY(few > 0 && many > 0);
        QVERIFY2(many < few + 4096, qPrintable(QString("%1 kB, then %2 kB").arg(few).arg(many)));
    }

    void answersComeWhileTheSenderWaits()
    {
        QProcess process;
        process.start(QStringLiteral(MATHTTS_PROGRAM), {"batch"});
        for (int i = 0; i < 5; ++i) {
            process.write("{\"id\":1,\"input\":\"x\"}\n");
            QVERIFY(process.waitForReadyRead(5000));
            QCOMPARE(process.readAllStandardOutput(), QByteArray("{\"id\":1,\"output\":\"x\"}\n"));
        }
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitCode(), 0);
    }

    void interruptEndsItAfterWholeLines()
    {
        QProcess process;
        process.start(QStringLiteral(MATHTTS_PROGRAM), {"batch"});
        process.write("{\"id\":1,\"input\":\"x\"}\n{\"id\":2,");
        QVERIFY(process.waitForReadyRead(5000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(process.readAllStandardOutput(), QByteArray("{\"id\":1,\"output\":\"x\"}\n"));
    }

    void fullDiskIsSaid()
    {
        const Answer answer =
            runProgram("sh", {"-c", QString("%1 batch > /dev/full").arg(QStringLiteral(MATHTTS_PROGRAM))},
                       QByteArray("{\"input\":\"x\"}\n").repeated(10'000));
        QCOMPARE(answer.code, 3);
        QCOMPARE(answer.error.count("No space left"), 1);
    }

    void readerThatLeavesEndsItQuietly()
    {
        const QString command = "yes '{\"input\":\"x\"}' | %1 batch | head -n 3";
        const Answer answer = runProgram("sh", {"-c", command.arg(QStringLiteral(MATHTTS_PROGRAM))});
        QCOMPARE(answer.out.count('\n'), 3);
        QCOMPARE(answer.error, QByteArray());
    }
};

QTEST_GUILESS_MAIN(BatchTest)
#include "batch_test.moc"
