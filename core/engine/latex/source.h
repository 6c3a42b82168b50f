// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace mathtts::latex
{

/*!
 * A piece of LaTeX and where it comes from: the input itself, or the body of a macro that was called there.
 * #1 to #9 in it stand for the arguments of that macro (by index, see Source::arguments).
 */
struct Fragment {
    std::string_view text{};
    std::uint32_t offset = 0; ///< of the text in the input, when \c original
    bool original = false;
    std::uint8_t argumentCount = 0;
    std::uint32_t arguments = 0; ///< index of the first argument
    Span call{};                 ///< span of everything in it, when not \c original

    /*! Where \a length bytes from \a position on were written. */
    [[nodiscard]] Span span(std::size_t position, std::size_t length) const
    {
        if (!original) return call;
        const auto begin = static_cast<std::uint32_t>(offset + position);
        return {begin, static_cast<std::uint32_t>(begin + length)};
    }
    /*! A part of it. */
    [[nodiscard]] Fragment part(std::size_t position, std::size_t length) const
    {
        Fragment result = *this;
        result.text = text.substr(position, length);
        result.offset += static_cast<std::uint32_t>(position);
        return result;
    }
};

/*!
 * The characters to read: the input and, on top of it, the macro bodies and arguments that are being expanded.
 * Nothing is copied: expansion pushes views. All work done for macros is counted against the limits.
 */
class Source
{
public:
    /*! \a arena keeps what has to be put together. */
    Source(Arena &arena, const Limits &limits);

    /*! Starts to read \a text; what was pushed before is forgotten. */
    void start(const Fragment &text);
    /*! Reads \a text before going on. False when that passes a limit: nothing more expands then. */
    bool push(const Fragment &text);

    /*! The next byte, -1 at the end. */
    int peek()
    {
        for (;;) {
            Frame &frame = m_frames.back();
            if (frame.position < frame.fragment.text.size()) {
                const auto byte = static_cast<unsigned char>(frame.fragment.text[frame.position]);
                if (byte != '#' || frame.fragment.argumentCount == 0 || !pushArgument()) return byte;
            } else if (m_frames.size() == 1) {
                return -1;
            } else {
                m_frames.pop_back();
            }
        }
    }
    /*! The byte after the next in the same frame, -1 where it ends. */
    [[nodiscard]] int peekSecond() const;
    /*! Skips blanks and comments. Returns peek(). */
    int skipSpaces();
    /*! What is left of the frame that peek() looked into. */
    [[nodiscard]] std::string_view rest() const
    {
        return m_frames.back().fragment.text.substr(m_frames.back().position);
    }
    void advance(std::size_t length)
    {
        Frame &frame = m_frames.back();
        m_end = frame.fragment.original ? static_cast<std::uint32_t>(frame.fragment.offset + frame.position + length)
                                        : frame.fragment.call.end;
        frame.position += length;
    }
    /*! Where the next \a length bytes were written. */
    [[nodiscard]] Span span(std::size_t length) const
    {
        return m_frames.back().fragment.span(m_frames.back().position, length);
    }
    /*! End of what advance() passed last, in the input. */
    [[nodiscard]] std::uint32_t end() const { return m_end; }
    /*! The next \a length bytes as a fragment; not passed. */
    [[nodiscard]] Fragment here(std::size_t length) const
    {
        return m_frames.back().fragment.part(m_frames.back().position, length);
    }

    /*! At a backslash: the name after it, letters or one character. Nothing is passed. */
    [[nodiscard]] std::string_view controlName() const;

    /*! An argument as text: what is in the braces, or one token. \a closed: whether the brace was closed; an open one
     *  gives all that is left. False at the end of the input: nothing, and that is where. */
    bool readRaw(Fragment &result, bool &closed);
    /*! [text] when the next character that is not blank is a bracket; false otherwise: nothing, and that is where. */
    bool readOptional(Fragment &result);
    /*! Up to \a delimiter outside braces, which is passed. False (and nothing is passed) when it doesn't come, or when
     *  an input full of openings without an end has used up 1 MiB of such searches. */
    bool readUntil(std::string_view delimiter, Fragment &result);

    /*! Text of \a fragment with its arguments put in. */
    std::string_view flatten(const Fragment &fragment);

    /*! Keeps the arguments of a call; where they begin, for its fragment. */
    std::uint32_t addArguments(const std::vector<Fragment> &arguments)
    {
        const std::size_t begin = m_arguments.size();
        m_arguments.insert(m_arguments.end(), arguments.begin(), arguments.end());
        return static_cast<std::uint32_t>(begin);
    }

    /*! Goes on with what \a other has left of the limits: a reader inside another one spends the same budget. */
    void spendAs(const Source &other);
    /*! The length of the run of \a byte that comes next in the same frame. */
    [[nodiscard]] std::size_t runOf(char byte) const;

    /*! True once a limit of expansion was passed. */
    [[nodiscard]] bool exhausted() const { return m_exhausted; }

private:
    struct Frame {
        Fragment fragment;
        std::size_t position = 0;
    };
    bool pushArgument();
    bool charge(std::size_t bytes);

    Arena &m_arena;
    const Limits &m_limits;
    std::vector<Frame> m_frames;
    std::vector<Fragment> m_arguments;
    std::uint32_t m_end = 0;
    std::uint32_t m_expansions = 0;
    std::size_t m_expandedBytes = 0;
    std::size_t m_searchedBytes = 0; ///< looked at in vain for a delimiter
    bool m_exhausted = false;
};

/*! The length of a braced group that begins with the brace at \a position, both braces included; npos when open. */
std::size_t bracedLength(std::string_view text, std::size_t position);

} // namespace mathtts::latex
