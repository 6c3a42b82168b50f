// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/source.h"

#include "engine/tree/utf8.h"

#include <algorithm>
#include <string>

namespace mathtts::latex
{

namespace
{
bool isLetter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool isBlank(int byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f' || byte == '\v';
}

// The length of the token at position: a control sequence or one character.
std::size_t tokenLength(std::string_view text, std::size_t position)
{
    if (text[position] != '\\' || position + 1 == text.size()) return decodeUtf8(text, position).length;
    std::size_t end = position + 1;
    if (!isLetter(static_cast<unsigned char>(text[end]))) return 1 + decodeUtf8(text, end).length;
    while (end < text.size() && isLetter(static_cast<unsigned char>(text[end])))
        ++end;
    return end - position;
}
} // namespace

std::size_t bracedLength(std::string_view text, std::size_t position)
{
    std::size_t depth = 0;
    for (std::size_t i = position; i < text.size(); ++i) {
        switch (text[i]) {
        case '\\': ++i; break;
        case '%': // a comment hides braces
            while (i + 1 < text.size() && text[i] != '\n')
                ++i;
            break;
        case '{': ++depth; break;
        case '}':
            if (--depth == 0) return i + 1 - position;
            break;
        default: break;
        }
    }
    return std::string_view::npos;
}

Source::Source(Arena &arena, const Limits &limits)
    : m_arena(arena)
    , m_limits(limits)
{
}

void Source::start(const Fragment &text)
{
    m_frames.clear();
    m_frames.push_back({text, 0});
    m_end = text.span(0, 0).begin;
}

bool Source::charge(std::size_t bytes)
{
    m_expandedBytes += bytes;
    if (m_expandedBytes > m_limits.expandedBytes) m_exhausted = true;
    return !m_exhausted;
}

bool Source::push(const Fragment &text)
{
    if (++m_expansions > m_limits.expansions) m_exhausted = true;
    if (!charge(text.text.size())) {
        m_frames.resize(1);
        return false;
    }
    // A call at the end of a body takes its place: endless loops need no memory.
    while (m_frames.size() > 1 && m_frames.back().position == m_frames.back().fragment.text.size())
        m_frames.pop_back();
    m_frames.push_back({text, 0});
    return true;
}

bool Source::pushArgument()
{
    Frame &frame = m_frames.back();
    const std::string_view text = frame.fragment.text;
    if (frame.position + 1 == text.size()) return false;
    const int number = text[frame.position + 1] - '0';
    if (number < 1 || number > frame.fragment.argumentCount) return false;
    const Fragment argument = m_arguments[frame.fragment.arguments + static_cast<std::uint32_t>(number) - 1];
    frame.position += 2;
    push(argument);
    return true;
}

int Source::peekSecond() const
{
    const Frame &frame = m_frames.back();
    const std::size_t next = frame.position + 1;
    return next < frame.fragment.text.size() ? static_cast<unsigned char>(frame.fragment.text[next]) : -1;
}

int Source::skipSpaces()
{
    for (;;) {
        const int byte = peek();
        if (isBlank(byte)) {
            advance(1);
        } else if (byte == '%') {
            const std::size_t line = rest().find('\n');
            advance(line == std::string_view::npos ? rest().size() : line + 1);
        } else {
            return byte;
        }
    }
}

std::string_view Source::controlName() const
{
    const std::string_view text = rest();
    return text.substr(1, tokenLength(text, 0) - 1);
}

bool Source::readRaw(Fragment &result, bool &closed)
{
    closed = true;
    const int byte = skipSpaces();
    result = here(0);
    if (byte < 0) return false;
    if (byte != '{') {
        const std::size_t length = tokenLength(rest(), 0);
        result = here(length);
        advance(length);
        return true;
    }
    const std::string_view text = rest();
    std::size_t length = bracedLength(text, 0);
    closed = length != std::string_view::npos;
    if (!closed) length = text.size();
    result = here(length).part(1, closed ? length - 2 : length - 1);
    advance(length);
    return true;
}

bool Source::readOptional(Fragment &result)
{
    const int byte = skipSpaces();
    result = here(0);
    if (byte != '[') return false;
    advance(1);
    if (readUntil("]", result)) return true;
    result = here(0);
    return true;
}

bool Source::readUntil(std::string_view delimiter, Fragment &result)
{
    constexpr std::size_t budget = 1024 * 1024;
    peek();
    const std::string_view text = rest();
    if (m_searchedBytes > budget) return false;
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i, delimiter.size()) == delimiter) {
            result = here(i);
            advance(i + delimiter.size());
            return true;
        }
        if (text[i] == '{') {
            const std::size_t length = bracedLength(text, i);
            if (length == std::string_view::npos) break;
            i += length;
        } else {
            i += text[i] == '\\' ? tokenLength(text, i) : 1;
        }
    }
    m_searchedBytes += text.size();
    return false;
}

void Source::spendAs(const Source &other)
{
    m_expansions = other.m_expansions;
    m_expandedBytes = other.m_expandedBytes;
    m_searchedBytes = other.m_searchedBytes;
    m_exhausted = other.m_exhausted;
}

std::size_t Source::runOf(char byte) const
{
    const std::string_view text = rest();
    return std::min(text.find_first_not_of(byte), text.size());
}

std::string_view Source::flatten(const Fragment &fragment)
{
    if (fragment.argumentCount == 0 || fragment.text.find('#') == std::string_view::npos) return fragment.text;
    std::string result;
    std::vector<Frame> frames{{fragment, 0}};
    while (!frames.empty()) {
        Frame &frame = frames.back();
        const std::string_view text = frame.fragment.text;
        if (frame.position >= text.size()) {
            frames.pop_back();
            continue;
        }
        const char byte = text[frame.position++];
        if (byte != '#' || frame.position == text.size() || frame.fragment.argumentCount == 0) {
            result += byte;
            continue;
        }
        const char next = text[frame.position];
        const int number = next - '0';
        if (next == '#' || number < 1 || number > frame.fragment.argumentCount) {
            if (next == '#') ++frame.position; // ## is # one level down
            result += '#';
            continue;
        }
        ++frame.position;
        const Fragment argument = m_arguments[frame.fragment.arguments + static_cast<std::uint32_t>(number) - 1];
        if (!charge(argument.text.size() + 1)) break;
        // A control word must not grow by the letters that follow it.
        if (!result.empty() && isLetter(static_cast<unsigned char>(result.back()))) {
            const std::size_t slash = result.find_last_of('\\');
            if (slash != std::string::npos && tokenLength(result, slash) == result.size() - slash) result += ' ';
        }
        frames.push_back({argument, 0});
    }
    return m_arena.keep(result);
}

} // namespace mathtts::latex
