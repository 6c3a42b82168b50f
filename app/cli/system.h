// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace mathtts
{

/*! Writes all of \a text to standard output, unbuffered. False after a failure, which it has explained on standard
 *  error, except when the reader has gone: that is nobody's mistake. */
bool writeOutput(std::string_view text);

/*! Writes to standard error; failures are ignored, there is nowhere left to say them. */
void writeError(std::string_view text);

bool outputIsTerminal();
bool errorIsTerminal();

/*! At most \a limit bytes of standard input; stops there or at its end. */
std::expected<std::string, std::error_code> readInput(std::size_t limit);

/*! At most \a limit bytes of a file. */
std::expected<std::string, std::error_code> readFile(const std::filesystem::path &path, std::size_t limit);

/*! Catches Ctrl+C while it lives; a second Ctrl+C ends the process as usual. One at a time. */
class Interrupt
{
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    /*! A file descriptor that becomes readable with Ctrl+C. */
    [[nodiscard]] int descriptor() const;
};

/*! Keeps Ctrl+C and the system's request to end from ending the process, so that it can end by itself. Make it before
 *  any thread starts. */
class StopSignals
{
public:
    StopSignals();

    /*! Waits for one of them. A second one ends the process as usual. */
    void wait();
};

/*! Standard input piece by piece; Ctrl+C ends it like the end of the input. */
class InputStream
{
public:
    /*! Waits for input and appends at most \a limit bytes to \a text; false at the end. */
    bool read(std::string &text, std::size_t limit);
    /*! Whether a read would return at once. */
    [[nodiscard]] bool ready() const;
    /*! Whether Ctrl+C ended the input. */
    [[nodiscard]] bool interrupted() const { return m_interrupted; }
    /*! Why reading failed, when it did. */
    [[nodiscard]] std::error_code error() const { return m_error; }

private:
    Interrupt m_interrupt;
    bool m_interrupted = false;
    std::error_code m_error;
};

/*! The folder that the running program lies in; empty when the system doesn't say. */
std::filesystem::path programFolder();

/*! Becomes the program at \a path; returns only when that fails. */
std::error_code becomeProgram(const std::filesystem::path &path, const std::vector<std::string> &arguments);

} // namespace mathtts
