// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/speech/image.h"
#include "engine/speech/plan.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! A style of an image with a value (by index) for every option: verbosity, listener, audience, domain and then the
 *  preferences of the style, as in image::OptionTest. */
struct SpeechSettings {
    std::uint32_t style = 0;
    std::vector<std::uint32_t> values{};
    friend bool operator==(const SpeechSettings &, const SpeechSettings &) = default;
};

/*!
 * Says meaning trees by the rules of an image. Each node picks the first rule of its concept whose tests it passes and
 * runs its message: O(1) for a node. The stack is explicit and kept, so that a warm machine allocates nothing.
 */
class Machine
{
public:
    explicit Machine(const image::Image &image);

    /*! Chooses style and options for the next expressions. Rules that don't fit them are left out once and for all; the
     *  same settings again cost a comparison. */
    void configure(const SpeechSettings &settings);

    /*! The tree that the style at hand is about. */
    [[nodiscard]] image::View view() const { return m_view; }

    /*! Appends what is said for \a meaning to \a plan. Every word, number and letter carries its node; each node that
     *  is said has a token begin and a token end. O(nodes). */
    void speak(const Meaning &meaning, Plan &plan);

    /*! Appends to \a plan what the style calls a character, a function by its printed name or a unit by its symbol.
     *  O(length). */
    void name(Named kind, std::string_view what, Plan &plan);
    /*! Appends a number in the words of a number grammar; false when there is no such grammar. */
    bool number(std::string_view grammar, std::int64_t value, Plan &plan);

private:
    /*! A rule whose options fit. */
    struct ActiveRule {
        image::Range tests{};
        image::Range ops{};
    };

    /*! A level that was gone down to, in an expression. */
    struct LevelPath {
        std::uint32_t above = 0; ///< index in m_levels, 0: none
        image::Level words{};
    };

    /*! A message that is being said. */
    struct Frame {
        NodeId node = noNode;
        std::uint32_t op = 0;
        std::uint32_t end = 0;
        std::uint32_t position = 0; ///< among the children of the parent; in a separator: of the node on the left
        std::uint32_t item = 0;     ///< of a join: the next child
        image::Text suffix{};       ///< said at the end
        std::uint32_t flags = 0;
        std::uint32_t level = 0;      ///< index in m_levels, 0: none
        bool separated = false;       ///< the separator before the item was said
        bool last = true;             ///< nothing is said after the node
        bool followed = false;        ///< the node has a sibling after it
        bool followedAbove = false;   ///< or after an ancestor
        bool inner = false;           ///< a separator of the frame below: has no begin and end
        std::uint32_t partBegin = 0;  ///< m_length where the part that is said now begins
        std::uint32_t partLength = 0; ///< of the part that was said last
        std::uint32_t weighed = 0;    ///< 1 + index of a weighed pause that waits for what follows it
        std::uint32_t weighedEnd = 0; ///< m_length behind it
        std::uint32_t before = 0;     ///< length of what stands before it
    };

    void say(NodeId node, const Frame &context);
    void step();
    void stepJoin(const image::Op &op);
    void stepSlot(const image::Op &op);
    void stepNumber(const image::Op &op);
    void stepStyle(const image::Op &op);
    void stepBetween();
    void stepContent();
    void stepCompose(const image::Op &op);
    void stepLevel(const image::Op &op);
    void appendPart(const image::Op &op);
    std::uint32_t levelBelow(std::uint32_t level, const image::Op &op);
    void measureNodes();
    void measureNode(NodeId node, std::size_t which);
    void sayInForm(NodeId node, std::uint16_t form, const Frame &context);
    void sayLetter(NodeId node, bool capital);
    void sayLetters(NodeId node);
    void saySpelling(NodeId node, const image::Form &form);
    void sayProse(NodeId node, const image::Form &form);
    void sayWord(std::string_view text, NodeId node, const image::Form &form);
    void sayDigits(NodeId node);
    void spell(char32_t character, NodeId node, const image::Form &form);
    void sayNumber(NodeId node, const image::Form &form, const Frame &context);
    void sayWords(std::string_view text, NodeId node, const image::Form &form);
    void saySymbols(std::string_view text, NodeId node, const image::Form &form);
    void sayCharacter(char32_t character, NodeId node, std::uint32_t use);
    bool sayPlainCharacter(char32_t character, NodeId node, std::uint32_t use);
    void sayNamed(std::string_view words, NodeId node, bool capital);

    [[nodiscard]] const ActiveRule *select(image::Range rules, const Frame &context) const;
    [[nodiscard]] bool passes(const image::Test &test, const Frame &context) const;
    [[nodiscard]] bool inList(const image::Test &test, const MeaningNode &node) const;
    [[nodiscard]] NodeId follow(image::Path path, const Frame &context) const;
    [[nodiscard]] std::uint32_t itemCount(NodeId node) const;
    [[nodiscard]] std::int64_t partCount(NodeId node) const;
    [[nodiscard]] std::int64_t numberOf(const image::Op &op, NodeId node) const;
    [[nodiscard]] std::uint8_t measureOf(NodeId node, std::size_t which) const;
    [[nodiscard]] std::string_view symbolWords(char32_t character, std::uint32_t use) const;
    [[nodiscard]] std::string_view styleWords(std::string_view style) const;
    [[nodiscard]] image::WordChoice choice(std::uint32_t use) const;
    [[nodiscard]] bool isEmpty(NodeId node) const;
    [[nodiscard]] Frame contextOf(std::uint32_t position, bool content, const image::Op &op, const Frame &frame);
    [[nodiscard]] bool speaksAfter(const Frame &frame, std::uint32_t op) const;

    void emit(TokenKind kind, std::string_view text, NodeId node);
    void appendToLast(std::string_view ending, NodeId node);
    void pause(Pause strength);
    void measureParts();
    void weighPause(Frame &frame, std::uint32_t after);
    void stepWeighedPause();
    void dropTrailingPause();

    image::Image m_image;
    // parts of the image, looked up once
    std::span<const image::Test> m_tests;
    std::span<const image::Op> m_ops;
    std::span<const image::Join> m_joins;
    std::span<const image::Form> m_forms;
    std::span<const std::uint32_t> m_numbers;
    std::span<const image::Text> m_texts;
    std::span<const image::Level> m_levelWords;
    // of the style
    std::span<const image::Measure> m_measures;
    image::View m_view{};
    std::optional<std::uint32_t> m_symbols; // the dictionary of characters
    std::optional<std::uint32_t> m_styles;  // of variants, and of what has no name
    std::uint32_t m_letterWords = 0;        // the variant of words for a letter, not a sign
    std::uint32_t m_verbosityWords = 0;     // the variant of words for the verbosity

    SpeechSettings m_settings;
    std::vector<ActiveRule> m_rules;
    std::vector<image::Range> m_lists; // as image::Style::rules, into m_rules

    // of the expression being said
    const Meaning *m_meaning = nullptr;
    Plan *m_plan = nullptr;
    std::vector<Frame> m_stack;
    std::vector<LevelPath> m_levels;      // the first one stands for none
    std::vector<std::uint8_t> m_measured; // for each node, one for each measure
    std::size_t m_pause = 0;              // 1 + index of the pause after the last word
    std::size_t m_spoken = 0;             // 1 + index of the last word
    std::uint32_t m_length = 0;           // of all that was said, as weighed pauses count it
    std::vector<image::Text> m_levelPath;
    std::string m_buffer;
};

} // namespace mathtts
