// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace mathtts
{

/*! Some lines of the input and what has been answered to them so far. */
struct Chunk {
    std::string lines;
    std::string answers;
    std::size_t answered = 0; ///< number of answers in \c answers

private:
    friend class ChunkQueue;
    std::uint64_t m_number = 0;
    bool m_done = false;
};

/*!
 * Chunks on their way from one reader through many workers to the output, which they reach in the order they came.
 *
 * There is a fixed number of chunks, used again and again: when all are on their way the reader waits, so memory stays
 * flat however long the input. Whichever worker finishes the oldest chunk writes it and the finished ones behind it.
 */
class ChunkQueue
{
public:
    /*! \a write puts the answers of a chunk out; false ends all work. Never called by two threads at once. */
    ChunkQueue(std::size_t chunks, std::function<bool(const Chunk &)> write);

    /*! For the reader: waits for an empty chunk; null when the output has failed. */
    Chunk *empty();
    /*! For the reader: hands the chunk from empty() to the workers. */
    void submit();
    /*! For the reader: there are no more chunks. */
    void close();

    /*! Whether the output has failed. */
    [[nodiscard]] bool failed();

    /*! For a worker: waits for the next chunk; null when there is none left. */
    Chunk *take();
    /*! For a worker: waits until everything before \a chunk is out, and puts out its answers so far. */
    void flush(Chunk &chunk);
    /*! For a worker: \a chunk is answered. */
    void finish(Chunk &chunk);

private:
    void write(Chunk &chunk, std::unique_lock<std::mutex> &lock);
    Chunk &chunk(std::uint64_t number) { return m_chunks[number % m_chunks.size()]; }

    std::function<bool(const Chunk &)> m_write;
    std::vector<Chunk> m_chunks;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_oldest = 0; ///< not completely written
    std::uint64_t m_next = 0;   ///< for a worker to take
    std::uint64_t m_end = 0;    ///< for the reader to fill
    bool m_writing = false;
    bool m_closed = false;
    bool m_failed = false;
};

} // namespace mathtts
