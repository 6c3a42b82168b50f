// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/pool.h"

#include <algorithm>
#include <cstring>

namespace mathtts
{

image::Text Pool::text(std::string_view text)
{
    if (const auto known = m_known.find(text); known != m_known.end()) return known->second;
    const image::Text place{static_cast<std::uint32_t>(m_strings.size()), static_cast<std::uint32_t>(text.size())};
    m_strings += text;
    m_known.emplace(text, place);
    return place;
}

std::uint16_t Pool::form(const image::Form &form)
{
    const auto same = [&form](const image::Form &other) {
        return other.kind == form.kind && other.table == form.table && other.variant == form.variant;
    };
    const auto known = std::ranges::find_if(forms, same);
    const auto index = static_cast<std::uint16_t>(known - forms.begin());
    if (known == forms.end()) forms.push_back(form);
    return index;
}

std::vector<std::uint64_t> Pool::write(std::string_view locale)
{
    image::Header header;
    header.locale = text(locale);
    std::vector<std::uint64_t> memory((sizeof(image::Header) + 7) / 8);

    const auto put = [&](image::Section section, const auto &elements) {
        using Element = typename std::remove_cvref_t<decltype(elements)>::value_type;
        static_assert(std::is_trivially_copyable_v<Element> && alignof(Element) <= 8);
        const std::size_t first = memory.size();
        const std::size_t bytes = elements.size() * sizeof(Element);
        header.sections[static_cast<std::size_t>(section)] = {static_cast<std::uint32_t>(first * 8),
                                                              static_cast<std::uint32_t>(elements.size())};
        memory.resize(first + (bytes + 7) / 8);
        if (bytes > 0) std::memcpy(memory.data() + first, elements.data(), bytes);
    };
    using image::Section;
    put(Section::strings, m_strings);
    put(Section::styles, styles);
    put(Section::preferences, preferences);
    put(Section::names, names);
    put(Section::ruleLists, ruleLists);
    put(Section::rules, rules);
    put(Section::tests, tests);
    put(Section::optionTests, optionTests);
    put(Section::messages, messages);
    put(Section::ops, ops);
    put(Section::joins, joins);
    put(Section::forms, forms);
    put(Section::dictionaries, dictionaries);
    put(Section::entries, entries);
    put(Section::words, words);
    put(Section::hashSlots, hashSlots);
    put(Section::numberGrammars, numberGrammars);
    put(Section::numberRules, numberRules);
    put(Section::texts, texts);
    put(Section::numbers, numbers);
    put(Section::measures, measures);
    put(Section::levels, levels);
    std::memcpy(memory.data(), &header, sizeof header);
    return memory;
}

} // namespace mathtts
