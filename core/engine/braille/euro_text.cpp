// SPDX-License-Identifier: GPL-3.0-or-later
// LaTeX in Eurobraille, the computer braille of eight dots, with the blanks that schools in Germany write.
#include "linear.h"

#include "engine/text.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

namespace mathtts
{

namespace
{

// The cells of U+0021 to U+007E (DIN 32982).
constexpr std::u32string_view cells = U"⠐⠈⠼⠨⠿⠯⠠⠦⠴⠔⠖⠂⠤⠄⠲⠬⠡⠣⠩⠹⠱⠫⠻⠳⠪⠒⠆⠰⠶⠘⠢⡜⡁⡃⡉⡙⡑⡋⡛⡓⡊⡚⡅⡇⡍⡝⡕"
                                      U"⡏⡟⡗⡎⡞⡥⡧⡺⡭⡽⡵⡷⡌⡾⡮⡸⠜⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⠷⠌⠾⠮";
static_assert(cells.size() == U'~' - U'!' + 1);

bool isBlank(char32_t character)
{
    return character <= U' ' || character == U'\u00A0';
}

/*! The sign that is typed instead of its name, else 0. */
char32_t typedSign(std::u32string_view name)
{
    if (name == U"\\lt") return U'<';
    if (name == U"\\gt") return U'>';
    if (name == U"\\colon") return U':';
    return name == U"\\cdot" ? U'*' : U'\0';
}

constexpr std::u32string_view edges = U"{}_^"; // of groups

class Writer
{
public:
    /*! \a written: by an author, whose blanks between letters mean nothing; else they set words apart. */
    Writer(const Braille &text, bool written, std::vector<std::u32string> operators)
        : m_text(text.cells)
        , m_nodes(text.nodes)
        , m_written(written)
        , m_operators(std::move(operators))
    {
        std::ranges::sort(m_operators);
    }

    Braille run()
    {
        while (m_at < m_text.size()) {
            const char32_t next = m_text[m_at];
            if (isBlank(next))
                between();
            else if (next == U'\\')
                backslash();
            else
                plain(next);
        }
        return std::move(m_out);
    }

private:
    /*! What a letter that follows would be read as part of, or would touch. */
    enum class Last : std::uint8_t { other, word, bracket };

    void between()
    {
        ++m_at;
        if (!m_written && m_last == Last::other && isLatin(m_before) && m_at < m_text.size() && isLatin(m_text[m_at]))
            blank();
    }

    void plain(char32_t character)
    {
        static constexpr std::u32string_view signs = U"%*+-/:<=>~";
        if (isLatin(character) && m_last != Last::other) blank();
        if (signs.contains(character)) apart();
        put(character);
        m_last = character > U'~' ? Last::word : Last::other;
        ++m_at;
    }

    /*! A command: its letters, or one other character. */
    void backslash()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && isLatin(m_text[end]))
            ++end;
        if (end == m_at + 1) {
            const char32_t next = end < m_text.size() ? m_text[end] : U'\0';
            const bool bracket = next == U'{' || next == U'\\';
            put(U'\\');
            ++m_at;
            m_last = bracket ? Last::bracket : Last::other;
            if (!bracket) return;
            put(next);
            m_rowEnd = next == U'\\';
            ++m_at;
            return;
        }
        std::u32string name(m_text.substr(m_at, end - m_at));
        if (name == U"\\not" && edges.contains(m_before) && end < m_text.size() && m_text[end] == U'=')
            name += m_text[end++];
        if (const char32_t typed = typedSign(name); typed != 0) {
            apart();
            put(typed);
            m_last = Last::other;
            m_at = end;
            return;
        }
        if (m_last == Last::word) blank();
        if (std::ranges::binary_search(m_operators, name)) apart();
        for (; m_at < end; ++m_at)
            put(m_text[m_at]);
        m_last = isLatin(name.back()) ? Last::word : Last::other;
        if (name.starts_with(U"\\text") || name == U"\\mbox") words();
    }

    /*! The group that follows as it is: text, with its blanks. */
    void words()
    {
        if (m_at >= m_text.size() || m_text[m_at] != U'{') return;
        m_last = Last::other;
        for (int depth = 0; m_at < m_text.size(); ++m_at) {
            const char32_t character = m_text[m_at];
            if (isBlank(character))
                blank();
            else
                put(character);
            if (character == U'{') ++depth;
            if (character == U'}' && --depth == 0) {
                ++m_at;
                return;
            }
        }
    }

    /*! The blank before a sign of operation or comparison: not at the edge of a group, nor behind one. */
    void apart()
    {
        if (!m_out.cells.empty() && !m_rowEnd && !edges.contains(m_before)) blank();
    }

    void blank()
    {
        m_out.cells.push_back(U'\u2800');
        m_out.nodes.push_back(noNode);
        m_before = U' ';
        m_rowEnd = false;
    }

    void put(char32_t character)
    {
        const NodeId node = m_nodes[std::min(m_at, m_nodes.size() - 1)];
        m_before = character;
        m_rowEnd = false;
        if (character >= U'!' && character <= U'~') {
            m_out.cells.push_back(cells[character - U'!']);
            m_out.nodes.push_back(node);
            return;
        }
        // no cell: its name, else its code point
        std::string name(latexName(character).name);
        if (name.empty() || name.front() != '\\') name = formatted("\\u{:04x}", static_cast<std::uint32_t>(character));
        for (const char c : name) {
            m_out.cells.push_back(c == ' ' ? U'\u2800' : cells[static_cast<std::size_t>(c - '!')]);
            m_out.nodes.push_back(node);
        }
    }

    std::u32string_view m_text;
    std::span<const NodeId> m_nodes;
    bool m_written;
    std::vector<std::u32string> m_operators; // sorted
    std::size_t m_at = 0;
    Last m_last = Last::other;
    char32_t m_before = 0; // written last
    bool m_rowEnd = false; // a double backslash was
    Braille m_out;
};

} // namespace

Braille euroTextOf(const Tree &tree, std::span<const Sign> signs)
{
    const std::string_view source =
        tree.root() == noNode ? std::string_view() : tree.attribute(tree.root(), Attribute::latex);
    Braille text;
    if (source.empty()) {
        text = latexTextOf(signs, false);
    } else {
        LinearText written;
        written.append(source, tree.root());
        text = written.take();
    }
    if (text.cells.empty()) return {};
    std::vector<std::u32string> operators;
    for (const Sign &sign : signs) {
        const bool prefix = characterFacts(sign.character).kind == CharacterClass::prefix;
        if ((sign.kind != SignKind::operation && sign.kind != SignKind::comparison && !prefix) ||
            (sign.flags & inText) != 0)
            continue;
        const std::string_view name =
            source.empty() ? latexName(sign.character).name : tree.attribute(sign.node, Attribute::latex);
        if (name.starts_with('\\')) operators.emplace_back(name.begin(), name.end());
    }
    return Writer{text, !source.empty(), std::move(operators)}.run();
}

} // namespace mathtts
