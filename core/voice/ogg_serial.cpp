// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/ogg_serial.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

namespace mathtts
{
namespace
{

// The header of a page (RFC 3533, section 6)
constexpr std::string_view capture = "OggS";
constexpr std::size_t serialAt = 14;
constexpr std::size_t checksumAt = 22;
constexpr std::size_t segmentCountAt = 26;
constexpr std::size_t segmentTableAt = 27;

constexpr std::array<std::uint32_t, 256> checksumTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i << 24;
        for (int bit = 0; bit < 8; ++bit)
            value = (value << 1) ^ (value & 0x80000000U ? 0x04c11db7U : 0U);
        table[i] = value;
    }
    return table;
}();

void putNumber(std::span<std::uint8_t> place, std::uint32_t number)
{
    for (std::uint8_t &byte : place.first(4)) { // least byte first
        byte = static_cast<std::uint8_t>(number);
        number >>= 8;
    }
}

std::uint32_t checksum(std::span<const std::uint8_t> page)
{
    std::uint32_t value = 0;
    for (const std::uint8_t byte : page)
        value = (value << 8) ^ checksumTable[(value >> 24) ^ byte];
    return value;
}

} // namespace

bool setOggSerial(std::span<std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        if (bytes.size() < segmentTableAt || !std::equal(capture.begin(), capture.end(), bytes.begin())) return false;
        const std::size_t segments = bytes[segmentCountAt];
        if (bytes.size() < segmentTableAt + segments) return false;
        const auto table = bytes.subspan(segmentTableAt, segments);
        const std::size_t size =
            segmentTableAt + segments + std::accumulate(table.begin(), table.end(), std::size_t{0});
        if (bytes.size() < size) return false;
        const auto page = bytes.first(size);
        putNumber(page.subspan(serialAt), 1);
        putNumber(page.subspan(checksumAt), 0);
        putNumber(page.subspan(checksumAt), checksum(page));
        bytes = bytes.subspan(size);
    }
    return true;
}

} // namespace mathtts
