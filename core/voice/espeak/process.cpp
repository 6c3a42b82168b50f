// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/espeak/process.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <utility>

namespace mathtts::espeak
{
namespace
{

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr int pollMilliseconds = 10; // how long a cancellation may go unnoticed
constexpr int killMilliseconds = 1000;

std::unexpected<VoiceError> fail(VoiceErrorCode code, std::string detail = {})
{
    return std::unexpected(VoiceError{code, std::move(detail)});
}

QString workerProgram(const EspeakOptions &options)
{
    if (!options.worker.empty()) return QString::fromStdString(options.worker);
    QString named = qEnvironmentVariable("MATHTTS_ESPEAK_WORKER");
    if (!named.isEmpty()) return named;
    const QString folder = QCoreApplication::applicationDirPath();
    const QString beside = folder + QStringLiteral("/mathtts-espeak-worker");
    return QFileInfo::exists(beside) ? beside : folder + QStringLiteral("/../libexec/mathtts/mathtts-espeak-worker");
}

VoiceError errorOf(std::string_view payload)
{
    const auto code = payload.empty() ? ErrorCode::failed : static_cast<ErrorCode>(payload.front());
    const std::string detail(payload.substr(payload.empty() ? 0 : 1));
    switch (code) {
    case ErrorCode::noSuchVoice: return {VoiceErrorCode::noSuchVoice, detail};
    case ErrorCode::engineMissing: return {VoiceErrorCode::engineMissing, detail};
    case ErrorCode::failed: break;
    }
    return {VoiceErrorCode::failed, detail};
}

} // namespace

Process::Process(const EspeakOptions &options)
    : m_options(options)
{
    m_process.setStandardErrorFile(QProcess::nullDevice());
}

Process::~Process()
{
    kill();
}

std::expected<void, VoiceError> Process::start(const std::atomic<bool> &canceled)
{
    if (isRunning() && !m_process.waitForFinished(0)) return {}; // one that died while it was idle is noticed here
    const QString program = workerProgram(m_options);
    m_process.start(program, QStringList{});
    if (!m_process.waitForStarted(static_cast<int>(m_options.startLimit.count())))
        return fail(VoiceErrorCode::engineMissing, (program + ": " + m_process.errorString()).toStdString());

    const auto message = read(m_options.startLimit, canceled);
    if (!message) {
        kill();
        return std::unexpected(message.error());
    }
    std::string_view payload(message->payload);
    const auto hello = take<Hello>(payload);
    if (message->kind != Kind::hello || !hello) {
        kill();
        return fail(VoiceErrorCode::engineMissing, program.toStdString() + " is not an eSpeak worker");
    }
    m_hello = *hello;
    return {};
}

void Process::send(const std::string &request)
{
    m_process.write(request.data(), static_cast<qint64>(request.size()));
}

std::expected<Message, VoiceError> Process::receive(const std::atomic<bool> &canceled)
{
    return read(m_options.hangLimit, canceled);
}

void Process::kill()
{
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished(killMilliseconds);
}

std::expected<Message, VoiceError> Process::read(milliseconds limit, const std::atomic<bool> &canceled)
{
    auto deadline = Clock::now() + limit;
    qint64 wanted = sizeof(Header);
    for (;;) {
        if (canceled) return fail(VoiceErrorCode::canceled);
        if (m_process.bytesAvailable() >= wanted) {
            std::array<char, sizeof(Header)> raw;
            m_process.peek(raw.data(), raw.size());
            const auto header = std::bit_cast<Header>(raw);
            if (header.size > maxMessage) return fail(VoiceErrorCode::workerDied, "the answer makes no sense");
            wanted = static_cast<qint64>(sizeof(Header)) + static_cast<qint64>(header.size);
            if (m_process.bytesAvailable() < wanted) continue;
            m_process.skip(sizeof(Header));
            Message message{header.kind, std::string(header.size, '\0')};
            m_process.read(message.payload.data(), header.size);
            if (message.kind == Kind::error) return std::unexpected(errorOf(message.payload));
            return message;
        }
        if (m_process.state() != QProcess::Running) return fail(VoiceErrorCode::workerDied);
        if (m_process.waitForReadyRead(pollMilliseconds)) {
            deadline = Clock::now() + limit;
            continue;
        }
        // Qt does not look for the end of a process that has closed its output unless asked.
        if (!m_process.waitForFinished(1) && Clock::now() > deadline) return fail(VoiceErrorCode::timedOut);
    }
}

} // namespace mathtts::espeak
