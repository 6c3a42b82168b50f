// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::latex
{

void Reader::command()
{
    const std::string_view name = m_source.controlName();
    const Span source = m_source.span(1 + name.size());
    if (const Macro *macro = m_macros.find(name)) {
        m_source.advance(1 + name.size());
        if (macro->alias != nullptr) return perform(*macro->alias, source);
        return expand(*macro, name, source);
    }
    if (name.empty()) return m_source.advance(1); // "\ " whose blank was cut off
    if (name.size() == 1) {
        // Characters that only a backslash lets through.
        const char byte = name[0];
        const bool blank = byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
        if (blank) return m_source.advance(2);
        if (std::string_view("{}|%#$&_").find(byte) != std::string_view::npos) {
            m_source.advance(2);
            const auto open = std::string_view("{}").find(byte);
            if (byte == '|') return deliver(symbol("‖", source));
            if (open != std::string_view::npos)
                return deliver(symbol(asciiSign(byte), source, open == 0 ? fenceOpen : fenceClose));
            return deliver(m_tree.addStaticToken(Element::mi, asciiSign(byte), source));
        }
    }
    const Command *known = findCommand(name);
    m_source.advance(1 + name.size());
    if (known == nullptr) return unknown(name, source);
    if (known->hasStar && m_source.peek() == '*') {
        m_source.advance(1);
        known = findCommand(m_tree.arena().keep(std::string(name) + '*'));
        return perform(*known, since(source.begin));
    }
    perform(*known, source);
}

void Reader::unknown(std::string_view name, Span source)
{
    report(Severity::warning, DiagnosticCode::unknownCommand, source, name);
    if (name.empty()) return;
    flushText();
    const NodeId node = m_tree.addToken(Element::mtext, name, source);
    m_tree[node].flags |= unknownCommand;
    deliver(node);
}

NodeId Reader::symbol(std::string_view character, Span source, std::uint16_t flags)
{
    const NodeId node = m_tree.addToken(Element::mo, character, source);
    m_tree[node].flags |= flags;
    return node;
}

void Reader::token(const Command &command, Span source)
{
    const NodeId node = m_tree.addStaticToken(command.element, command.text, source);
    Node &made = m_tree[node];
    made.flags |= command.flags;
    if (command.element == Element::mi) {
        made.variant = command.variant;
        const bool letter = made.character != 0;
        if (letter && m_style.variant != Variant::automatic && command.variant != Variant::doubleStruck)
            made.variant = m_style.variant;
    }
    // What lim and max range over stands below in every style: beside it would be an index.
    deliver(node, command.action != Action::bigToken    ? ScriptPlace::never
                  : (command.flags & functionName) != 0 ? ScriptPlace::always
                                                        : ScriptPlace::movable);
}

void Reader::startPending(const Command &command, Span source)
{
    Group &group = open(GroupKind::pending, source);
    group.command = &command;
    group.signature = command.signature;
    switch (command.action) {
    case Action::font:
    case Action::text: switchFont(command.text); break;
    default: break;
    }
    Group &top = m_groups.back();
    if (!advance(top)) return;
    ScriptPlace limits = ScriptPlace::never;
    const NodeId node = complete(limits);
    if (node != noNode) deliver(node, limits);
}

Variant Reader::variantOf(std::string_view word) const
{
    static constexpr std::string_view names[] = {
        "automatic", "normal",     "bold",    "italic",    "boldItalic",    "doubleStruck",    "boldFraktur",
        "script",    "boldScript", "fraktur", "sansSerif", "boldSansSerif", "sansSerifItalic", "sansSerifBoldItalic",
        "monospace"};
    const auto *found = std::ranges::find(names, word);
    return found == std::end(names) ? Variant::automatic : static_cast<Variant>(found - names);
}

void Reader::switchFont(std::string_view parameter)
{
    const std::size_t blank = parameter.find(' ');
    const Variant before = m_style.variant;
    const Variant after = variantOf(parameter.substr(0, blank));
    const bool both =
        (before == Variant::bold && after == Variant::italic) || (before == Variant::italic && after == Variant::bold);
    m_style.variant = both ? Variant::boldItalic : after;
    m_style.run = blank != std::string_view::npos;
}

void Reader::limits(const Command &command, Span source)
{
    if (m_items.size() == m_groups.back().firstItem || waiting()) {
        report(Severity::warning, DiagnosticCode::misplacedCommand, source, command.name);
        return;
    }
    m_items.back().limits = command.text == "limits" ? ScriptPlace::always : ScriptPlace::never;
}

void Reader::infix(const Command &command, Span source)
{
    while (waiting())
        closeTo(m_groups.size() - 1);
    const char *signature = command.signature;
    std::array<std::string_view, 2> delimiters{};
    std::size_t count = 0;
    for (; *signature != '\0'; ++signature) {
        if (*signature == 'd') skipDimension();
        if (*signature == 'D') delimiters[count++] = readDelimiter(command, source);
    }
    // A second \over in one group: what stands before it is its numerator.
    const std::uint32_t begin =
        m_groups.back().kind == GroupKind::table ? m_tables.back().cellBegin : m_groups.back().source.end;
    const NodeId numerator = finishRow(begin);
    Group &group = m_groups.back();
    group.infix = &command;
    group.numerator = numerator;
    group.infixSource = since(source.begin);
    group.infixOpen = delimiters[0];
    group.infixClose = delimiters[1];
    if (command.text.size() == 2) {
        group.infixOpen = command.text.substr(0, 1);
        group.infixClose = command.text.substr(1, 1);
    }
}

NodeId Reader::infixFraction(const Group &group, NodeId denominator)
{
    const Span source = hull(m_tree[group.numerator].source, hull(group.infixSource, m_tree[denominator].source));
    const NodeId fraction = m_tree.add(Element::mfrac, std::array{group.numerator, denominator}, source);
    if (group.infix->text != "line") {
        m_tree[fraction].flags |= noLine;
        m_tree.setAttribute(fraction, Attribute::linethickness, "0");
    }
    if (group.infixOpen.empty() && group.infixClose.empty()) return fraction;
    return fenced(group.infixOpen, group.infixClose, {&fraction, 1}, source, group.infixSource, group.infixSource);
}

// Passes a length such as 3pt, 1.5em plus 2fil or \parindent.
void Reader::skipDimension()
{
    int byte = m_source.skipSpaces();
    if (byte == '{') {
        Fragment raw;
        bool closed = true;
        m_source.readRaw(raw, closed);
        return;
    }
    if (byte == '\\') {
        m_source.advance(1 + m_source.controlName().size());
        return;
    }
    static constexpr std::string_view units[] = {"pt", "mm", "cm", "in", "ex", "em",  "mu",  "bp",
                                                 "pc", "dd", "cc", "sp", "px", "fil", "fill"};
    if (byte == '=') m_source.advance(1);
    while ((byte = m_source.skipSpaces()) == '-' || byte == '+' || byte == '.' || byte == ',' ||
           (byte >= '0' && byte <= '9'))
        m_source.advance(1);
    for (const std::string_view unit : units) {
        if (m_source.rest().starts_with(unit)) {
            m_source.advance(unit.size());
            break;
        }
    }
    m_source.peek();
    for (const std::string_view glue : {" plus", " minus", "plus", "minus"}) {
        if (m_source.peek() >= 0 && m_source.rest().starts_with(glue)) {
            m_source.advance(glue.size());
            while ((byte = m_source.skipSpaces()) == '.' || (byte >= '0' && byte <= '9'))
                m_source.advance(1);
            for (const std::string_view unit : units)
                if (m_source.rest().starts_with(unit)) {
                    m_source.advance(unit.size());
                    break;
                }
        }
    }
}

// The sign after \left, \big and the like; empty for "." and when there is none (which is reported).
std::string_view Reader::readDelimiter(const Command &command, Span source)
{
    int byte = m_source.skipSpaces();
    if (byte == '{') { // \genfrac{(}{)}, \big{(}
        Fragment raw;
        bool closed = true;
        m_source.readRaw(raw, closed);
        const std::string_view text = m_source.flatten(raw);
        if (text.empty() || text == ".") return {};
        if (text[0] == '\\') {
            if (text == "\\{" || text == "\\}") return m_tree.arena().keep(text.substr(1));
            if (text == "\\|") return "‖";
            const Command *known = findCommand(text.substr(1));
            return known != nullptr && known->action == Action::token ? known->text : std::string_view();
        }
        return text == "<" ? "⟨" : text == ">" ? "⟩" : m_tree.arena().keep(text);
    }
    if (byte == '\\') {
        const std::string_view name = m_source.controlName();
        if (const Macro *macro = m_macros.find(name)) {
            const Span call = m_source.span(1 + name.size());
            m_source.advance(1 + name.size());
            if (macro->alias != nullptr && macro->alias->action == Action::token) return macro->alias->text;
            expand(*macro, name, call);
            if (m_source.skipSpaces() != '\\') {
                byte = m_source.peek();
            } else {
                const std::string_view inner = m_source.controlName();
                const Command *known = findCommand(inner);
                if (known != nullptr && known->action == Action::token) {
                    m_source.advance(1 + inner.size());
                    return known->text;
                }
            }
        } else if (name == "{" || name == "}") {
            m_source.advance(2);
            return name == "{" ? "{" : "}";
        } else if (name == "|") {
            m_source.advance(2);
            return "‖";
        } else if (name == ".") {
            m_source.advance(2);
            return {};
        } else {
            const Command *known = findCommand(name);
            if (known != nullptr && known->action == Action::token && known->element != Element::mrow &&
                (known->flags & functionName) == 0) {
                m_source.advance(1 + name.size());
                return known->text;
            }
        }
    }
    const bool sign = byte > ' ' && byte < 0x80 &&
                      std::string_view("()[]|/<>.!?:").find(static_cast<char>(byte)) != std::string_view::npos;
    if (sign) {
        const std::string_view text = m_tree.arena().keep(m_source.rest().substr(0, 1));
        m_source.advance(1);
        return byte == '.' ? std::string_view() : byte == '<' ? "⟨" : byte == '>' ? "⟩" : text;
    }
    if (byte >= 0x80) {
        const Decoded decoded = decodeUtf8(m_source.rest(), 0);
        const std::string_view text = m_tree.arena().keep(m_source.rest().substr(0, decoded.length));
        m_source.advance(decoded.length);
        return text;
    }
    report(Severity::error, DiagnosticCode::missingDelimiter, source, command.name);
    return {};
}

void Reader::left(const Command &command, Span source)
{
    const std::string_view sign = readDelimiter(command, source);
    Group &group = open(GroupKind::left, since(source.begin));
    group.openFence = sign;
    group.command = &command;
}

void Reader::right(Span source)
{
    static const Command rightCommand = {"right", Action::right, Element::mrow, Variant::automatic, 0, "", "", false};
    const std::string_view close = readDelimiter(rightCommand, source);
    const Span closeSource = since(source.begin);
    std::size_t i = m_groups.size();
    while (i-- > 0) {
        const GroupKind kind = m_groups[i].kind;
        if (kind == GroupKind::left) break;
        // A \right does not reach over the braces or the table that it stands in.
        if (kind != GroupKind::pending && kind != GroupKind::script && kind != GroupKind::bracket) {
            i = static_cast<std::size_t>(-1);
            break;
        }
    }
    if (i == static_cast<std::size_t>(-1)) {
        report(Severity::error, DiagnosticCode::unexpectedRight, source);
        if (!close.empty()) deliver(symbol(close, closeSource, fenceClose));
        return;
    }
    closeTo(i + 1);
    const Group group = m_groups.back();
    const std::span<const NodeId> content = finishItems(group.source.begin);
    const NodeId node = fenced(group.openFence, close, content, since(group.source.begin), group.source, closeSource);
    pop();
    deliver(node);
}

void Reader::middle(Span source)
{
    static const Command middleCommand = {"middle", Action::middle, Element::mrow, Variant::automatic, 0, "",
                                          "",       false};
    const std::string_view sign = readDelimiter(middleCommand, source);
    const bool inside = std::ranges::any_of(m_groups, [](const Group &group) { return group.kind == GroupKind::left; });
    if (!inside) report(Severity::error, DiagnosticCode::unexpectedMiddle, source);
    if (!sign.empty()) deliver(symbol(sign, since(source.begin), stretchy));
}

// \char"3B1, \char945, \char`a
void Reader::characterCode(Span source)
{
    int byte = m_source.skipSpaces();
    char32_t code = 0;
    if (byte == '`') {
        m_source.advance(1);
        byte = m_source.peek();
        if (byte == '\\') m_source.advance(1);
        if (m_source.peek() < 0) return;
        const Decoded decoded = decodeUtf8(m_source.rest(), 0);
        code = decoded.character;
        m_source.advance(decoded.length);
    } else {
        const int base = byte == '"' ? 16 : byte == '\'' ? 8 : 10;
        if (base != 10) m_source.advance(1);
        for (;;) {
            byte = m_source.peek();
            const int digit = byte >= '0' && byte <= '9'   ? byte - '0'
                              : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                              : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                                                           : 99;
            if (digit >= base || code > 0x10FFFF) break;
            code = code * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
            m_source.advance(1);
        }
    }
    if (code < ' ' || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        report(Severity::error, DiagnosticCode::missingArgument, source, "char");
        return;
    }
    std::string text;
    appendUtf8(text, code);
    if (m_style.text) return addText(text, since(source.begin));
    deliver(m_tree.addToken(Element::mi, text, since(source.begin)));
}

void Reader::verbatim(Span source)
{
    if (m_source.peek() == '*') m_source.advance(1);
    if (m_source.peek() < 0) return report(Severity::error, DiagnosticCode::missingArgument, source, "verb");
    const std::string_view rest = m_source.rest();
    const std::size_t end = rest.find(rest[0], 1);
    if (end == std::string_view::npos) {
        report(Severity::error, DiagnosticCode::missingArgument, source, "verb");
        return;
    }
    const NodeId node = m_tree.addToken(Element::mtext, rest.substr(1, end - 1), m_source.span(end + 1));
    m_source.advance(end + 1);
    m_tree[node].variant = Variant::monospace;
    m_tree[node].source = hull(source, m_tree[node].source);
    deliver(node);
}

// Passes \Big and the like where no delimiter follows them but an argument: the size says nothing.
void Reader::skipSizes()
{
    while (m_source.skipSpaces() == '\\') {
        const std::string_view name = m_source.controlName();
        const Command *size = findCommand(name);
        if (size == nullptr || size->action != Action::big || m_macros.find(name) != nullptr) return;
        m_source.advance(1 + name.size());
    }
}

// \qty of physics: \qty(..), \qty[..], \qty|..|, \qty{..}; with two arguments in braces it is siunitx's.
void Reader::physicsQuantity(const Command &command, Span source)
{
    int byte = m_source.skipSpaces();
    if (byte == '*') {
        m_source.advance(1);
        byte = m_source.skipSpaces();
    }
    skipSizes(); // \qty\Big(..)
    byte = m_source.skipSpaces();
    if (byte == '{') {
        const std::string_view rest = m_source.rest();
        const std::size_t length = bracedLength(rest, 0);
        static const Command braces = {"qty", Action::fenced, Element::mrow, Variant::automatic, 0, "m", "{}", false};
        static const Command units = {"qty", Action::siunitx, Element::mrow, Variant::automatic, 0, "qrr", "", false};
        const bool two = length != std::string_view::npos && length < rest.size() && rest[length] == '{';
        return startPending(two ? units : braces, source);
    }
    if (byte != '(' && byte != '[' && byte != '|')
        return report(Severity::error, DiagnosticCode::missingDelimiter, source, command.name);
    const std::string_view sign = byte == '(' ? "(" : byte == '[' ? "[" : "|";
    const Span opened = hull(source, m_source.span(1));
    m_source.advance(1);
    Group &group = open(GroupKind::bracket, opened);
    group.openFence = sign;
    group.opener = byte == '|' ? '\0' : static_cast<char>(byte);
    group.closer = byte == '(' ? ')' : byte == '[' ? ']' : '|';
}

void Reader::perform(const Command &command, Span source)
{
    switch (command.action) {
    case Action::token:
    case Action::bigToken:
        if (m_style.text && !waiting()) flushText();
        return token(command, source);
    case Action::macro: return expandBuiltIn(command, source);
    case Action::infix: return infix(command, source);
    case Action::limits: return limits(command, source);
    case Action::character: return characterCode(source);
    case Action::verbatim: return verbatim(source);
    case Action::fontSwitch: flushText(); return switchFont(command.text);
    case Action::styleSwitch: m_style.display = command.text == "display"; return;
    case Action::textAccent: textAccent(command.name, source); return flushText();
    case Action::textWord: return deliver(m_tree.addStaticToken(Element::mtext, command.text, source));
    case Action::space:
    case Action::nothing: {
        for (const char *signature = command.signature; *signature != '\0'; ++signature) {
            Fragment raw;
            bool closed = true;
            if (*signature == 'd') skipDimension();
            if (*signature == 'q') m_source.readOptional(raw);
            if (*signature == 'r' && m_source.readRaw(raw, closed) && !closed)
                report(Severity::error, DiagnosticCode::missingClosingBrace, source);
        }
        if (!waiting() && (command.name == "quad" || command.name == "qquad")) {
            const NodeId node = m_tree.add(Element::mspace, {}, source);
            m_tree.setAttribute(node, Attribute::width, command.name == "quad" ? "1em" : "2em");
            deliver(node);
        } else if (!waiting() && command.name == ";" && m_items.size() > m_groups.back().firstItem &&
                   m_items.back().node != noNode && m_tree[m_items.back().node].element == Element::mn) {
            // a thick space after a number ends it: the digits of (1\;3\;5) are no 135
            const NodeId node = m_tree.add(Element::mspace, {}, source);
            m_tree.setAttribute(node, Attribute::width, "0.278em");
            deliver(node);
        }
        return;
    }
    case Action::left: return left(command, source);
    case Action::right: return right(source);
    case Action::middle: return middle(source);
    case Action::beginGroup: open(GroupKind::brace, source).closer = 'g'; return;
    case Action::endGroup: {
        for (std::size_t i = m_groups.size(); i-- > 0;) {
            if (m_groups[i].kind != GroupKind::brace || m_groups[i].closer != 'g') continue;
            closeTo(i + 1);
            return closeTop();
        }
        return report(Severity::error, DiagnosticCode::unexpectedClosingBrace, source);
    }
    case Action::begin: return begin(source);
    case Action::end: return end(source);
    case Action::newLine: return newLine(source);
    case Action::mathOpen: {
        flushText();
        open(GroupKind::math, source).closer = command.text[0];
        m_style = {.display = command.text[0] == ']'};
        return;
    }
    case Action::mathClose: return closeMath(command.text, source);
    case Action::braceTable:
    case Action::physicsMatrix: return braceTable(command, source);
    case Action::physicsEntries: return physicsEntries(command, source);
    case Action::physicsQuantity: return physicsQuantity(command, source);
    case Action::define:
    case Action::defineTex:
    case Action::let:
    case Action::futureLet:
    case Action::defineOperator:
    case Action::definePaired:
    case Action::defineEnvironment: return define(command, source);
    default: return startPending(command, source);
    }
}

} // namespace mathtts::latex
