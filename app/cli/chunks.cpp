// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks.h"

namespace mathtts
{
namespace
{
constexpr std::size_t keptCapacity = std::size_t{4} * 1024 * 1024; // one long answer must not keep its memory for ever
} // namespace

ChunkQueue::ChunkQueue(std::size_t chunks, std::function<bool(const Chunk &)> write)
    : m_write(std::move(write))
    , m_chunks(chunks)
{
}

Chunk *ChunkQueue::empty()
{
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return m_failed || m_end - m_oldest < m_chunks.size(); });
    return m_failed ? nullptr : &chunk(m_end);
}

void ChunkQueue::submit()
{
    const std::lock_guard lock{m_mutex};
    Chunk &submitted = chunk(m_end);
    submitted.m_number = m_end++;
    submitted.m_done = false;
    m_changed.notify_all();
}

void ChunkQueue::close()
{
    const std::lock_guard lock{m_mutex};
    m_closed = true;
    m_changed.notify_all();
}

bool ChunkQueue::failed()
{
    const std::lock_guard lock{m_mutex};
    return m_failed;
}

Chunk *ChunkQueue::take()
{
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return m_failed || m_closed || m_next < m_end; });
    return m_failed || m_next == m_end ? nullptr : &chunk(m_next++);
}

void ChunkQueue::flush(Chunk &chunk)
{
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [&] { return m_failed || (m_oldest == chunk.m_number && !m_writing); });
    write(chunk, lock);
}

void ChunkQueue::finish(Chunk &finished)
{
    std::unique_lock lock{m_mutex};
    finished.m_done = true;
    while (!m_writing && m_oldest < m_next && chunk(m_oldest).m_done) {
        write(chunk(m_oldest), lock);
        chunk(m_oldest).m_done = false;
        ++m_oldest;
        m_changed.notify_all();
    }
}

void ChunkQueue::write(Chunk &chunk, std::unique_lock<std::mutex> &lock)
{
    if (!m_failed) {
        m_writing = true;
        lock.unlock();
        const bool written = m_write(chunk);
        lock.lock();
        m_writing = false;
        if (!written) m_failed = true;
        m_changed.notify_all();
    }
    chunk.answered = 0;
    chunk.answers.clear();
    if (chunk.answers.capacity() > keptCapacity) chunk.answers = {};
}

} // namespace mathtts
