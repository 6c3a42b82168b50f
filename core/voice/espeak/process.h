// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/espeak/protocol.h"
#include "voice/espeak_voice.h"

#include <QProcess>

#include <atomic>
#include <chrono>
#include <expected>
#include <string>

namespace mathtts::espeak
{

/*! One message of the worker's answer. */
struct Message {
    Kind kind = Kind::end;
    std::string payload;
};

/*! One worker process and its messages. Belongs to the thread that made it; needs no event loop. */
class Process
{
public:
    explicit Process(const EspeakOptions &options);
    /*! Kills the worker. */
    ~Process();

    /*! Starts the worker unless it runs, and waits for its greeting. */
    std::expected<void, VoiceError> start(const std::atomic<bool> &canceled);

    /*! \a request is what message() makes. */
    void send(const std::string &request);

    /*! The next message; an error message comes as an error. Waits for signs of life no longer than the hang limit. */
    std::expected<Message, VoiceError> receive(const std::atomic<bool> &canceled);

    void kill();
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] const Hello &hello() const { return m_hello; }

private:
    std::expected<Message, VoiceError> read(std::chrono::milliseconds limit, const std::atomic<bool> &canceled);

    const EspeakOptions &m_options;
    QProcess m_process;
    Hello m_hello{};
};

} // namespace mathtts::espeak
