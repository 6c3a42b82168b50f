// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/messages.h"

#include "engine/speech/compile/lexer.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mathtts
{

namespace
{
std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && (text[i] != separator || (i > 0 && text[i - 1] == '\\'))) continue;
        parts.push_back(trim(text.substr(begin, i - begin)));
        begin = i + 1;
    }
    return parts;
}

/*! Parts of a source that stand in several lines, as one text with a blank between two. */
class JoinedLines
{
public:
    JoinedLines(const RuleSource &source, const std::vector<std::string_view> &lines)
        : m_source(source)
    {
        for (const std::string_view line : lines) {
            const std::string_view part = trim(line);
            if (!m_text.empty()) m_text += ' ';
            m_parts.emplace_back(m_text.size(), part);
            m_text += part;
        }
    }

    [[nodiscard]] std::string_view text() const { return m_text; }

    /*! Where \a part of text() stands in the source; of a part of several lines what is in the first. */
    [[nodiscard]] Place placeOf(std::string_view part) const
    {
        const auto offset = static_cast<std::size_t>(part.data() - m_text.data());
        const auto after =
            std::ranges::upper_bound(m_parts, offset, {}, &std::pair<std::size_t, std::string_view>::first);
        const auto &[begin, line] = *std::prev(after);
        return {&m_source, line.substr(std::min(offset - begin, line.size()), part.size())};
    }

private:
    const RuleSource &m_source;
    std::string m_text;
    std::vector<std::pair<std::size_t, std::string_view>> m_parts; // offset in the text, line of the source
};

class TemplateReader
{
public:
    TemplateReader(const JoinedLines &lines, Problems &problems)
        : m_lines(lines)
        , m_problems(problems)
    {
    }

    /*! \a text is a part of the lines. */
    std::vector<Piece> read(std::string_view text)
    {
        bool inGroup = false;
        for (std::size_t at = 0; at < text.size();) {
            const char c = text[at];
            if (c == '{') {
                flush();
                const std::size_t close = text.find('}', at);
                if (close == std::string_view::npos)
                    return fail(text.substr(at), "a { is not closed", "Put a } behind the slot.");
                const std::size_t first = m_pieces.size();
                readBraces(text.substr(at + 1, close - at - 1));
                for (std::size_t i = first; i < m_pieces.size(); ++i)
                    m_pieces[i].place = m_lines.placeOf(text.substr(at, close + 1 - at));
                at = close + 1;
            } else if (c == '~' || c == '`') {
                flush();
                std::size_t count = 0;
                while (at < text.size() && text[at] == c)
                    ++at, ++count;
                if (c == '~' && at < text.size() && text[at] == '?') {
                    m_pieces.push_back({.kind = PieceKind::pause}); // weighed
                    ++at;
                } else {
                    addPause(c == '`' ? 0 : count);
                    if (c == '`') m_pieces.back().text.assign(count, c);
                }
            } else if (c == '[' || c == ']') {
                flush();
                if ((c == '[') == inGroup)
                    return fail(text.substr(at, 1), "[ ] don't match (and can't be nested)",
                                "Said as it is, it is written \\[ or \\].");
                inGroup = c == '[';
                m_pieces.push_back({.kind = inGroup ? PieceKind::groupBegin : PieceKind::groupEnd,
                                    .place = m_lines.placeOf(text.substr(at, 1))});
                ++at;
            } else if (c == '+' && at > 0 && (text[at - 1] == '}' || (at + 1 < text.size() && text[at + 1] == '{'))) {
                flush(true);
                m_glue = true;
                ++at;
            } else if (c == '?' && at + 1 < text.size() && blanks.find(text[at + 1]) == std::string_view::npos) {
                flush();
                const std::size_t end = std::min(text.find_first_of(" \t[]{}~`", at), text.size());
                m_pieces.push_back(
                    {.kind = PieceKind::optionalWord, .text = std::string(text.substr(at + 1, end - at - 1))});
                at = end;
            } else {
                if (c == '\\' && at + 1 < text.size()) ++at;
                m_words += text[at++];
            }
        }
        flush();
        if (m_glue) return fail(text, "a + stands between two parts of a word");
        if (inGroup) return fail(text, "a [ is not closed", "Put a ] behind what may be left out.");
        return std::move(m_pieces);
    }

private:
    std::vector<Piece> fail(std::string_view part, std::string message, std::string advice = {})
    {
        m_problems.error(m_lines.placeOf(part), std::move(message), std::move(advice));
        return {};
    }

    /*! With \a lastApart the last word becomes a piece of its own. */
    void flush(bool lastApart = false)
    {
        const std::string words = std::exchange(m_words, {});
        std::string_view text = trim(words);
        if (text.empty()) return;
        if (m_glue) { // only the first word belongs to the word before
            const std::string_view first = text.substr(0, text.find(' '));
            add({.kind = PieceKind::word, .text = std::string(first)});
            text = trim(text.substr(first.size()));
        }
        const std::size_t last = text.rfind(' ');
        if (lastApart && last != std::string_view::npos) {
            add({.kind = PieceKind::word, .text = std::string(trim(text.substr(0, last)))});
            text.remove_prefix(last + 1);
        }
        if (!text.empty()) add({.kind = PieceKind::word, .text = std::string(text)});
    }

    void add(Piece piece)
    {
        piece.glued = std::exchange(m_glue, false);
        m_pieces.push_back(std::move(piece));
    }

