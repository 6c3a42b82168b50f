// SPDX-License-Identifier: GPL-3.0-or-later
// Leaves: letters, names, numbers, operators, text; and tokens that belong together.
#include "engine/intent/view/reader.h"

#include "engine/intent/functions.h" // generated from resources/intent/functions.list
#include "engine/intent/units.h"     // generated from resources/intent/units.list
#include "engine/tree/elements.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

namespace
{
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlankText(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decodeUtf8(text, i);
        const CharacterClass kind = characterFacts(decoded.character).kind;
        if (kind != CharacterClass::space && kind != CharacterClass::invisible) return false;
        i += decoded.length;
    }
    return true;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view noBreak = "\u00A0";
    for (;;) {
        if (text.starts_with(' ') || text.starts_with('\n'))
            text.remove_prefix(1);
        else if (text.starts_with(noBreak))
            text.remove_prefix(noBreak.size());
        else if (text.ends_with(' ') || text.ends_with('\n'))
            text.remove_suffix(1);
        else if (text.ends_with(noBreak))
            text.remove_suffix(noBreak.size());
        else
            return text;
    }
}

bool isFunctionName(std::string_view name)
{
    return std::ranges::binary_search(intentFunctions, name);
}

bool isNumberSet(char32_t character)
{
    return character == U'ℂ' || character == U'ℕ' || character == U'ℚ' || character == U'ℝ' || character == U'ℤ';
}

bool isCurrency(char32_t character)
{
    return character == U'$' || (character >= U'¢' && character <= U'¥') ||
           (character >= U'\u20A0' && character <= U'\u20C0');
}

/*! Letters and digits with a name of their own: raised, lowered and enclosed ones, signs of units, Hebrew letters. */
bool hasOwnName(char32_t character)
{
    if (character == U'\u210E' || character == U'\u2126' || character == U'\u212A' || character == U'\u212B' ||
        (character >= U'\u2135' && character <= U'\u2138') || (character >= U'\u2145' && character <= U'\u2149'))
        return true;
    const CharacterFacts facts = characterFacts(character);
    const bool styled = facts.variant != Variant::automatic;
    return facts.kind == CharacterClass::digit ? facts.base != character : facts.base != character && !styled;
}

/*! Characters that stand for something, whatever element they are in. */
bool standsForItself(CharacterClass kind)
{
    return kind == CharacterClass::letter || kind == CharacterClass::digit || kind == CharacterClass::ellipsis;
}
} // namespace

IntentItem IntentReader::token(NodeId node)
{
    const Node &from = written(node);
    if (node == m_end || isBlankText(from.text)) {
        const CharacterClass kind = characterFacts(from.character).kind;
        const bool invisibleOperator = from.character >= U'\u2061' && from.character <= U'\u2064';
        if (node == m_end || kind != CharacterClass::invisible || !invisibleOperator) return {.written = node};
    }
    switch (from.element) {
    case Element::mn: return numberToken(node);
    case Element::mo: return operatorToken(node);
    case Element::mi: return identifier(node);
    default: return textToken(node);
    }
}

/*! Whether \a node is set in double-struck letters, itself or by the style around it. */
bool IntentReader::doubleStruck(NodeId node) const
{
    if (written(node).variant != Variant::automatic) return written(node).variant == Variant::doubleStruck;
    const NodeId around = written(node).parent;
    return around != noNode && written(around).element == Element::mstyle &&
           written(around).variant == Variant::doubleStruck;
}

/*! The character of the set of numbers that a double-struck \a letter stands for; empty: it stands for none. */
std::string_view IntentReader::numberSet(char32_t letter)
{
    switch (letter) {
    case U'C': return "ℂ";
    case U'N': return "ℕ";
    case U'Q': return "ℚ";
    case U'R': return "ℝ";
    case U'Z': return "ℤ";
    default: return {};
    }
}

