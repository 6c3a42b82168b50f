// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/utf16_offsets.h"

#include <algorithm>

namespace mathtts
{

Utf16Offsets::Utf16Offsets(std::string_view utf8)
    : m_size(utf8.size())
{
    if (std::ranges::all_of(utf8, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; })) return;
    m_units.reserve(utf8.size() + 1);
    int next = 0;    // of the character that comes
    int current = 0; // of the character we are in
    for (const char character : utf8) {
        const auto byte = static_cast<unsigned char>(character);
        if ((byte & 0xC0) != 0x80) {
            current = next;
            next += byte >= 0xF0 ? 2 : 1;
        }
        m_units.push_back(current);
    }
    m_units.push_back(next);
}

int Utf16Offsets::operator[](std::size_t byte) const
{
    byte = std::min(byte, m_size);
    return m_units.empty() ? static_cast<int>(byte) : m_units[byte];
}

} // namespace mathtts
