// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/correlation.h"

#include <algorithm>
#include <cstdint>
#include <random>

namespace mathtts::telemetry
{
namespace
{

constexpr std::size_t maxIdLength = 128;

bool isIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

std::mt19937_64 seeded()
{
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
    return std::mt19937_64{seed};
}

} // namespace

bool isSaneId(std::string_view id)
{
    return !id.empty() && id.size() <= maxIdLength && std::ranges::all_of(id, isIdCharacter);
}

std::string makeId()
{
    thread_local std::mt19937_64 random = seeded();
    const std::uint64_t high = (random() & ~0xF000ULL) | 0x4000ULL;
    const std::uint64_t low = (random() & ~(0xC000ULL << 48U)) | (0x8000ULL << 48U);
    std::string id = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"; // digit by digit: every request needs one
    unsigned digit = 0;
    for (char &c : id) {
        if (c == '-') continue;
        const std::uint64_t half = digit < 16 ? high : low;
        c = "0123456789abcdef"[(half >> (60 - 4 * (digit % 16))) & 0xFU];
        ++digit;
    }
    return id;
}

std::string takeId(std::string_view offered)
{
    return isSaneId(offered) ? std::string(offered) : makeId();
}

} // namespace mathtts::telemetry
