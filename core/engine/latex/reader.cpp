// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::latex
{

namespace
{
bool isLetter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool isDigit(int byte)
{
    return byte >= '0' && byte <= '9';
}

struct Script {
    char32_t character;
    char plain;
};

constexpr Script superscripts[] = {{U'⁰', '0'}, {U'¹', '1'}, {U'²', '2'}, {U'³', '3'}, {U'⁴', '4'}, {U'⁵', '5'},
                                   {U'⁶', '6'}, {U'⁷', '7'}, {U'⁸', '8'}, {U'⁹', '9'}, {U'⁺', '+'}, {U'⁻', '-'},
                                   {U'⁼', '='}, {U'⁽', '('}, {U'⁾', ')'}, {U'ⁿ', 'n'}, {U'ⁱ', 'i'}, {U'ᵀ', 'T'}};
constexpr Script subscripts[] = {{U'₀', '0'}, {U'₁', '1'}, {U'₂', '2'}, {U'₃', '3'}, {U'₄', '4'}, {U'₅', '5'},
                                 {U'₆', '6'}, {U'₇', '7'}, {U'₈', '8'}, {U'₉', '9'}, {U'₊', '+'}, {U'₋', '-'},
                                 {U'₌', '='}, {U'₍', '('}, {U'₎', ')'}, {U'ₙ', 'n'}, {U'ᵢ', 'i'}, {U'ⱼ', 'j'},
                                 {U'ₖ', 'k'}, {U'ₘ', 'm'}, {U'ₓ', 'x'}, {U'ₐ', 'a'}, {U'ₚ', 'p'}, {U'ₜ', 't'}};

char plainOf(char32_t character, std::span<const Script> table)
{
    const auto found = std::ranges::find(table, character, &Script::character);
    return found == table.end() ? '\0' : found->plain;
}

struct VulgarFraction {
    char32_t character;
    std::string_view numerator, denominator;
};

constexpr VulgarFraction vulgarFractions[] = {
    {U'½', "1", "2"}, {U'⅓', "1", "3"}, {U'⅔', "2", "3"},  {U'¼', "1", "4"}, {U'¾', "3", "4"},
    {U'⅕', "1", "5"}, {U'⅖', "2", "5"}, {U'⅗', "3", "5"},  {U'⅘', "4", "5"}, {U'⅙', "1", "6"},
    {U'⅚', "5", "6"}, {U'⅐', "1", "7"}, {U'⅛', "1", "8"},  {U'⅜', "3", "8"}, {U'⅝', "5", "8"},
    {U'⅞', "7", "8"}, {U'⅑', "1", "9"}, {U'⅒', "1", "10"}, {U'↉', "0", "3"},
};

// Combining marks that stand for an accent over a letter, and the sign that the accent is written with.
struct Combining {
    char32_t character;
    std::string_view accent;
};

constexpr Combining combiningMarks[] = {{0x300, "`"}, {0x301, "´"},  {0x302, "^"}, {0x303, "~"}, {0x304, "¯"},
                                        {0x305, "¯"}, {0x306, "˘"},  {0x307, "˙"}, {0x308, "¨"}, {0x30A, "˚"},
                                        {0x30C, "ˇ"}, {0x20D7, "→"}, {0x20D6, "←"}};
} // namespace

std::string_view asciiSign(int byte)
{
    static constexpr auto signs = [] {
        std::array<char, 128> table{};
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = static_cast<char>(i);
        return table;
    }();
    return {&signs[static_cast<std::size_t>(byte)], 1};
}

Reader::Reader(const Options &options, const Limits &limits, Tree &tree, Diagnostics &diagnostics)
    : m_options(options)
    , m_limits(limits)
    , m_tree(tree)
    , m_diagnostics(diagnostics)
    , m_source(tree.arena(), limits)
{
}

void Reader::report(Severity severity, DiagnosticCode code, Span span, std::string_view detail)
{
    record(m_diagnostics, m_limits.diagnostics, {severity, code, span, std::string(detail)});
}

bool Reader::read(std::string_view input)
{
    m_tree.clear();
    if (input.size() > m_limits.inputBytes) {
        report(Severity::error, DiagnosticCode::inputTooLong, {0, 0}, std::to_string(m_limits.inputBytes));
        return false;
    }
    if (!m_options.macros.empty()) {
        // The definitions are read like an input whose formula is dropped.
        m_source.start({.text = m_options.macros});
        open(GroupKind::root, {});
        run();
        m_groups.clear();
        m_items.clear();
        m_tree.clear();
    }
    m_source.start({.text = input, .offset = 0, .original = true});
    open(GroupKind::root, {0, 0});
    if (!loneCommand(input)) run();
    if (m_stopped) {
        m_tree.clear();
        return false;
    }
    closeTo(1);
    const auto end = static_cast<std::uint32_t>(input.size());
    const std::span<const NodeId> items = finishItems(0);
    if (items.empty() && m_tag == noNode) {
        // A formula of spaces or definitions alone is no mistake, but it has nothing to say.
        const bool blank = input.find_first_not_of(" \t\r\n") == std::string_view::npos;
        if (m_diagnostics.empty())
            report(blank ? Severity::error : Severity::warning, DiagnosticCode::emptyInput, {0, end});
        if (blank) {
            m_tree.clear();
            return false;
        }
    }
    NodeId root = m_tree.add(Element::math, items, {0, end});
    if (m_tag != noNode) {
        m_tree[root].element = Element::mtd;
        const NodeId label = m_tree.add(Element::mtd, {&m_tag, 1}, m_tree[m_tag].source);
        const NodeId row = m_tree.add(Element::mlabeledtr, std::array{label, root}, {0, end});
        const NodeId table = m_tree.add(Element::mtable, {&row, 1}, {0, end});
        m_tree.setAttribute(table, Attribute::className, "tagged");
        root = m_tree.add(Element::math, {&table, 1}, {0, end});
    }
    m_tree.setRoot(root);
    return true;
}

// A formula that is one command without its arguments, as in a list of commands, is read by the command's name.
bool Reader::loneCommand(std::string_view input)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = input.find_first_not_of(blanks);
    if (first == std::string_view::npos || input[first] != '\\') return false;
    const std::string_view name = input.substr(first + 1, input.find_last_not_of(blanks) - first);
    if (!std::ranges::all_of(name, [](char c) { return isLetter(static_cast<unsigned char>(c)); })) return false;
    const Command *command = findCommand(name);
    if (command == nullptr || m_macros.find(name) != nullptr) return false;
    const bool incomplete = std::string_view(command->signature).find_first_of("mtrncD") != std::string_view::npos ||
                            command->action == Action::braceTable || command->action == Action::physicsMatrix ||
                            command->action == Action::physicsQuantity || command->action == Action::physicsEntries;
    if (!incomplete) return false;
    const Span source = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + 1 + name.size())};
    report(Severity::warning, DiagnosticCode::loneCommand, source, name);
    deliver(m_tree.addToken(Element::mtext, name, source));
    return true;
}

