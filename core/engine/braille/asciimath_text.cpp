// SPDX-License-Identifier: GPL-3.0-or-later
#include "linear.h"
#include "nemeth.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <limits>
#include <string>
#include <vector>

namespace mathtts
{

namespace
{

std::string_view font(Variant variant)
{
    switch (variant) {
    case Variant::bold: return "bb";
    case Variant::boldItalic: return "bii";
    case Variant::doubleStruck: return "bbb";
    case Variant::script: return "cc";
    case Variant::fraktur: return "fr";
    case Variant::sansSerif: return "sf";
    case Variant::monospace: return "tt";
    default: return "";
    }
}

/*! Words that ASCIIMath knows without quotes. */
bool isKnownWord(std::string_view text)
{
    return text == "and" || text == "or" || text == "not" || text == "if";
}

constexpr std::size_t maxDigits = std::numeric_limits<std::size_t>::max(); // any number

class Writer
{
public:
    explicit Writer(std::span<const Sign> signs)
        : m_signs(signs)
        , m_bars(barsOf(signs))
    {
    }

    Braille run()
    {
        for (m_at = 0; m_at < m_signs.size(); ++m_at)
            write(m_signs[m_at]);
        return m_out.take();
    }

private:
    void write(const Sign &sign);
    void writeSign(const Sign &sign);
    void modified(const Sign &sign);
    void table(const Sign &sign);
    void fraction(const Sign &sign);
    void word(const Sign &sign);
    void bar(const Sign &sign, std::string_view text);
    void enclose(const Sign &sign);

    void glue(std::string_view text, NodeId node)
    {
        m_out.append(text, node);
        m_name = false;
    }
    void space()
    {
        if (!m_out.empty() && m_out.last() != U' ') m_out.append(" ", noNode);
    }
    /*! A name of several letters: blanks set it apart from letters and digits. */
    void name(std::string_view text, NodeId node)
    {
        const bool letters = isLatin(static_cast<unsigned char>(text.front()));
        const char32_t last = m_out.last();
        if (letters && (isLatin(last) || isDigit(last) || last == U')' || last == U']' || last == U'}' ||
                        last == U',' || last == U'^' || last == U'_' || last == U'"'))
            space();
        m_out.append(text, node);
        m_name = isLatin(static_cast<unsigned char>(text.back()));
    }
    /*! A name that reads well right after letters and digits: sin, bb; not after another name. */
    void prefix(std::string_view text, NodeId node)
    {
        if (m_name) space();
        m_out.append(text, node);
        m_name = true;
    }
    /*! Whether the sign is all that a script holds. */
    [[nodiscard]] bool isAllOfScript() const
    {
        if (m_at == 0 || m_at + 1 == m_signs.size() || m_signs[m_at + 1].kind != SignKind::scriptEnd) return false;
        const SignKind kind = m_signs[m_at - 1].kind;
        return kind == SignKind::superscript || kind == SignKind::subscript;
    }
    [[nodiscard]] bool endsInName() const { return isLatin(m_out.last()) || isDigit(m_out.last()); }
    void plain(std::string_view text, NodeId node)
    {
        if (m_name) space();
        glue(text, node);
    }
    void group(std::size_t from, std::size_t to, NodeId node, std::size_t digits = 1)
    {
        const bool brackets = !isSole(m_signs, from, to, digits);
        m_groups.push_back(brackets);
        if (brackets) glue("(", node);
    }
    void endGroup(NodeId node)
    {
        if (m_groups.back()) glue(")", node);
        m_groups.pop_back();
    }

