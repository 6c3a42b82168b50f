// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/system_voice.h"

#include "engine/speech/render.h"

#include <QAudioFormat>
#include <QEventLoop>
#include <QTextToSpeech>
#include <QThread>
#include <QTimer>
#include <QVoice>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace mathtts
{
namespace
{

using namespace std::chrono_literals;

constexpr std::string_view prefix = "system:";
constexpr auto startLimit = 3s;   // of an engine
constexpr auto speechLimit = 30s; // of one synthesis: system voices take a fraction of real time

/*! A request on its way to the thread of the engines and its sound on the way back. */
struct Job {
    QString text;
    std::vector<std::pair<qsizetype, std::uint32_t>> words; ///< where a token begins in the text
    VoiceSettings settings;
    std::atomic<bool> canceled = false;

    std::mutex mutex; // of everything below
    std::condition_variable_any changed;
    Sound sound;
    std::optional<std::expected<void, VoiceError>> result;

    void finish(std::expected<void, VoiceError> how)
    {
        const std::lock_guard lock(mutex);
        if (result) return;
        result = std::move(how);
        changed.notify_all();
    }
};

std::shared_ptr<Job> jobOf(const Plan &plan, const VoiceSettings &settings)
{
    const auto job = std::make_shared<Job>();
    job->settings = settings;
    std::vector<TextRange> ranges;
    const std::string text = renderText(plan, &ranges);
    std::size_t done = 0;
    auto range = ranges.begin();
    for (std::uint32_t index = 0; index < plan.tokens.size() && range != ranges.end(); ++index) {
        if (!isSpoken(plan.tokens[index]) || trimBlanks(plan.tokens[index].text).empty()) continue;
        job->text += QString::fromUtf8(text.data() + done, static_cast<qsizetype>(range->begin - done));
        job->words.emplace_back(job->text.size(), index);
        done = range->begin;
        ++range;
    }
    job->text += QString::fromUtf8(text.data() + done, static_cast<qsizetype>(text.size() - done));
    return job;
}

/*! The samples of \a bytes as 16-bit mono, whatever \a format they have. */
void appendSamples(std::vector<std::int16_t> &samples, const QAudioFormat &format, const QByteArray &bytes)
{
    const int frame = format.bytesPerFrame();
    if (frame <= 0) return;
    for (qsizetype at = 0; at + frame <= bytes.size(); at += frame) {
        float sum = 0;
        for (int channel = 0; channel < format.channelCount(); ++channel)
            sum += format.normalizedSampleValue(bytes.constData() + at + channel * format.bytesPerSample());
        const float value = sum / static_cast<float>(format.channelCount()) * 32768.0F;
        samples.push_back(static_cast<std::int16_t>(std::clamp(value, -32768.0F, 32767.0F)));
    }
}

/*! A percentage from \a least over 100 to \a most as Qt's -1 to 1. */
double signedShare(int percent, int least, int most)
{
    const int value = std::clamp(percent, least, most) - 100;
    return value < 0 ? value / 100.0 : static_cast<double>(value) / (most - 100);
}

/*! Lives in the thread of the engines. */
class Host : public QObject
{
public:
    std::vector<VoiceInfo> list()
    {
        std::vector<VoiceInfo> infos;
        for (const QString &name : QTextToSpeech::availableEngines()) {
            QTextToSpeech *engine = start(name);
            if (!engine) continue;
            for (const QLocale &locale : engine->availableLocales()) {
                engine->setLocale(locale);
                for (const QVoice &voice : engine->availableVoices()) {
                    const QString id = name + '/' + locale.name() + '/' + voice.name();
                    const char *gender = voice.gender() == QVoice::Female ? "female"
                                         : voice.gender() == QVoice::Male ? "male"
                                                                          : "";
                    infos.push_back({std::string(prefix) + id.toStdString(), voice.name().toStdString(),
                                     locale.name(QLocale::TagSeparator::Dash).toStdString(), gender});
                    m_voices.insert_or_assign(infos.back().id, Chosen{engine, voice});
                }
            }
        }
        std::ranges::stable_sort(infos, {}, &VoiceInfo::language);
        return infos;
    }

    /*! Speaks \a job after those that came before: an engine that is interrupted may crash (flite), so none ever is. */
    void add(const std::shared_ptr<Job> &job)
    {
        m_jobs.push_back(job);
        if (m_jobs.size() == 1) speak(job);
    }

private:
    struct Chosen {
        QTextToSpeech *engine = nullptr;
        QVoice voice;
    };

    void finish(std::expected<void, VoiceError> how)
    {
        m_jobs.front()->finish(std::move(how));
        m_jobs.pop_front();
        m_context.release()->deleteLater(); // one of its slots calls this
        if (!m_jobs.empty()) QMetaObject::invokeMethod(this, [this] { speak(m_jobs.front()); }, Qt::QueuedConnection);
    }

    void speak(const std::shared_ptr<Job> &job)
    {
        m_context = std::make_unique<QObject>();
        if (job->canceled) return finish(std::unexpected(VoiceError{VoiceErrorCode::canceled, {}}));
        const auto chosen = m_voices.find(job->settings.voice);
        if (chosen == m_voices.end())
            return finish(std::unexpected(VoiceError{VoiceErrorCode::noSuchVoice, job->settings.voice}));
        QTextToSpeech *engine = chosen->second.engine;
        engine->setLocale(chosen->second.voice.locale());
        engine->setVoice(chosen->second.voice);
        engine->setRate(signedShare(job->settings.rate, 30, 400));
        engine->setPitch(signedShare(job->settings.pitch, 0, 200));
        engine->setVolume(std::clamp(job->settings.volume, 0, 100) / 100.0);

        connect(engine, &QTextToSpeech::sayingWord, m_context.get(),
                [job](const QString &, qsizetype, qsizetype start) {
                    const auto after =
                        std::ranges::upper_bound(job->words, start, {}, &decltype(job->words)::value_type::first);
                    if (after == job->words.begin()) return;
                    const std::uint32_t token = std::prev(after)->second;
                    const std::lock_guard lock(job->mutex);
                    if (job->sound.marks.empty() || job->sound.marks.back().token < token)
                        job->sound.marks.push_back({token, job->sound.samples.size()});
                });
        connect(engine, &QTextToSpeech::stateChanged, m_context.get(), [this, job, engine](QTextToSpeech::State state) {
            if (m_jobs.empty() || m_jobs.front() != job) return;
            if (state == QTextToSpeech::Ready) finish({});
            if (state == QTextToSpeech::Error)
                finish(std::unexpected(VoiceError{VoiceErrorCode::failed, engine->errorString().toStdString()}));
        });
        engine->synthesize(job->text, m_context.get(), [job](const QAudioFormat &format, const QByteArray &bytes) {
            const std::lock_guard lock(job->mutex);
            job->sound.sampleRate = format.sampleRate();
            appendSamples(job->sound.samples, format, bytes);
        });
    }

    /*! The engine \a name once it is ready; none when it can't hand out its sound. */
    QTextToSpeech *start(const QString &name)
    {
        if (const auto known = m_engines.find(name); known != m_engines.end()) return known->second.get();
        auto engine = std::make_unique<QTextToSpeech>(name);
        if (engine->state() == QTextToSpeech::Error &&
            engine->errorReason() == QTextToSpeech::ErrorReason::Initialization) {
            QEventLoop loop; // engines that start in the background are in this state until they are ready
            connect(engine.get(), &QTextToSpeech::stateChanged, &loop, &QEventLoop::quit);
            QTimer::singleShot(startLimit, &loop, &QEventLoop::quit);
            loop.exec();
        }
        if (!engine->engineCapabilities().testFlag(QTextToSpeech::Capability::Synthesize)) return nullptr;
        return m_engines.emplace(name, std::move(engine)).first->second.get();
    }

    std::map<QString, std::unique_ptr<QTextToSpeech>> m_engines;
    std::map<std::string, Chosen> m_voices;  ///< by id
    std::deque<std::shared_ptr<Job>> m_jobs; ///< the first one is spoken
    std::unique_ptr<QObject> m_context;      ///< of the speech that runs
};

/*! The engines of this process. Some keep their voices in global variables, which the end of one object takes away from
 *  the others: so there is one host, and it stays. */
Host &theHost()
{
    static Host *const host = [] {
        auto *thread = new QThread;
        auto *made = new Host;
        made->moveToThread(thread);
        thread->start();
        return made;
    }();
    return *host;
}

} // namespace

struct SystemVoice::Private {
    const std::vector<VoiceInfo> &list()
    {
        const std::lock_guard lock(mutex);
        if (!voices)
            QMetaObject::invokeMethod(&theHost(), [this] { voices = theHost().list(); }, Qt::BlockingQueuedConnection);
        return *voices;
    }

    std::mutex mutex;
    std::optional<std::vector<VoiceInfo>> voices; ///< once they are known; never changed then
};

SystemVoice::SystemVoice()
    : m_data(std::make_unique<Private>())
{
}

SystemVoice::~SystemVoice() = default;

std::vector<VoiceInfo> SystemVoice::voices()
{
    return m_data->list();
}

std::expected<void, VoiceError> SystemVoice::synthesize(const Plan &plan, const VoiceSettings &settings,
                                                        const std::function<bool(const SoundPart &)> &receive,
                                                        std::stop_token stop)
{
    const std::vector<VoiceInfo> &voices = m_data->list();
    if (voices.empty()) return std::unexpected(VoiceError{VoiceErrorCode::engineMissing, "no voice of the system"});
    const auto job = jobOf(plan, settings);
    if (settings.voice.empty()) {
        const auto best = std::ranges::find(voices, settings.language, &VoiceInfo::language);
        job->settings.voice = (best == voices.end() ? voices.begin() : best)->id;
    }
    if (job->text.isEmpty()) return {};
    QMetaObject::invokeMethod(&theHost(), [job] { theHost().add(job); }, Qt::QueuedConnection);

    std::unique_lock lock(job->mutex);
    const bool done = job->changed.wait_for(lock, stop, speechLimit, [&job] { return job->result.has_value(); });
    if (!done || stop.stop_requested()) {
        job->canceled = true;
        const auto code = stop.stop_requested() ? VoiceErrorCode::canceled : VoiceErrorCode::timedOut;
        return std::unexpected(VoiceError{code, {}});
    }
    lock.unlock();
    if (!*job->result) return *job->result;
    if (!receive({job->sound.sampleRate, job->sound.samples, job->sound.marks}))
        return std::unexpected(VoiceError{VoiceErrorCode::canceled, {}});
    return {};
}

} // namespace mathtts
