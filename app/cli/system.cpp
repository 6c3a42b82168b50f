// SPDX-License-Identifier: GPL-3.0-or-later
#include "system.h"

#include "engine/text.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

namespace mathtts
{
namespace
{

constexpr std::size_t pieceSize = std::size_t{64} * 1024;

std::error_code lastError()
{
    return {errno, std::generic_category()};
}

std::error_code writeAll(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) { // somebody made our output non-blocking
            pollfd output{.fd = file, .events = POLLOUT, .revents = 0};
            ::poll(&output, 1, -1);
        } else if (errno != EINTR) {
            return lastError();
        }
    }
    return {};
}

/*! Appends up to \a limit bytes: how many, 0 at the end, or -1 with errno set. */
ssize_t readPiece(int file, std::string &text, std::size_t limit)
{
    const std::size_t before = text.size();
    ssize_t got = 0;
    text.resize_and_overwrite(before + limit, [&](char *data, std::size_t) {
        do {
            got = ::read(file, data + before, limit);
        } while (got < 0 && errno == EINTR);
        return before + static_cast<std::size_t>(got > 0 ? got : 0);
    });
    return got;
}

std::expected<std::string, std::error_code> readAll(int file, std::size_t limit)
{
    std::string text;
    while (text.size() < limit) {
        const ssize_t got = readPiece(file, text, std::min(limit - text.size(), pieceSize));
        if (got < 0) return std::unexpected(lastError());
        if (got == 0) break;
    }
    return text;
}

// A signal handler can only reach globals; the pipe turns Ctrl+C into something that poll sees.
std::array<int, 2> interruptPipe = {-1, -1};

void onInterrupt(int)
{
    const int before = errno;
    [[maybe_unused]] const ssize_t written = ::write(interruptPipe[1], "!", 1);
    errno = before;
}

} // namespace

bool writeOutput(std::string_view text)
{
    const std::error_code error = writeAll(STDOUT_FILENO, text);
    if (error && error != std::errc::broken_pipe)
        writeError(formatted("mathtts: Can't write the standard output: {}.\n", error.message()));
    return !error;
}

void writeError(std::string_view text)
{
    // When even the standard error can't be written there is nowhere left to say so.
    [[maybe_unused]] const std::error_code error = writeAll(STDERR_FILENO, text);
}

bool outputIsTerminal()
{
    return ::isatty(STDOUT_FILENO) == 1;
}

bool errorIsTerminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

std::expected<std::string, std::error_code> readInput(std::size_t limit)
{
    return readAll(STDIN_FILENO, limit);
}

std::expected<std::string, std::error_code> readFile(const std::filesystem::path &path, std::size_t limit)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return std::unexpected(lastError());
    auto text = readAll(file, limit);
    ::close(file);
    return text;
}

Interrupt::Interrupt()
{
    if (::pipe(interruptPipe.data()) != 0) return;
    for (const int end : interruptPipe)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    struct sigaction action = {};
    action.sa_handler = onInterrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, nullptr);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    for (int &end : interruptPipe) {
        ::close(end);
        end = -1;
    }
}

int Interrupt::descriptor() const
{
    return interruptPipe[0];
}

StopSignals::StopSignals()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr); // of every thread that is started from now on
}

void StopSignals::wait()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    int received = 0;
    ::sigwait(&signals, &received);
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

bool InputStream::read(std::string &text, std::size_t limit)
{
    std::array<pollfd, 2> sources = {pollfd{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0},
                                     pollfd{.fd = m_interrupt.descriptor(), .events = POLLIN, .revents = 0}};
    while (::poll(sources.data(), sources.size(), -1) < 0)
        if (errno != EINTR) break;
    if (sources[1].revents != 0) {
        m_interrupted = true;
        return false;
    }
    const ssize_t got = readPiece(STDIN_FILENO, text, limit);
    if (got < 0) m_error = lastError();
    return got > 0;
}

bool InputStream::ready() const
{
    pollfd source{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    return ::poll(&source, 1, 0) > 0;
}

std::filesystem::path programFolder()
{
#ifdef __APPLE__
    std::array<char, 4096> path{};
    auto size = static_cast<std::uint32_t>(path.size());
    if (_NSGetExecutablePath(path.data(), &size) != 0) return {};
    std::error_code error;
    return std::filesystem::canonical(path.data(), error).parent_path();
#else
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
#endif
}

std::error_code becomeProgram(const std::filesystem::path &path, const std::vector<std::string> &arguments)
{
    std::vector<char *> pointers;
    pointers.reserve(arguments.size() + 1);
    for (const std::string &argument : arguments)
        pointers.push_back(const_cast<char *>(argument.c_str()));
    pointers.push_back(nullptr);
    ::execv(path.c_str(), pointers.data());
    return lastError();
}

} // namespace mathtts
