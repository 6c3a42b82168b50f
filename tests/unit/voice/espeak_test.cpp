// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/espeak_voice.h"

#include "plans.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

using namespace mathtts;
using namespace std::chrono_literals;

class EspeakTest : public QObject
{
    Q_OBJECT

private slots:
    void aFormulaBecomesSoundWithAMarkForEveryWord()
    {
        const Plan plan = planOf(quadraticFormula);
        const auto sound = m_voice.synthesize(plan, {});
        QVERIFY(sound);
        QCOMPARE(sound->sampleRate, 22050);
        QVERIFY(sound->samples.size() > 5U * 22050);

        std::vector<std::uint32_t> expected;
        for (std::uint32_t i = 0; i < plan.tokens.size(); ++i)
            if (plan.tokens[i].kind != TokenKind::pause) expected.push_back(i);
        std::vector<std::uint32_t> marked;
        for (const Mark &mark : sound->marks)
            marked.push_back(mark.token);
        QCOMPARE(marked, expected);
        QVERIFY(std::ranges::is_sorted(sound->marks, {}, &Mark::sample));
        QVERIFY(sound->marks.back().sample < sound->samples.size());
    }

    void theSameSpeechHasTheSameSamples()
    {
        const Plan plan = planOf(quadraticFormula);
        const auto first = m_voice.synthesize(plan, {});
        QVERIFY(first);
        // whatever was spoken in between, with whatever voice, and in another worker
        QVERIFY(m_voice.synthesize(planOf("eins plus zwei"), {.voice = "espeak:de"}));
        const auto second = m_voice.synthesize(plan, {});
        EspeakVoice another;
        const auto third = another.synthesize(plan, {});
        QVERIFY(second && third);
        QVERIFY(first->samples == second->samples);
        QVERIFY(first->samples == third->samples);
    }

    void partsComeWithTheirMarks()
    {
        std::uint64_t samples = 0;
        std::size_t marks = 0;
        const auto result = m_voice.synthesize(planOf(quadraticFormula), {}, [&](const SoundPart &part) {
            for (const Mark &mark : part.marks)
                if (mark.sample < samples || mark.sample > samples + part.samples.size()) return false;
            samples += part.samples.size();
            marks += part.marks.size();
            return true;
        });
        QVERIFY(result);
        QCOMPARE(marks, 25U);
    }

    void settingsAreHeard()
    {
        const Plan plan = planOf("x , y , z");
        const auto usual = m_voice.synthesize(plan, {});
        const auto fast = m_voice.synthesize(plan, {.rate = 200});
        const auto slow = m_voice.synthesize(plan, {.rate = 50});
        const auto breathless = m_voice.synthesize(plan, {.pauseFactor = 0});
        const auto high = m_voice.synthesize(plan, {.pitch = 200});
        const auto silent = m_voice.synthesize(plan, {.volume = 0});
        const auto female = m_voice.synthesize(plan, {.voice = "espeak:en-us+f3"});
        QVERIFY(usual && fast && slow && breathless && high && silent && female);
        QVERIFY(fast->samples.size() * 3 < usual->samples.size() * 2);
        QVERIFY(slow->samples.size() * 2 > usual->samples.size() * 3);
        QVERIFY(breathless->samples.size() < usual->samples.size());
        QVERIFY(high->samples != usual->samples);
        QVERIFY(female->samples != usual->samples);
        QVERIFY(std::ranges::all_of(silent->samples, [](std::int16_t sample) { return std::abs(sample) < 8; }));
    }

    void voicesAreListedByLanguage()
    {
        const std::vector<VoiceInfo> voices = m_voice.voices();
        QVERIFY(voices.size() > 100);
        const auto american = std::ranges::find(voices, "espeak:en-us", &VoiceInfo::id);
        QVERIFY(american != voices.end());
        QCOMPARE(american->language, "en-US");
        QVERIFY(std::ranges::is_sorted(voices, {}, &VoiceInfo::language));
        std::vector<std::string> ids;
        for (const VoiceInfo &voice : voices)
            ids.push_back(voice.id);
        std::ranges::sort(ids);
        QVERIFY(std::ranges::adjacent_find(ids) == ids.end());
    }

    void aLanguageFindsItsVoice()
    {
        const Plan plan = planOf("x plus y");
        QCOMPARE(m_voice.synthesize(plan, {.language = "en-GB"})->samples,
                 m_voice.synthesize(plan, {.voice = "espeak:en"})->samples);
        QCOMPARE(m_voice.synthesize(plan, {.language = "de-AT"})->samples,
                 m_voice.synthesize(plan, {.voice = "espeak:de"})->samples);
    }