void Reader::run()
{
    for (;;) {
        const int byte = m_style.text ? m_source.peek() : m_source.skipSpaces();
        if (byte < 0 || m_stopped) return;
        if (m_style.text)
            textStep(byte);
        else
            step(byte);
        if (m_groups.size() > m_limits.depth) {
            report(Severity::error, DiagnosticCode::nestedTooDeep, m_groups.back().source,
                   std::to_string(m_limits.depth));
            m_stopped = true;
        }
        if (m_tree.size() > m_limits.nodes) {
            report(Severity::error, DiagnosticCode::tooManyNodes, since(m_source.end()),
                   std::to_string(m_limits.nodes));
            m_stopped = true;
        }
    }
}

void Reader::step(int byte)
{
    const Group &top = m_groups.back();
    if (top.kind == GroupKind::bracket) {
        if (byte == top.closer && top.nested == 0) return closeBracket();
        if (byte == top.closer) --m_groups.back().nested;
        if (byte == top.opener) ++m_groups.back().nested;
    } else if (top.kind == GroupKind::table && byte == top.closer && byte != '}') {
        m_source.advance(1);
        return closeTable();
    }
    if (isLetter(byte)) return letter();
    if (isDigit(byte)) return digits(byte);
    if (byte >= 0x80) return unicode();
    switch (byte) {
    case '\\': return command();
    case '{': {
        const Span source = m_source.span(1);
        m_source.advance(1);
        const bool argument = waiting();
        open(GroupKind::brace, source).argument = argument;
        return;
    }
    case '}': {
        const Span source = m_source.span(1);
        m_source.advance(1);
        return closeBrace(source);
    }
    case '^': return script(true);
    case '_': return script(false);
    case '\'': return primes();
    case '&': {
        const Span source = m_source.span(1);
        m_source.advance(1);
        return cell(source);
    }
    case '$': return dollar();
    case '~': return m_source.advance(1);
    case '.':
        if (isDigit(m_source.peekSecond()) && !waiting()) return digits(byte);
        return ascii(byte);
    case '@':
        if (!m_tables.empty() && m_tables.back().environment->kind == EnvironmentKind::diagram &&
            m_groups.back().kind == GroupKind::table)
            return diagramArrow();
        return ascii(byte);
    default: return ascii(byte);
    }
}

