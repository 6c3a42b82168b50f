// SPDX-License-Identifier: GPL-3.0-or-later
#include "linear.h"
#include "nemeth.h"

#include "engine/tree/utf8.h"

#include <array>
#include <string>
#include <vector>

namespace mathtts
{

namespace
{

/*! What was written last, for the blank before what comes next. */
enum class Last : std::uint8_t { nothing, opening, operation, command, comma, sign };

std::string_view fontCommand(Variant variant)
{
    switch (variant) {
    case Variant::bold: return "\\mathbf";
    case Variant::boldItalic: return "\\boldsymbol";
    case Variant::doubleStruck: return "\\mathbb";
    case Variant::script: return "\\mathcal";
    case Variant::fraktur: return "\\mathfrak";
    case Variant::sansSerif: return "\\mathsf";
    case Variant::monospace: return "\\mathtt";
    default: return "";
    }
}

class Writer
{
public:
    Writer(std::span<const Sign> signs, bool shortNames)
        : m_signs(signs)
        , m_short(shortNames)
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
    void brackets(const Sign &sign);

    void command(std::string_view text, NodeId node);
    void plain(std::string_view text, NodeId node);
    void operation(std::string_view text, NodeId node);
    void glue(std::string_view text, NodeId node, Last last)
    {
        m_out.append(text, node);
        m_last = last;
    }
    void space()
    {
        if (!m_out.empty() && m_out.last() != U' ') m_out.append(" ", noNode);
    }
    void open(NodeId node) { glue("{", node, Last::opening); }
    void close(NodeId node) { glue("}", node, Last::sign); }
    void beginScript(std::string_view mark, std::size_t from, std::size_t to, NodeId node);
    void endScript(NodeId node);
    [[nodiscard]] std::string_view nameOf(char32_t character) const
    {
        const SignName name = latexName(character);
        return m_short ? name.shortName : name.name;
    }
    [[nodiscard]] bool isLimits(std::size_t begin) const;

