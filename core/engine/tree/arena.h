// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace mathtts
{

/*!
 * Memory for the text of one expression: blocks that are kept and used again after reset().
 *
 * Not thread safe. Text stays valid until reset() or destruction.
 */
class Arena
{
public:
    /*! Copies \a text; O(length). The copy has no terminating NUL. */
    std::string_view keep(std::string_view text)
    {
        if (text.empty()) return {};
        char *place = take(text.size());
        std::memcpy(place, text.data(), text.size());
        return {place, text.size()};
    }

    /*! \a size bytes, not initialized, for a writer that knows its length. */
    char *take(std::size_t size);

    /*! Forgets all text; the blocks stay, up to 1 MiB of them, so the next expression allocates nothing. */
    void reset();

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> m_blocks;
    std::size_t m_block = 0; // the block in use
    std::size_t m_used = 0;  // bytes used in it
};

} // namespace mathtts
