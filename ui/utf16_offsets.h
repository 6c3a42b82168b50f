// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace mathtts
{

/*! Turns byte offsets of a valid UTF-8 text into offsets of the same text in UTF-16. Linear to make, constant to ask;
 *  a text of ASCII alone takes no memory. */
class Utf16Offsets
{
public:
    explicit Utf16Offsets(std::string_view utf8);

    /*! An offset inside a character gives the character's start, one behind the text its end. */
    int operator[](std::size_t byte) const;

private:
    std::size_t m_size;
    std::vector<int> m_units; // empty: ASCII
};

} // namespace mathtts
