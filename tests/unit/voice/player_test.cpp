// SPDX-License-Identifier: GPL-3.0-or-later
// Plays on a sound server of its own whose loudspeaker swallows everything.
#include "voice/espeak_voice.h"
#include "voice/player.h"

#include "plans.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace mathtts;

class PlayerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString program = QStandardPaths::findExecutable("pulseaudio");
        if (program.isEmpty()) QSKIP("no pulseaudio here");
        QFile config(m_directory.filePath("pa.conf"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        const QByteArray socket = m_directory.filePath("socket").toUtf8();
        config.write("load-module module-native-protocol-unix auth-anonymous=1 socket=" + socket +
                     "\nload-module module-null-sink sink_name=silence\nset-default-sink silence\n");
        config.close();
        qputenv("XDG_RUNTIME_DIR", m_directory.path().toUtf8());
        qputenv("PULSE_SERVER", "unix:" + socket);
        m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_server.start(program, {"-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
                                 "--log-level=error", "-F", m_directory.filePath("pa.conf")});
        QVERIFY(m_server.waitForStarted());
        QVERIFY(QTest::qWaitFor([&socket] { return QFile::exists(QString::fromUtf8(socket)); }));
        QTest::qWait(300);
    }

    void cleanupTestCase()
    {
        m_server.kill();
        m_server.waitForFinished();
    }

    void everyWordIsToldInOrder()
    {
        Player player(m_voice);
        std::vector<quint32> tokens;
        QObject::connect(&player, &Player::tokenChanged, &player, [&](quint32 token) { tokens.push_back(token); });
        QSignalSpy finished(&player, &Player::finished);
        player.play(planOf("x plus y , equals z"), {});
        QCOMPARE(player.state(), Player::State::preparing);
        QVERIFY(finished.wait(10'000));
        QCOMPARE(player.state(), Player::State::stopped);
        QCOMPARE(tokens, (std::vector<quint32>{0, 1, 2, 4, 5}));
    }

    void theFirstSoundComesAtOnce()
    {
        const QString recorder = QStandardPaths::findExecutable("parec");
        if (recorder.isEmpty()) QSKIP("no parec here");
        QProcess record;
        QElapsedTimer timer;
        qint64 heard = -1;
        QObject::connect(&record, &QProcess::readyReadStandardOutput, &record, [&] {
            const QByteArray bytes = record.readAllStandardOutput();
            if (heard < 0 && std::ranges::any_of(bytes, [](char byte) { return byte != 0; })) heard = timer.elapsed();
        });
        record.start(recorder, {"--raw", "--latency-msec=5", "--format=s16le", "-d", "silence.monitor"});
        QVERIFY(record.waitForStarted());
        QTest::qWait(1500); // the server wakes up

        m_voice.warmUp();
        Player player(m_voice);
        player.warmUp();
        std::vector<qint64> times;
        for (int i = 0; i < 6; ++i) {
            QSignalSpy finished(&player, &Player::finished);
            heard = -1;
            timer.start();
            player.play(planOf("x"), {});
            QVERIFY(finished.wait(5000));
            if (i > 0) times.push_back(heard); // the first one opens the connection
            QTest::qWait(100);
        }
        record.kill();
        record.waitForFinished();
        std::ranges::sort(times);
        qInfo("heard after %lld ms (median), %lld ms (worst)", times[times.size() / 2], times.back());
        QVERIFY(times.front() >= 0);
        QVERIFY(times[times.size() / 2] < 60);
    }

    void aPauseKeepsThePlace()
    {
        Player player(m_voice);
        QSignalSpy finished(&player, &Player::finished);
        QSignalSpy tokens(&player, &Player::tokenChanged);
        player.pause(); // nothing to pause
        QCOMPARE(player.state(), Player::State::stopped);
        player.play(planOf(quadraticFormula), {});
        QVERIFY(tokens.wait(5000));
        QTest::qWait(500);
        player.pause();
        QCOMPARE(player.state(), Player::State::paused);
        const qsizetype before = tokens.size();
        QTest::qWait(2500);
        QCOMPARE(tokens.size(), before);
        player.resume();
        QCOMPARE(player.state(), Player::State::playing);
        QVERIFY(finished.wait(20'000));
        QCOMPARE(tokens.size(), 25);
    }

    void stoppingIsSilentAtOnce()
    {
        Player player(m_voice);
        QSignalSpy finished(&player, &Player::finished);
        QSignalSpy failed(&player, &Player::failed);
        QSignalSpy tokens(&player, &Player::tokenChanged);
        for (int wait : {0, 1, 5, 200}) {
            player.play(planOf(quadraticFormula), {});
            QTest::qWait(wait);
            QElapsedTimer timer;
            timer.start();
            player.stop();
            QVERIFY(timer.elapsed() < 50);
            QCOMPARE(player.state(), Player::State::stopped);
        }
        tokens.clear();
        QTest::qWait(300);
        QCOMPARE(tokens.size() + finished.size() + failed.size(), 0);
    }

    void aSecondSpeechTakesTheFirstOnesPlace()
    {
        Player player(m_voice);
        QSignalSpy finished(&player, &Player::finished);
        player.play(planOf(quadraticFormula), {});
        QTest::qWait(100);
        player.play(planOf("x"), {});
        QVERIFY(finished.wait(5000));
        QCOMPARE(finished.size(), 1);
    }

    void nothingToSayIsFinished()
    {
        Player player(m_voice);
        QSignalSpy finished(&player, &Player::finished);
        player.play(Plan{}, {});
        QVERIFY(finished.wait(5000));
    }

    void anErrorOfTheVoiceIsTold()
    {
        EspeakVoice voice({.worker = "/nowhere/worker"});
        Player player(voice);
        VoiceError error;
        QObject::connect(&player, &Player::failed, &player, [&](const VoiceError &why) { error = why; });
        QSignalSpy failed(&player, &Player::failed);
        player.play(planOf("x"), {});
        QVERIFY(failed.wait(5000));
        QCOMPARE(error.code, VoiceErrorCode::engineMissing);
        QCOMPARE(player.state(), Player::State::stopped);
    }

    void aListenerMayStopThePlayer()
    {
        Player player(m_voice);
        QObject::connect(&player, &Player::stateChanged, &player, [&](Player::State state) {
            if (state == Player::State::playing) player.stop();
        });
        QSignalSpy states(&player, &Player::stateChanged);
        player.play(planOf("x"), {});
        QVERIFY(QTest::qWaitFor([&] { return states.size() >= 3; }));
        QCOMPARE(player.state(), Player::State::stopped);
    }

private:
    QTemporaryDir m_directory;
    QProcess m_server;
    EspeakVoice m_voice;
};

QTEST_GUILESS_MAIN(PlayerTest)
#include "player_test.moc"
