// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/voice_speech.h"

#include "voice/save.h"

#include <QCoreApplication>

namespace mathtts
{

QString voiceErrorMessage(const VoiceError &error)
{
    return QCoreApplication::translate("VoiceError", voiceErrorSentence(error.code));
}

VoiceSpeech::VoiceSpeech(std::shared_ptr<Voices> voices, std::function<void()> warmVoice, QObject *parent)
    : Speech(parent)
    , m_voices(std::move(voices))
    , m_warmVoice(std::move(warmVoice))
{
}

VoiceSpeech::~VoiceSpeech()
{
    m_stopSaving.request_stop();
    m_background.waitForDone();
}

void VoiceSpeech::warmUp()
{
    m_background.start([this] { m_warmVoice(); });
    findVoices(0);
    player().warmUp();
}

/*! Tells the voices of one engine after the other: some take a second, and the next one's wait for the event loop, so
 *  that the sound output is open by then. */
void VoiceSpeech::findVoices(std::size_t engine)
{
    m_background.start([this, engine] {
        auto voices = m_voices->voicesOf(engine);
        QMetaObject::invokeMethod(this, [this, engine, voices = std::move(voices)] {
            const bool isLast = engine + 1 == m_voices->count();
            m_found.insert(m_found.end(), voices.begin(), voices.end());
            if (!voices.empty() || (isLast && m_found.empty())) Q_EMIT voicesFound(m_found);
            if (!isLast) findVoices(engine + 1);
        });
    });
}

Player &VoiceSpeech::player()
{
    if (!m_player) {
        m_player = std::make_unique<Player>(*m_voices);
        connect(m_player.get(), &Player::stateChanged, this, [this] { Q_EMIT stateChanged(state()); });
        connect(m_player.get(), &Player::tokenChanged, this, &Speech::tokenChanged);
        connect(m_player.get(), &Player::finished, this, &Speech::finished);
        connect(m_player.get(), &Player::failed, this,
                [this](const VoiceError &error) { Q_EMIT failed(voiceErrorMessage(error)); });
    }
    return *m_player;
}

void VoiceSpeech::speak(const ReadingPtr &reading, const VoiceSettings &settings, quint32 first)
{
    player().play(reading->plan, settings, first);
}

void VoiceSpeech::pause()
{
    if (m_player) m_player->pause();
}

void VoiceSpeech::resume()
{
    if (m_player) m_player->resume();
}

void VoiceSpeech::stop()
{
    if (m_player) m_player->stop();
}

Speech::State VoiceSpeech::state() const
{
    if (!m_player) return State::stopped;
    switch (m_player->state()) {
    case Player::State::stopped: return State::stopped;
    case Player::State::preparing: return State::preparing;
    case Player::State::playing: return State::speaking;
    case Player::State::paused: return State::paused;
    }
    return State::stopped;
}

void VoiceSpeech::save(const ReadingPtr &reading, const VoiceSettings &settings, const QString &path)
{
    m_background.start([this, reading, settings, path, stop = m_stopSaving.get_token()] {
        QString reason;
        if (const auto sound = m_voices->synthesize(reading->plan, settings, stop); !sound)
            reason = voiceErrorMessage(sound.error());
        else if (const auto written = saveAudio(*sound, path.toStdString()); !written)
            reason = QString::fromStdString(written.error());
        QMetaObject::invokeMethod(this, [this, path, reason] {
            if (reason.isEmpty())
                Q_EMIT saved(path);
            else
                Q_EMIT saveFailed(reason);
        });
    });
}

} // namespace mathtts