    std::span<const Sign> m_signs;
    std::size_t m_at = 0;
    bool m_short;
    LinearText m_out;
    Last m_last = Last::nothing;
    std::vector<bool> m_braces;             // of each open script
    std::vector<Modified> m_limits;         // open modified expressions
    std::vector<std::string_view> m_tables; // environments of the open tables
    int m_bars = 0;
};

/*! A name with its backslash: a blank before it, and after it when a letter or digit follows. */
void Writer::command(std::string_view text, NodeId node)
{
    if (m_last != Last::nothing && m_last != Last::opening) space();
    m_out.append(text, node);
    const char end = text.back();
    m_last = (end >= 'a' && end <= 'z') || (end >= 'A' && end <= 'Z') || end == '=' ? Last::command : Last::sign;
}

void Writer::plain(std::string_view text, NodeId node)
{
    if (m_last == Last::command || m_last == Last::comma) space();
    glue(text, node, Last::sign);
}

void Writer::operation(std::string_view text, NodeId node)
{
    if (m_last == Last::sign || m_last == Last::command || m_last == Last::comma) space();
    glue(text, node, Last::operation);
}

void Writer::beginScript(std::string_view mark, std::size_t from, std::size_t to, NodeId node)
{
    m_out.append(mark, node);
    const bool braces = !isSole(m_signs, from, to, 1);
    m_braces.push_back(braces);
    m_last = Last::opening;
    if (braces) open(node);
}

void Writer::endScript(NodeId node)
{
    const bool command = m_last == Last::command;
    if (m_braces.back()) m_out.append("}", node);
    m_last = command && !m_braces.back() ? Last::command : Last::sign;
    m_braces.pop_back();
}

/*! Whether modifiers are limits: of a sum or the name of a function, or above and below at once. */
bool Writer::isLimits(std::size_t begin) const
{
    const SignKind kind = m_signs[begin + 1].kind;
    return m_signs[begin].order == 3 || kind == SignKind::function || kind == SignKind::bigOperator;
}

void Writer::write(const Sign &sign)
{
    switch (sign.kind) {
    case SignKind::fractionBegin:
    case SignKind::stackBegin:
        command(sign.kind == SignKind::stackBegin ? "\\binom" : "\\frac", sign.node);
        open(sign.node);
        return;
    case SignKind::fractionLine:
    case SignKind::stackLine:
        close(sign.node);
        open(sign.node);
        return;
    case SignKind::fractionEnd:
    case SignKind::stackEnd:
    case SignKind::rootEnd: close(sign.node); return;
    case SignKind::rootBegin:
        command(m_short ? "\\s" : "\\sqrt", sign.node);
        if ((sign.flags & hasIndex) != 0) glue("[", sign.node, Last::opening);
        return;
    case SignKind::radicand:
        if ((sign.flags & hasIndex) != 0) m_out.append("]", sign.node);
        open(sign.node);
        return;
    case SignKind::superscript:
    case SignKind::subscript:
        if ((sign.flags & onlyPrimes) != 0) return;
        if ((sign.flags & leftScript) != 0 && m_last != Last::nothing && (sign.flags & aligned) == 0) space();
        beginScript(sign.kind == SignKind::superscript ? "^" : "_", m_at + 1, sign.partner, sign.node);
        return;
    case SignKind::scriptEnd:
        if ((m_signs[sign.partner].flags & onlyPrimes) == 0) endScript(sign.node);
        return;
    case SignKind::modified:
    case SignKind::under:
    case SignKind::over:
    case SignKind::modifiedEnd: modified(sign); return;
    case SignKind::encloseBegin:
        if (sign.text.contains("box"))
            command("\\boxed", sign.node);
        else if (sign.text.contains("strike"))
            command("\\cancel", sign.node);
        open(sign.node);
        return;
    case SignKind::encloseEnd: close(sign.node); return;
    case SignKind::tableBegin:
    case SignKind::tableRow:
    case SignKind::tableCell:
    case SignKind::tableEnd: table(sign); return;
    case SignKind::argument:
    case SignKind::blank:
        if (sign.kind == SignKind::blank && (sign.flags & inText) != 0) space();
        return;
    default: writeSign(sign); return;
    }
}

void Writer::writeSign(const Sign &sign)
{
    std::string self;
    if (sign.character != 0) appendUtf8(self, sign.character);
    const std::string_view name = nameOf(sign.character);
    switch (sign.kind) {
    case SignKind::letter: {
        const bool numbers =
            sign.variant == Variant::doubleStruck && std::u32string_view(U"CNQRZ").contains(sign.character);
        if (m_short && numbers) return command("\\" + self, sign.node);
        const std::string_view font = fontCommand(sign.variant);
        if (!font.empty()) command(font, sign.node);
        if (name.empty())
            plain(self, sign.node);
        else
            command(name, sign.node);
        return;
    }
    case SignKind::number:
        if ((sign.flags & continued) != 0)
            m_out.append(sign.text, sign.node);
        else
            plain(sign.text.empty() ? std::string_view(self) : sign.text, sign.node);
        return;
    case SignKind::word: plain(sign.text, sign.node); return;
    case SignKind::function: command("\\" + std::string(sign.text), sign.node); return;
    case SignKind::comma:
        if ((sign.flags & written) == 0) glue(",", sign.node, Last::comma);
        return;
    case SignKind::punctuation:
        glue(name.empty() ? std::string_view(self) : name, sign.node,
             sign.character == U';' ? Last::comma : Last::sign);
        return;
    case SignKind::prime: glue(name.empty() ? std::string_view("'") : name, sign.node, Last::sign); return;
    case SignKind::open:
    case SignKind::close:
    case SignKind::bar: brackets(sign); return;
    case SignKind::operation:
    case SignKind::comparison:
        if (name.starts_with('\\'))
            command(name, sign.node);
        else if (sign.character == U'/')
            glue("/", sign.node, Last::opening);
        else
            operation(name.empty() ? std::string_view(self) : name, sign.node);
        return;
    default:
        if (name.starts_with('\\'))
            command(name, sign.node);
        else
            glue(name.empty() ? std::string_view(self) : name, sign.node, Last::sign);
        return;
    }
}

void Writer::brackets(const Sign &sign)
{
    const bool matrix = m_at + 1 < m_signs.size() && m_signs[m_at + 1].kind == SignKind::tableBegin;
    if (matrix) return; // the table's environment says it
    if (m_at > 0 && m_signs[m_at - 1].kind == SignKind::tableEnd && m_signs[m_at - 1].partner > 0 &&
        m_signs[m_signs[m_at - 1].partner - 1].kind != SignKind::close &&
        (m_signs[m_signs[m_at - 1].partner - 1].kind == SignKind::open || sign.kind == SignKind::bar))
        return;
    std::string text;
    if (sign.character == U'{' || sign.character == U'}') text = "\\";
    const std::string_view name = nameOf(sign.character);
    if (name.empty())
        appendUtf8(text, sign.character);
    else
        text = name;
    if (sign.kind == SignKind::bar) {
        const bool opens = m_bars++ % 2 == 0;
        glue(text, sign.node, opens ? Last::command : Last::sign);
        return;
    }
    if (sign.kind == SignKind::close) return glue(text, sign.node, Last::sign);
    if (text.front() == '\\' && m_last != Last::nothing && m_last != Last::opening) space();
    if (m_last == Last::comma) space();
    glue(text, sign.node, text.front() == '\\' && text.size() > 2 ? Last::command : Last::opening);
}

/*! The command that writes a modifier; empty when there is none. */
std::string_view accentCommand(char32_t character, bool below, bool simple, bool shortNames)
{
    if (isBarSign(character)) {
        if (below) return "\\underline";
        return shortNames ? "\\ol" : "\\overline";
    }
    if (below) return character == U'\u23DF' ? "\\underbrace" : "";
    switch (character) {
    case U'^':
    case U'\u02C6':
    case U'\u0302': return simple ? "\\hat" : "\\widehat";
    case U'~':
    case U'\u02DC':
    case U'\u223C': return simple ? "\\tilde" : "\\widetilde";
    case U'.':
    case U'\u02D9': return "\\dot";
    case U'\u00A8': return "\\ddot";
    case U'\u2192':
    case U'\u20D7': return simple ? "\\vec" : "\\overrightarrow";
    case U'\u23DE': return "\\overbrace";
    default: return "";
    }
}

void Writer::modified(const Sign &sign)
{
    if (sign.kind == SignKind::modified) {
        const bool limits = isLimits(m_at);
        m_limits.push_back({.limits = limits});
        if (limits) return;
        const std::size_t mark = sign.partEnd;
        const std::size_t end = m_signs[mark].partEnd;
        const bool below = m_signs[mark].kind == SignKind::under;
        std::string_view accent;
        if (sign.order != 3 && end == mark + 2)
            accent = accentCommand(m_signs[mark + 1].character, below, mark == m_at + 2, m_short);
        if (sign.order == 2 && end == mark + 3 && m_signs[mark + 1].character == U'.' &&
            m_signs[mark + 2].character == U'.')
            accent = "\\ddot";
        if (accent.empty()) { // the modifier before its base, when it is simple enough to be written ahead
            command(below ? "\\underset" : "\\overset", sign.node);
            open(sign.node);
            for (std::size_t at = mark + 1; at < end && at < m_signs.size(); ++at) {
                if (beginsPart(m_signs[at].kind) && m_signs[at].kind != SignKind::open) break;
                writeSign(m_signs[at]);
            }
            close(sign.node);
        } else {
            command(accent, sign.node);
        }
        open(sign.node);
        return;
    }
    const bool limits = m_limits.back().limits;
    if (sign.kind == SignKind::modifiedEnd) {
        if (m_limits.back().begun) {
            const bool braces = m_braces.back();
            endScript(sign.node);
            if (!braces) m_last = Last::command; // a blank before what is summed
        }
        m_limits.pop_back();
        return;
    }
    if (!limits) {
        const bool infix = m_at >= 1 && (m_signs[m_at - 1].kind == SignKind::comparison ||
                                         m_signs[m_at - 1].kind == SignKind::operation);
        close(sign.node);
        if (infix) m_last = Last::command; // a blank around it
        m_at = sign.partEnd - 1;           // written ahead
        return;
    }
    if (m_limits.back().begun) endScript(sign.node);
    m_limits.back().begun = true;
    beginScript(sign.kind == SignKind::under ? "_" : "^", m_at + 1, sign.partEnd, sign.node);
}

void Writer::table(const Sign &sign)
{
    if (sign.kind == SignKind::tableBegin) {
        char32_t open = 0;
        if (m_at > 0 && (m_signs[m_at - 1].kind == SignKind::open || m_signs[m_at - 1].kind == SignKind::bar))
            open = m_signs[m_at - 1].character;
        const std::size_t after = sign.partner + std::size_t{1};
        const bool closed =
            after < m_signs.size() && (m_signs[after].kind == SignKind::close || m_signs[after].kind == SignKind::bar);
        std::string_view environment = "matrix";
        switch (open) {
        case U'(': environment = "pmatrix"; break;
        case U'[': environment = "bmatrix"; break;
        case U'{': environment = closed ? "Bmatrix" : "cases"; break;
        case U'|': environment = "vmatrix"; break;
        case U'\u2016': environment = "Vmatrix"; break;
        default: break;
        }
        m_tables.push_back(environment);
        if (m_last == Last::sign || m_last == Last::operation || m_last == Last::command) space();
        glue("\\begin{" + std::string(environment) + "}", sign.node, Last::opening);
        return;
    }
    if (sign.kind == SignKind::tableRow) {
        if (m_signs[m_at - 1].kind != SignKind::tableBegin) {
            space();
            glue("\\\\", sign.node, Last::opening);
        }
        return;
    }
    if (sign.kind == SignKind::tableCell) {
        space();
        if (m_signs[m_at - 1].kind != SignKind::tableRow) {
            m_out.append("&", sign.node);
            space();
        }
        m_last = Last::opening;
        return;
    }
    space();
    glue("\\end{" + std::string(m_tables.back()) + "}", sign.node, Last::sign);
    m_tables.pop_back();
}

} // namespace

Braille latexTextOf(std::span<const Sign> signs, bool shortNames)
{
    return Writer{signs, shortNames}.run();
}

} // namespace mathtts