    std::span<const Sign> m_signs;
    std::size_t m_at = 0;
    LinearText m_out;
    bool m_name = false; // a name was written last
    std::vector<Bar> m_bars;
    std::vector<bool> m_groups;
    std::vector<Modified> m_limits;
};

void Writer::write(const Sign &sign)
{
    switch (sign.kind) {
    case SignKind::fractionBegin:
    case SignKind::fractionLine:
    case SignKind::fractionEnd: fraction(sign); return;
    case SignKind::stackBegin: glue("(", sign.node); return;
    case SignKind::stackLine: glue("), (", sign.node); return;
    case SignKind::stackEnd: glue(")", sign.node); return;
    case SignKind::rootBegin:
        prefix((sign.flags & hasIndex) != 0 ? "root(" : "sqrt", sign.node);
        m_name = false;
        return;
    case SignKind::radicand:
        glue((sign.flags & hasIndex) != 0 ? ")(" : "(", sign.node);
        m_groups.push_back(true);
        return;
    case SignKind::rootEnd: endGroup(sign.node); return;
    case SignKind::superscript:
    case SignKind::subscript:
        if ((sign.flags & onlyPrimes) != 0) return;
        if (m_out.empty() || m_out.last() == U' ') m_out.append("\\ ", sign.node);
        glue(sign.kind == SignKind::superscript ? "^" : "_", sign.node);
        group(m_at + 1, sign.partner, sign.node);
        return;
    case SignKind::scriptEnd:
        if ((m_signs[sign.partner].flags & onlyPrimes) != 0) return;
        m_name = !m_groups.back() && endsInName(); // a letter or digit after it is not part of it
        if (m_groups.back()) m_out.append(")", sign.node);
        m_groups.pop_back();
        return;
    case SignKind::modified:
    case SignKind::under:
    case SignKind::over:
    case SignKind::modifiedEnd: modified(sign); return;
    case SignKind::encloseBegin:
    case SignKind::encloseEnd: enclose(sign); return;
    case SignKind::tableBegin:
    case SignKind::tableRow:
    case SignKind::tableCell:
    case SignKind::tableEnd: table(sign); return;
    case SignKind::argument: return;
    case SignKind::blank:
        if (isWithinText(m_signs, m_at))
            glue(" ", sign.node);
        else if ((sign.flags & inText) != 0)
            space();
        return;
    default:
        if (isWithinText(m_signs, m_at))
            word(sign);
        else
            writeSign(sign);
        return;
    }
}

/*! A numerator or denominator: a number or a differential that ASCIIMath knows needs no brackets, others have a blank
 *  beside theirs. */
void Writer::fraction(const Sign &sign)
{
    const auto isDifferential = [this](std::size_t from, std::size_t to) {
        return to == from + 2 && m_signs[from].character == U'd' && m_signs[from + 1].character != 0 &&
               std::u32string_view(U"xyzt").contains(m_signs[from + 1].character);
    };
    if (sign.kind != SignKind::fractionBegin) {
        const bool brackets = m_groups.back();
        endGroup(sign.node);
        if (sign.kind == SignKind::fractionEnd) {
            m_name = true;
            const bool goesOn = m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind != SignKind::argument &&
                                m_signs[m_at + 1].kind != SignKind::fractionLine &&
                                m_signs[m_at + 1].kind != SignKind::fractionEnd &&
                                m_signs[m_at + 1].kind != SignKind::scriptEnd;
            if (brackets && goesOn) space();
            return;
        }
        glue("/", sign.node);
    }
    const bool bare = isDifferential(m_at + 1, sign.partEnd) || isSole(m_signs, m_at + 1, sign.partEnd, maxDigits);
    if (sign.kind == SignKind::fractionBegin) {
        // its own brackets set a numerator apart from letters and digits, but not from signs
        const char32_t last = m_out.last();
        const bool joins = endsInName() || m_name;
        if (bare ? joins || last == U')' || last == U']' : !joins) space();
    }
    if (bare) {
        m_groups.push_back(false);
        return;
    }
    group(m_at + 1, sign.partEnd, sign.node, maxDigits);
}

/*! A word, or a sign of a text of several, within one pair of quotation marks. */
void Writer::word(const Sign &sign)
{
    const bool text = isWithinText(m_signs, m_at);
    // the marks stand within the blanks at the edges
    const auto goesOn = [&](std::size_t at, std::size_t blank) {
        const auto same = [&](std::size_t index) { return index < m_signs.size() && m_signs[index].node == sign.node; };
        return same(at) && (m_signs[at].kind != SignKind::blank || same(blank));
    };
    const bool first = !text || !goesOn(m_at - 1, m_at - 2);
    const bool last = !text || !goesOn(m_at + 1, m_at + 2);
    if (first) plain("\"", sign.node);
    std::string self(sign.text);
    if (self.empty() && sign.character != 0) appendUtf8(self, sign.character);
    if (sign.character == U'/' || sign.character == U'\\') self += self; // as ASCIIMath writes it
    m_out.append(self, sign.node);
    if (last) m_out.append("\"", sign.node);
}

/*! Bars; double ones around something are its norm. */
void Writer::bar(const Sign &sign, std::string_view text)
{
    const Bar what = m_bars[m_at];
    const bool twofold = sign.character == U'\u2225' || sign.character == U'\u2016';
    if (twofold && what == Bar::open) {
        prefix("norm(", sign.node);
        m_name = false;
    } else if (twofold && what == Bar::close) {
        glue(")", sign.node);
    } else {
        glue(text, sign.node);
    }
}

void Writer::enclose(const Sign &sign)
{
    const bool begin = sign.kind == SignKind::encloseBegin;
    if (sign.text.contains("strike")) {
        glue(begin ? "\\cancel(" : ")", sign.node);
    } else if (sign.text.contains("box")) {
        glue(begin ? "|overline(underline(" : "))|", sign.node);
    }
}

void Writer::writeSign(const Sign &sign)
{
    std::string self;
    if (sign.character != 0) appendUtf8(self, sign.character);
    const std::string_view known = asciimathName(sign.character).name;
    switch (sign.kind) {
    case SignKind::letter: {
        std::string_view style = font(sign.variant);
        if (sign.variant == Variant::doubleStruck && std::u32string_view(U"CNQRZ").contains(sign.character)) {
            name(self + self, sign.node);
            return;
        }
        if (!style.empty()) prefix(style, sign.node);
        if (known.empty())
            plain(self, sign.node);
        else
            name(known, sign.node);
        if (!style.empty()) m_name = true;
        return;
    }
    case SignKind::number:
        if ((sign.flags & continued) != 0) return glue(sign.text, sign.node);
        if (sign.variant == Variant::bold) prefix("bb", sign.node);
        plain(sign.text.empty() ? std::string_view(self) : sign.text, sign.node);
        return;
    case SignKind::word:
        if (sign.text.size() <= 1)
            plain(sign.text, sign.node);
        else if (isKnownWord(sign.text))
            prefix(sign.text, sign.node);
        else
            word(sign);
        return;
    case SignKind::function: prefix(sign.text, sign.node); return;
    case SignKind::bar: bar(sign, known.empty() ? std::string_view(self) : known); return;
    case SignKind::comma:
        if ((sign.flags & written) != 0) return;
        glue(",", sign.node);
        if (m_groups.empty()) space();
        return;
    case SignKind::comparison:
        if (std::u32string_view(U"~\u223C\u2209\u22A2\u22A8\u22A5\u27C2\u227A\u227B\u2AAF\u2AB0")
                .contains(sign.character))
            return glue(known.empty() ? std::string_view(self) : known, sign.node); // relations that stand close
        if (!known.empty() && isLatin(static_cast<unsigned char>(known.front()))) return name(known, sign.node);
        if (m_groups.empty()) space();
        glue(known.empty() ? std::string_view(self) : known, sign.node);
        if (m_groups.empty()) space();
        m_name = !m_groups.empty() && isLatin(m_out.last());
        return;
    case SignKind::prime:
        glue(std::string_view("'''").substr(0, sign.character == U'\u2033'   ? 2
                                               : sign.character == U'\u2034' ? 3
                                                                             : 1),
             sign.node);
        return;
    case SignKind::close:
        if (m_out.last() == U'|' && known.starts_with('_')) space(); // they would read as one
        glue(known.empty() ? std::string_view(self) : known, sign.node);
        return;
    case SignKind::punctuation:
        glue(known.empty() ? std::string_view(self) : known, sign.node);
        if (sign.character == U';' && m_groups.empty()) space();
        return;
    default:
        if (known.size() > 1 && isLatin(static_cast<unsigned char>(known.front())) &&
            isLatin(static_cast<unsigned char>(known.back())))
            name(known, sign.node);
        else if (sign.character == U'*' && isAllOfScript())
            glue("*", sign.node); // a star there is no product
        else if (!known.empty() && isLatin(static_cast<unsigned char>(known.front())))
            plain(known, sign.node);
        else
            glue(known.empty() ? std::string_view(self) : known, sign.node);
        return;
    }
}

std::string_view accentName(char32_t character, bool below)
{
    if (isBarSign(character)) return below ? "ul" : "bar";
    if (below) return character == U'\u23DF' ? "ubrace" : "";
    switch (character) {
    case U'^':
    case U'\u0302': return "hat";
    case U'~':
    case U'\u02DC': return "tilde";
    case U'.':
    case U'\u02D9': return "dot";
    case U'\u00A8': return "ddot";
    case U'\u2192':
    case U'\u20D7': return "vec";
    case U'\u23DE': return "obrace";
    default: return "";
    }
}

void Writer::modified(const Sign &sign)
{
    if (sign.kind == SignKind::modified) {
        const SignKind kind = m_signs[m_at + 1].kind;
        const bool limits = sign.order == 3 || kind == SignKind::function || kind == SignKind::bigOperator;
        m_limits.push_back({.limits = limits});
        if (limits) return;
        const std::size_t mark = sign.partEnd;
        const std::size_t end = m_signs[mark].partEnd;
        const bool below = m_signs[mark].kind == SignKind::under;
        std::string_view accent;
        if (sign.order != 3 && end == mark + 2) accent = accentName(m_signs[mark + 1].character, below);
        if (m_signs[mark].node == sign.node) { // a line that encloses it
            glue(below ? "underline(" : "overline(", sign.node);
            m_groups.push_back(true);
            return;
        }
        if (sign.order == 2 && end == mark + 3 && m_signs[mark + 1].character == U'.' &&
            m_signs[mark + 2].character == U'.')
            accent = "ddot";
        if (accent.empty()) {
            prefix(below ? "underset(" : "overset(", sign.node);
            m_name = false;
            m_groups.push_back(true);
            for (std::size_t at = mark + 1; at < end; ++at) {
                if (beginsPart(m_signs[at].kind) && m_signs[at].kind != SignKind::open) break;
                writeSign(m_signs[at]);
            }
            m_groups.pop_back();
            glue(")(", sign.node);
            m_groups.push_back(true);
            return;
        }
        name(accent, sign.node);
        group(m_at + 1, sign.partEnd, sign.node);
        return;
    }
    const bool limits = m_limits.back().limits;
    if (sign.kind == SignKind::modifiedEnd) {
        if (m_limits.back().begun) {
            const bool brackets = m_groups.back();
            endGroup(sign.node);
            m_name = !brackets; // a blank before what is summed
        }
        m_limits.pop_back();
        return;
    }
    if (!limits) {
        const bool brackets = m_groups.back();
        endGroup(sign.node);
        m_name = !brackets && endsInName(); // a letter after it is not part of it
        m_at = sign.partEnd - 1;            // written ahead
        return;
    }
    if (m_limits.back().begun) endGroup(sign.node);
    m_limits.back().begun = true;
    glue(sign.kind == SignKind::under ? "_" : "^", sign.node);
    group(m_at + 1, sign.partEnd, sign.node);
}

void Writer::table(const Sign &sign)
{
    switch (sign.kind) {
    case SignKind::tableBegin: m_groups.push_back(true); return; // no blanks in its cells
    case SignKind::tableRow:
        if (m_signs[m_at - 1].kind != SignKind::tableBegin) glue("], ", sign.node);
        glue("[", sign.node);
        return;
    case SignKind::tableCell:
        if (m_signs[m_at - 1].kind != SignKind::tableRow) glue(", ", sign.node);
        return;
    case SignKind::tableEnd:
        m_groups.pop_back();
        if (m_signs[m_at - 1].kind != SignKind::tableBegin) glue("]", sign.node);
        return;
    default: return;
    }
}

} // namespace

Braille asciimathTextOf(std::span<const Sign> signs)
{
    return Writer{signs}.run();
}

} // namespace mathtts
