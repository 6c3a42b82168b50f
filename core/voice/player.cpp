// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/player.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QMediaDevices>
#include <QTimer>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace mathtts
{
namespace
{

using namespace std::chrono_literals;

constexpr auto tick = 10ms; // how exactly marks are told and how often the sink is fed
constexpr std::size_t maxAheadSeconds = 60;
constexpr int sinkMilliseconds = 200; // what the sink holds: enough for a busy window, little to wait for on a pause

/*! \a plan from the token \a first on, with all its text in memory of its own. */
Plan copyOf(const Plan &plan, std::uint32_t first)
{
    Plan copy;
    copy.tokens.assign(plan.tokens.begin() + std::min<std::ptrdiff_t>(first, std::ssize(plan.tokens)),
                       plan.tokens.end());
    for (Token &token : copy.tokens)
        token.text = copy.arena.keep(token.text);
    return copy;
}

/*! What was synthesized and not yet played; filled by the speaking thread, emptied by the player's. */
struct Queue {
    std::mutex mutex; // of everything below
    std::condition_variable_any taken;
    int sampleRate = 0; ///< 0 before the first part
    std::vector<std::int16_t> samples;
    std::vector<Mark> marks;
    std::optional<std::expected<void, VoiceError>> result; ///< set after the last part

    bool put(const SoundPart &part, const std::stop_token &stop)
    {
        std::unique_lock lock(mutex);
        const std::size_t most = maxAheadSeconds * static_cast<std::size_t>(part.sampleRate);
        if (!taken.wait(lock, stop, [&] { return samples.size() < most; })) return false;
        sampleRate = part.sampleRate;
        samples.insert(samples.end(), part.samples.begin(), part.samples.end());
        marks.insert(marks.end(), part.marks.begin(), part.marks.end());
        return true;
    }
};

} // namespace

struct Player::Private {
    explicit Private(Player &owner, Voice &itsVoice)
        : player(owner)
        , voice(itsVoice)
    {
        timer.setTimerType(Qt::PreciseTimer);
        timer.setInterval(tick);
        QObject::connect(&timer, &QTimer::timeout, &player, [this] { advance(); });
    }

    void setState(State next)
    {
        if (std::exchange(state, next) != next) emit player.stateChanged(next);
    }

    void speak(const Plan &plan, const VoiceSettings &settings, std::uint32_t first)
    {
        firstToken = first;
        queue = std::make_shared<Queue>();
        auto own = std::make_shared<const Plan>(copyOf(plan, first));
        speaker = std::jthread([this, own, settings, mine = queue](const std::stop_token &stop) {
            const auto receive = [&](const SoundPart &part) {
                const bool isFirst = mine->sampleRate == 0; // only this thread writes it
                const bool goOn = mine->put(part, stop);
                if (isFirst) QMetaObject::invokeMethod(&player, [this, mine] { begin(mine); }, Qt::QueuedConnection);
                return goOn;
            };
            auto result = voice.synthesize(*own, settings, receive, stop);
            {
                const std::lock_guard lock(mine->mutex);
                mine->result = std::move(result);
            }
            QMetaObject::invokeMethod(&player, [this, mine] { begin(mine); }, Qt::QueuedConnection);
        });
    }

    /*! Opens the sink for the first sound of \a mine, unless another speech has begun since. */
    void begin(const std::shared_ptr<Queue> &mine)
    {
        if (mine != queue || sink) return;
        int sampleRate = 0;
        std::optional<std::expected<void, VoiceError>> result;
        {
            const std::lock_guard lock(queue->mutex);
            sampleRate = queue->sampleRate;
            result = queue->result;
        }
        if (sampleRate == 0) return end(*result); // nothing to hear, or nothing but an error
        QAudioFormat format;
        format.setSampleRate(sampleRate);
        format.setChannelCount(1);
        format.setSampleFormat(QAudioFormat::Int16);
        const QAudioDevice output = QMediaDevices::defaultAudioOutput();
        if (output.isNull()) return end(std::unexpected(VoiceError{VoiceErrorCode::noDevice, {}}));
        sink = std::make_unique<QAudioSink>(output, format);
        sink->setBufferSize(format.bytesForDuration(sinkMilliseconds * 1000));
        device = sink->start();
        if (!device || sink->error() != QAudio::NoError)
            return end(std::unexpected(VoiceError{VoiceErrorCode::noDevice, output.description().toStdString()}));
        if (state == State::paused)
            sink->suspend();
        else
            setState(State::playing);
        if (mine != queue) return; // whoever heard of the new state stopped it
        timer.start();
        advance();
    }

    void advance()
    {
        if (!sink || state == State::paused) return;
        if (sink->state() == QAudio::StoppedState)
            return end(std::unexpected(VoiceError{VoiceErrorCode::noDevice, "the sound output is gone"}));
        std::optional<std::expected<void, VoiceError>> result;
        {
            const std::lock_guard lock(queue->mutex);
            feed();
            if (queue->samples.empty()) result = queue->result;
        }
        const std::shared_ptr<Queue> mine = queue;
        tellMarks();
        if (mine == queue && result && (!*result || isPlayedOut())) end(*result);
    }

    /*! Writes what the sink takes. */
    void feed()
    {
        std::vector<std::int16_t> &samples = queue->samples;
        const auto room = static_cast<std::size_t>(std::max<qsizetype>(sink->bytesFree(), 0)) / sizeof(std::int16_t);
        const std::size_t count = std::min(room, samples.size());
        if (count == 0) return;
        const qint64 written = device->write(reinterpret_cast<const char *>(samples.data()),
                                             static_cast<qint64>(count) * static_cast<qint64>(sizeof(std::int16_t)));
        if (written <= 0) return;
        const auto taken = written / static_cast<qint64>(sizeof(std::int16_t));
        samples.erase(samples.begin(), samples.begin() + taken);
        writtenSamples += static_cast<std::uint64_t>(taken);
        queue->taken.notify_one();
    }

    std::uint64_t playedSamples() const
    {
        return static_cast<std::uint64_t>(sink->processedUSecs()) *
               static_cast<std::uint64_t>(sink->format().sampleRate()) / 1'000'000;
    }

    bool isPlayedOut() const { return playedSamples() >= writtenSamples || sink->state() == QAudio::IdleState; }

    void tellMarks()
    {
        const std::uint64_t played = playedSamples();
        std::optional<std::uint32_t> token;
        {
            const std::lock_guard lock(queue->mutex);
            for (; nextMark < queue->marks.size() && queue->marks[nextMark].sample <= played; ++nextMark)
                token = queue->marks[nextMark].token;
        }
        if (token) emit player.tokenChanged(firstToken + *token);
    }

    /*! Silence; the speaking thread is gone afterwards. */
    void hush()
    {
        timer.stop();
        if (speaker.joinable()) {
            speaker.request_stop();
            speaker.join();
        }
        if (sink) {
            sink->disconnect();
            sink->reset();
        }
        sink.reset();
        device = nullptr;
        queue.reset();
        writtenSamples = 0;
        nextMark = 0;
    }

    void end(std::expected<void, VoiceError> result)
    {
        hush();
        setState(State::stopped);
        if (result)
            emit player.finished();
        else
            emit player.failed(result.error());
    }

    Player &player;
    Voice &voice;
    State state = State::stopped;
    std::shared_ptr<Queue> queue; ///< of what is spoken now
    std::unique_ptr<QAudioSink> sink;
    QIODevice *device = nullptr; ///< of the sink
    QTimer timer;
    std::uint64_t writtenSamples = 0;
    std::size_t nextMark = 0;     ///< of Queue::marks
    std::uint32_t firstToken = 0; ///< of the plan that is spoken
    std::jthread speaker;
};

Player::Player(Voice &voice, QObject *parent)
    : QObject(parent)
    , m_data(std::make_unique<Private>(*this, voice))
{
}

Player::~Player()
{
    m_data->hush();
}

void Player::warmUp()
{
    (void)QMediaDevices::defaultAudioOutput();
}

void Player::play(const Plan &plan, const VoiceSettings &settings, std::uint32_t first)
{
    m_data->hush();
    m_data->setState(State::preparing);
    m_data->speak(plan, settings, first);
}

void Player::pause()
{
    if (m_data->state != State::playing && m_data->state != State::preparing) return;
    if (m_data->sink) m_data->sink->suspend();
    m_data->setState(State::paused);
}

void Player::resume()
{
    if (m_data->state != State::paused) return;
    if (m_data->sink) m_data->sink->resume();
    m_data->setState(m_data->sink ? State::playing : State::preparing);
}

void Player::stop()
{
    m_data->hush();
    m_data->setState(State::stopped);
}

Player::State Player::state() const
{
    return m_data->state;
}

} // namespace mathtts
