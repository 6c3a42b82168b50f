// SPDX-License-Identifier: GPL-3.0-or-later
#include "cells.h"
#include "linear.h"
#include "nemeth.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <array>
#include <string>
#include <vector>

namespace mathtts
{

namespace
{

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

/*! Of a letter that is a character of its own among the script and German letters. */
std::string_view letterCommand(const Sign &sign)
{
    if ((sign.flags & styledCharacter) == 0) return "";
    if (sign.variant == Variant::script && sign.character == U'l') return "\\ell";
    if (sign.variant != Variant::fraktur) return "";
    return sign.character == U'R' ? "\\Re" : sign.character == U'I' ? "\\Im" : "";
}

class Writer
{
public:
    Writer(std::span<const Sign> signs, bool shortNames)
        : m_signs(signs)
        , m_short(shortNames)
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
    struct Script {
        bool braces = false;
        bool before = false;
    };

    void write(const Sign &sign);
    void writeSign(const Sign &sign);
    void modified(const Sign &sign);
    void enclose(const Sign &sign);
    void table(const Sign &sign);
    void brackets(const Sign &sign);
    void punctuation(const Sign &sign);

    void glue(std::string_view text, NodeId node)
    {
        m_due = false;
        m_out.append(text, node);
    }
    void blank()
    {
        if (!m_out.empty() && m_out.last() != U' ') m_out.append(" ", noNode);
        m_due = false;
    }
    void plain(std::string_view text, NodeId node)
    {
        if (m_due) blank();
        glue(text, node);
    }
    /*! Whether what follows would be read as part of the name; not of ~a or \x. */
    static bool isLong(std::string_view text) { return text.size() > 2 && text.front() == '\\'; }
    /*! A name with its backslash: its blank is due before letters, brackets and most signs. */
    void command(std::string_view text, NodeId node)
    {
        plain(text, node);
        m_due = isLong(text);
    }
    /*! What stands between two others: a blank before it, but not as all of a script. */
    void infix(std::string_view text, NodeId node)
    {
        if (!m_bare) blank();
        glue(text, node);
        m_due = isLong(text);
    }
    void open(NodeId node) { glue("{", node); }
    void close(NodeId node) { glue("}", node); }
    void beginScript(std::string_view mark, std::size_t from, std::size_t to, NodeId node);
    void endScript(NodeId node);
    [[nodiscard]] std::string_view nameOf(char32_t character) const
    {
        const SignName name = latexName(character);
        return m_short ? name.shortName : name.name;
    }
    [[nodiscard]] bool isLimits(std::size_t begin) const;
    [[nodiscard]] bool isPrefix(const Sign &sign) const;
    [[nodiscard]] static bool isSetApart(const Sign &sign, std::string_view name);
    [[nodiscard]] bool isBinomial(std::size_t open) const;