    void addPause(std::size_t tildes)
    {
        const auto strength = static_cast<Pause>(std::min<std::size_t>(tildes + 1, 5));
        m_pieces.push_back({.kind = PieceKind::pause, .pause = strength});
    }

    void readBraces(std::string_view text)
    {
        if (text.starts_with('>')) {
            m_pieces.push_back({.kind = PieceKind::include, .text = std::string(trim(text.substr(1)))});
            return;
        }
        if (text == "level") return add({.kind = PieceKind::level});
        if (text.starts_with("return "))
            return add({.kind = PieceKind::levelReturn, .text = std::string(trim(text.substr(7)))});
        const std::size_t star = text.find('*');
        if (star != std::string_view::npos && star > 0 && text.find_first_of(" ;") == std::string_view::npos)
            return add({.kind = PieceKind::repeat,
                        .text = std::string(text.substr(star + 1)),
                        .path = {std::string(text.substr(0, star))}});
        const std::vector<std::string_view> parts = split(text, ';');
        Piece piece{.kind = PieceKind::slot};
        std::string_view head = parts.front();
        for (std::size_t blank = head.find(' '); blank != std::string_view::npos; blank = head.find(' ')) {
            readFlag(piece, head.substr(head.rfind(' ') + 1));
            head = trim(head.substr(0, head.rfind(' ')));
        }
        const std::size_t colon = std::min(head.find(':'), head.size());
        if (colon < head.size()) piece.form = head.substr(colon + 1);
        for (const std::string_view part : split(head.substr(0, colon), '.'))
            piece.path.emplace_back(part);
        for (std::size_t i = 1; i < parts.size(); ++i)
            piece.separators.push_back(readSeparator(parts[i]));
        if (piece.separators.size() > 2 || piece.path.front().empty())
            fail(text, "{" + std::string(text) + "} is not a slot");
        add(std::move(piece));
    }

    void readFlag(Piece &piece, std::string_view text)
    {
        if (text.starts_with('+'))
            piece.setFlags.emplace_back(text.substr(1));
        else if (text.starts_with('-'))
            piece.clearFlags.emplace_back(text.substr(1));
        else if (text.starts_with('^'))
            piece.level = text.substr(1);
        else
            fail(text, "a slot is followed by +flag, -flag or ^Level, not " + std::string(text));
    }

    /*! Words and pauses, blank between them. */
    static std::vector<SeparatorPiece> readSeparator(std::string_view text)
    {
        std::vector<SeparatorPiece> pieces;
        std::string words;
        const auto flushWords = [&] {
            if (!words.empty()) pieces.push_back({.kind = PieceKind::word, .text = std::exchange(words, {})});
        };
        for (const std::string_view part : split(text, ' ')) {
            if (part.empty()) continue;
            if (part == "between" || part == "content") {
                flushWords();
                pieces.push_back({.kind = part == "between" ? PieceKind::between : PieceKind::content});
            } else if (part == "~?") {
                flushWords();
                pieces.push_back({.kind = PieceKind::pause}); // weighed
            } else if (part.find_first_not_of('~') == std::string_view::npos || part == "`") {
                flushWords();
                const std::size_t strength = part == "`" ? 1 : std::min<std::size_t>(part.size() + 1, 5);
                pieces.push_back({.kind = PieceKind::pause, .pause = static_cast<Pause>(strength)});
            } else {
                if (!words.empty()) words += ' ';
                words += part;
            }
        }
        flushWords();
        return pieces;
    }

    const JoinedLines &m_lines;
    Problems &m_problems;
    std::string m_words;
    bool m_glue = false; // the next piece belongs to the word before it
    std::vector<Piece> m_pieces;
};
} // namespace

void readMessage(const RuleSource &source, const std::vector<std::string_view> &lines, Messages &messages,
                 Problems &problems)
{
    const JoinedLines joined(source, lines);
    const std::string_view text = joined.text();
    const std::size_t equals = text.find('=');
    const std::string_view key = trim(text.substr(0, equals));
    const Place place = joined.placeOf(key.empty() ? text : key);
    if (equals == std::string_view::npos || key.empty())
        return problems.error(joined.placeOf(text), "a message is key = template");
    const std::vector<std::string_view> variants = split(text.substr(equals + 1), '|');
    if (variants.size() > 3) return problems.error(place, "a message has three variants at most");
    MessageSyntax message{.place = place, .variants = {}};
    for (std::size_t i = 0; i < 3; ++i)
        if (i < variants.size())
            message.variants[i] = TemplateReader{joined, problems}.read(variants[i]);
        else
            message.variants[i] = message.variants[i - 1];
    if (!messages.emplace(key, std::move(message)).second)
        problems.error(place, "the message " + std::string(key) + " stands here twice", "Leave one of them out.");
}

std::string_view messageOwner(std::string_view fileName)
{
    if (const std::size_t slash = fileName.rfind('/'); slash != std::string_view::npos)
        fileName.remove_prefix(slash + 1);
    constexpr std::string_view ending = ".msg";
    if (fileName.ends_with(ending)) fileName.remove_suffix(ending.size());
    return fileName;
}

void readMessages(const RuleSource &source, Messages &messages, Problems &problems)
{
    std::string_view rest = source.text;
    std::vector<std::string_view> pending;
    const auto finish = [&] {
        if (!pending.empty()) readMessage(source, pending, messages, problems);
        pending.clear();
    };
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        if (line.starts_with('#') || trim(line).empty()) continue;
        if (!isIndented(line)) finish();
        pending.push_back(line);
    }
    finish();
}

} // namespace mathtts
