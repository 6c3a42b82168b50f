// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/scanner.h"

#include "engine/mathml/entities.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts::mathml
{

namespace
{

enum CharacterKind : std::uint8_t {
    blank = 1,     ///< white space of XML
    nameStart = 2, ///< a letter, or a byte of a character beyond ASCII
    namePart = 4,  ///< of a tag's or attribute's name, besides those that start one
    plain = 8,     ///< text that stands for itself: ASCII without < & and controls; blanks too
};

constexpr std::array<std::uint8_t, 256> kinds = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
        if (letter) table[c] |= nameStart | namePart;
        if ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':') table[c] |= namePart;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') table[c] |= blank;
        if (c >= 0x20 && c < 0x7F && c != '<' && c != '&') table[c] |= plain;
    }
    return table;
}();

constexpr bool is(char c, std::uint8_t kind)
{
    return (kinds[static_cast<unsigned char>(c)] & kind) != 0;
}

constexpr std::size_t longestDetail = 40;

} // namespace

void Reporter::operator()(Severity severity, DiagnosticCode code, Span span, std::string_view detail)
{
    record(m_diagnostics, m_most, {severity, code, span, std::string(detail.substr(0, longestDetail))});
}

Scanner::Scanner(std::string_view input, Reporter report)
    : m_input(input)
    , m_report(report)
{
    if (m_input.starts_with("\xEF\xBB\xBF")) m_at = 3; // a byte order mark
}

Scanner::Piece Scanner::next()
{
    if (m_inTag)
        while (attribute()) {
        }
    while (m_at < m_input.size()) {
        m_begin = m_at;
        if (m_input[m_at] != '<') {
            m_at = std::min(m_input.find('<', m_at), m_input.size());
            m_text = m_input.substr(m_begin, m_at - m_begin);
            return Piece::text;
        }
        const char after = m_at + 1 < m_input.size() ? m_input[m_at + 1] : '\0';
        if (is(after, nameStart)) return startTag();
        if (after == '/') return endTag();
        if (after == '!' && m_input.substr(m_at).starts_with("<![CDATA[")) {
            const std::size_t start = m_at + 9;
            const std::size_t stop = std::min(m_input.find("]]>", start), m_input.size());
            m_text = m_input.substr(start, stop - start);
            m_at = std::min(stop + 3, m_input.size());
            m_begin = start;
            return Piece::verbatim;
        }
        if (passOver()) continue;
        // A lone < is text, as browsers take it.
        m_report(Severity::error, DiagnosticCode::strayAngle, {begin(), begin() + 1});
        m_text = m_input.substr(m_at, 1);
        ++m_at;
        return Piece::verbatim;
    }
    m_begin = m_at;
    return Piece::end;
}