    std::span<const Sign> m_signs;
    std::size_t m_at = 0;
    bool m_short;
    LinearText m_out;
    bool m_due = false;                     // a blank, before what doesn't close or go on
    bool m_bare = false;                    // the next sign is all of a script
    bool m_before = false;                  // the script that is written stands before its base
    std::vector<Script> m_scripts;          // open ones
    std::vector<Modified> m_limits;         // open modified expressions
    std::vector<std::string_view> m_tables; // environments of the open tables
    std::vector<Bar> m_bars;                // of a bar: what it does
};

void Writer::beginScript(std::string_view mark, std::size_t from, std::size_t to, NodeId node)
{
    const bool braces = !isSole(m_signs, from, to, 1);
    m_scripts.push_back({.braces = braces, .before = m_before});
    glue(mark, node);
    if (braces)
        open(node);
    else
        m_bare = true;
}

void Writer::endScript(NodeId node)
{
    if (m_scripts.back().braces) close(node);
    m_before = m_scripts.back().before;
    m_scripts.pop_back();
    m_bare = false;
    m_due = !m_before;
}

/*! Whether all that a pair of brackets holds is one above the other: the command writes the brackets. */
bool Writer::isBinomial(std::size_t open) const
{
    if (m_signs[open].character != U'(' || open + 1 >= m_signs.size() || m_signs[open + 1].kind != SignKind::stackBegin)
        return false;
    const std::size_t close = m_signs[open + 1].partner + std::size_t{1};
    return close < m_signs.size() && m_signs[close].character == U')';
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
        plain(sign.kind == SignKind::stackBegin ? "\\binom" : m_short ? "\\f" : "\\frac", sign.node);
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
        plain(m_short ? "\\s" : "\\sqrt", sign.node);
        if ((sign.flags & hasIndex) != 0) glue("[", sign.node);
        return;
    case SignKind::radicand:
        if ((sign.flags & hasIndex) != 0) glue("]", sign.node);
        open(sign.node);
        return;
    case SignKind::superscript:
    case SignKind::subscript:
        if ((sign.flags & onlyPrimes) != 0) return;
        m_before = (sign.flags & leftScript) != 0 || m_out.empty() || (m_before && (sign.flags & aligned) != 0);
        if (m_before && (sign.flags & aligned) == 0) blank();
        beginScript(sign.kind == SignKind::superscript ? "^" : "_", m_at + 1, sign.partner, sign.node);
        return;
    case SignKind::scriptEnd:
        if ((m_signs[sign.partner].flags & onlyPrimes) != 0) return;
        endScript(sign.node);
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
    case SignKind::argument:
    case SignKind::blank:
        if (sign.kind == SignKind::blank && (sign.flags & inText) != 0) blank();
        return;
    default:
        writeSign(sign);
        m_bare = false;
        return;
    }
}

/*! What encloses something, as LaTeX overwrites it: strokes, arrows, then what stands around it. */
struct Stroke {
    std::string_view notation;
    std::string_view command;
};
constexpr auto strokes = std::to_array<Stroke>({
    {"downarrow", "\\downarrow"},
    {"uparrow", "\\uparrow"},
    {"rightarrow", "\\longrightarrow"},
    {"leftarrow", "\\longleftarrow"},
    {"horizontalstrike", "\\hline"},
    {"verticalstrike", "\\vline"},
    {"downdiagonalstrike", "\\neswline"},
    {"updiagonalstrike", "\\senwline"},
});

void Writer::enclose(const Sign &sign)
{
    const bool begin = sign.kind == SignKind::encloseBegin;
    const std::string_view around = hasNotation(sign.text, "circle")                                        ? "\\circle"
                                    : hasNotation(sign.text, "box") || hasNotation(sign.text, "roundedbox") ? "\\boxed"
                                                                                                            : "";
    if (begin) {
        for (const Stroke &stroke : strokes) {
            if (!hasNotation(sign.text, stroke.notation)) continue;
            plain("\\overwrite", sign.node);
            open(sign.node);
        }
        if (around.empty()) return;
        plain(around, sign.node);
        open(sign.node);
        return;
    }
    if (!around.empty()) close(sign.node);
    for (auto stroke = strokes.rbegin(); stroke != strokes.rend(); ++stroke) {
        if (!hasNotation(sign.text, stroke->notation)) continue;
        close(sign.node);
        open(sign.node);
        glue(stroke->command, sign.node);
        close(sign.node);
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
        if (const std::string_view special = letterCommand(sign); !special.empty()) return infix(special, sign.node);
        const std::string_view font = fontCommand(sign.variant);
        if (!font.empty()) command(font, sign.node);
        if (name.empty())
            plain(self, sign.node);
        else
            command(name, sign.node);
        if (!font.empty()) m_due = true;
        return;
    }
    case SignKind::number:
        if ((sign.flags & continued) != 0) return m_out.append(sign.text, sign.node);
        return plain(sign.text.empty() ? std::string_view(self) : sign.text, sign.node);
    case SignKind::word: return plain(sign.text, sign.node);
    case SignKind::function:
        if (m_short || isPlainFunctionName(sign.text)) return plain(sign.text, sign.node);
        plain("\\" + std::string(sign.text), sign.node);
        m_due = true;
        return;
    case SignKind::comma:
        if ((sign.flags & written) != 0) return;
        glue(",", sign.node);
        m_due = true;
        return;
    case SignKind::punctuation: return punctuation(sign);
    case SignKind::prime: return plain(name.empty() ? std::string_view("'") : name, sign.node);
    case SignKind::open:
    case SignKind::close:
    case SignKind::bar: return brackets(sign);
    case SignKind::operation:
    case SignKind::comparison:
        if (isWithinText(m_signs, m_at) && name.starts_with('\\')) return command(name, sign.node);
        if (sign.character == U'/' || isWithinText(m_signs, m_at))
            return plain(name.empty() ? std::string_view(self) : name, sign.node);
        return infix(name.empty() ? std::string_view(self) : name, sign.node);
    case SignKind::ellipsis:
        if (!sign.text.empty()) return plain(sign.text, sign.node); // written as periods
        [[fallthrough]];
    default:
        if (name.starts_with('\\') && (isPrefix(sign) || isSetApart(sign, name)))
            infix(name, sign.node);
        else if (name.starts_with('\\'))
            command(name, sign.node);
        else
            plain(name.empty() ? std::string_view(self) : name, sign.node);
        return;
    }
}