IntentItem IntentReader::identifier(NodeId node)
{
    const Node &from = written(node);
    IntentItem item{.written = node, .character = from.character};
    const std::string_view text = trimmed(from.text);
    const char32_t character = soleCharacter(text);
    item.character = character;
    if (character == 0) {
        if (isDigit(text.front()) && std::ranges::all_of(text, isDigit)) return numberToken(node);
        item.isFunction = isFunctionName(text) || (from.flags & functionName) != 0;
        item.meaning = leaf(item.isFunction ? Concept::functionName : Concept::name, text, node);
        at(item.meaning).facts |= factWord;
        return item;
    }
    const CharacterFacts facts = characterFacts(character);
    if (const std::string_view set = doubleStruck(node) ? numberSet(character) : std::string_view(); !set.empty()) {
        item.meaning = leaf(Concept::numberSet, set, node);
        return item;
    }
    if (hasOwnName(character)) {
        item.meaning = leaf(Concept::symbol, text, node);
        return item;
    }
    if (facts.kind == CharacterClass::digit) return numberToken(node);
    if (isNumberSet(character) || (facts.variant == Variant::doubleStruck && isNumberSet(facts.base))) {
        item.meaning = leaf(Concept::numberSet, text, node);
        return item;
    }
    if (isCurrency(character)) {
        item.meaning = leaf(Concept::currency, text, node);
        return item;
    }
    if (standsForItself(facts.kind) || facts.kind == CharacterClass::symbol || facts.kind == CharacterClass::unknown) {
        item.isFunction = isFunctionName(text);
        const bool letter = facts.kind == CharacterClass::letter;
        item.meaning = leaf(letter ? Concept::letter : Concept::symbol, text, node);
        if (letter) at(item.meaning).facts |= factLetter | (facts.capital ? factCapital : 0U);
        return item;
    }
    return operatorToken(node);
}

IntentItem IntentReader::operatorToken(NodeId node)
{
    const Node &from = written(node);
    const std::string_view text = trimmed(from.text);
    const char32_t character = soleCharacter(text);
    IntentItem item{.written = node, .character = character, .form = from.form};
    const CharacterFacts facts = characterFacts(character);
    if (isNumberSet(character) || isCurrency(character)) {
        item.meaning = leaf(isCurrency(character) ? Concept::currency : Concept::numberSet, text, node);
        at(item.meaning).value = 1; // as a sign
        return item;
    }
    if (character == 0) {
        if (const std::string_view joined = joinedOperator(text); !joined.empty()) {
            item.character = soleCharacter(joined);
            item.isOperator = true;
            item.meaning = leaf(Concept::operator_, joined, node);
            return item;
        }
        item.isFunction = isFunctionName(text);
        item.isOperator = !item.isFunction;
        item.meaning = leaf(item.isFunction ? Concept::functionName : Concept::operator_, text, node);
        at(item.meaning).facts |= factWord;
        return item;
    }
    if (hasOwnName(character) && facts.kind != CharacterClass::digit) {
        item.meaning = leaf(Concept::symbol, text, node);
        return item;
    }
    if (standsForItself(facts.kind) || character == U'∞' || character == U'∅') {
        const bool letter = facts.kind == CharacterClass::letter;
        item.meaning = leaf(letter ? Concept::letter : Concept::symbol, text, node);
        if (letter) at(item.meaning).facts |= factLetter | (facts.capital ? factCapital : 0U);
        return item;
    }
    item.isOperator = true;
    item.meaning = leaf(Concept::operator_, normalOperator(text), node);
    item.character = at(item.meaning).character;
    return item;
}

/*! Operators that people write with several characters. */
std::string_view IntentReader::joinedOperator(std::string_view text)
{
    if (text == "||") return "‖";
    if (text == "...") return "…";
    if (text == "''" || text == "′′") return "″";
    if (text == "'''" || text == "′′′") return "‴";
    return {};
}

/*! One spelling for operators that look alike. */
std::string_view IntentReader::normalOperator(std::string_view text)
{
    if (text == "−") return "-";
    if (text == "'") return "′";
    if (text == "∣") return text;
    if (text == "˙") return ".";
    return text;
}

IntentItem IntentReader::numberToken(NodeId node)
{
    const std::string_view text = trimmed(written(node).text);
    IntentItem item{.written = node};
    const char32_t character = soleCharacter(text);
    const CharacterClass kind = characterFacts(character).kind;
    if (character > 0x7F && kind != CharacterClass::digit && kind != CharacterClass::letter) {
        item.meaning = leaf(Concept::symbol, text, node);
        return item;
    }
    item.meaning = numberLeaf(text, node);
    return item;
}

/*! A number without the marks that group its digits; a minus sign in it is a sign. */
NodeId IntentReader::numberLeaf(std::string_view text, NodeId node)
{
    const bool negative = text.starts_with('-') || text.starts_with("−");
    if (negative) text.remove_prefix(text.starts_with('-') ? 1 : std::string_view("−").size());
    std::string digits;
    bool decimal = false;
    bool other = false;
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decodeUtf8(text, i);
        const std::string_view piece = text.substr(i, decoded.length);
        i += decoded.length;
        if (m_blockSeparators.find(piece) != std::string_view::npos ||
            characterFacts(decoded.character).kind == CharacterClass::space)
            continue;
        decimal = decimal || m_decimalSeparators.find(piece) != std::string_view::npos;
        other = other || (!isDigit(piece.front()) && m_decimalSeparators.find(piece) == std::string_view::npos);
        digits += piece;
    }
    if (other) digits = text;
    const NodeId id = leaf(Concept::number, digits == text ? text : m_meaning->keep(digits), node);
    at(id).facts |= factNumber;
    const Variant variant = text.empty() ? Variant::automatic : characterFacts(decodeUtf8(text, 0).character).variant;
    if (variant != Variant::automatic) at(id).variant = variant;
    if (!decimal && !other && digits.size() < 19) {
        at(id).facts |= factInteger;
        std::int64_t value = 0;
        for (const char c : digits)
            value = value * 10 + (c - '0');
        at(id).value = value;
    }
    return negative ? make(Concept::negative, {id}, node) : id;
}