void Reader::letter()
{
    const std::string_view rest = m_source.rest();
    std::size_t length = 1;
    if (m_style.run && !waiting()) {
        while (length < rest.size() && isLetter(static_cast<unsigned char>(rest[length])))
            ++length;
    }
    const NodeId node = m_tree.addToken(Element::mi, rest.substr(0, length), m_source.span(length));
    m_tree[node].variant = m_style.variant;
    m_source.advance(length);
    deliver(node);
}

void Reader::digits(int byte)
{
    const std::string_view rest = m_source.rest();
    std::size_t length = 1;
    bool grouped = false;
    if (!waiting()) {
        bool point = byte == '.';
        for (;;) {
            while (length < rest.size() && isDigit(static_cast<unsigned char>(rest[length])))
                ++length;
            const auto digitAt = [&](std::size_t i) {
                return i < rest.size() && isDigit(static_cast<unsigned char>(rest[i]));
            };
            if (!point && length < rest.size() && rest[length] == '.' && digitAt(length + 1)) {
                point = true;
                ++length;
            } else if (rest.substr(length).starts_with("{,}") && digitAt(length + 3)) {
                grouped = true;
                length += 3;
            } else {
                break;
            }
        }
    }
    const Span source = m_source.span(length);
    NodeId node = noNode;
    if (grouped) {
        std::string digits;
        std::ranges::copy_if(rest.substr(0, length), std::back_inserter(digits),
                             [](char c) { return c != '{' && c != '}'; });
        node = m_tree.addToken(Element::mn, digits, source);
    } else {
        node = m_tree.addToken(Element::mn, rest.substr(0, length), source);
    }
    m_tree[node].variant = m_style.variant;
    m_source.advance(length);
    deliver(node);
}

void Reader::ascii(int byte)
{
    const Span source = m_source.span(1);
    std::string_view text = asciiSign(byte);
    m_source.advance(1);
    if (byte < ' ' || byte == 0x7F) {
        m_source.advance(m_source.runOf(static_cast<char>(byte)));
        report(Severity::warning, DiagnosticCode::controlCharacter, hull(source, since(source.begin)));
        return;
    }
    std::uint16_t flags = 0;
    switch (byte) {
    case '-': text = "−"; break;
    case '*': text = "∗"; break;
    case '=':
    case '<':
    case '>': flags = relation; break;
    case ',':
    case ';': flags = punctuation; break;
    default: break;
    }
    deliver(symbol(text, source, flags));
}

