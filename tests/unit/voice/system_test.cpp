// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/system_voice.h"
#include "voice/voices.h"

#include "plans.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace mathtts;

namespace
{
/*! The voice of an engine that is not installed. */
class MissingVoice : public Voice
{
public:
    std::vector<VoiceInfo> voices() override { return {}; }
    using Voice::synthesize;
    std::expected<void, VoiceError> synthesize(const Plan &, const VoiceSettings &,
                                               const std::function<bool(const SoundPart &)> &, std::stop_token) override
    {
        return std::unexpected(VoiceError{VoiceErrorCode::engineMissing, "missing"});
    }
};
} // namespace

class SystemTest : public QObject
{
    Q_OBJECT

private slots:
    void everyVoiceOfTheSystemIsListedByLanguage()
    {
        const std::vector<VoiceInfo> voices = m_voice.voices();
        QVERIFY(std::ranges::is_sorted(voices, {}, &VoiceInfo::language));
        for (const VoiceInfo &voice : voices)
            QVERIFY(voice.id.starts_with("system:") && !voice.name.empty() && !voice.language.contains('_'));
        qInfo("%zu voices", voices.size());
    }

    void aFormulaIsSpoken()
    {
        const std::vector<VoiceInfo> voices = m_voice.voices();
        if (voices.empty()) {
            QCOMPARE(m_voice.synthesize(planOf("x"), {}).error().code, VoiceErrorCode::engineMissing);
            QSKIP("this system has no voice that hands out its sound");
        }
        QElapsedTimer timer;
        timer.start();
        const auto sound = m_voice.synthesize(planOf(quadraticFormula), {.voice = voices.front().id});
        QVERIFY2(sound, sound ? "" : sound.error().detail.c_str());
        qInfo("%s: %zu samples and %zu marks in %lld ms", voices.front().id.c_str(), sound->samples.size(),
              sound->marks.size(), timer.elapsed());
        QVERIFY(sound->samples.size() > static_cast<std::size_t>(2 * sound->sampleRate));
        QVERIFY(m_voice.synthesize(planOf("x"), {}));
        QCOMPARE(m_voice.synthesize(planOf("x"), {.voice = "system:nobody"}).error().code, VoiceErrorCode::noSuchVoice);
    }

    void stoppingIsImmediate()
    {
        if (m_voice.voices().empty()) QSKIP("this system has no voice that hands out its sound");
        std::stop_source stop;
        stop.request_stop();
        QElapsedTimer timer;
        timer.start();
        const auto sound = m_voice.synthesize(planOf(quadraticFormula), {}, stop.get_token());
        QCOMPARE(sound.error().code, VoiceErrorCode::canceled);
        QVERIFY(timer.elapsed() < 50);
        QVERIFY(m_voice.synthesize(planOf("x"), {}));
    }

    void anIdGoesToItsVoice()
    {
        Voices voices;
        voices.add("system", std::make_unique<SystemVoice>());
        QCOMPARE(voices.synthesize(planOf("x"), {.voice = "other:x"}).error().code, VoiceErrorCode::noSuchVoice);
        QCOMPARE(voices.voices().size(), m_voice.voices().size());
    }

    void anEngineThatIsMissingLeavesTheWordToTheNext()
    {
        Voices voices;
        voices.add("missing", std::make_unique<MissingVoice>());
        QCOMPARE(voices.synthesize(planOf("x"), {}).error().code, VoiceErrorCode::engineMissing);
        QVERIFY(voices.voicesOf(0).empty());
        voices.add("system", std::make_unique<SystemVoice>());
        QCOMPARE(voices.synthesize(planOf("x"), {.voice = "missing:x"}).error().detail, "missing");
        if (m_voice.voices().empty()) QSKIP("this system has no voice that hands out its sound");
        QVERIFY(voices.synthesize(planOf("x"), {}));
        QCOMPARE(voices.voicesOf(1).size(), m_voice.voices().size());
    }

private:
    SystemVoice m_voice;
};

QTEST_GUILESS_MAIN(SystemTest)
#include "system_test.moc"
