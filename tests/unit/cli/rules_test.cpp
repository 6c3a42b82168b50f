// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/*! The user's own rules, as the commands read them. */
class RulesCommandTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_data; // XDG_DATA_HOME

    QString folder() const { return m_data.filePath("mathtts/overlay"); }

    void write(const QString &name, const QByteArray &rules)
    {
        QVERIFY(QDir().mkpath(folder()));
        QFile file(folder() + '/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(rules);
    }

    Answer ask(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove("MATHTTS_OVERLAY");
        environment.insert("XDG_DATA_HOME", m_data.path());
        return mathtts(arguments, input, environment);
    }

    QByteArray say(const QString &formula) { return ask({"text", formula}).out.trimmed(); }

private slots:
    void init() { QDir(folder()).removeRecursively(); }

    void theFolderIsReadAtEachStart()
    {
        QCOMPARE(ask({"rules", "folder"}).out.trimmed(), folder().toUtf8());
        QCOMPARE(say("x^2"), QByteArray("x squared"));
        write("a.rules", "style natural\nmessage power.square = {base} to the two\n");
        write("b.rules", "style natural\nword symbols + = and\n");
        write("notes.txt", "not a rule\n");
        QCOMPARE(say("x^2+1"), QByteArray("x to the two and 1"));
        QCOMPARE(ask({"batch"}, "{\"id\":1,\"input\":\"x^2\"}\n").out.trimmed(),
                 QByteArray("{\"id\":1,\"output\":\"x to the two\"}"));
    }

    void anOwnStyleIsAStyle()
    {
        write("school.rules", "style school extends clearspeak\nword symbols + = and\n");
        QCOMPARE(ask({"text", "--style", "school", "a+b"}).out.trimmed(), QByteArray("a and b"));
        QVERIFY(ask({"--complete", "text", "--style", "sch"}).out.startsWith("school"));
    }

    void aMistakeIsSaidAndTheRestIsInForce()
    {
        write("a.rules", "style natural\nmessage power.square = {bse} to the two\n");
        write("b.rules", "style natural\nword symbols + = and\n");
        const Answer answer = ask({"text", "x^2+1"});
        QCOMPARE(answer.code, 0);
        QCOMPARE(answer.out.trimmed(), QByteArray("x squared and 1"));
        QVERIFY2(answer.error.contains("a.rules, line 2, column 24: "), answer.error);
        QVERIFY2(answer.error.contains("Did you mean base?"), answer.error);
        QVERIFY2(answer.error.contains("\n                         ^~~~~\n"), answer.error);
    }

    void filesAreChecked()
    {
        write("good.rules", "style natural\nword symbols + = and\n");
        write("bad.rules", "style natral\n");
        QCOMPARE(ask({"rules", "check", folder() + "/good.rules"}).code, 0);
        const Answer bad = ask({"rules", "check", folder()});
        QCOMPARE(bad.code, 1);
        QVERIFY2(bad.error.contains("Did you mean natural?"), bad.error);
        QCOMPARE(bad.error.count("Error in"), 1);
        QCOMPARE(ask({"rules", "check", "/nowhere"}).code, 1);
        QCOMPARE(ask({"rules", "check"}).code, 2);
        QCOMPARE(ask({"rules"}).code, 2);
    }

    void whatIsFoundCanBeLaidOver()
    {
        const Answer found = ask({"rules", "find", "squared", "--style", "natural"});
        QCOMPARE(found.code, 0);
        QVERIFY2(found.out.startsWith("style natural\n"), found.out);
        QVERIFY2(found.out.contains("\nmessage power.square "), found.out);
        write("same.rules", ask({"rules", "find", "≤"}).out);
        QCOMPARE(ask({"rules", "check", folder()}).error, QByteArray());
        QCOMPARE(ask({"rules", "find", "no such words at all"}).code, 1);
    }

    void theVariableNamesAnotherPlaceOrNone()
    {
        write("a.rules", "style natural\nword symbols + = and\n");
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", m_data.path());
        environment.insert("MATHTTS_OVERLAY", "");
        QCOMPARE(mathtts({"text", "a+b"}, {}, environment).out.trimmed(), QByteArray("a plus b"));
        environment.insert("MATHTTS_OVERLAY", folder() + "/a.rules");
        environment.insert("XDG_DATA_HOME", "/nowhere");
        QCOMPARE(mathtts({"text", "a+b"}, {}, environment).out.trimmed(), QByteArray("a and b"));
    }
};

QTEST_GUILESS_MAIN(RulesCommandTest)
#include "rules_test.moc"