/*! Comments, processing instructions and document types; false: it is none. */
bool Scanner::passOver()
{
    const std::string_view rest = m_input.substr(m_at);
    const auto skip = [&](std::string_view ending, std::size_t from) {
        const std::size_t stop = rest.find(ending, from);
        if (stop == rest.npos) m_report(Severity::error, DiagnosticCode::unfinishedTag, {begin(), begin() + 2});
        m_at = stop == rest.npos ? m_input.size() : m_at + stop + ending.size();
        return true;
    };
    if (rest.starts_with("<!--")) return skip("-->", 4);
    if (rest.starts_with("<?")) return skip(">", 2);
    if (!rest.starts_with("<!")) return false;
    // A document type may hold declarations in brackets and quotes; it ends at the > outside of them.
    char quote = '\0';
    int brackets = 0;
    for (std::size_t i = 2; i < rest.size(); ++i) {
        const char c = rest[i];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[')
            ++brackets;
        else if (c == ']')
            --brackets;
        else if (c == '>' && brackets <= 0) {
            m_at += i + 1;
            return true;
        }
    }
    return skip(">", 2); // never closed, or an odd quote
}

/*! A name at the current place, which is passed over; the part behind a namespace prefix. */
std::string_view Scanner::takeName()
{
    const std::size_t start = m_at;
    std::size_t local = start;
    while (m_at < m_input.size() && is(m_input[m_at], namePart)) {
        if (m_input[m_at] == ':') local = m_at + 1;
        ++m_at;
    }
    return m_input.substr(local, m_at - local);
}

Scanner::Piece Scanner::startTag()
{
    ++m_at;
    m_name = takeName();
    m_inTag = true;
    m_empty = false;
    return Piece::startTag;
}

Scanner::Piece Scanner::endTag()
{
    m_at += 2;
    m_name = takeName();
    if (m_at < m_input.size() && m_input[m_at] == '>') {
        ++m_at;
        return Piece::endTag;
    }
    const std::size_t stop = m_input.find_first_of("<>", m_at);
    if (stop == m_input.npos || m_input[stop] == '<') {
        m_report(Severity::error, DiagnosticCode::unfinishedTag, {begin(), position()});
        m_at = std::min(stop, m_input.size());
    } else
        m_at = stop + 1;
    return Piece::endTag;
}

bool Scanner::attribute()
{
    if (!m_inTag) return false;
    while (m_at < m_input.size()) {
        const char c = m_input[m_at];
        if (c == '>') {
            ++m_at;
            m_inTag = false;
            return false;
        }
        if (c == '<') break; // the > is missing
        if (c == '/' && m_at + 1 < m_input.size() && m_input[m_at + 1] == '>') {
            m_at += 2;
            m_empty = true;
            m_inTag = false;
            return false;
        }
        if (is(c, nameStart)) {
            const std::size_t start = m_at;
            while (m_at < m_input.size() && is(m_input[m_at], namePart))
                ++m_at;
            m_attributeName = m_input.substr(start, m_at - start);
            m_attributeValue = {};
            std::size_t sign = m_at;
            while (sign < m_input.size() && is(m_input[sign], blank))
                ++sign;
            if (sign == m_input.size() || m_input[sign] != '=') return true;
            ++sign;
            while (sign < m_input.size() && is(m_input[sign], blank))
                ++sign;
            m_at = sign;
            if (m_at == m_input.size()) return true;
            if (m_input[m_at] == '"' || m_input[m_at] == '\'') {
                const std::size_t close = m_input.find(m_input[m_at], m_at + 1);
                if (close == m_input.npos) {
                    // The quote is never closed: give up the attribute and go on behind the next >.
                    m_report(Severity::error, DiagnosticCode::unfinishedTag, {begin(), position()});
                    m_at = std::min(m_input.find('>', m_at), m_input.size());
                    return true;
                }
                m_attributeValue = m_input.substr(m_at + 1, close - m_at - 1);
                m_at = close + 1;
                return true;
            }
            const std::size_t value = m_at;
            while (m_at < m_input.size() && !is(m_input[m_at], blank) && m_input[m_at] != '>' && m_input[m_at] != '<')
                ++m_at;
            if (m_at > value && m_at < m_input.size() && m_input[m_at] == '>' && m_input[m_at - 1] == '/') --m_at;
            m_attributeValue = m_input.substr(value, m_at - value);
            return true;
        }
        ++m_at; // blanks, and signs that mean nothing here
    }
    m_report(Severity::error, DiagnosticCode::unfinishedTag, {begin(), position()});
    m_inTag = false;
    return false;
}

void Scanner::skipElement(std::string_view name)
{
    std::size_t open = 1;
    const std::string wanted(name); // m_name changes below
    for (Piece piece = next(); piece != Piece::end; piece = next()) {
        if (m_name != wanted) continue;
        if (piece == Piece::endTag && --open == 0) return;
        if (piece == Piece::startTag) {
            while (attribute()) {
            }
            if (!m_empty) ++open;
        }
    }
    m_report(Severity::error, DiagnosticCode::missingEndTag, {position(), position()}, name);
}

bool Scanner::onlyText(std::string_view name, std::string_view &text)
{
    std::size_t stop = m_at;
    while (stop < m_input.size() && m_input[stop] != '<') // most are a few bytes long
        ++stop;
    const std::string_view rest = m_input.substr(stop);
    if (rest.size() < name.size() + 3 || rest[1] != '/' || rest[name.size() + 2] != '>') return false;
    if (rest.substr(2, name.size()) != name) return false;
    text = m_input.substr(m_at, stop - m_at);
    m_at = stop + name.size() + 3;
    return true;
}

bool Scanner::isPlain(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return is(c, plain); });
}

