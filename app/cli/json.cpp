// SPDX-License-Identifier: GPL-3.0-or-later
#include "json.h"

#include "engine/tree/utf8.h"

#include <array>

namespace mathtts
{
namespace
{

enum class Byte : unsigned char { plain, escaped, unicode };

constexpr std::array<Byte, 256> bytes = [] {
    std::array<Byte, 256> kinds{};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (i < 0x20 || i == '"' || i == '\\' || i == 0x7F)
            kinds[i] = Byte::escaped;
        else if (i >= 0x80)
            kinds[i] = Byte::unicode;
    return kinds;
}();

void appendEscape(std::string &out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    const auto value = static_cast<unsigned char>(c);
    out += "\\u00";
    out += digits[value >> 4U];
    out += digits[value & 15U];
}

} // namespace

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    std::size_t copied = 0; // text[copied, i) is plain and waits to be copied in one piece
    for (std::size_t i = 0; i < text.size();) {
        const Byte kind = bytes[static_cast<unsigned char>(text[i])];
        if (kind == Byte::plain) {
            ++i;
            continue;
        }
        const Decoded decoded = kind == Byte::unicode ? decodeUtf8(text, i) : Decoded{};
        if (kind == Byte::unicode && decoded.valid) {
            i += decoded.length;
            continue;
        }
        out += text.substr(copied, i - copied);
        if (kind == Byte::escaped) {
            appendEscape(out, text[i++]);
        } else {
            out += "\uFFFD";
            i += decoded.length;
        }
        copied = i;
    }
    out += text.substr(copied);
    out += '"';
}

} // namespace mathtts
