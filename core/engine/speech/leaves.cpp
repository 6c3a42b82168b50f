// SPDX-License-Identifier: GPL-3.0-or-later
// How the machine says leaves: letters, numbers, words of dictionaries, characters by their names.
#include "engine/speech/machine.h"
#include "engine/speech/numbers.h"
#include "engine/speech/render.h"
#include "engine/speech/variants.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

namespace
{
/*! The text of a decimal digit, else nothing. */
std::string_view decimalDigit(char32_t character)
{
    constexpr std::string_view digits = "0123456789";
    return character >= U'0' && character <= U'9' ? digits.substr(character - U'0', 1) : std::string_view();
}

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/*! The text of a Latin letter, else nothing. */
std::string_view latinLetter(char32_t character)
{
    if (character >= U'A' && character <= U'Z') return alphabet.substr(character - U'A', 1);
    if (character >= U'a' && character <= U'z') return alphabet.substr(26 + character - U'a', 1);
    return {};
}
} // namespace

/*! By the name of the plain letter: the rules say styles. */
void Machine::sayLetter(NodeId node, bool capital)
{
    const MeaningNode &leaf = (*m_meaning)[node];
    const char32_t base = leaf.character ? characterFacts(leaf.character).base : 0;
    if (const std::string_view latin = latinLetter(base); !latin.empty()) {
        if (capital && characterFacts(base).capital) emit(TokenKind::word, styleWords("capital"), node);
        return emit(TokenKind::letter, latin, node);
    }
    const CharacterFacts facts = characterFacts(leaf.character);
    std::string_view words; // an aleph is no Hebrew alef, but a bold Delta is a Delta
    if (facts.variant == Variant::automatic) words = symbolWords(leaf.character, m_letterWords);
    if (words.empty()) words = symbolWords(base, m_letterWords);
    if (!words.empty()) return sayNamed(words, node, capital || !facts.capital); // a circled A is no capital
    if (base < U'0' || base > U'9') return emit(TokenKind::letter, leaf.text, node);
    sayPlainCharacter(base, node, image::firstWords);
}

void Machine::sayLetters(NodeId node)
{
    const std::string_view text = (*m_meaning)[node].text;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = decodeUtf8(text, at).length;
        emit(TokenKind::letter, text.substr(at, length), node);
        at += length;
    }
}

/*! Letters with the word for capitals, digits, symbols by their names. Digits of a spelling stay together where there
 *  are no Latin letters: 30 and a degree sign. */
void Machine::saySpelling(NodeId node, const image::Form &form)
{
    const std::string_view text = (*m_meaning)[node].text;
    const bool together = form.kind == image::FormKind::spelling && std::ranges::none_of(text, [](char c) {
                              return !latinLetter(static_cast<unsigned char>(c)).empty();
                          });
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = together ? std::min(text.find_first_not_of("0123456789", at), text.size()) : at;
        const std::size_t digits = end - at;
        const Decoded decoded = decodeUtf8(text, at);
        if (digits > 1)
            emit(TokenKind::number, text.substr(at, digits), node);
        else
            spell(decoded.character, node, form);
        at += std::max(digits, decoded.length);
    }
}

/*! One character, a styled one by its plain one: the rules say styles. */
void Machine::spell(char32_t character, NodeId node, const image::Form &form)
{
    const CharacterFacts facts = characterFacts(character);
    if (facts.kind == CharacterClass::space || facts.kind == CharacterClass::invisible || character == U' ') return;
    const char32_t plain = facts.variant == Variant::automatic ? character : facts.base;
    const std::string_view words = symbolWords(plain, form.variant);
    const bool capital = form.kind != image::FormKind::characters;
    if (facts.capital && capital && !words.contains('^')) emit(TokenKind::word, styleWords("capital"), node);
    if (!words.empty()) return sayNamed(words, node, capital);
    if (facts.script == ScriptForm::none) {
        if (const std::string_view latin = latinLetter(facts.base); !latin.empty())
            return emit(TokenKind::letter, latin, node);
        if (const std::string_view digit = decimalDigit(facts.base); !digit.empty())
            return emit(TokenKind::number, digit, node);
    }
    sayCharacter(character, node, form.variant);
}

