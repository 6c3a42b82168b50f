// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/*!
 * The compiled rules, messages, words and numbers of one locale: plain structs in one block of memory, that point to
 * each other by index. mathtts-rulec writes it at build time, the machine uses it where it lies.
 */
namespace mathtts::image
{

/*! A text in the block of strings. */
struct Text {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    friend bool operator==(Text, Text) = default;
};

/*! A run of elements of another section. */
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/*! How to get from the node at hand to another one. Values from \c child on name the child with that index. */
enum Step : std::uint8_t {
    stay,
    toParent,
    toNext,
    toPrevious,
    toFirst,
    toLast,
    toLeft,
    toRight,
    toLastContent,
    child = 16,
    content = 128, ///< likewise names the content with that index
};

/*! Up to four steps, the rest is \c stay; following one takes O(1). */
struct Path {
    std::array<std::uint8_t, 4> steps{};
    friend bool operator==(Path, Path) = default;
};

enum class TestKind : std::uint8_t {
    facts,       ///< (facts & mask) == wanted
    roles,       ///< its role is in a list (or in none of it)
    embellished, ///< likewise the concept that scripts were written on
    absent,      ///< there is no node
    present,     ///< there is one
    concepts,    ///< its concept is in a list (or in none of it)
    characters,  ///< its only code point is in a list
    texts,       ///< its text is in a list
    variants,    ///< bit mask of variants
    value,
    count,         ///< of the children in a variadic slot
    size,          ///< nodes in the subtree
    length,        ///< code points of the text
    depth,         ///< height of the subtree
    position,      ///< of the node among its parent's children
    lettering,     ///< whether all of its text are small (wanted 0) or capital (1) Latin letters
    flags,         ///< of the context: (flags & mask) == wanted
    last,          ///< nothing is said after the node
    followed,      ///< the node has a sibling after it
    followedAbove, ///< or after one of its ancestors
    level,         ///< there is a level path: the node is in a script
    measure,       ///< a measure of the style (the mask is its index), see Measure
};

enum class Comparison : std::uint8_t { equal, less, greater };

/*! One condition of a rule. A test of an absent node fails, whatever it asks, except \c absent. */
struct Test {
    Path path{};
    TestKind kind{};
    Comparison comparison{};
    std::uint8_t negated = 0;
    std::uint8_t unused = 0;
    std::uint32_t mask = 0;   ///< or the first element of a list
    std::uint32_t wanted = 0; ///< or the elements of a list
    std::int64_t value = 0;
};

/*! Which values of an option a rule is for: bit mask over the values of field verbosity, listener, audience, domain and
 *  then the preferences of the style. */
struct OptionTest {
    std::uint32_t field = 0;
    std::uint32_t mask = 0;
};

struct Rule {
    Range tests{};
    Range options{};
    std::uint32_t message = 0;
    Text name{};
};

/*! The code of a message in its three verbosities. */
struct Message {
    std::array<Range, 3> ops{};
};

enum class OpKind : std::uint8_t {
    word,         ///< text
    optionalWord, ///< text, but not when it was said just before
    pause,        ///< strength
    weighedPause, ///< as strong as what is said before and after it is long
    slot,         ///< the node at path, said in a form
    join,         ///< the variadic children, each said in a form, with separators
    group,        ///< skip the next ops (skipped) when there is no node at path
    number,       ///< a count, position or value of the node at path, in a form
    style,        ///< the name of the node's variant ("script"), looked up in a dictionary
    kind,         ///< likewise the name of its concept
    between,      ///< inside a separator: what the rules "between" say
    content,      ///< inside a separator: the content that stands there
    compose,      ///< the next ops (skipped: words, numbers, repetitions) make one word
    repeat,       ///< text as often as a measure of the node at path
    level,        ///< the level path, each level by its part word
    levelReturn,  ///< the level path with the last level by its full word, or text when there is none
};

enum class NumberOf : std::uint8_t { count, parts, position, value, length, measure };

enum class Joined : std::uint8_t { variadic, children, contents };

/*! In Op::setFlags: the message itself says where the slot ends, as if nothing came after it. */
inline constexpr std::uint32_t closedSlot = 0x80000000;

/*! One instruction of a message. */
struct Op {
    OpKind kind{};
    std::uint8_t detail = 0;  ///< Pause, NumberOf or Joined
    std::uint8_t measure = 0; ///< index, for a number or repetition
    std::uint8_t level = 0;   ///< slot, join: 1 + index in section levels of the level to go down to; 0: stays
    std::uint16_t form = 0;
    std::uint16_t unused = 0;
    Path path{};
    Text text{};
    std::uint32_t setFlags = 0;   ///< of the context of what is said at path
    std::uint32_t clearFlags = 0; ///< likewise
    std::uint32_t skipped = 0;    ///< group, compose: ops; join: its Join; tiny pause: how often it was written
};

/*! A level of writing, such as that of a superscript: its word inside a longer path and at the end of one. */
struct Level {
    Text part{};
    Text full{};
};

/*! What stands between joined children, and between the last two. */
struct Join {
    Range separator{};
    Range last{};
};

enum class FormKind : std::uint8_t {
    speech,     ///< by its own rules
    text,       ///< its text as a word
    digits,     ///< its text as a number
    letter,     ///< one letter by its name
    capital,    ///< likewise, a capital with the word for one
    letters,    ///< letter by letter
    spelling,   ///< character by character, capitals and symbols by their words
    characters, ///< likewise without a word for capitals
    prose,      ///< words as they are, single letters and symbols by their words
    dictionary, ///< its text or character looked up
    number,     ///< its value by a number grammar
};

/*! How a slot is said. */
struct Form {
    FormKind kind{};
    std::uint8_t unused = 0;
    std::uint16_t table = 0;   ///< dictionary or number grammar
    std::uint16_t variant = 0; ///< of a dictionary's words; 0: the first column
    std::uint16_t unused2 = 0;
};

struct Preference {
    Text name{};
    Range values{};            ///< in section names
    std::uint32_t initial = 0; ///< the index of the default
};

/*! Which tree the rules of a style are about. */
enum class View : std::uint8_t {
    meaning,             ///< what the expression says
    structure,           ///< how it is put together, as the published styles see it
    structureClearspeak, ///< the same with ClearSpeak's guesses, such as which letters name functions
    intent,              ///< rows as they are written, with the intents of MathML 4
    literal,             ///< the same without any inference
};

/*! How many nodes of a kind lie below a node on the way down with most of them; no way leads through a barrier. */
struct Measure {
    Range counted{};    ///< in section numbers: the concepts that count
    Range barriers{};   ///< in section numbers: concepts
    Range tests{};      ///< that a node has to pass to count
    Range exceptions{}; ///< a node that passes them all doesn't count
};

struct Style {
    Text name{};
    Range preferences{};
    std::uint32_t rules = 0; ///< in section ruleLists: one for each concept, each concept's "between", and the fallback
    View view{};
    std::uint8_t unused = 0;
    std::uint16_t symbols = 0;   ///< 1 + index of the dictionary of characters, 0: none
    std::uint16_t styles = 0;    ///< likewise of the names of variants
    std::uint16_t functions = 0; ///< likewise of functions
    std::uint16_t units = 0;     ///< likewise of units
    std::uint16_t unused2 = 0;
    Range measures{};
    Range verbosities{};                           ///< in section names: what it calls terse, medium and verbose
    std::array<std::uint32_t, 3> verbosityWords{}; ///< the variants of words with these names, 0: none
    std::uint32_t plural = 0;                      ///< the variant "plural"
    std::uint32_t letter = 0;                      ///< the variant "letter"
};

/*! Words for keys: texts, or single characters for the dictionary of symbols. */
struct Dictionary {
    Text name{};
    Range entries{};        ///< by code point, or in any order
    Range slots{};          ///< of texts: hash table (a power of two) of 1 + index of an entry, 0 is free
    std::uint32_t base = 0; ///< 1 + index of the dictionary that may know what this doesn't; 0: none
};

struct Entry {
    Text key{};
    std::uint32_t character = 0; ///< of a key that is one code point
    Range words{};
};

struct Word {
    std::uint32_t variant = 0; ///< 0: the first column
    Text text{};
};

inline constexpr std::uint32_t firstWords = 0; ///< the variant of the first column

/*! Which of an entry's words are wanted, by the numbers of their variants. */
struct WordChoice {
    std::uint32_t use = firstWords;
    std::uint32_t verbosity = firstWords;
};

/*! Numbers to words: the rule with the greatest base not above the number applies. */
struct NumberGrammar {
    Text name{};
    Text suffix{}; ///< for what is no number: n-th
    Range rules{};
};

/*! Templates hold text and, after byte 1 (times), 2 (rest) or 3 (the number itself), the index of the grammar for that
 *  part plus 1; byte 4 stands for the number in digits. */
struct NumberRule {
    std::int64_t base = 0;
    std::int64_t unit = 1; ///< times = number / unit, rest = number % unit
    Text exact{};          ///< when nothing is left
    Text withRest{};
};

enum class Section : std::uint8_t {
    strings,
    styles,
    preferences,
    names,
    ruleLists,
    rules,
    tests,
    optionTests,
    messages,
    ops,
    joins,
    forms,
    dictionaries,
    entries,
    words,
    hashSlots,
    numberGrammars,
    numberRules,
    texts,
    numbers, // lists of concepts, roles and code points
    measures,
    levels,
    sectionCount,
};

inline constexpr std::uint32_t imageMagic = 0x4D545453; // "MTTS"
inline constexpr std::uint32_t imageVersion = 2;

struct Header {
    std::uint32_t magic = imageMagic;
    std::uint32_t version = imageVersion;
    Text locale{};
    std::array<Range, static_cast<std::size_t>(Section::sectionCount)> sections; ///< first: byte offset
};

/*! FNV-1a, of the dictionaries' hash tables. */
constexpr std::uint32_t hashText(std::string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

/*! A view of an image; the memory (8-byte aligned) must outlive it. */
class Image
{
public:
    Image() = default;
    explicit Image(const std::uint64_t *memory)
        : m_bytes(reinterpret_cast<const std::byte *>(memory))
    {
    }

    [[nodiscard]] const Header &header() const { return *reinterpret_cast<const Header *>(m_bytes); }

    template <typename Element>
    [[nodiscard]] std::span<const Element> section(Section which) const
    {
        const Range &range = header().sections[static_cast<std::size_t>(which)];
        return {reinterpret_cast<const Element *>(m_bytes + range.first), range.count};
    }

    template <typename Element>
    [[nodiscard]] std::span<const Element> section(Section which, Range part) const
    {
        return section<Element>(which).subspan(part.first, part.count);
    }

    [[nodiscard]] std::string_view text(Text text) const
    {
        return {section<char>(Section::strings).data() + text.offset, text.length};
    }

    /*! The words for \a key in \a dictionary or its bases: those of its use, else of the verbosity, else the first
     * ones; empty when there are none. O(length of the key). */
    [[nodiscard]] std::string_view lookUp(std::uint32_t dictionary, std::string_view key, WordChoice choice) const;
    /*! The same for a code point; O(log size). */
    [[nodiscard]] std::string_view lookUp(std::uint32_t dictionary, char32_t key, WordChoice choice) const;

private:
    [[nodiscard]] std::string_view chooseWord(const Entry &entry, WordChoice choice) const;
    [[nodiscard]] const Entry *find(const Dictionary &dictionary, std::string_view key) const;
    [[nodiscard]] const Entry *find(const Dictionary &dictionary, char32_t key) const;

    const std::byte *m_bytes = nullptr;
};

} // namespace mathtts::image