IntentItem IntentReader::textToken(NodeId node)
{
    static constexpr std::string_view hardBlank = "\u00A0";
    const std::string_view text = trimmed(written(node).text);
    IntentItem item{.written = node, .character = soleCharacter(text)};
    if (const char32_t character = item.character; character != 0) {
        const CharacterFacts facts = characterFacts(character);
        const bool letter = facts.kind == CharacterClass::letter;
        if (hasOwnName(character) || (character == U'°' && !m_literal)) {
            item.meaning = leaf(Concept::symbol, text, node);
            return item;
        }
        if (facts.kind == CharacterClass::digit) return numberToken(node);
        if (!letter) return operatorToken(node); // operators in text are operators
        item.meaning = leaf(Concept::letter, text, node);
        at(item.meaning).facts |= factLetter | factWord | (facts.capital ? factCapital : 0U);
        return item;
    }
    if (std::ranges::all_of(text, isDigit)) return numberToken(node);
    item.isFunction = isFunctionName(text);
    if (item.isFunction) {
        item.meaning = leaf(Concept::functionName, text, node);
        at(item.meaning).facts |= factWord;
        return item;
    }
    std::string words(written(node).text); // its blanks count as well
    for (std::size_t i = words.find(hardBlank); i != std::string::npos; i = words.find(hardBlank, i + 1))
        words.replace(i, hardBlank.size(), " ");
    item.meaning = leaf(Concept::text, m_meaning->keep(words), node);
    at(item.meaning).facts |= factWord;
    return item;
}

/*! What is written in the token \a node, without blanks around it. */
std::string_view IntentReader::trimmedText(NodeId node) const
{
    return trimmed(written(node).text);
}

/*! The unit whose symbol is \a text, written in \a node. */
NodeId IntentReader::unit(std::string_view text, NodeId node)
{
    if (text == "µ" || text.starts_with("μ"))
        text = m_meaning->keep("µ" + std::string(text.substr(std::string_view("μ").size())));
    const NodeId id = leaf(Concept::unitName, text, node);
    at(id).facts |= factUnit;
    at(id).value = hasPrefix(text) ? 1 : 0;
    return id;
}

/*! Whether the symbol \a text of a unit begins with a decimal prefix. */
bool IntentReader::hasPrefix(std::string_view text)
{
    const auto isSymbol = [text](const auto &symbols) { return std::ranges::binary_search(symbols, text); };
    if (isSymbol(intentUnits) || isSymbol(intentPrefixedUnits)) return false;
    return std::ranges::any_of(intentUnitPrefixes, [text](std::string_view prefix) {
        return text.starts_with(prefix) && std::ranges::binary_search(intentPrefixedUnits, text.substr(prefix.size()));
    });
}

/*! Whether \a text is the symbol of a unit, with or without a prefix. */
bool IntentReader::isUnitSymbol(std::string_view text)
{
    return std::ranges::binary_search(intentUnits, text) || std::ranges::binary_search(intentPrefixedUnits, text) ||
           hasPrefix(text);
}

/*! Whether the token behind a number is a unit: upright, or of several letters. */
bool IntentReader::isUnitToken(const IntentItem &item) const
{
    if (item.isOperator || item.isFunction || item.scripts != noNode || written(item.written).childCount > 0)
        return false;
    const Node &from = written(item.written);
    if (from.element != Element::mi && from.element != Element::mtext) return false;
    const bool italic = from.element == Element::mi && from.variant == Variant::automatic && from.character != 0;
    if (!is(item.meaning, Concept::letter) && !is(item.meaning, Concept::name) && !is(item.meaning, Concept::text) &&
        !is(item.meaning, Concept::symbol) && !is(item.meaning, Concept::functionName))
        return false;
    const bool plain = from.variant == Variant::automatic || from.variant == Variant::normal;
    return !italic && plain && isUnitSymbol(trimmed(from.text));
}

/*! C or F behind the sign of degrees. */
bool IntentReader::isScaleOfDegrees(const IntentItem &item) const
{
    return is(item.meaning, Concept::letter) && (item.character == U'C' || item.character == U'F') &&
           written(item.written).childCount == 0;
}

