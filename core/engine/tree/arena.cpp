// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/arena.h"

#include <algorithm>

namespace mathtts
{

namespace
{
constexpr std::size_t firstBlock = 16 * 1024;
constexpr std::size_t keptBytes = 1024 * 1024;
} // namespace

char *Arena::take(std::size_t size)
{
    while (m_block < m_blocks.size() && m_used + size > m_blocks[m_block].size) {
        ++m_block;
        m_used = 0;
    }
    if (m_block == m_blocks.size()) {
        const std::size_t wanted = m_blocks.empty() ? firstBlock : 2 * m_blocks.back().size;
        const std::size_t blockSize = std::max(size, wanted);
        m_blocks.push_back({std::make_unique_for_overwrite<char[]>(blockSize), blockSize});
        m_used = 0;
    }
    char *place = m_blocks[m_block].bytes.get() + m_used;
    m_used += size;
    return place;
}

void Arena::reset()
{
    std::size_t total = 0;
    std::size_t kept = 0;
    while (kept < m_blocks.size() && total + m_blocks[kept].size <= keptBytes)
        total += m_blocks[kept++].size;
    m_blocks.resize(kept);
    m_block = 0;
    m_used = 0;
}

} // namespace mathtts
