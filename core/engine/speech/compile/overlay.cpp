// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/overlay.h"

#include "engine/tree/utf8.h"

#include <charconv>
#include <iterator>

namespace mathtts
{

namespace
{
using Lines = std::vector<std::string_view>;

/*! Takes the first word off \a rest, or what stands in quotes. */
std::string_view takeWord(std::string_view &rest)
{
    rest = trim(rest);
    std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
    if (rest.starts_with('"'))
        if (const std::size_t quote = rest.find('"', 1); quote != std::string_view::npos) end = quote + 1;
    const std::string_view word = rest.substr(0, end);
    rest = trim(rest.substr(end));
    return word;
}

/*! The character of a key: itself, or U+ and its code point; 0: it is none. */
char32_t characterOf(std::string_view key)
{
    if (!key.starts_with("U+")) return soleCharacter(key);
    std::uint32_t character = 0;
    const std::string hexadecimal(key.substr(2));
    const char *const end = hexadecimal.data() + hexadecimal.size();
    const auto [stop, error] = std::from_chars(hexadecimal.data(), end, character, 16);
    return error == std::errc{} && stop == end && character <= 0x10FFFF ? character : U'\0';
}

/*! The statements of a file: each its lines, without comments and empty ones. */
std::vector<Lines> splitStatements(std::string_view text)
{
    std::vector<Lines> statements;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.starts_with('#') || trim(line).empty()) continue;
        if (!isIndented(line) || statements.empty()) statements.emplace_back();
        statements.back().push_back(line);
    }
    return statements;
}

class OverlayReader
{
public:
    OverlayReader(const RuleSource &source, std::string_view locale, OverlaySyntax &overlay, Problems &problems)
        : m_source(source)
        , m_locale(locale)
        , m_overlay(overlay)
        , m_problems(problems)
    {
    }

    void read()
    {
        if (m_source.text.size() > OverlayLimits::bytes)
            return fail({}, "the file is larger than " + std::to_string(OverlayLimits::bytes / 1024) + " KiB",
                        "Lay over only what you change.");
        const std::vector<Lines> statements = splitStatements(m_source.text);
        if (statements.size() > OverlayLimits::statements)
            return fail(trim(statements[OverlayLimits::statements].front()),
                        "there are more than " + std::to_string(OverlayLimits::statements) + " statements",
                        "Lay over only what you change.");
        if (const std::string locale = overlayLocale(m_source); locale != m_locale && locale == m_source.locale)
            fail({}, "there is no locale " + locale, "");
        if (!m_source.style.empty()) openSection({.place = {&m_source, {}}, .style = m_source.style});
        for (const Lines &lines : statements)
            readStatement(lines);
    }

private:
    /*! \a part is a part of the source. */
    void fail(std::string_view part, std::string message, std::string advice)
    {
        m_problems.error({&m_source, part}, std::move(message), std::move(advice));
    }

    void readStatement(const Lines &lines)
    {
        std::string_view rest = lines.front();
        const std::string_view keyword = takeWord(rest);
        if (keyword == "locale") {
            if (rest != m_locale) fail(rest, "there is no locale " + std::string(rest), "Write: locale en");
        } else if (keyword == "style") {
            readStyle(rest);
        } else if (m_style.empty()) {
            fail(keyword, "no style is named yet", "Write a line before it: style natural");
        } else if (keyword == "message") {
            Lines message = lines;
            message.front() = rest;
            if (rest.empty())
                fail(keyword, "a message is: message KEY = WORDS",
                     "For example: message power.square = {base} squared");
            else
                readMessage(m_source, message, m_overlay.messages[m_style], m_problems);
        } else if (keyword == "word") {
            if (lines.size() > 1) return fail(trim(lines[1]), "a word stands in one line", "Join the lines.");
            readWord(keyword, rest);
        } else {
            Statement statement;
            for (const std::string_view line : lines)
                readLexemes(line, m_source, statement, m_problems);
            if (statement.empty()) return;
            endStatement(statement);
            m_overlay.sections.back().rules.push_back(std::move(statement));
        }
    }

    void readStyle(std::string_view rest)
    {
        const std::string_view name = takeWord(rest);
        OverlaySection section{.place = {&m_source, name}, .style = std::string(name), .base = {}, .rules = {}};
        if (!rest.empty()) {
            const std::string_view word = takeWord(rest);
            section.base = std::string(takeWord(rest));
            if (word != "extends" || section.base.empty() || !rest.empty())
                return fail(word, "after the name of a style may only follow: extends STYLE", "");
        }
        openSection(std::move(section));
    }

    void openSection(OverlaySection section)
    {
        m_style = section.style;
        m_overlay.sections.push_back(std::move(section));
    }

    void readWord(std::string_view keyword, std::string_view rest)
    {
        constexpr std::string_view example = "For example: word symbols ≤ = is at most";
        const std::string_view dictionary = takeWord(rest);
        const std::string_view key = takeWord(rest);
        if (key.empty() || !rest.starts_with('='))
            return fail(dictionary.empty() ? keyword : dictionary, "a word is: word DICTIONARY KEY = WORDS",
                        std::string(example));
        EntrySyntax entry{
            .place = {&m_source, key}, .key = unquote(key), .character = characterOf(unquote(key)), .words = {}};
        if (isOfCharacters(dictionary) && entry.character == 0)
            return fail(key, std::string(key) + " is not one character", "Write the character itself, or U+2264.");
        rest.remove_prefix(1);
        while (true) {
            const std::size_t bar = std::min(rest.find('|'), rest.size());
            std::string_view words = trim(rest.substr(0, bar));
            std::string_view variant;
            if (!entry.words.empty()) {
                const std::size_t equals = words.find('=');
                if (equals == std::string_view::npos)
                    return fail(words.empty() ? key : words, "behind a | stands VARIANT = WORDS",
                                "For example: | plural = meters");
                variant = trim(words.substr(0, equals));
                words = trim(words.substr(equals + 1));
            }
            entry.words.emplace_back(variant, unquote(words));
            if (bar == rest.size()) break;
            rest.remove_prefix(bar + 1);
        }
        std::vector<EntrySyntax> &entries = m_overlay.words[std::string(dictionary) + '.' + m_style].entries;
        const auto same = std::ranges::find_if(entries, [&](const EntrySyntax &other) {
            return other.key == entry.key || (isOfCharacters(dictionary) && other.character == entry.character);
        });
        if (same != entries.end())
            return fail(key,
                        std::string(key) + " has words already (" + same->place.source->name + ", line " +
                            std::to_string(lineOf(same->place)) + ")",
                        "Leave one of them out.");
        entries.push_back(std::move(entry));
    }

    const RuleSource &m_source;
    std::string_view m_locale;
    OverlaySyntax &m_overlay;
    Problems &m_problems;
    std::string m_style; // that statements are laid over
};
} // namespace

void readOverlay(const RuleSource &source, std::string_view locale, OverlaySyntax &overlay, Problems &problems)
{
    OverlayReader{source, locale, overlay, problems}.read();
}

std::string overlayLocale(const RuleSource &source)
{
    for (const Lines &lines : splitStatements(source.text)) {
        std::string_view rest = lines.front();
        if (takeWord(rest) == "locale") return std::string(rest);
    }
    return source.locale.empty() ? "en" : source.locale;
}

} // namespace mathtts
