// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <QObject>

#include <memory>

namespace mathtts
{

/*!
 * Speaks a plan through the loudspeaker as soon as its first words exist.
 *
 *   Player player{voice};
 *   connect(&player, &Player::tokenChanged, view, &View::highlight);
 *   player.play(session.plan(), {.rate = 110});
 *
 * Lives in the thread of its creation, which needs an event loop; nothing in it blocks. \a voice outlives it.
 */
class Player : public QObject
{
    Q_OBJECT

public:
    enum class State { stopped, preparing, playing, paused };
    Q_ENUM(State)

    explicit Player(Voice &voice, QObject *parent = nullptr);
    ~Player() override;

    /*! Looks for the loudspeaker, which takes some tenths of a second the first time; without it, play() does. */
    void warmUp();

    /*! Stops what is spoken and speaks \a plan, of which it keeps a copy, from the token \a first on. */
    void play(const Plan &plan, const VoiceSettings &settings, std::uint32_t first = 0);
    void pause();
    void resume();
    /*! Silent at once; stopped() is not followed by finished(). */
    void stop();

    [[nodiscard]] State state() const;

Q_SIGNALS:
    void stateChanged(mathtts::Player::State state);
    /*! The token with this index of Plan::tokens begins to be heard. */
    void tokenChanged(quint32 token);
    /*! Everything was said. */
    void finished();
    /*! Nothing more is heard, because of this. The state is stopped. */
    void failed(const mathtts::VoiceError &error);

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace mathtts
