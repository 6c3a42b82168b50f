// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/alphanumerics.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mathtts
{

namespace
{

/*! Where a variant's letters start in the block Mathematical Alphanumeric Symbols; 0: it has none of the kind. */
struct Alphabet {
    char32_t latin = 0; // A-Z, a-z
    char32_t greek = 0; // 58 characters in the order of greekOrder
    char32_t digits = 0;
};

constexpr Alphabet alphabetOf(Variant variant)
{
    switch (variant) {
    case Variant::automatic:
    case Variant::normal:
    case Variant::doubleStruckItalic:
    case Variant::calligraphic:
    case Variant::boldCalligraphic:
    case Variant::oldstyle:
    case Variant::boldOldstyle: return {};
    case Variant::bold: return {0x1D400, 0x1D6A8, 0x1D7CE};
    case Variant::italic: return {0x1D434, 0x1D6E2, 0};
    case Variant::boldItalic: return {0x1D468, 0x1D71C, 0};
    case Variant::script: return {0x1D49C, 0, 0};
    case Variant::boldScript: return {0x1D4D0, 0, 0};
    case Variant::fraktur: return {0x1D504, 0, 0};
    case Variant::doubleStruck: return {0x1D538, 0, 0x1D7D8};
    case Variant::boldFraktur: return {0x1D56C, 0, 0};
    case Variant::sansSerif: return {0x1D5A0, 0, 0x1D7E2};
    case Variant::boldSansSerif: return {0x1D5D4, 0x1D756, 0x1D7EC};
    case Variant::sansSerifItalic: return {0x1D608, 0, 0};
    case Variant::sansSerifBoldItalic: return {0x1D63C, 0x1D790, 0};
    case Variant::monospace: return {0x1D670, 0, 0x1D7F6};
    }
    return {};
}

/*! Letters that Unicode had before the block and that the block therefore leaves out: {place in the block, letter};
 *  and the double-struck Greek ones are no run at all. */
constexpr std::array<std::pair<char32_t, char32_t>, 24> holes = {{
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B}, {0x1D4A4, 0x2110},
    {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134},
    {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111}, {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102},
    {0x1D53F, 0x210D}, {0x1D545, 0x2115}, {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
}};
static_assert(std::ranges::is_sorted(holes));

constexpr char32_t filled(char32_t place)
{
    const auto hole = std::ranges::lower_bound(holes, place, {}, &std::pair<char32_t, char32_t>::first);
    return hole != holes.end() && hole->first == place ? hole->second : place;
}

/*! The place of a Greek letter or variant in the block's order, -1 for others. */
constexpr int greekPlace(char32_t character)
{
    if (character >= 0x391 && character <= 0x3A9 && character != 0x3A2) return static_cast<int>(character - 0x391);
    if (character >= 0x3B1 && character <= 0x3C9) return static_cast<int>(character - 0x3B1) + 26;
    switch (character) {
    case 0x3F4: return 17; // capital theta symbol
    case 0x2207: return 25;
    case 0x2202: return 51;
    case 0x3F5: return 52;
    case 0x3D1: return 53;
    case 0x3F0: return 54;
    case 0x3D5: return 55;
    case 0x3F1: return 56;
    case 0x3D6: return 57;
    default: return -1;
    }
}

constexpr char32_t doubleStruckGreek(char32_t character)
{
    switch (character) {
    case 0x3B3: return 0x213D;
    case 0x393: return 0x213E;
    case 0x3A0: return 0x213F;
    case 0x3C0: return 0x213C;
    case 0x3A3: return 0x2140;
    default: return character;
    }
}

} // namespace

char32_t styledCharacter(char32_t character, Variant variant)
{
    const Alphabet alphabet = alphabetOf(variant);
    if (alphabet.latin == 0) return character;
    if (character >= U'A' && character <= U'Z') return filled(alphabet.latin + (character - U'A'));
    if (character >= U'a' && character <= U'z') return filled(alphabet.latin + 26 + (character - U'a'));
    if (character >= U'0' && character <= U'9' && alphabet.digits != 0) return alphabet.digits + (character - U'0');
    if (variant == Variant::doubleStruck) return doubleStruckGreek(character);
    if (variant == Variant::italic && (character == 0x131 || character == 0x237)) // dotless i and j
        return character == 0x131 ? 0x1D6A4 : 0x1D6A5;
    const int greek = greekPlace(character);
    if (alphabet.greek == 0 || greek < 0) return character;
    return alphabet.greek + static_cast<char32_t>(greek);
}

} // namespace mathtts
