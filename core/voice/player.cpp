// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/player.h"

namespace mathtts
{

struct Player::Private {
    Voice &voice;
};

Player::Player(Voice &voice, QObject *parent)
    : QObject(parent)
    , m_data(std::make_unique<Private>(voice))
{
}

Player::~Player() = default;

void Player::play(const Plan &, const VoiceSettings &)
{
    emit failed({VoiceErrorCode::noDevice, {}});
}

void Player::pause() {}

void Player::resume() {}

void Player::stop() {}

Player::State Player::state() const
{
    return State::stopped;
}

} // namespace mathtts
