// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::latex
{

namespace
{
// Accents of text mode: the command and the combining mark it stands for.
struct TextAccent {
    std::string_view name;
    char32_t mark;
};

constexpr TextAccent textAccents[] = {{"'", 0x301}, {"`", 0x300}, {"^", 0x302}, {"\"", 0x308}, {"~", 0x303},
                                      {"=", 0x304}, {".", 0x307}, {"u", 0x306}, {"v", 0x30C},  {"H", 0x30B},
                                      {"r", 0x30A}, {"c", 0x327}, {"k", 0x328}, {"d", 0x323},  {"b", 0x331}};

// The composed form of the commonest letters with each mark, base letters first.
struct Composed {
    char32_t mark;
    std::string_view bases;
    std::u32string_view letters;
};

constexpr Composed composed[] = {
    {0x301, "aeiouyAEIOUYcnszCNSZlL", U"áéíóúýÁÉÍÓÚÝćńśźĆŃŚŹĺĹ"},
    {0x300, "aeiouAEIOU", U"àèìòùÀÈÌÒÙ"},
    {0x302, "aeiouAEIOUcgCGsSwWyY", U"âêîôûÂÊÎÔÛĉĝĈĜŝŜŵŴŷŶ"},
    {0x308, "aeiouyAEIOUY", U"äëïöüÿÄËÏÖÜŸ"},
    {0x303, "anoANOiIuU", U"ãñõÃÑÕĩĨũŨ"},
    {0x304, "aeiouAEIOU", U"āēīōūĀĒĪŌŪ"},
    {0x307, "zZcCeEgG", U"żŻċĊėĖġĠ"},
    {0x306, "agAGuU", U"ăğĂĞŭŬ"},
    {0x30C, "cdenrstzCDENRSTZ", U"čďěňřšťžČĎĚŇŘŠŤŽ"},
    {0x30B, "ouOU", U"őűŐŰ"},
    {0x30A, "aAuU", U"åÅůŮ"},
    {0x327, "cCsStT", U"çÇşŞţŢ"},
    {0x328, "aeAEiIuU", U"ąęĄĘįĮųŲ"},
};
} // namespace

void Reader::addText(std::string_view text, Span source)
{
    if (m_text.empty()) m_textSource = source;
    m_text += text;
    m_textSource.end = std::max(m_textSource.end, source.end);
    // An argument without braces is one character.
    if (waiting()) {
        const NodeId node = m_tree.addToken(Element::mtext, m_text, m_textSource);
        m_text.clear();
        deliver(node);
    }
}

void Reader::textStep(int byte)
{
    const Span source = m_source.span(1);
    switch (byte) {
    case '\\': return textCommand();
    case '{':
        m_source.advance(1);
        open(waiting() ? GroupKind::text : GroupKind::textBrace, source);
        return;
    case '}': m_source.advance(1); return closeBrace(source);
    case '$': return dollar();
    case '~': m_source.advance(1); return addText("\u00A0", source);
    case '%': m_source.skipSpaces(); return;
    case '&':
        if (m_groups.back().kind == GroupKind::table) {
            m_source.advance(1);
            return cell(source);
        }
        break;
    default: break;
    }
    if (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
        m_source.skipSpaces();
        return addText(" ", since(source.begin));
    }
    const std::string_view rest = m_source.rest();
    if ((byte == '`' || byte == '\'' || byte == '-') && rest.size() > 1 && rest[1] == byte) {
        const bool three = byte == '-' && rest.size() > 2 && rest[2] == '-';
        const Span all = m_source.span(three ? 3 : 2);
        m_source.advance(three ? 3 : 2);
        return addText(byte == '`' ? "“" : byte == '\'' ? "”" : three ? "—" : "–", all);
    }
    const Decoded decoded = decodeUtf8(rest, 0);
    const Span whole = m_source.span(decoded.length);
    m_source.advance(decoded.length);
    if (!decoded.valid) {
        report(Severity::error, DiagnosticCode::invalidUtf8, whole);
        return addText("\uFFFD", whole);
    }
    if (decoded.character < ' ' || decoded.character == 0x7F) {
        report(Severity::warning, DiagnosticCode::controlCharacter, whole);
        return;
    }
    addText(rest.substr(0, decoded.length), whole);
}

bool Reader::textAccent(std::string_view name, Span source)
{
    const auto *accent = std::ranges::find(textAccents, name, &TextAccent::name);
    if (accent == std::end(textAccents)) return false;
    Fragment raw;
    bool closed = true;
    if (!m_source.readRaw(raw, closed)) return true;
    std::string_view base = m_source.flatten(raw);
    if (base == "\\i") base = "i";
    if (base == "\\j") base = "j";
    std::string text;
    if (base.size() == 1) {
        const auto *row = std::ranges::find(composed, accent->mark, &Composed::mark);
        const std::size_t index = row == std::end(composed) ? std::string_view::npos : row->bases.find(base[0]);
        if (index != std::string_view::npos) appendUtf8(text, row->letters[index]);
    }
    if (text.empty()) {
        const std::size_t first = base.empty() ? 0 : decodeUtf8(base, 0).length;
        text = base.substr(0, first);
        appendUtf8(text, accent->mark);
        text += base.substr(first);
    }
    addText(text, since(source.begin));
    return true;
}

void Reader::textCommand()
{
    const std::string_view name = m_source.controlName();
    const Span source = m_source.span(1 + name.size());
    if (!m_macros.find(name)) {
        const auto skip = [&] {
            m_source.advance(1 + name.size());
            if (!name.empty() && name[0] >= 'A') m_source.skipSpaces();
        };
        if (name.empty()) return m_source.advance(1);
        if (name.size() == 1 && std::string_view("%$&#_{} ,;:!/-@").find(name[0]) != std::string_view::npos) {
            m_source.advance(2);
            if (name[0] == ' ' || name[0] == ';' || name[0] == ',' || name[0] == ':') return addText(" ", source);
            if (name[0] == '!' || name[0] == '/' || name[0] == '-' || name[0] == '@') return;
            return addText(name, source);
        }
        if (name == "quad" || name == "qquad" || name == "enspace" || name == "space" || name == "nobreakspace") {
            skip();
            return addText(" ", source);
        }
        if (name.size() == 1 || name == "textasciicircum") {
            if (std::ranges::contains(textAccents, name, &TextAccent::name)) {
                skip();
                textAccent(name, source);
                return;
            }
        }
        const Command *known = findCommand(name);
        if (known != nullptr && known->action == Action::token && known->element != Element::mrow &&
            (known->flags & functionName) == 0) {
            skip();
            return addText(known->text, source);
        }
        if (known != nullptr && known->action == Action::textWord) {
            skip();
            return addText(known->text, source);
        }
        if (known != nullptr && known->action == Action::newLine) {
            // A line end in words is a blank, unless the words are a cell of a table.
            skip();
            return m_groups.back().kind == GroupKind::table ? newLine(source) : addText(" ", source);
        }
        if (name.size() == 1) {
            m_source.advance(2);
            if (known != nullptr && known->action == Action::space) return addText(" ", source);
            if (known != nullptr) return perform(*known, source);
            return unknown(name, source);
        }
    }
    command();
}

} // namespace mathtts::latex