void Reader::primes()
{
    const std::uint32_t begin = m_source.span(1).begin;
    std::size_t count = 0;
    while (m_source.peek() == '\'') {
        m_source.advance(1);
        ++count;
    }
    static constexpr std::string_view signs[] = {"′", "″", "‴", "⁗"};
    NodeId node = noNode;
    if (count <= 4) {
        node = m_tree.addStaticToken(Element::mo, signs[count - 1], since(begin));
    } else {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += signs[0];
        node = m_tree.addToken(Element::mo, text, since(begin));
    }
    if (waiting()) return deliver(node);
    Item *item = m_items.size() > m_groups.back().firstItem ? &m_items.back() : nullptr;
    if (item == nullptr) {
        m_items.push_back({.source = {begin, begin}});
        item = &m_items.back();
    } else if (item->prime != noNode || item->sup != noNode) {
        if (item->sup != noNode && item->prime == noNode && m_tree[item->sup].element == Element::mo) {
            // x^*' : both stand above
            const NodeId both = m_tree.add(Element::mrow, std::array{item->sup, node}, since(begin));
            item->sup = both;
            item->source = hull(item->source, since(begin));
            return;
        }
        settle(*item);
    }
    item->prime = node;
    item->source = hull(item->source, since(begin));
}

void Reader::dollar()
{
    const bool second = m_source.peekSecond() == '$';
    const Span source = m_source.span(1);
    for (std::size_t i = m_groups.size(); i-- > 0;) {
        if (m_groups[i].kind == GroupKind::text) break;
        if (m_groups[i].kind != GroupKind::math || (m_groups[i].closer != '$' && m_groups[i].closer != 'D')) continue;
        const bool display = m_groups[i].closer == 'D';
        m_source.advance(display && second ? 2 : 1);
        closeTo(i + 1);
        return closeTop();
    }
    const bool root = m_groups.size() == 1 && !m_style.text;
    // Between the rules of a proof, and in an environment that is not known, words may stand.
    const bool words =
        m_groups.back().kind == GroupKind::row &&
        (m_tables.back().environment->kind == EnvironmentKind::proof || m_tables.back().environment->name.empty());
    if (!root && !words && !m_style.text) {
        m_source.advance(1);
        report(Severity::error, DiagnosticCode::strayDollar, source);
        return;
    }
    flushText();
    const bool display = second && root;
    const Span opened = m_source.span(display ? 2 : 1);
    m_source.advance(display ? 2 : 1);
    Group &group = open(GroupKind::math, opened);
    group.closer = display ? 'D' : '$';
    m_style = {.display = display};
}

void Reader::superscriptRun(bool superscript)
{
    const std::span<const Script> table = superscript ? std::span<const Script>(superscripts) : subscripts;
    const std::uint32_t begin = m_source.span(1).begin;
    std::vector<NodeId> nodes;
    for (int byte = m_source.peek(); byte >= 0x80; byte = m_source.peek()) {
        const std::string_view rest = m_source.rest();
        const Decoded decoded = decodeUtf8(rest, 0);
        const char plain = plainOf(decoded.character, table);
        if (plain == '\0') break;
        const Span source = m_source.span(decoded.length);
        m_source.advance(decoded.length);
        if (isDigit(plain)) {
            std::string digits(1, plain);
            for (;;) {
                if (m_source.peek() < 0x80) break;
                const Decoded next = decodeUtf8(m_source.rest(), 0);
                const char digit = plainOf(next.character, table);
                if (!isDigit(digit)) break;
                digits += digit;
                m_source.advance(next.length);
            }
            nodes.push_back(m_tree.addToken(Element::mn, digits, since(source.begin)));
        } else if (isLetter(plain)) {
            nodes.push_back(m_tree.addToken(Element::mi, {&plain, 1}, source));
        } else {
            nodes.push_back(plain == '-' ? symbol("−", source) : m_tree.addToken(Element::mo, {&plain, 1}, source));
        }
    }
    const NodeId node = nodes.size() == 1 ? nodes.front() : m_tree.add(Element::mrow, nodes, since(begin));
    if (waiting()) return deliver(node);
    attach(superscript, node, since(begin));
}

void Reader::combining(char32_t character)
{
    const auto *mark = std::ranges::find(combiningMarks, character, &Combining::character);
    const Span source = m_source.span(decodeUtf8(m_source.rest(), 0).length);
    m_source.advance(source.end > source.begin ? decodeUtf8(m_source.rest(), 0).length : 1);
    if (mark == std::end(combiningMarks) || waiting() || m_items.size() == m_groups.back().firstItem) return;
    Item &item = m_items.back();
    settle(item);
    if (item.node == noNode) return;
    const NodeId sign = m_tree.addStaticToken(Element::mo, mark->accent, source);
    item.node = m_tree.add(Element::mover, std::array{item.node, sign}, hull(item.source, source));
    m_tree[item.node].flags |= accentBit;
    item.source = hull(item.source, source);
}