void Scanner::appendText(std::string &out, std::string_view raw, std::size_t offset, bool verbatim)
{
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t start = at;
        while (at < raw.size() && (is(raw[at], plain) || (raw[at] == '<')))
            ++at;
        out.append(raw, start, at - start);
        if (at == raw.size()) return;
        const auto place = static_cast<std::uint32_t>(offset + at);
        const auto byte = static_cast<unsigned char>(raw[at]);
        if (raw[at] == '&' && !verbatim)
            reference(out, raw, at, offset);
        else if (raw[at] == '&') {
            out += '&';
            ++at;
        } else if (is(raw[at], blank)) {
            out += ' ';
            ++at;
        } else if (byte < 0x80) {
            m_report(Severity::error, DiagnosticCode::controlCharacter, {place, place + 1});
            out += "\xEF\xBF\xBD";
            ++at;
        } else {
            const Decoded decoded = decodeUtf8(raw, at);
            if (decoded.valid)
                out.append(raw, at, decoded.length);
            else {
                m_report(Severity::error, DiagnosticCode::invalidUtf8, {place, place + 1});
                out += "\xEF\xBF\xBD";
            }
            at += decoded.length;
        }
    }
}

/*! Appends what the reference at raw[at], an ampersand, stands for. */
void Scanner::reference(std::string &out, std::string_view raw, std::size_t &at, std::size_t offset)
{
    const auto begin = static_cast<std::uint32_t>(offset + at);
    const std::string_view rest = raw.substr(at + 1);
    if (rest.starts_with('#')) {
        const bool hexadecimal = rest.size() > 1 && (rest[1] == 'x' || rest[1] == 'X');
        const std::size_t start = hexadecimal ? 2 : 1;
        std::size_t i = start;
        char32_t value = 0;
        constexpr char32_t beyond = 0x110000;
        for (; i < rest.size(); ++i) {
            const char c = rest[i];
            const bool decimal = c >= '0' && c <= '9';
            const char letter = static_cast<char>(c | 0x20);
            if (!decimal && (!hexadecimal || letter < 'a' || letter > 'f')) break;
            const auto digit = static_cast<char32_t>(decimal ? c - '0' : letter - 'a' + 10);
            value = std::min<char32_t>(value * (hexadecimal ? 16 : 10) + digit, beyond);
        }
        if (i > start) {
            const std::string_view number = rest.substr(0, i);
            if (i < rest.size() && rest[i] == ';') ++i;
            at += i + 1;
            character(out, value, {begin, static_cast<std::uint32_t>(offset + at)}, number);
            return;
        }
    }
    const NamedCharacter named = namedCharacter(rest);
    if (named.length != 0) {
        out += named.text == "\t" || named.text == "\n" ? " " : named.text; // Tab and NewLine
        at += named.length + 1;
        return;
    }
    std::size_t i = 0;
    while (i < rest.size() && is(rest[i], namePart))
        ++i;
    if (i > 0 && i < rest.size() && rest[i] == ';')
        m_report(Severity::error, DiagnosticCode::unknownEntity, {begin, static_cast<std::uint32_t>(begin + i + 2)},
                 rest.substr(0, i));
    else
        m_report(Severity::warning, DiagnosticCode::strayAmpersand, {begin, begin + 1});
    out += '&';
    ++at;
}

void Scanner::character(std::string &out, char32_t character, Span span, std::string_view detail)
{
    const bool isBlank = character == U'\t' || character == U'\n' || character == U'\r';
    const bool isCharacter = (character >= 0x20 && character < 0xD800) ||
                             (character >= 0xE000 && character < 0x110000 && (character & 0xFFFE) != 0xFFFE);
    if (isBlank) {
        out += ' ';
    } else if (isCharacter) {
        appendUtf8(out, character);
    } else {
        m_report(Severity::error, DiagnosticCode::badCharacterNumber, span, detail);
        out += "\xEF\xBF\xBD";
    }
}

} // namespace mathtts::mathml
