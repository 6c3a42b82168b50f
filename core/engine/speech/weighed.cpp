// SPDX-License-Identifier: GPL-3.0-or-later
// Pauses that are as strong as what stands around them is long: what is said before counts twice. The lengths are
// counted in bytes as MathCAT's styles count them (measured on its output, version 0.7.7), so that a listener hears the
// pauses of the screen reader: words with a blank behind each, and a few bytes for each pause.
#include "engine/speech/machine.h"

#include <algorithm>

namespace mathtts
{

namespace
{
constexpr std::uint32_t weighedLength = 4; // a place for a pause, with its blank
constexpr std::uint32_t settledLength = 3; // more once its strength was weighed, and one for a pause that is heard
constexpr std::uint32_t shortest = 3;      // what is shorter than this takes no pause before it
constexpr std::uint32_t lengthOfStep = 48; // of length, for each step of strength
} // namespace

/*! The part of the message at hand that was said last is over: a pause before it can be weighed. */
void Machine::measureParts()
{
    const std::size_t owner = m_stack.size() - (m_stack.back().inner ? 2 : 1);
    Frame &frame = m_stack[owner];
    if (m_length > frame.partBegin) {
        frame.partLength = m_length - frame.partBegin - 1;
        if (frame.weighed > 0 && m_length > frame.weighedEnd) weighPause(frame, m_length - frame.weighedEnd - 1);
    }
    frame.partBegin = m_length;
}

void Machine::weighPause(Frame &frame, std::uint32_t after)
{
    Token &token = m_plan->tokens[frame.weighed - 1];
    frame.weighed = 0;
    if (after < shortest) return;
    const std::uint32_t steps = (2 * frame.before + after) / lengthOfStep;
    m_length += settledLength + (steps > 0 ? 1 : 0);
    if (steps > 0) token.strength = steps > 1 || token.strength >= Pause::brief ? Pause::strong : Pause::brief;
}

void Machine::stepWeighedPause()
{
    const std::size_t owner = m_stack.size() - (m_stack.back().inner ? 2 : 1);
    Frame &frame = m_stack[owner];
    frame.before = frame.partLength;
    if (frame.weighed > 0) { // nothing is said between two of them
        const std::uint32_t length = m_length;
        const std::uint32_t before = frame.before;
        weighPause(frame, weighedLength + settledLength + 1);
        frame.before = settledLength + (m_length - length);
        if (before == 0) frame.before = settledLength;
    }
    m_length += weighedLength;
    if (m_pause == 0) {
        m_plan->tokens.push_back({TokenKind::pause, Pause::none, m_stack.back().node, {}});
        m_pause = m_plan->tokens.size();
    }
    if (m_spoken > 0) frame.weighed = static_cast<std::uint32_t>(m_pause);
    frame.weighedEnd = m_length;
    frame.partBegin = m_length;
}

} // namespace mathtts