/*! Words and numbers as they are written, what stands alone and is no word by its name. */
void Machine::sayProse(NodeId node, const image::Form &form)
{
    const std::string_view text = (*m_meaning)[node].text;
    std::size_t begin = 0;
    std::size_t length = 0; // code points of the word
    char32_t first = 0;
    bool digits = false; // all of the word
    const auto finish = [&](std::size_t end) {
        if (length == 1)
            spell(first, node, form);
        else if (length > 1)
            sayWord(text.substr(begin, end - begin), node, form);
        length = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        const char32_t character = decoded.character;
        const CharacterFacts facts = characterFacts(character);
        const bool digit = !decimalDigit(character).empty();
        const bool point = (at == 0 || (digits && length > 0)) && (character == U'.' || character == U',') &&
                           at + 1 < text.size() && !decimalDigit(static_cast<unsigned char>(text[at + 1])).empty();
        const bool inWord = digit || point || !latinLetter(character).empty() ||
                            (character > 0x7F && facts.kind == CharacterClass::unknown);
        if (!inWord || (length > 0 && !point && digit != digits)) finish(at);
        if (inWord) {
            if (length == 0) {
                begin = at;
                first = character;
                digits = digit || point;
            }
            ++length;
        } else {
            spell(character, node, form);
        }
        at += decoded.length;
    }
    finish(text.size());
}

void Machine::sayWord(std::string_view text, NodeId node, const image::Form &form)
{
    if (!decimalDigit(static_cast<unsigned char>(text.back())).empty()) return emit(TokenKind::number, text, node);
    const std::string_view words =
        form.table == 0 ? std::string_view() : m_image.lookUp(form.table - 1U, text, choice(image::firstWords));
    emit(TokenKind::word, words.empty() ? text : words, node);
}

/*! A number as it is written, styled digits as plain ones. */
void Machine::sayDigits(NodeId node)
{
    const std::string_view text = (*m_meaning)[node].text;
    const bool plain = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (plain) return emit(TokenKind::number, text, node);
    m_buffer.clear();
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        const std::string_view digit = decimalDigit(characterFacts(decoded.character).base);
        m_buffer += digit.empty() ? text.substr(at, decoded.length) : digit;
        at += decoded.length;
    }
    emit(TokenKind::number, m_plan->arena.keep(m_buffer), node);
}

/*! An integer by the number grammar, a single word with the grammar's suffix, else plain speech and the suffix. */
void Machine::sayNumber(NodeId node, const image::Form &form, const Frame &context)
{
    const MeaningNode &number = (*m_meaning)[node];
    const image::Text suffix = m_image.section<image::NumberGrammar>(image::Section::numberGrammars)[form.table].suffix;
    m_buffer.clear();
    if ((number.facts & factInteger) && spellNumber(m_image, form.table, number.value, m_buffer)) {
        // what is said is in the buffer
    } else if ((number.facts & factLetter) && !latinLetter(number.character).empty()) {
        m_buffer = number.text;
        m_buffer += m_image.text(suffix);
    } else {
        Frame frame = context;
        frame.suffix = suffix;
        return say(node, frame);
    }
    m_plan->tokens.push_back({TokenKind::begin, Pause::none, node, {}});
    emit(TokenKind::word, m_plan->arena.keep(m_buffer), node);
    m_plan->tokens.push_back({TokenKind::end, Pause::none, node, {}});
}

void Machine::sayWords(std::string_view text, NodeId node, const image::Form &form)
{
    if (form.table == m_symbols) return saySymbols(text, node, form);
    const image::WordChoice wanted = choice(form.variant);
    if (const std::string_view words = m_image.lookUp(form.table, text, wanted); !words.empty())
        return emit(TokenKind::word, words, node);
    // A key may be a prefix (with a dash behind it in the dictionary) and another key: kilo- and meter.
    constexpr std::size_t longestPrefix = 8;
    for (std::size_t length = std::min(text.size(), longestPrefix); length-- > 1;) { // deka- before deci-
        m_buffer = text.substr(0, length);
        m_buffer += '-';
        const std::string_view prefix = m_image.lookUp(form.table, m_buffer, wanted);
        const std::string_view rest = prefix.empty() ? prefix : m_image.lookUp(form.table, text.substr(length), wanted);
        if (rest.empty()) continue;
        m_buffer = prefix;
        m_buffer += rest;
        return emit(TokenKind::word, m_plan->arena.keep(m_buffer), node);
    }
    emit(TokenKind::word, text, node);
}

