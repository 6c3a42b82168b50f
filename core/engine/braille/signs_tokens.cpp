// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of the tree as signs: words, numbers and characters.
#include "cells.h"
#include "signs_walk.h"

#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts
{

SignKind kindOf(CharacterClass kind, char32_t value)
{
    if (value >= U'\u2018' && value <= U'\u201F') return SignKind::punctuation; // quotation marks
    if (value == U'\u2225') return SignKind::bar;
    if (value == U'\u2015') return SignKind::blankLine;
    if (value >= U'\u25A0' && value <= U'\u25FF' && value != U'\u25FB') return SignKind::shape;
    switch (nemethCells(value).what) {
    case CellClass::operation: return SignKind::operation;
    case CellClass::comparison: return SignKind::comparison;
    case CellClass::bar: return SignKind::bar;
    case CellClass::shape: return SignKind::shape;
    case CellClass::reference: return SignKind::symbol;
    default: break;
    }
    switch (kind) {
    case CharacterClass::letter: return SignKind::letter;
    case CharacterClass::digit: return SignKind::number;
    case CharacterClass::relation: return SignKind::comparison;
    case CharacterClass::additive:
    case CharacterClass::multiplicative:
    case CharacterClass::binary: return SignKind::operation;
    case CharacterClass::bigOperator: return SignKind::bigOperator;
    case CharacterClass::open: return SignKind::open;
    case CharacterClass::close: return SignKind::close;
    case CharacterClass::bar: return SignKind::bar;
    case CharacterClass::separator: return value == U',' ? SignKind::comma : SignKind::punctuation;
    case CharacterClass::punctuation: return SignKind::punctuation;
    case CharacterClass::prime: return SignKind::prime;
    case CharacterClass::ellipsis: return SignKind::ellipsis;
    case CharacterClass::space: return SignKind::blank;
    default: return SignKind::symbol;
    }
}

void Walk::character(NodeId node, char32_t value, std::uint32_t flags)
{
    if (value == U'\u2061') put({.kind = SignKind::argument, .flags = written, .node = node});
    const CharacterFacts facts = characterFacts(value);
    if (value == U'\u2063') put({.kind = SignKind::comma, .flags = written, .character = U',', .node = node});
    if (facts.kind == CharacterClass::invisible) return;
    const SignKind kind = kindOf(facts.kind, value);
    const bool styled = facts.variant != Variant::automatic;
    // a small raised form in a script is raised already
    const bool inside = !m_signs.empty() &&
                        (m_signs.back().kind == SignKind::superscript || m_signs.back().kind == SignKind::subscript);
    const bool scripted = facts.script != ScriptForm::none;
    const bool small = scripted && !inside;
    const bool plain =
        styled || scripted || facts.kind == CharacterClass::letter || facts.kind == CharacterClass::digit;
    if (small) {
        put({.kind = facts.script == ScriptForm::superscript ? SignKind::superscript : SignKind::subscript,
             .flags = static_cast<std::uint32_t>(kind == SignKind::number ? plainNumber : noFlags),
             .node = node});
    }
    put({.kind = kind,
         .variant = styled ? facts.variant : m_variants[node],
         .flags = static_cast<std::uint32_t>(flags | (styled ? styledCharacter : noFlags)),
         .character = plain ? facts.base : value,
         .node = node});
    if (small) put({.kind = SignKind::scriptEnd, .node = node});
}

/*! Splits the text of a token into words, numbers, blanks and single characters. */
void Walk::text(NodeId node, std::uint32_t flags)
{
    const Node &token = m_tree[node];
    const std::string_view all = token.text;
    std::size_t at = 0;
    const auto run = [&](auto &&belongs) {
        const std::size_t from = at;
        while (at < all.size()) {
            const Decoded decoded = decodeUtf8(all, at);
            if (!belongs(decoded.character, at, decoded.length)) break;
            at += decoded.length;
        }
        return all.substr(from, at - from);
    };
    const auto plainLetter = [](char32_t value, std::size_t, std::size_t) {
        const CharacterFacts facts = characterFacts(value);
        return facts.kind == CharacterClass::letter && facts.script == ScriptForm::none &&
               facts.variant == Variant::automatic;
    };
    const bool number = token.element == Element::mn;
    const auto digit = [&](char32_t value, std::size_t offset, std::size_t length) {
        if (isDigit(value)) return true;
        const bool between = value == U'.' || value == U',';
        if (between && offset + length < all.size() && isDigit(static_cast<unsigned char>(all[offset + length])))
            return true;
        return number && value == U'.' && offset + length == all.size() && offset > 0;
    };
    Variant style = Variant::automatic;
    const auto styledDigit = [&](char32_t value, std::size_t, std::size_t) {
        const CharacterFacts facts = characterFacts(value);
        if (facts.kind != CharacterClass::digit || facts.script != ScriptForm::none || value == facts.base)
            return false;
        if (style == Variant::automatic) style = facts.variant;
        return facts.variant == style;
    };
    while (at < all.size()) {
        const std::size_t start = at;
        if (const std::string_view letters = run(plainLetter); !letters.empty()) {
            const char32_t sole = soleCharacter(letters);
            if (sole != 0)
                character(node, sole, flags);
            else
                put({.kind = SignKind::word,
                     .variant = m_variants[node],
                     .flags = flags,
                     .text = letters,
                     .node = node});
            continue;
        }
        if (const std::string_view digits = run(digit); !digits.empty() && digits != "." && digits != ",") {
            put({.kind = SignKind::number, .variant = m_variants[node], .flags = flags, .text = digits, .node = node});
            continue;
        }
        at = start;
        style = Variant::automatic;
        if (const std::string_view digits = run(styledDigit); !digits.empty() && style != Variant::automatic) {
            put({.kind = SignKind::number, .variant = style, .flags = flags, .text = digits, .node = node});
            continue;
        }
        at = start;
        const Decoded decoded = decodeUtf8(all, at);
        at += decoded.length;
        character(node, decoded.character, flags);
    }
}

namespace
{

/*! The sign that is typed with two characters, else 0. */
char32_t signOfTwo(std::string_view text)
{
    struct Typed {
        std::string_view text;
        char32_t sign;
    };
    static constexpr auto typed = std::to_array<Typed>({{"!=", U'\u2260'},
                                                        {"->", U'\u2192'},
                                                        {"::", U'\u2237'},
                                                        {"<=", U'\u2264'},
                                                        {"=>", U'\u21D2'},
                                                        {">=", U'\u2265'},
                                                        {"||", U'\u2016'}});
    const auto found = std::ranges::find(typed, text, &Typed::text);
    return found == typed.end() ? U'\0' : found->sign;
}

} // namespace

void Walk::token(NodeId id, bool based)
{
    const Node &node = m_tree[id];
    const bool isUnit = (node.flags & unit) != 0 || m_tree.attribute(id, Attribute::className).contains("MathML-unit");
    const std::uint32_t base = (isUnit ? inUnit : noFlags) | ((node.flags & chemistry) != 0 ? chemical : noFlags);
    if (node.element == Element::mo && node.text.size() == 2 && node.character == 0) {
        if (const char32_t sign = signOfTwo(node.text); sign != 0) return character(id, sign, base);
    }
    if (isFunction(node)) {
        put({.kind = SignKind::function, .variant = m_variants[id], .flags = base, .text = node.text, .node = id});
        if (!based) put({.kind = SignKind::argument, .node = id});
        return;
    }
    if (node.element == Element::mn) {
        text(id, base);
    } else if (node.element == Element::mtext) {
        text(id, base | inText);
    } else if (node.element == Element::ms) {
        const auto quote = [&](Attribute name) {
            const std::string_view mark = m_tree.hasAttribute(id, name) ? m_tree.attribute(id, name) : "\"";
            for (std::size_t at = 0; at < mark.size();) {
                const Decoded decoded = decodeUtf8(mark, at);
                at += decoded.length;
                put({.kind = SignKind::punctuation,
                     .flags = base | inText,
                     .character = decoded.character,
                     .node = id});
            }
        };
        quote(Attribute::lquote);
        text(id, base | inText);
        quote(Attribute::rquote);
    } else if (node.character != 0) {
        character(id, node.character, base);
    } else {
        text(id, base | identifier);
    }
}

} // namespace mathtts
