// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! One part of an intent. */
struct IntentTerm {
    enum class Kind : std::uint8_t {
        concept_,    ///< a name to be looked up; one that nobody knows is said as it is
        literal,     ///< a name that starts with _: said as it is, without the underscore
        number,      ///< -1.5
        reference,   ///< $name: the part of the formula whose arg is name
        application, ///< head(arguments): the head is the first child
        self,        ///< properties without a term: they speak of the element itself
    };
    Kind kind = Kind::self;
    std::string_view text;    ///< the name without its $ or leading _, the digits of a number
    std::uint32_t offset = 0; ///< where the term starts in the attribute
    std::uint32_t firstChild = 0;
    std::uint32_t childCount = 0;
    std::uint32_t firstProperty = 0;
    std::uint32_t propertyCount = 0;
};

/*! Where and why an intent can't be read. */
struct IntentError {
    enum class Kind : std::uint8_t { none, empty, unexpected, missingName, missingParenthesis, tooDeep };
    Kind kind = Kind::none;
    std::uint32_t offset = 0;
};

/*!
 * The value of an intent attribute, parsed; MathML 4, section 5.1:
 *
 *   intent      := property+ | expression
 *   expression  := ( term property* | application ) and application := expression '(' [expression (',' expression)*]
 * ')' term        := name | number | '$' name property    := ':' name
 *
 * Text is a view into what parse() was given. Keeps its memory from one parse to the next.
 */
class Intent
{
public:
    using TermId = std::uint32_t;

    /*! Parses \a text; false when it is not an intent, and error() says why. Linear, nothing recurses. */
    bool parse(std::string_view text);

    [[nodiscard]] const IntentError &error() const { return m_error; }
    /*! Terms are in post-order: children come before their parent, the root is the last one. */
    [[nodiscard]] TermId root() const { return static_cast<TermId>(m_terms.size() - 1); }
    [[nodiscard]] std::size_t size() const { return m_terms.size(); }
    [[nodiscard]] const IntentTerm &operator[](TermId term) const { return m_terms[term]; }
    /*! Of an application its head, then its arguments. */
    [[nodiscard]] std::span<const TermId> children(TermId term) const
    {
        return {m_children.data() + m_terms[term].firstChild, m_terms[term].childCount};
    }
    /*! The names of the properties without their colons, in the order they were written. */
    [[nodiscard]] std::span<const std::string_view> properties(TermId term) const
    {
        return {m_properties.data() + m_terms[term].firstProperty, m_terms[term].propertyCount};
    }
    [[nodiscard]] bool hasProperty(TermId term, std::string_view name) const;

private:
    bool fail(IntentError::Kind kind, std::size_t offset);
    void skipBlanks();
    std::string_view takeName();
    bool parseTerm();
    void closeApplication(std::uint32_t firstOpen);

    std::string_view m_text;
    std::size_t m_at = 0;
    IntentError m_error;
    std::vector<IntentTerm> m_terms;
    std::vector<TermId> m_children;
    std::vector<std::string_view> m_properties;
    std::vector<TermId> m_open;          // head and arguments of the applications that are open
    std::vector<std::uint32_t> m_frames; // where each of these starts in m_open
};

} // namespace mathtts
