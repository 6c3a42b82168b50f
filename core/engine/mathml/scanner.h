// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/diagnostic.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace mathtts::mathml
{

/*! Records a diagnostic while there is room for it. */
class Reporter
{
public:
    Reporter(Diagnostics &diagnostics, std::size_t most)
        : m_diagnostics(diagnostics)
        , m_most(most)
    {
    }
    void operator()(Severity severity, DiagnosticCode code, Span span, std::string_view detail = {});

private:
    Diagnostics &m_diagnostics;
    std::size_t m_most;
};

/*!
 * Takes XML apart, as forgiving as a browser: tags, attributes and the text between them, one call a piece.
 *
 *   while ((piece = scanner.next()) != Scanner::Piece::end) switch (piece) {
 *   case Scanner::Piece::startTag: while (scanner.attribute()) use(scanner.attributeName(), scanner.attributeValue());
 *
 * Comments, processing instructions and document types are passed over; entities that a document type declares are
 * neither defined nor fetched. Never goes back: linear. Positions are bytes of the input.
 */
class Scanner
{
public:
    enum class Piece : std::uint8_t { startTag, endTag, text, verbatim, end };

    Scanner(std::string_view input, Reporter report);

    /*! The next piece. What was not asked for of a start tag (its attributes) is passed over. */
    Piece next();

    /*! Of a tag: its name without a namespace prefix. */
    [[nodiscard]] std::string_view name() const { return m_name; }
    /*! Of a text: its bytes as they are written, character references included; those of verbatim text have none. */
    [[nodiscard]] std::string_view text() const { return m_text; }
    /*! Where the piece starts, and where the scanner is: behind the piece once a start tag is closed. */
    [[nodiscard]] std::uint32_t begin() const { return static_cast<std::uint32_t>(m_begin); }
    [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(m_at); }

    /*! Moves to the next attribute of a start tag; false behind the last one, when the tag is closed. */
    bool attribute();
    [[nodiscard]] std::string_view attributeName() const { return m_attributeName; }
    [[nodiscard]] std::string_view attributeValue() const { return m_attributeValue; }
    /*! Of a start tag, once attribute() was false: whether it ended in "/>". */
    [[nodiscard]] bool isEmptyElement() const { return m_empty; }

    [[nodiscard]] std::string_view input() const { return m_input; }
    /*! Whether appendText() would append \a text as it is. */
    static bool isPlain(std::string_view text);

    /*! Passes over everything up to the end tag of the element whose start tag was closed just now. */
    void skipElement(std::string_view name);

    /*! The text up to the end tag \a name, as it is written, both passed over, if nothing else stands before it; else
     *  false and nothing is passed over. The short way through most tokens. */
    bool onlyText(std::string_view name, std::string_view &text);

    /*!
     * Appends \a raw to \a out: character references resolved (unless \a verbatim), white space as blanks, bytes that
     * are no character as U+FFFD. \a offset is where \a raw stands in the input.
     */
    void appendText(std::string &out, std::string_view raw, std::size_t offset, bool verbatim);

private:
    Piece startTag();
    Piece endTag();
    bool passOver();
    void reference(std::string &out, std::string_view raw, std::size_t &at, std::size_t offset);
    void character(std::string &out, char32_t character, Span span, std::string_view detail);
    std::string_view takeName();

    std::string_view m_input;
    Reporter m_report;
    std::size_t m_at = 0;
    std::size_t m_begin = 0;
    std::string_view m_name;
    std::string_view m_text;
    std::string_view m_attributeName;
    std::string_view m_attributeValue;
    bool m_inTag = false;
    bool m_empty = false;
};

} // namespace mathtts::mathml
