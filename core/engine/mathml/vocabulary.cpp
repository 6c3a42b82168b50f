// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mathtts::mathml
{

namespace
{

constexpr auto elements = std::to_array<ElementFacts>({
    {"math", Element::math, Content::row},
    {"mrow", Element::mrow, Content::row},
    {"mi", Element::mi, Content::text},
    {"mn", Element::mn, Content::text},
    {"mo", Element::mo, Content::text},
    {"mtext", Element::mtext, Content::text},
    {"ms", Element::ms, Content::text},
    {"mspace", Element::mspace, Content::nothing},
    {"mglyph", Element::mglyph, Content::nothing},
    {"mfrac", Element::mfrac, Content::parts, 2},
    {"msqrt", Element::msqrt, Content::row},
    {"mroot", Element::mroot, Content::parts, 2},
    {"mstyle", Element::mstyle, Content::row},
    {"merror", Element::merror, Content::row},
    {"mpadded", Element::mpadded, Content::row},
    {"mphantom", Element::mphantom, Content::row},
    {"menclose", Element::menclose, Content::row},
    {"mfenced", Element::mfenced, Content::row},
    {"msub", Element::msub, Content::parts, 2},
    {"msup", Element::msup, Content::parts, 2},
    {"msubsup", Element::msubsup, Content::parts, 3},
    {"munder", Element::munder, Content::parts, 2},
    {"mover", Element::mover, Content::parts, 2},
    {"munderover", Element::munderover, Content::parts, 3},
    {"mmultiscripts", Element::mmultiscripts, Content::row},
    {"mprescripts", Element::mprescripts, Content::nothing},
    {"none", Element::none, Content::nothing},
    {"mtable", Element::mtable, Content::rows},
    {"mtr", Element::mtr, Content::cells},
    {"mlabeledtr", Element::mlabeledtr, Content::cells},
    {"mtd", Element::mtd, Content::row},
    {"maction", Element::maction, Content::row},
    {"semantics", Element::semantics, Content::row},
    {"annotation", Element::annotation, Content::text},
    {"annotation-xml", Element::annotation, Content::skipped},
    {"mstack", Element::mstack, Content::row},
    {"mlongdiv", Element::mlongdiv, Content::row},
    {"msgroup", Element::msgroup, Content::row},
    {"msrow", Element::msrow, Content::row},
    {"mscarries", Element::mscarries, Content::row},
    {"mscarry", Element::mscarry, Content::row},
    {"msline", Element::msline, Content::nothing},
    {"maligngroup", Element::none, Content::skipped},
    {"malignmark", Element::none, Content::skipped},
});

struct AttributeFacts {
    std::string_view name;
    Attribute attribute;
};

constexpr auto attributes = std::to_array<AttributeFacts>({
#define MATHTTS_ATTRIBUTE(identifier, name) {name, Attribute::identifier},
#include "engine/tree/attributes.def"
#undef MATHTTS_ATTRIBUTE
    // other spellings
    {"lang", Attribute::language},
    {"xlink:href", Attribute::href},
    {"colspan", Attribute::columnspan},
    {"color", Attribute::mathcolor},
    {"background", Attribute::mathbackground},
});

// Open addressing, filled at compile time: a slot is an index + 1 into the names.
constexpr std::size_t slots = 256;

constexpr std::size_t slotOf(std::string_view name)
{
    std::uint32_t value = static_cast<std::uint32_t>(name.size()) * 0x9E3779B1U;
    for (const char byte : name)
        value = (value ^ static_cast<unsigned char>(byte)) * 0x01000193U;
    return (value ^ (value >> 15)) % slots;
}

template <typename Names>
constexpr std::array<std::uint8_t, slots> hashed(const Names &names)
{
    static_assert(std::tuple_size_v<Names> < slots / 2);
    std::array<std::uint8_t, slots> table{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::size_t slot = slotOf(names[i].name);
        while (table[slot] != 0)
            slot = (slot + 1) % slots;
        table[slot] = static_cast<std::uint8_t>(i + 1);
    }
    return table;
}

constexpr auto elementSlots = hashed(elements);
constexpr auto attributeSlots = hashed(attributes);

template <typename Names>
constexpr std::size_t indexOf(const Names &names, const std::array<std::uint8_t, slots> &table, std::string_view name)
{
    for (std::size_t slot = slotOf(name); table[slot] != 0; slot = (slot + 1) % slots)
        if (names[table[slot] - 1U].name == name) return table[slot] - 1U;
    return names.size();
}

} // namespace

const ElementFacts *findElement(std::string_view name)
{
    std::size_t index = indexOf(elements, elementSlots, name);
    if (index != elements.size()) return &elements[index];
    std::array<char, 16> small{};
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (name.size() > small.size() || std::ranges::none_of(name, isCapital)) return nullptr;
    std::ranges::transform(name, small.begin(),
                           [&](char c) { return isCapital(c) ? static_cast<char>(c - 'A' + 'a') : c; });
    index = indexOf(elements, elementSlots, {small.data(), name.size()});
    return index != elements.size() ? &elements[index] : nullptr;
}

std::optional<Attribute> findAttribute(std::string_view name)
{
    const std::size_t index = indexOf(attributes, attributeSlots, name);
    if (index == attributes.size()) return std::nullopt;
    return attributes[index].attribute;
}

Variant parseVariant(std::string_view value)
{
    struct Name {
        std::string_view name;
        Variant variant;
    };
    using enum Variant;
    static constexpr auto names = std::to_array<Name>({
        {"normal", normal},
        {"bold", bold},
        {"italic", italic},
        {"bold-italic", boldItalic},
        {"double-struck", doubleStruck},
        {"script", script},
        {"bold-script", boldScript},
        {"fraktur", fraktur},
        {"bold-fraktur", boldFraktur},
        {"sans-serif", sansSerif},
        {"bold-sans-serif", boldSansSerif},
        {"sans-serif-italic", sansSerifItalic},
        {"sans-serif-bold-italic", sansSerifBoldItalic},
        {"monospace", monospace},
        {"sans-serif-bold", boldSansSerif}, // as some programs call it
        {"-tex-calligraphic", calligraphic},
        {"-tex-bold-calligraphic", boldCalligraphic},
        {"-tex-calligraphic-bold", boldCalligraphic},
        {"-tex-oldstyle", oldstyle},
        {"-tex-bold-oldstyle", boldOldstyle},
        {"-tex-oldstyle-bold", boldOldstyle},
        {"-tex-mathit", italic},
    });
    const auto found = std::ranges::find(names, value, &Name::name);
    return found != names.end() ? found->variant : automatic;
}

} // namespace mathtts::mathml
