// SPDX-License-Identifier: GPL-3.0-or-later
#include "linear.h"
#include "nemeth.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

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
    case Variant::doubleStruck: return "bbb";
    case Variant::script: return "cc";
    case Variant::fraktur: return "fr";
    case Variant::sansSerif: return "sf";
    case Variant::monospace: return "tt";
    default: return "";
    }
}

bool isNameCharacter(char32_t character)
{
    return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
}

class Writer
{
public:
    explicit Writer(std::span<const Sign> signs)
        : m_signs(signs)
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
        const bool letters = isNameCharacter(static_cast<unsigned char>(text.front()));
        const char32_t last = m_out.last();
        if (letters && (isNameCharacter(last) || (last >= U'0' && last <= U'9') || last == U')' || last == U']'))
            space();
        m_out.append(text, node);
        m_name = isNameCharacter(static_cast<unsigned char>(text.back()));
    }
    void plain(std::string_view text, NodeId node)
    {
        if (m_name) space();
        glue(text, node);
    }
    void group(std::size_t from, std::size_t to, NodeId node)
    {
        const bool brackets = !isSole(m_signs, from, to, 1);
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
    std::vector<bool> m_groups;
    std::vector<Modified> m_limits;
};

void Writer::write(const Sign &sign)
{
    switch (sign.kind) {
    case SignKind::fractionBegin: group(m_at + 1, sign.partEnd, sign.node); return;
    case SignKind::fractionLine:
        endGroup(sign.node);
        glue("/", sign.node);
        group(m_at + 1, sign.partEnd, sign.node);
        return;
    case SignKind::fractionEnd: endGroup(sign.node); return;
    case SignKind::stackBegin: glue("[", sign.node); return;
    case SignKind::stackLine: glue("],[", sign.node); return;
    case SignKind::stackEnd: glue("]", sign.node); return;
    case SignKind::rootBegin: name((sign.flags & hasIndex) != 0 ? "root(" : "sqrt", sign.node); return;
    case SignKind::radicand:
        if ((sign.flags & hasIndex) != 0) {
            glue(")(", sign.node);
            m_groups.push_back(true);
        } else {
            group(m_at + 1, sign.partEnd, sign.node);
        }
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
        if ((m_signs[sign.partner].flags & onlyPrimes) == 0) endGroup(sign.node);
        return;
    case SignKind::modified:
    case SignKind::under:
    case SignKind::over:
    case SignKind::modifiedEnd: modified(sign); return;
    case SignKind::encloseBegin: name("cancel(", sign.node); return;
    case SignKind::encloseEnd: glue(")", sign.node); return;
    case SignKind::tableBegin:
    case SignKind::tableRow:
    case SignKind::tableCell:
    case SignKind::tableEnd: table(sign); return;
    case SignKind::argument: return;
    case SignKind::blank:
        if ((sign.flags & inText) != 0) space();
        return;
    default: writeSign(sign); return;
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
        if (!style.empty()) name(style, sign.node);
        if (known.empty())
            plain(self, sign.node);
        else
            name(known, sign.node);
        return;
    }
    case SignKind::number: plain(sign.text.empty() ? std::string_view(self) : sign.text, sign.node); return;
    case SignKind::word:
        if ((sign.flags & inText) != 0) {
            glue("\"", sign.node);
            glue(sign.text, sign.node);
            glue("\"", sign.node);
        } else {
            name(sign.text, sign.node);
        }
        return;
    case SignKind::function: name(sign.text, sign.node); return;
    case SignKind::comma:
        if ((sign.flags & written) != 0) return;
        glue(",", sign.node);
        space();
        return;
    case SignKind::comparison:
        if (m_groups.empty()) space();
        glue(known.empty() ? std::string_view(self) : known, sign.node);
        if (m_groups.empty()) space();
        m_name = !m_groups.empty() && isNameCharacter(m_out.last());
        return;
    case SignKind::prime: glue("'", sign.node); return;
    default:
        if (known.size() > 1 && isNameCharacter(static_cast<unsigned char>(known.front())))
            name(known, sign.node);
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
        if (sign.order == 2 && end == mark + 3 && m_signs[mark + 1].character == U'.' &&
            m_signs[mark + 2].character == U'.')
            accent = "ddot";
        if (accent.empty()) {
            name(below ? "underset(" : "overset(", sign.node);
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
        endGroup(sign.node);
        m_at = sign.partEnd - 1; // written ahead
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
    case SignKind::tableRow:
        if (m_signs[m_at - 1].kind != SignKind::tableBegin) glue("], ", sign.node);
        glue("[", sign.node);
        return;
    case SignKind::tableCell:
        if (m_signs[m_at - 1].kind != SignKind::tableRow) glue(", ", sign.node);
        return;
    case SignKind::tableEnd:
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