/*! Whether a digit group follows the number at \a index: a separator and three digits. */
bool IntentReader::joinsNumbers(std::size_t index) const
{
    if (index + 2 >= m_items.size()) return false;
    const IntentItem &separator = m_items[index + 1];
    const IntentItem &group = m_items[index + 2];
    if (!is(group.meaning, Concept::number) || at(group.meaning).text.size() != 3 || !has(group.meaning, factInteger) ||
        !is(separator.meaning, Concept::operator_))
        return false;
    return m_blockSeparators.find(at(separator.meaning).text) != std::string_view::npos;
}

/*! Joins what was written in several tokens: digits, decimal points, ellipses. Digits in brackets with commas between
 *  are a list. */
void IntentReader::joinTokens(std::size_t begin)
{
    std::size_t out = begin;
    std::size_t depth = 0;
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        IntentItem item = m_items[i];
        const CharacterClass kind = characterFacts(item.character).kind;
        if (item.isOperator && kind == CharacterClass::open) ++depth;
        if (item.isOperator && kind == CharacterClass::close && depth > 0) --depth;
        const auto number = [&](std::size_t index) {
            return index < m_items.size() && is(m_items[index].meaning, Concept::number) &&
                   written(m_items[index].written).childCount == 0;
        };
        const auto point = [&](std::size_t index) {
            return index < m_items.size() && m_items[index].isOperator && m_items[index].scripts == noNode &&
                   is(m_items[index].meaning, Concept::operator_) &&
                   m_decimalSeparators.find(at(m_items[index].meaning).text) != std::string_view::npos &&
                   written(m_items[index].written).element == Element::mo;
        };
        std::string joined;
        if (number(i)) {
            const bool integer = has(item.meaning, factInteger);
            std::size_t end = i;
            joined = at(item.meaning).text;
            if (integer && depth == 0) {
                while (joinsNumbers(end)) {
                    joined += at(m_items[end + 2].meaning).text;
                    end += 2;
                }
                // a fourth digit group that is no group of three: then all of it is a list
                if (end != i && end + 2 < m_items.size() && number(end + 2) && m_items[end + 1].character == U',') {
                    end = i;
                    joined = at(item.meaning).text;
                }
            }
            if (integer && point(end + 1) && number(end + 2) && has(m_items[end + 2].meaning, factInteger)) {
                joined += at(m_items[end + 1].meaning).text;
                joined += at(m_items[end + 2].meaning).text;
                end += 2;
            }
            if (end != i) {
                item.meaning = numberLeaf(m_meaning->keep(joined), item.written);
                i = end;
            }
        } else if (point(i) && number(i + 1) && has(m_items[i + 1].meaning, factInteger) &&
                   (out == begin || m_items[out - 1].isOperator)) {
            joined = at(item.meaning).text;
            joined += at(m_items[i + 1].meaning).text;
            item = m_items[i + 1];
            item.meaning = numberLeaf(m_meaning->keep(joined), item.written);
            ++i;
        } else if (point(i) && point(i + 1) && point(i + 2)) {
            item.meaning = leaf(Concept::symbol, "…", item.written);
            item.character = U'…';
            item.isOperator = false;
            i += 2;
        } else if (item.character == U'°' && out > begin && is(m_items[out - 1].meaning, Concept::number) &&
                   i + 1 < m_items.size() && !m_literal && isScaleOfDegrees(m_items[i + 1])) {
            const bool celsius = m_items[i + 1].character == U'C';
            item = {.meaning = unit(celsius ? "°C" : "°F", item.written), .written = item.written};
            ++i;
        } else if (item.character == U'′' && item.isOperator && item.scripts == noNode) {
            static constexpr auto several = std::to_array<std::string_view>({"′", "″", "‴", "⁗"});
            std::size_t count = 1;
            while (count < several.size() && i + count < m_items.size() && m_items[i + count].isOperator &&
                   m_items[i + count].character == U'′' && m_items[i + count].scripts == noNode)
                ++count;
            if (count > 1) {
                item.meaning = leaf(Concept::operator_, several[count - 1], item.written);
                item.character = at(item.meaning).character;
                i += count - 1;
            }
        } else if (item.character == U'|' && item.isOperator && i + 1 < m_items.size() &&
                   m_items[i + 1].character == U'|' && m_items[i + 1].isOperator && i + 2 < m_items.size() &&
                   !m_items[i + 2].isOperator && (out == begin || m_items[out - 1].isOperator)) {
            item.meaning = leaf(Concept::operator_, "‖", item.written);
            item.character = U'‖';
            ++i;
        }
        m_items[out++] = item;
    }
    m_items.resize(out);
}

} // namespace mathtts
