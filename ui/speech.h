// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading.h"
#include "voice/voice.h"

#include <QObject>

#include <vector>

namespace mathtts
{

/*!
 * What the window wants of a voice: speak a reading, save it, and tell how it goes. VoiceSpeech is the real one; tests
 * bring their own. Nothing in it blocks.
 */
class Speech : public QObject
{
    Q_OBJECT

public:
    enum class State { stopped, preparing, speaking, paused };
    Q_ENUM(State)

    using QObject::QObject;

    /*! Makes the first words come at once, and finds the voices: voicesFound() follows, once or more. */
    virtual void warmUp() = 0;
    /*! Stops what is spoken and speaks \a reading from the token \a first of its plan on. */
    virtual void speak(const ReadingPtr &reading, const VoiceSettings &settings, quint32 first) = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual State state() const = 0;

    /*! Writes the reading as a sound file; saved() or saveFailed() follows. */
    virtual void save(const ReadingPtr &reading, const VoiceSettings &settings, const QString &path) = 0;

Q_SIGNALS:
    /*! All voices that are known by now; none: there is none. */
    void voicesFound(const std::vector<mathtts::VoiceInfo> &voices);
    void stateChanged(mathtts::Speech::State state);
    /*! The token with this index of the reading's plan begins to be heard. */
    void tokenChanged(quint32 token);
    /*! Everything was said. */
    void finished();
    /*! Nothing more is heard, because of this sentence. */
    void failed(const QString &reason);
    void saved(const QString &path);
    void saveFailed(const QString &reason);
};

/*! The sentence for the user, translated. */
QString voiceErrorMessage(const VoiceError &error);

} // namespace mathtts
