// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/encode.h"
#include "voice/save.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <sndfile.h>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace mathtts;

namespace
{
/*! \a count samples of a tone that rises. */
Sound tone(std::size_t count, int sampleRate = 22050)
{
    Sound sound{.sampleRate = sampleRate, .samples = {}, .marks = {}};
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / sampleRate;
        sound.samples.push_back(static_cast<std::int16_t>(12000 * std::sin(2 * 3.14159265 * (300 + 50 * t) * t)));
    }
    return sound;
}
} // namespace

class EncodeTest : public QObject
{
    Q_OBJECT

private slots:
    void formatsGoByTheName()
    {
        AudioFormat format{};
        QVERIFY(audioFormatOf("a.wav", format) && format == AudioFormat::wav);
        QVERIFY(audioFormatOf("a.b/C.FLAC", format) && format == AudioFormat::flac);
        QVERIFY(audioFormatOf("x.Oga", format) && format == AudioFormat::ogg);
        QVERIFY(audioFormatOf("x.ogg", format) && format == AudioFormat::ogg);
        QVERIFY(audioFormatOf("x.opus", format) && format == AudioFormat::opus);
        QVERIFY(audioFormatOf("x.mp3", format) && format == AudioFormat::mp3);
        for (const char *name : {"", "wav", "x.wa", "x.mp3.txt", "x"})
            QVERIFY(!audioFormatOf(name, format));
    }

    void everyFormatDecodesToTheSameLength_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<int>("count");
        for (const char *ending : {"wav", "flac", "ogg", "opus", "mp3"})
            for (int count : {0, 1, 100, 22050, 153'768})
                QTest::addRow("%s %d", ending, count) << ending << count;
    }

    void everyFormatDecodesToTheSameLength()
    {
        QFETCH(QString, ending);
        QFETCH(int, count);
        const Sound sound = tone(static_cast<std::size_t>(count));
        const QString path = m_directory.filePath("sound." + ending);
        const auto saved = saveAudio(sound, path.toStdString());
        QVERIFY2(saved, saved ? "" : saved.error().c_str());

        SF_INFO info{};
        SNDFILE *file = sf_open(path.toUtf8().constData(), SFM_READ, &info);
        if (count == 0 && !file) return; // some formats have no header without a sample; there is nothing to hear
        QVERIFY2(file, sf_strerror(nullptr));
        std::vector<std::int16_t> decoded(static_cast<std::size_t>(count) * 2 + 10000);
        const sf_count_t frames = sf_readf_short(file, decoded.data(), static_cast<sf_count_t>(decoded.size()));
        sf_close(file);
        QCOMPARE(info.channels, 1);
        QCOMPARE(info.samplerate, ending == "opus" ? 24000 : 22050);
        const sf_count_t expected = ending == "opus" ? std::lround(count * 24000.0 / 22050.0) : count;
        QCOMPARE(frames, expected);
        if (ending == "wav" || ending == "flac") {
            decoded.resize(static_cast<std::size_t>(count));
            QVERIFY(decoded == sound.samples);
        }
    }

    void theSameSoundHasTheSameBytes()
    {
        const Sound sound = tone(100'000);
        for (AudioFormat format :
             {AudioFormat::wav, AudioFormat::flac, AudioFormat::ogg, AudioFormat::opus, AudioFormat::mp3}) {
            const auto first = encode(sound, format);
            QTest::qSleep(1100); // a clock in the file would show
            const auto second = encode(sound, format);
            QVERIFY(first && second);
            QVERIFY2(*first == *second, std::to_string(static_cast<int>(format)).c_str());
        }
    }

    void aFileThatCannotBeWrittenIsSaid()
    {
        const Sound sound = tone(22050);
        const auto nowhere = saveAudio(sound, "/nowhere/at/all.wav");
        QVERIFY(!nowhere);
        QVERIFY(nowhere.error().contains("/nowhere/at/all.wav"));
        const auto unknown = saveAudio(sound, "speech.txt");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().contains(".flac"));
    }

    void aFullDeviceIsSaid()
    {
        if (!QFile::exists("/dev/full")) QSKIP("no /dev/full here");
        const QString path = m_directory.filePath("full.wav");
        QVERIFY(QFile::link("/dev/full", path));
        const auto saved = saveAudio(tone(22050), path.toStdString());
        QVERIFY(!saved);
        QVERIFY(saved.error().contains("No space left"));
        QVERIFY(!QFileInfo("/dev/full").isFile()); // written into, not replaced
    }

#ifdef Q_OS_UNIX
    void aFileThatStaysTooShortLeavesTheOldOne()
    {
        const QString path = m_directory.filePath("old.wav");
        QVERIFY(saveAudio(tone(100), path.toStdString()));
        const qint64 size = QFileInfo(path).size();
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{10'000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto saved = saveAudio(tone(22050), path.toStdString());
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!saved);
        QCOMPARE(QFileInfo(path).size(), size);
        QCOMPARE(m_directory.isValid() ? QDir(m_directory.path()).entryList({"old*"}).size() : 0, 1);
    }
#endif

private:
    QTemporaryDir m_directory;
};

QTEST_GUILESS_MAIN(EncodeTest)
#include "encode_test.moc"