/*! Whether an ordinary sign with a long name has a blank before it: not infinity, shapes and dots on the line. */
bool Writer::isSetApart(const Sign &sign, std::string_view name)
{
    if (sign.kind == SignKind::ellipsis) return sign.character == U'\u22EE' || sign.character == U'\u22F1';
    return sign.kind == SignKind::symbol && characterFacts(sign.character).kind != CharacterClass::prefix &&
           sign.character != U'\u221E' && isLong(name);
}

/*! Whether a sign with what follows it stands behind something: for all, a sum; but not with scripts of its own. */
bool Writer::isPrefix(const Sign &sign) const
{
    if (sign.kind != SignKind::bigOperator && characterFacts(sign.character).kind != CharacterClass::prefix)
        return false;
    if (m_at + 1 == m_signs.size()) return true;
    const SignKind after = m_signs[m_at + 1].kind;
    return after != SignKind::subscript && after != SignKind::superscript && after != SignKind::under &&
           after != SignKind::over;
}

void Writer::punctuation(const Sign &sign)
{
    std::string self;
    appendUtf8(self, sign.character);
    const std::string_view name = nameOf(sign.character);
    const Sign *before = m_at > 0 ? &m_signs[m_at - 1] : nullptr;
    if (isWithinText(m_signs, m_at)) return glue(name.empty() ? std::string_view(self) : name, sign.node);
    switch (sign.character) {
    case U';':
        glue(self, sign.node);
        m_due = true;
        return;
    case U':': return infix("\\colon", sign.node);
    case U'.':
    case U'?': {
        if (m_bare) return glue(self, sign.node);
        const bool point = sign.character == U'.' && before && before->kind == SignKind::number &&
                           m_at + 1 < m_signs.size() && !endsPart(m_signs[m_at + 1].kind);
        if (!point) blank();
        return glue(self, sign.node);
    }
    default: return plain(name.empty() ? std::string_view(self) : name, sign.node);
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
    if (sign.kind == SignKind::open && isBinomial(m_at)) return; // as does \binom
    if (sign.kind == SignKind::close && m_at > 0 && m_signs[m_at - 1].kind == SignKind::stackEnd &&
        m_signs[m_at - 1].partner > 0 && isBinomial(m_signs[m_at - 1].partner - std::size_t{1}))
        return;
    std::string self;
    appendUtf8(self, sign.character);
    if (sign.character == U'{' || sign.character == U'}') return plain("\\" + self, sign.node);
    const std::string_view name = nameOf(sign.character);
    const bool scripts = m_at + 1 < m_signs.size() && (m_signs[m_at + 1].kind == SignKind::subscript ||
                                                       m_signs[m_at + 1].kind == SignKind::superscript);
    if (name.starts_with('\\') && scripts && sign.kind == SignKind::bar) return command(name, sign.node);
    if (name.starts_with('\\')) return infix(name, sign.node);
    if (sign.kind == SignKind::close)
        glue(self, sign.node);
    else
        plain(name.empty() ? std::string_view(self) : name, sign.node);
    // a blank after a bar that opens, unless it is part of what encloses the signs
    if (sign.kind == SignKind::bar) m_due = m_bars[m_at] == Bar::open && sign.text.empty();
}

/*! The command that writes a modifier; empty when there is none. */
std::string_view accentCommand(char32_t character, bool below, bool shortNames)
{
    if (isBarSign(character)) {
        if (below) return "\\underline";
        return shortNames ? "\\ol" : "\\overline";
    }
    if (below) return character == U'\u23DF' ? "\\underbrace" : "";
    switch (character) {
    case U'^':
    case U'\u02C6':
    case U'\u0302': return "\\hat";
    case U'~':
    case U'\u02DC':
    case U'\u223C': return "\\tilde";
    case U'.':
    case U'\u02D9': return "\\dot";
    case U'\u00A8': return "\\ddot";
    case U'\u2192':
    case U'\u20D7': return "\\vec";
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
        const bool enclosed = m_signs[mark].node == sign.node; // a line that encloses it: no accent
        std::string_view accent;
        if (sign.order != 3 && end == mark + 2) accent = accentCommand(m_signs[mark + 1].character, below, m_short);
        if (sign.order == 2 && end == mark + 3 && m_signs[mark + 1].character == U'.' &&
            m_signs[mark + 2].character == U'.')
            accent = "\\ddot";
        const bool line = accent.starts_with("\\o"); // over it
        m_limits.back().accent = !accent.empty() && !enclosed && !line;
        if (!enclosed) blank();
        if (accent.empty()) { // the modifier before its base, when it is simple enough to be written ahead
            glue(below ? "\\underset" : "\\overset", sign.node);
            open(sign.node);
            for (std::size_t at = mark + 1; at < end && at < m_signs.size(); ++at) {
                if (beginsPart(m_signs[at].kind) && m_signs[at].kind != SignKind::open) break;
                m_bare = true;
                writeSign(m_signs[at]);
            }
            m_bare = false;
            close(sign.node);
        } else {
            plain(accent, sign.node);
        }
        open(sign.node);
        m_bare = true; // a sign of operation here has no blanks
        return;
    }
    const bool limits = m_limits.back().limits;
    if (sign.kind == SignKind::modifiedEnd) {
        if (m_limits.back().begun) endScript(sign.node);
        if (m_limits.back().accent || limits) m_due = true; // a blank before what is summed
        m_limits.pop_back();
        return;
    }
    if (!limits) {
        close(sign.node);
        m_at = sign.partEnd - 1; // written ahead
        return;
    }
    if (m_limits.back().begun) endScript(sign.node);
    m_limits.back().begun = true;
    m_before = false;
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
        blank();
        glue("\\begin{" + std::string(environment) + "}", sign.node);
        return;
    }
    if (sign.kind == SignKind::tableRow) {
        if (m_signs[m_at - 1].kind != SignKind::tableBegin) {
            blank();
            glue("\\\\", sign.node);
        }
        return;
    }
    if (sign.kind == SignKind::tableCell) {
        blank();
        if (m_signs[m_at - 1].kind == SignKind::tableRow) return;
        glue("&", sign.node);
        blank();
        return;
    }
    blank();
    glue("\\end{" + std::string(m_tables.back()) + "}", sign.node);
    m_due = true;
    m_tables.pop_back();
}

} // namespace

Braille latexTextOf(std::span<const Sign> signs, bool shortNames)
{
    return Writer{signs, shortNames}.run();
}

} // namespace mathtts
