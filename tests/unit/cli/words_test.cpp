// SPDX-License-Identifier: GPL-3.0-or-later
// What is written about the command line: completions, manual page, docs/cli.md.
#include "run.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class WordsTest : public QObject
{
    Q_OBJECT

    static QString contentOf(const QString &name)
    {
        QFile file(QStringLiteral(MATHTTS_SOURCE) + '/' + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static QStringList complete(const QStringList &words)
    {
        QStringList candidates;
        for (const QByteArray &line : mathtts(QStringList{"--complete"} + words).out.split('\n'))
            if (!line.isEmpty()) candidates.append(QString::fromUtf8(line.split('\t').value(0)));
        return candidates;
    }

    /*! What bash offers after \a line. */
    static QByteArray bash(const QString &line)
    {
        const QString script = R"(
            source %1/app/cli/completions/mathtts.bash
            PATH=%2:$PATH
            COMP_LINE=$1; read -ra COMP_WORDS <<<"$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            compopt() { :; }
            _mathtts
            printf '%s ' "${COMPREPLY[@]}")";
        const QString folder = QFileInfo(QStringLiteral(MATHTTS_PROGRAM)).path();
        return runProgram("bash",
                          {"-c", QString(script).replace("%1", QStringLiteral(MATHTTS_SOURCE)).replace("%2", folder),
                           "bash", line})
            .out.trimmed();
    }

    static QStringList commands() { return complete({""}); }

private slots:
    void commandsOptionsAndValuesAreCompleted()
    {
        QCOMPARE(commands(), QStringList({"text", "ssml", "mathml", "tree", "braille", "audio", "speak", "voices",
                                          "serve", "users", "keys", "config", "backup", "restore", "batch", "rules"}));
        QCOMPARE(complete({"te"}), QStringList("text"));
        QCOMPARE(complete({"--v"}), QStringList("--version"));
        QCOMPARE(complete({"text", "--verb"}), QStringList("--verbosity"));
        QCOMPARE(complete({"text", "--verbosity", ""}),
                 QStringList({"terse", "medium", "verbose", "superbrief", "brief"}));
        QCOMPARE(complete({"text", "--verbosity=v"}), QStringList("--verbosity=verbose"));
        QVERIFY(complete({"text", "--style", ""}).contains("natural"));
        QVERIFY(complete({"text", "--locale", "e"}).contains("en"));
        QCOMPARE(complete({"text", "--macros", ""}), QStringList(":files"));
        QCOMPARE(complete({"audio", "-o", ""}), QStringList(":files"));
        QCOMPARE(complete({"audio", "--format", "f"}), QStringList("flac"));
        QCOMPARE(complete({"ssml", "--marks", "n"}), QStringList({"none", "nodes"}));
        QCOMPARE(complete({"text", "x"}), QStringList());
        QCOMPARE(complete({"nothing", ""}), QStringList());
        QCOMPARE(complete({}), QStringList());
    }

    void voicesAreCompleted()
    {
        if (mathtts({"voices"}).code != 0) QSKIP("no voice here");
        QVERIFY(complete({"speak", "--voice", "espeak:en-u"}).contains("espeak:en-us"));
    }

    void bashCompletes()
    {
        QCOMPARE(bash("mathtts te"), QByteArray("text"));
        QCOMPARE(bash("mathtts text --verbosity "), QByteArray("terse medium verbose superbrief brief"));
        QCOMPARE(bash("mathtts tree --pres"), QByteArray("--presentation"));
    }

    void completionScriptsAreSound_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("file");
        QTest::newRow("bash") << "bash" << "mathtts.bash";
        QTest::newRow("zsh") << "zsh" << "_mathtts";
        QTest::newRow("fish") << "fish" << "mathtts.fish";
    }

    void completionScriptsAreSound()
    {
        QFETCH(QString, shell);
        QFETCH(QString, file);
        if (QStandardPaths::findExecutable(shell).isEmpty()) QSKIP(qPrintable("there is no " + shell + " here"));
        const Answer answer = runProgram(shell, {"-n", QStringLiteral(MATHTTS_SOURCE "/app/cli/completions/") + file});
        QCOMPARE(answer.error, QByteArray());
        QCOMPARE(answer.code, 0);
    }

    void everyOptionIsInTheManualAndTheGuide()
    {
        const QString manual = contentOf("app/cli/mathtts.1").replace("\\-", "-");
        const QString guide = contentOf("docs/cli.md");
        for (const QString &command : commands()) {
            QVERIFY2(manual.contains(".B " + command + '\n'), qPrintable(command));
            QVERIFY2(guide.contains("## mathtts " + command) || guide.contains("`mathtts " + command),
                     qPrintable(command));
            for (const QString &option : complete({command, "--"})) {
                QVERIFY2(manual.contains(option), qPrintable(command + ' ' + option));
                QVERIFY2(guide.contains('`' + option), qPrintable(command + ' ' + option));
            }
        }
    }

    /*! Runs the blocks of docs/cli.md marked "console": lines after "$ " are commands; what follows is what they print,
     *  where "..." stands for anything. "console exit=1" says how they end; "console sound" needs a voice. */
    void examplesOfTheGuide_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("code");
        static const QRegularExpression block("^```console ?([^\\n]*)\\n(.*?)^```$",
                                              QRegularExpression::MultilineOption |
                                                  QRegularExpression::DotMatchesEverythingOption);
        const bool sound = mathtts({"voices"}).code == 0;
        for (auto found = block.globalMatch(contentOf("docs/cli.md")); found.hasNext();) {
            const QRegularExpressionMatch match = found.next();
            if (match.captured(1).contains("sound") && !sound) continue;
            const int code = match.captured(1).contains("exit=") ? match.captured(1).section("exit=", 1).toInt() : 0;
            for (const QString &step : ('\n' + match.captured(2)).split("\n$ ", Qt::SkipEmptyParts)) {
                const QString command = step.section('\n', 0, 0);
                QTest::newRow(qPrintable(command)) << command << step.section('\n', 1) << code;
            }
        }
    }

    void examplesOfTheGuide()
    {
        QFETCH(QString, command);
        QFETCH(QString, expected);
        QFETCH(int, code);
        QTemporaryDir folder;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", QFileInfo(QStringLiteral(MATHTTS_PROGRAM)).path() + ':' + environment.value("PATH"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        for (const char *name : {"formula.tex", "definitions.tex", "requests.jsonl"})
            QVERIFY(QFile::copy(QStringLiteral(MATHTTS_SOURCE "/tests/unit/cli/data/") + name, folder.filePath(name)));
        process.start("sh", {"-c", command});
        QVERIFY(process.waitForFinished());
        const QString said = QString::fromUtf8(process.readAll()).trimmed();
        QVERIFY2(process.exitCode() == code, qPrintable(said));
        QString pattern = QRegularExpression::escape(expected.trimmed());
        pattern.replace("\\.\\.\\.", ".*");
        const QRegularExpression form(QRegularExpression::anchoredPattern(pattern),
                                      QRegularExpression::DotMatchesEverythingOption);
        QVERIFY2(form.match(said).hasMatch(), qPrintable("it says:\n" + said));
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "words_test.moc"