    void anUnknownVoiceIsSaid()
    {
        for (const char *voice : {"espeak:tlh-nowhere-at-all", "espeak:", "espeak:+", "espeak:en-us+nobody",
                                  "espeak:en-uss", "espeak:en-uss+f3", "espeak:de-AT"}) {
            const auto sound = m_voice.synthesize(planOf("x"), {.voice = voice});
            QVERIFY2(!sound, voice);
            QCOMPARE(sound.error().code, VoiceErrorCode::noSuchVoice);
        }
        QVERIFY(m_voice.synthesize(planOf("x"), {}));
        QVERIFY(m_voice.synthesize(planOf("x"), {.voice = "espeak:en-us+m1"})); // a variant that is not listed
    }

    void strangeTextIsSpokenOrSilent()
    {
        for (std::string_view text : {"", " ", "<", "&amp;", "[[", "[[x", "]]", "]]>", "\xff\xfe", "\xed\xa0\x80",
                                      "\xe2\x80\xae", "<mark", "a<break>", "\xf0\x9d\x94\xb8"}) {
            Plan plan;
            plan.tokens.push_back({TokenKind::word, Pause::none, noNode, text});
            QVERIFY2(m_voice.synthesize(plan, {}), text.data());
        }
        QVERIFY(m_voice.synthesize(Plan{}, {}));
        Plan long1;
        const std::string letters(100'000, 'x');
        long1.tokens.push_back({TokenKind::word, Pause::none, noNode, letters});
        const auto sound = m_voice.synthesize(long1, {});
        QVERIFY(sound || sound.error().code != VoiceErrorCode::workerDied);
    }

    void moreThanAnHourIsRefused()
    {
        std::string text;
        for (int i = 0; i < 700; ++i)
            text.append(quadraticFormula).append(" , ");
        const auto sound = m_voice.synthesize(planOf(text), {});
        QVERIFY(!sound);
        QCOMPARE(sound.error().code, VoiceErrorCode::failed);
        QVERIFY(sound.error().detail.contains("hour"));
    }

    void stoppingIsImmediate()
    {
        std::string text;
        for (int i = 0; i < 3000; ++i)
            text += "the fraction with numerator x ";
        const Plan plan = planOf(text);
        std::stop_source stop;
        QElapsedTimer timer;
        bool after = false;
        const auto result = m_voice.synthesize(
            plan, {},
            [&](const SoundPart &) {
                after = after || stop.stop_requested();
                stop.request_stop();
                timer.start();
                return true;
            },
            stop.get_token());
        QVERIFY(timer.elapsed() < 20);
        QVERIFY(!result);
        QCOMPARE(result.error().code, VoiceErrorCode::canceled);
        QVERIFY(!after);

        const auto refused = m_voice.synthesize(plan, {}, [](const SoundPart &) { return false; });
        QCOMPARE(refused.error().code, VoiceErrorCode::canceled);
        QVERIFY(m_voice.synthesize(planOf("x"), {}));
    }

    void manyThreadsSpeakAtOnce()
    {
        const Plan plan = planOf("x plus y equals z");
        const auto expected = m_voice.synthesize(plan, {});
        QVERIFY(expected);
        std::atomic<int> same = 0;
        std::atomic<int> next = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&] {
                    while (next++ < 50) {
                        const auto sound = m_voice.synthesize(plan, {});
                        same += sound && sound->samples == expected->samples ? 1 : 0;
                    }
                });
        }
        QCOMPARE(same.load(), 50);
    }

    void aMissingWorkerIsSaid()
    {
        EspeakVoice voice({.worker = "/nowhere/mathtts-espeak-worker"});
        const auto sound = voice.synthesize(planOf("x"), {});
        QVERIFY(!sound);
        QCOMPARE(sound.error().code, VoiceErrorCode::engineMissing);
        QVERIFY(sound.error().detail.contains("/nowhere/mathtts-espeak-worker"));
        QVERIFY(voice.voices().empty());
    }

    void missingVoiceDataIsSaid()
    {
        // what the worker says then: a message of 12 bytes, an error (X) of code 2
        EspeakVoice voice({.worker = script(R"(printf '\014\0\0\0X\0\0\0\002no data her')")});
        const auto sound = voice.synthesize(planOf("x"), {});
        QVERIFY(!sound);
        QCOMPARE(sound.error().code, VoiceErrorCode::engineMissing);
        QCOMPARE(sound.error().detail, "no data her");
    }

    void aWorkerThatIsNoneIsSaid()
    {
        EspeakVoice voice({.worker = "/bin/echo"});
        QCOMPARE(voice.synthesize(planOf("x"), {}).error().code, VoiceErrorCode::workerDied);
    }

    void aHangingWorkerIsGivenUp()
    {
        EspeakVoice voice({.worker = script("exec sleep 60"), .startLimit = 200ms});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(voice.synthesize(planOf("x"), {}).error().code, VoiceErrorCode::timedOut);
        QVERIFY(timer.elapsed() < 2000);
    }

    void aSpeechThatHangsIsGivenUp()
    {
        // the true greeting, then nothing more
        EspeakVoice voice({.worker = script("head -c 40 </dev/null; " + worker() + " </dev/null; exec sleep 60"),
                           .hangLimit = 200ms});
        QCOMPARE(voice.synthesize(planOf("x"), {}).error().code, VoiceErrorCode::timedOut);
    }

    void aWorkerThatDiesIsReplacedAndItsSpeechGoesOn()
    {
        const QString pidFile = m_directory.filePath("pid");
        EspeakVoice voice(
            {.worker = script("echo $$ > " + pidFile.toStdString() + "; exec " + worker()), .workers = 1});
        const auto kill = [&pidFile] {
            QFile file(pidFile);
            if (file.open(QIODevice::ReadOnly)) ::kill(file.readAll().trimmed().toInt(), SIGKILL);
        };
        std::string text;
        for (int i = 0; i < 40; ++i) // more than fits into the queue: the worker is not done when it is killed
            text.append(quadraticFormula).append(" , ");
        const Plan plan = planOf(text);
        const auto expected = m_voice.synthesize(plan, {});
        QVERIFY(expected);

        Sound sound;
        const auto result = voice.synthesize(plan, {}, [&](const SoundPart &part) {
            if (sound.samples.empty()) kill();
            sound.samples.insert(sound.samples.end(), part.samples.begin(), part.samples.end());
            sound.marks.insert(sound.marks.end(), part.marks.begin(), part.marks.end());
            return true;
        });
        QVERIFY(result);
        QVERIFY(sound.samples == expected->samples);
        QVERIFY(std::ranges::equal(sound.marks, expected->marks, [](const Mark &left, const Mark &right) {
            return left.token == right.token && left.sample == right.sample;
        }));

        const auto hopeless = voice.synthesize(plan, {}, [&kill](const SoundPart &) {
            kill();
            return true;
        });
        QVERIFY(!hopeless);
        QCOMPARE(hopeless.error().code, VoiceErrorCode::workerDied);
        QVERIFY(voice.synthesize(planOf("x"), {}));
    }

    void anIdleWorkerEndsAndComesBack()
    {
        EspeakVoice voice({.idleLimit = 50ms});
        QVERIFY(voice.synthesize(planOf("x"), {}));
        QTest::qWait(150);
        QVERIFY(voice.synthesize(planOf("x"), {}));
    }

    void theFirstWordsComeAtOnce()
    {
        const Plan plan = planOf(quadraticFormula);
        std::vector<qint64> times;
        for (int i = 0; i < 21; ++i) {
            QElapsedTimer timer;
            timer.start();
            qint64 first = 0;
            QVERIFY(m_voice.synthesize(plan, {}, [&](const SoundPart &part) {
                if (!first && !part.samples.empty()) first = timer.nsecsElapsed() / 1000;
                return true;
            }));
            times.push_back(first);
        }
        std::ranges::sort(times);
        qInfo("first sound after %lld us (median), %lld us (worst)", times[times.size() / 2], times.back());
        QVERIFY(times[times.size() / 2] < 20'000);
    }

private:
    std::string worker() const
    {
        return QCoreApplication::applicationDirPath().toStdString() + "/../libexec/mathtts/mathtts-espeak-worker";
    }

    std::string script(const std::string &body)
    {
        const QString path = m_directory.filePath(QString::number(++m_scripts) + ".sh");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write("#!/bin/sh\n" + QByteArray::fromStdString(body) + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        return path.toStdString();
    }

    EspeakVoice m_voice;
    QTemporaryDir m_directory;
    int m_scripts = 0;
};

QTEST_GUILESS_MAIN(EspeakTest)
#include "espeak_test.moc"
