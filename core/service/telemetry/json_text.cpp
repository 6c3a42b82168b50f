// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/json_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace mathtts::telemetry
{
namespace
{

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/*! The length of the UTF-8 sequence at the start of \a text; 0 when there is none (Unicode 16, table 3-7). */
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!continues(1) || !continues(2)) return 0;
        if (first == 0xE0 && byte(1) < 0xA0) return 0;
        if (first == 0xED && byte(1) > 0x9F) return 0;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!continues(1) || !continues(2) || !continues(3)) return 0;
        if (first == 0xF0 && byte(1) < 0x90) return 0;
        if (first == 0xF4 && byte(1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

/*! Stands in JSON as it is, in one byte. */
bool isPlain(char c)
{
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
}

/*! How many plain bytes \a text starts with; eight at a time. */
std::size_t plainLength(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
    constexpr std::uint64_t high = 0x80 * ones;
    const auto zeros = [](std::uint64_t bytes) { return (bytes - ones) & ~bytes; }; // high bits where a byte is 0
    std::size_t length = 0;
    for (; length + 8 <= text.size(); length += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + length, 8);
        const std::uint64_t control = (bytes - 0x20 * ones) & ~bytes;
        const std::uint64_t special = control | bytes | zeros(bytes ^ (0x22 * ones)) | zeros(bytes ^ (0x5C * ones)) |
                                      zeros(bytes ^ (0x7F * ones));
        if ((special & high) == 0) continue;
        if constexpr (std::endian::native == std::endian::little) // the lowest bit is exact, those above may not be
            return length + static_cast<std::size_t>(std::countr_zero(special & high)) / 8;
        break;
    }
    while (length < text.size() && isPlain(text[length]))
        ++length;
    return length;
}

void appendEscaped(std::string &json, char c)
{
    switch (c) {
    case '"': json += "\\\""; return;
    case '\\': json += "\\\\"; return;
    case '\n': json += "\\n"; return;
    case '\r': json += "\\r"; return;
    case '\t': json += "\\t"; return;
    default: break;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    json += "\\u00";
    json += digits[static_cast<unsigned char>(c) >> 4U];
    json += digits[static_cast<unsigned char>(c) & 0xFU];
}

} // namespace

void appendJsonString(std::string &json, std::string_view text)
{
    json.reserve(json.size() + text.size() + 2);
    json += '"';
    while (!text.empty()) {
        const std::size_t plain = plainLength(text);
        json += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const char c = text.front();
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            json += replacement;
        else if (length == 1)
            appendEscaped(json, c);
        else
            json += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    json += '"';
}

void appendJsonNumber(std::string &json, double number)
{
    if (!std::isfinite(number)) {
        json += "null";
        return;
    }
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    json.append(digits.data(), end.ptr);
}

} // namespace mathtts::telemetry