void Reader::unicode()
{
    const std::string_view rest = m_source.rest();
    const Decoded decoded = decodeUtf8(rest, 0);
    const Span source = m_source.span(decoded.length);
    if (!decoded.valid) {
        m_source.advance(1);
        report(Severity::error, DiagnosticCode::invalidUtf8, source);
        return deliver(m_tree.addStaticToken(Element::merror, "\uFFFD", source));
    }
    const char32_t character = decoded.character;
    if (plainOf(character, superscripts) != '\0') return superscriptRun(true);
    if (plainOf(character, subscripts) != '\0') return superscriptRun(false);
    if ((character >= 0x300 && character < 0x370) || character == 0x20D7 || character == 0x20D6)
        return combining(character);
    const std::string_view text = rest.substr(0, decoded.length);
    const auto *fraction = std::ranges::find(vulgarFractions, character, &VulgarFraction::character);
    if (fraction != std::end(vulgarFractions)) {
        m_source.advance(decoded.length);
        const NodeId parts[] = {m_tree.addStaticToken(Element::mn, fraction->numerator, source),
                                m_tree.addStaticToken(Element::mn, fraction->denominator, source)};
        return deliver(m_tree.add(Element::mfrac, parts, source));
    }
    if (character == U'√' || character == U'∛' || character == U'∜') {
        m_source.advance(decoded.length);
        static const Command root = {"√", Action::root, Element::mrow, Variant::automatic, 0, "m", "", false};
        static const Command cube = {"∛", Action::root, Element::mrow, Variant::automatic, 0, "m", "3", false};
        static const Command fourth = {"∜", Action::root, Element::mrow, Variant::automatic, 0, "m", "4", false};
        return startPending(character == U'√' ? root : character == U'∛' ? cube : fourth, source);
    }
    const CharacterFacts &facts = characterFacts(character);
    m_source.advance(decoded.length);
    switch (facts.kind) {
    case CharacterClass::space:
    case CharacterClass::invisible:
        if (character >= 0x2061 && character <= 0x2064) deliver(m_tree.addToken(Element::mo, text, source));
        return;
    case CharacterClass::letter:
    case CharacterClass::symbol: {
        const NodeId node = m_tree.addToken(Element::mi, text, source);
        if (facts.variant == Variant::automatic) m_tree[node].variant = m_style.variant;
        return deliver(node);
    }
    case CharacterClass::digit: return deliver(m_tree.addToken(Element::mn, text, source));
    case CharacterClass::bigOperator: {
        const NodeId node = m_tree.addToken(Element::mo, text, source);
        m_tree[node].flags |= bigOperator;
        const bool integral =
            (character >= 0x222B && character <= 0x2233) || (character >= 0x2A0B && character <= 0x2A1C);
        return deliver(node, integral ? ScriptPlace::never : ScriptPlace::movable);
    }
    case CharacterClass::prime: {
        const NodeId node = m_tree.addToken(Element::mo, text, source);
        if (waiting()) return deliver(node);
        return attach(true, node, source);
    }
    case CharacterClass::relation: return deliver(symbol(m_tree.arena().keep(text), source, relation));
    case CharacterClass::additive:
    case CharacterClass::multiplicative:
    case CharacterClass::binary: return deliver(symbol(m_tree.arena().keep(text), source, binary));
    case CharacterClass::open: return deliver(symbol(m_tree.arena().keep(text), source, fenceOpen));
    case CharacterClass::close: return deliver(symbol(m_tree.arena().keep(text), source, fenceClose));
    case CharacterClass::unknown: return deliver(m_tree.addToken(Element::mtext, text, source));
    default: return deliver(m_tree.addToken(Element::mo, text, source));
    }
}

} // namespace mathtts::latex
