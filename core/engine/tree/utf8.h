// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mathtts
{

/*! What decodeUtf8 found: a code point and the bytes it took; \c valid is false for U+FFFD put in for a broken byte. */
struct Decoded {
    char32_t character = 0xFFFD;
    std::size_t length = 1;
    bool valid = false;
};

/*! Decodes the code point that starts at \a offset (< text.size()). Overlong forms, surrogates and code points above
 *  U+10FFFF are invalid and take one byte, as the Unicode standard recommends. */
Decoded decodeUtf8(std::string_view text, std::size_t offset);

/*! Appends \a character in UTF-8. */
void appendUtf8(std::string &text, char32_t character);

/*! The code point of a text that is exactly one, else 0. */
char32_t soleCharacter(std::string_view text);

} // namespace mathtts
