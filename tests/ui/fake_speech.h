// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/speech.h"

#include <QStringList>

namespace mathtts
{

/*! Records what the window asks of a voice; the test gives the answers. */
class FakeSpeech : public Speech
{
    Q_OBJECT

public:
    QStringList spoken;
    QStringList savedPaths;
    VoiceSettings settings;
    ReadingPtr reading;
    quint32 first = 0;

    void warmUp() override
    {
        Q_EMIT voicesFound({{"espeak:en-us", "English (America)", "en-US", ""}, {"espeak:de", "German", "de", ""}});
    }
    void speak(const ReadingPtr &toSpeak, const VoiceSettings &how, quint32 from) override
    {
        reading = toSpeak;
        settings = how;
        first = from;
        spoken << toSpeak->text;
        change(State::speaking);
    }
    void pause() override { change(State::paused); }
    void resume() override { change(State::speaking); }
    void stop() override { change(State::stopped); }
    [[nodiscard]] State state() const override { return m_state; }
    void save(const ReadingPtr &, const VoiceSettings &, const QString &path) override { savedPaths << path; }

    void change(State state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

private:
    State m_state = State::stopped;
};

} // namespace mathtts
