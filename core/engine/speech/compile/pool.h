// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/image.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! The sections of an image while it is built. */
class Pool
{
public:
    /*! \a text in the block of strings, once. */
    image::Text text(std::string_view text);

    template <typename Element>
    static image::Range append(std::vector<Element> &section, const std::vector<Element> &elements)
    {
        const image::Range range{static_cast<std::uint32_t>(section.size()),
                                 static_cast<std::uint32_t>(elements.size())};
        section.insert(section.end(), elements.begin(), elements.end());
        return range;
    }

    /*! The number of \a form, once. */
    std::uint16_t form(const image::Form &form);

    /*! The bytes of the image, as 64-bit words so that every element is aligned. */
    [[nodiscard]] std::vector<std::uint64_t> write(std::string_view locale);

    std::vector<image::Style> styles;
    std::vector<image::Preference> preferences;
    std::vector<image::Text> names;
    std::vector<image::Range> ruleLists;
    std::vector<image::Rule> rules;
    std::vector<image::Test> tests;
    std::vector<image::OptionTest> optionTests;
    std::vector<image::Message> messages;
    std::vector<image::Op> ops;
    std::vector<image::Join> joins;
    std::vector<image::Form> forms;
    std::vector<image::Dictionary> dictionaries;
    std::vector<image::Entry> entries;
    std::vector<image::Word> words;
    std::vector<std::uint32_t> hashSlots;
    std::vector<image::NumberGrammar> numberGrammars;
    std::vector<image::NumberRule> numberRules;
    std::vector<image::Text> texts;
    std::vector<std::uint32_t> numbers;
    std::vector<image::Measure> measures;
    std::vector<image::Level> levels;

    [[nodiscard]] std::string_view view(image::Text text) const
    {
        return std::string_view(m_strings).substr(text.offset, text.length);
    }

private:
    std::string m_strings;
    std::map<std::string, image::Text, std::less<>> m_known;
};

} // namespace mathtts
