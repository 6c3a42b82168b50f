// SPDX-License-Identifier: GPL-3.0-or-later
// A program of its own: Qt remembers the sound server of the process.
#include "voice/espeak_voice.h"
#include "voice/player.h"

#include "plans.h"

#include <QAudioDevice>
#include <QMediaDevices>
#include <QSignalSpy>
#include <QTest>

using namespace mathtts;

class NoDeviceTest : public QObject
{
    Q_OBJECT

private slots:
    void aMissingLoudspeakerIsTold()
    {
        qputenv("PULSE_SERVER", "unix:/nowhere/socket");
        if (!QMediaDevices::defaultAudioOutput().isNull()) QSKIP("there is a loudspeaker without PulseAudio");
        EspeakVoice voice;
        Player player(voice);
        VoiceError error;
        QObject::connect(&player, &Player::failed, &player, [&](const VoiceError &why) { error = why; });
        QSignalSpy failed(&player, &Player::failed);
        player.play(planOf("x"), {});
        QVERIFY(failed.wait(5000));
        QCOMPARE(error.code, VoiceErrorCode::noDevice);
        QCOMPARE(player.state(), Player::State::stopped);
    }
};

QTEST_GUILESS_MAIN(NoDeviceTest)
#include "no_device_test.moc"
