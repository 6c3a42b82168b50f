// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "chunks.h"
#include "commands.h"
#include "engine/text.h"
#include "reading.h"
#include "system.h"
#include "values.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

namespace mathtts
{
namespace
{

constexpr std::size_t chunkSize = std::size_t{64} * 1024;        // several hundred usual requests
constexpr std::size_t longestAnswers = std::size_t{1024} * 1024; // bytes of answers that wait for their turn in a chunk
constexpr std::string_view blanks = " \t\r";

/*! Cuts standard input into chunks of whole lines, short ones when the sender waits for an answer. */
class LineReader
{
public:
    /*! Puts the next lines into \a lines; false at the end. A line that is too long is given once, cut. */
    bool next(std::string &lines)
    {
        lines.clear();
        while (true) {
            const bool waiting = m_open && m_text.size() < chunkSize && m_input.ready();
            if (m_end > 0 && !waiting) break;
            if (m_end == 0 && m_text.size() > longestRequest) {
                m_cutting = true;
                m_end = m_text.size();
                break;
            }
            if (!m_open) {
                m_end = m_text.size(); // a last line without a line end
                if (m_input.interrupted()) return false;
                break;
            }
            receive();
        }
        lines.assign(m_text, 0, m_end);
        m_text.erase(0, m_end);
        m_end = m_text.rfind('\n') + 1; // npos + 1 is 0
        if (m_text.capacity() > 16 * chunkSize && m_text.size() < chunkSize) m_text.shrink_to_fit();
        return !lines.empty();
    }

    [[nodiscard]] const InputStream &input() const { return m_input; }

private:
    void receive()
    {
        const std::size_t before = m_text.size();
        m_open = m_input.read(m_text, chunkSize);
        if (m_cutting) { // drop the rest of the line that was too long
            const std::size_t lineEnd = m_text.find('\n', before);
            m_text.erase(before, lineEnd == std::string::npos ? lineEnd : lineEnd + 1 - before);
            m_cutting = lineEnd == std::string::npos;
        }
        const std::size_t last = std::string_view(m_text).substr(before).rfind('\n');
        if (last != std::string_view::npos) m_end = before + last + 1;
    }

    InputStream m_input;
    std::string m_text;    ///< read and not yet given
    std::size_t m_end = 0; ///< of the last complete line in it
    bool m_open = true;
    bool m_cutting = false;
};

/*! Writes answers and shows on a terminal how many there are and how fast they come. */
class Writer
{
public:
    bool write(const Chunk &chunk)
    {
        m_count += chunk.answered;
        if (m_shown) show(false);
        return writeOutput(chunk.answers);
    }

    void finish()
    {
        if (m_shown) show(true);
    }

private:
    using Clock = std::chrono::steady_clock;

    void show(bool last)
    {
        const Clock::time_point now = Clock::now();
        if (!last && now - m_lastShown < std::chrono::milliseconds(200)) return;
        m_lastShown = now;
        const double seconds = std::chrono::duration<double>(now - m_start).count();
        const double rate = seconds > 0 ? static_cast<double>(m_count) / seconds : 0;
        writeError(formatted("\r{} answers, {:.0f} a second {}", m_count, rate, last ? "\n" : ""));
    }

    bool m_shown = errorIsTerminal() && !outputIsTerminal(); // answers on the same terminal are progress enough
    std::size_t m_count = 0;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastShown = m_start;
};

void answerChunk(Answerer &answerer, ChunkQueue &queue, Chunk &chunk)
{
    const std::string_view lines = chunk.lines;
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', begin), lines.size());
        const std::string_view line = lines.substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(blanks) == std::string_view::npos) continue;
        answerer.answer(line, chunk.answers);
        ++chunk.answered;
        if (chunk.answers.size() > longestAnswers) queue.flush(chunk);
    }
    queue.finish(chunk);
}

struct Batch {
    Defaults defaults;
    int jobs = 0; ///< 0: one for each core
};

ExitCode runBatch(const Engine &engine, const Batch &batch)
{
    const unsigned jobs = batch.jobs > 0 ? static_cast<unsigned>(batch.jobs) : std::thread::hardware_concurrency();
    Writer writer;
    ChunkQueue queue{2 * std::size_t{jobs} + 2, [&](const Chunk &chunk) { return writer.write(chunk); }};
    LineReader reader;
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < std::max(1U, jobs); ++i)
            workers.emplace_back([&] {
                Answerer answerer{engine, batch.defaults};
                while (Chunk *chunk = queue.take())
                    answerChunk(answerer, queue, *chunk);
            });
        while (true) {
            Chunk *chunk = queue.empty();
            if (!chunk || !reader.next(chunk->lines)) break;
            queue.submit();
        }
        queue.close();
    }
    writer.finish();
    bool failed = queue.failed();
    if (const std::error_code error = reader.input().error()) {
        complain(formatted("Can't read the standard input: {}.", error.message()));
        failed = true;
    }
    if (reader.input().interrupted()) return ExitCode::interrupted;
    return failed ? ExitCode::failed : ExitCode::done;
}

} // namespace

void addBatchCommand(Program &program)
{
    const auto batch = std::make_shared<Batch>();
    CLI::App &command = program.add("batch", "Answer many requests: JSON lines on standard input and output");
    addReadingOptions(command, program, batch->defaults.options);
    addOutputOption(command, program, batch->defaults.output);
    addNumber(command, "jobs", batch->jobs, 1, 256, "How many formulas are read at a time (usual: one for each core)");
    command.footer("Every line is a request and is answered by one line, in the same order:\n"
                   "  {\"id\": 1, \"input\": \"x^2\"}  gives  {\"id\":1,\"output\":\"x squared\"}\n"
                   "  {\"id\": 2, \"input\": \"\"}     gives  {\"id\":2,\"error\":{\"message\":...,\"offset\":0}}\n"
                   "A request may also hold format, style, locale, verbosity, listener, audience, domain, macros,\n"
                   "preferences (an object) and output; the options set them for requests that don't.\n"
                   "\n"
                   "Example:\n"
                   "  mathtts batch --style natural < requests.jsonl > answers.jsonl");
    command.callback(
        [&program, batch] { program.run = [&program, batch] { return runBatch(program.engine, *batch); }; });
}

} // namespace mathtts