/*! One character after the other: an operator may be written with several, such as "+=". */
void Machine::saySymbols(std::string_view text, NodeId node, const image::Form &form)
{
    if (text.size() > 1 && !latinLetter(static_cast<unsigned char>(text.front())).empty())
        return emit(TokenKind::word, text, node); // an operator that is a word: mod
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        sayCharacter(decoded.character, node, form.variant);
        at += decoded.length;
    }
}

/*! The words of a row; ^ is the word for a capital, or nothing. */
void Machine::sayNamed(std::string_view words, NodeId node, bool capital)
{
    for (std::size_t mark = words.find('^'); mark != std::string_view::npos; mark = words.find('^')) {
        emit(TokenKind::word, trimBlanks(words.substr(0, mark)), node);
        if (capital) emit(TokenKind::word, styleWords("capital"), node);
        words.remove_prefix(mark + 1);
    }
    emit(TokenKind::word, words, node);
}

/*! By its row, as a Latin letter or as a digit; false: it is none of these. */
bool Machine::sayPlainCharacter(char32_t character, NodeId node, std::uint32_t use)
{
    constexpr std::string_view digits = "0123456789";
    if (const std::string_view words = symbolWords(character, use); !words.empty()) {
        sayNamed(words, node, true);
    } else if (const std::string_view latin = latinLetter(character); !latin.empty()) {
        if (characterFacts(character).capital) emit(TokenKind::word, styleWords("capital"), node);
        emit(TokenKind::letter, latin, node);
    } else if (character >= U'0' && character <= U'9') {
        emit(TokenKind::number, digits.substr(character - U'0', 1), node);
    } else {
        return false;
    }
    return true;
}

/*! By its own name, else by its style and its plain form (a bold nabla), else by its code point. */
void Machine::sayCharacter(char32_t character, NodeId node, std::uint32_t use)
{
    if (const std::string_view words = symbolWords(character, use); !words.empty()) return sayNamed(words, node, true);
    const CharacterFacts facts = characterFacts(character);
    const std::string_view style = facts.script == ScriptForm::superscript ? "superscript"
                                   : facts.script == ScriptForm::subscript ? "subscript"
                                                                           : variantName(facts.variant);
    const bool named = !symbolWords(facts.base, use).empty() || !latinLetter(facts.base).empty() ||
                       (facts.base >= U'0' && facts.base <= U'9');
    if (named) {
        if (facts.base != character) emit(TokenKind::word, styleWords(style), node);
        sayPlainCharacter(facts.base, node, facts.base == character ? use : m_letterWords);
        return;
    }
    const std::string_view unnamed = styleWords("unnamed");
    if (unnamed.empty()) {
        m_buffer.clear();
        appendUtf8(m_buffer, character);
        return emit(TokenKind::letter, m_plan->arena.keep(m_buffer), node);
    }
    emit(TokenKind::word, unnamed, node);
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (int shift = character > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) {
        const std::size_t digit = character >> shift & 0xF;
        emit(digit < 10 ? TokenKind::number : TokenKind::letter, digits.substr(digit, 1), node);
    }
}

/*! Empty when the locale has no such row. */
std::string_view Machine::symbolWords(char32_t character, std::uint32_t use) const
{
    return m_symbols ? m_image.lookUp(*m_symbols, character, choice(use)) : std::string_view();
}

std::string_view Machine::styleWords(std::string_view style) const
{
    return m_styles ? m_image.lookUp(*m_styles, style, choice(image::firstWords)) : std::string_view();
}
} // namespace mathtts
