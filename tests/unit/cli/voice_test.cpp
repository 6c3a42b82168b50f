// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

class VoiceTest : public QObject
{
    Q_OBJECT

    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;

private slots:
    void initTestCase()
    {
        if (mathtts({"voices"}).code != 0) QSKIP("no voice here");
    }

    void audioTakesTheFormatFromTheName_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("wav") << "wav" << QByteArray("RIFF");
        QTest::newRow("flac") << "flac" << QByteArray("fLaC");
        QTest::newRow("ogg") << "ogg" << QByteArray("OggS");
        QTest::newRow("opus") << "opus" << QByteArray("OggS");
        QTest::newRow("capitals") << "WAV" << QByteArray("RIFF");
        QTest::newRow("mp3") << "mp3" << QByteArray();
    }

    void audioTakesTheFormatFromTheName()
    {
        QFETCH(QString, ending);
        QFETCH(QByteArray, magic);
        const QString name = m_folder.filePath("speech." + ending);
        const Answer answer = mathtts({"audio", "x+1", "-o", name});
        QCOMPARE(answer.error, QByteArray());
        QCOMPARE(answer.code, 0);
        QCOMPARE(answer.out, QByteArray());
        const QByteArray sound = contentOf(name);
        QVERIFY(sound.size() > 1000 && sound.startsWith(magic));
    }

    void audioGoesToStandardOutput()
    {
        const Answer answer = mathtts({"audio", "--format", "wav", "-o", "-", "x"});
        QCOMPARE(answer.code, 0);
        QVERIFY(answer.out.startsWith("RIFF"));
        QCOMPARE(mathtts({"audio", "--format", "wav", "-o", "-", "x"}).out, answer.out);
        QVERIFY(mathtts({"audio", "--rate", "50", "--format", "wav", "-o", "-", "x"}).out.size() > answer.out.size());
    }

    void audioSaysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no file") << QStringList{"x"} << 2 << QByteArray("--output is required");
        QTest::newRow("no format") << QStringList{"x", "-o", "-"} << 2 << QByteArray("--format wav");
        QTest::newRow("unknown format") << QStringList{"x", "-o", "x.doc"} << 2 << QByteArray("must end in .wav");
        QTest::newRow("two formats") << QStringList{"x", "-o", "x.wav", "--format", "mp3"} << 2
                                     << QByteArray("Leave out --format");
        QTest::newRow("misspelled format")
            << QStringList{"x", "-o", "-", "--format", "flca"} << 2 << QByteArray("Did you mean flac?");
        QTest::newRow("rate") << QStringList{"x", "-o", "x.wav", "--rate", "9000"} << 2 << QByteArray("from 30 to 400");
        QTest::newRow("no such folder") << QStringList{"x", "-o", "/no/such/folder/x.wav"} << 3
                                        << QByteArray("/no/such/folder/x.wav");
    }

    void audioSaysWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const Answer answer = mathtts(QStringList{"audio"} + arguments);
        QCOMPARE(answer.code, code);
        QVERIFY2(answer.error.contains(message), answer.error);
    }

    void missingVoiceIsNamedWithTheNearest_data()
    {
        QTest::addColumn<QString>("nearest");
        QTest::newRow("espeak:dee") << "espeak:de";
        QTest::newRow("espeak:en-uss") << "espeak:en-us";
        QTest::newRow("espeak:en-us+nobody") << "espeak:en-us";
        QTest::newRow("espeak:en-gb") << "espeak:en"; // a language, not a voice
    }

    void missingVoiceIsNamedWithTheNearest()
    {
        QFETCH(QString, nearest);
        const Answer answer =
            mathtts({"audio", "x", "-o", m_folder.filePath("none.wav"), "--voice", QTest::currentDataTag()});
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.error.contains("Did you mean " + nearest.toUtf8() + '?'), answer.error);
        QVERIFY(!QFile::exists(m_folder.filePath("none.wav")));
    }

    void missingEngineIsSaid()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("MATHTTS_ESPEAK_WORKER", "/no/such/worker");
        const Answer answer =
            mathtts({"audio", "x", "-o", m_folder.filePath("none.wav"), "--voice", "espeak:en"}, {}, environment);
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.error.contains("engine"), answer.error);
    }

    void fullDiskIsSaid()
    {
        const Answer answer = runProgram(
            "sh", {"-c", QString("%1 audio x -o - --format wav >/dev/full").arg(QStringLiteral(MATHTTS_PROGRAM))});
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.error.contains("No space left"), answer.error);
    }

    void speakWithoutALoudspeakerSaysSo()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PULSE_SERVER", "unix:/no/such/socket");
        const Answer answer = mathtts({"speak", "x"}, {}, environment);
        if (answer.code == 0) QSKIP("there is another loudspeaker here");
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.error.contains("mathtts audio"), answer.error);
    }

    void voicesAreListed()
    {
        QVERIFY(mathtts({"voices", "--language", "EN"}).out.contains("espeak:en-us "));
        QVERIFY(!mathtts({"voices", "--language", "en-US"}).out.contains("espeak:de "));
        QCOMPARE(mathtts({"voices", "--language", "xx"}).out, QByteArray());
        const QJsonArray voices = QJsonDocument::fromJson(mathtts({"voices", "--json"}).out).array();
        QVERIFY(voices.size() > 50);
        QVERIFY(voices[0].toObject().contains("id") && voices[0].toObject().contains("language"));
    }

    void voicesOfTheSystemSpeak()
    {
        const Answer listed = mathtts({"voices", "--json"});
        QCOMPARE(listed.error, QByteArray());
        for (const QJsonValue &voice : QJsonDocument::fromJson(listed.out).array()) {
            const QString id = voice["id"].toString();
            if (!id.startsWith("system:")) continue;
            QVERIFY(mathtts({"voices", "--language", voice["language"].toString()}).out.contains(id.toUtf8()));
            const Answer answer = mathtts({"audio", "x", "-o", m_folder.filePath("system.wav"), "--voice", id});
            QCOMPARE(answer.error, QByteArray());
            QCOMPARE(answer.code, 0);
            QVERIFY(contentOf(m_folder.filePath("system.wav")).size() > 1000);
            return;
        }
        QSKIP("this system has no voice that hands out its sound");
    }

    void theOtherCommandsLoadNoQt()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_TRACE_LOADED_OBJECTS", "1");
        const Answer answer = mathtts({"text", "x"}, {}, environment);
        QVERIFY2(!answer.out.contains("Qt6"), answer.out);
    }
};

QTEST_GUILESS_MAIN(VoiceTest)
#include "voice_test.moc"
