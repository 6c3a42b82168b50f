// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/speech.h"
#include "voice/player.h"
#include "voice/voices.h"

#include <QThreadPool>

#include <memory>

namespace mathtts
{

/*! Speaks through voices and the sound output. */
class VoiceSpeech : public Speech
{
    Q_OBJECT

public:
    /*! \a warmVoice makes the first of \a voices ready; it is called once, in another thread, by warmUp(). */
    VoiceSpeech(std::shared_ptr<Voices> voices, std::function<void()> warmVoice, QObject *parent = nullptr);
    ~VoiceSpeech() override;

    void warmUp() override;
    void speak(const ReadingPtr &reading, const VoiceSettings &settings, quint32 first) override;
    void pause() override;
    void resume() override;
    void stop() override;
    [[nodiscard]] State state() const override;
    void save(const ReadingPtr &reading, const VoiceSettings &settings, const QString &path) override;

private:
    Player &player();
    void findVoices(std::size_t engine);

    std::shared_ptr<Voices> m_voices;
    std::vector<VoiceInfo> m_found; // so far
    std::function<void()> m_warmVoice;
    std::unique_ptr<Player> m_player; // made at the first use: opening the sound output takes time
    QThreadPool m_background;         // finding voices, saving
    std::stop_source m_stopSaving;    // the window is closing
};

} // namespace mathtts
