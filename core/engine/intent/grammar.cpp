// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/intent/grammar.h"

#include <algorithm>

namespace mathtts
{

namespace
{

constexpr std::size_t deepest = 200; // applications inside one another

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/*! An NCName of XML, generously: what is beyond ASCII is taken for letters. */
bool startsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isInName(char c)
{
    return startsName(c) || isDigit(c) || c == '-' || c == '.';
}

} // namespace

bool Intent::hasProperty(TermId term, std::string_view name) const
{
    return std::ranges::contains(properties(term), name);
}

bool Intent::fail(IntentError::Kind kind, std::size_t offset)
{
    m_error = {kind, static_cast<std::uint32_t>(offset)};
    return false;
}

void Intent::skipBlanks()
{
    while (m_at < m_text.size() && isBlank(m_text[m_at]))
        ++m_at;
}

std::string_view Intent::takeName()
{
    const std::size_t start = m_at;
    if (m_at < m_text.size() && startsName(m_text[m_at]))
        while (m_at < m_text.size() && isInName(m_text[m_at]))
            ++m_at;
    return m_text.substr(start, m_at - start);
}

bool Intent::parse(std::string_view text)
{
    m_text = text;
    m_at = 0;
    m_error = {};
    m_terms.clear();
    m_children.clear();
    m_properties.clear();
    m_open.clear();
    m_frames.clear();
    skipBlanks();
    if (m_at == m_text.size()) return fail(IntentError::Kind::empty, m_at);

    // An operand is expected at the start, after a parenthesis and after a comma; what may follow one comes after it.
    bool expectOperand = true;
    while (true) {
        skipBlanks();
        const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
        if (expectOperand) {
            if (c == ')' && !m_frames.empty() && m_open.size() == m_frames.back() + 1U) { // f()
                expectOperand = false;
                continue;
            }
            if (!parseTerm()) return false;
            expectOperand = false;
        } else if (c == '(') {
            if (m_frames.size() == deepest) return fail(IntentError::Kind::tooDeep, m_at);
            if (m_terms[m_open.back()].kind == IntentTerm::Kind::self) return fail(IntentError::Kind::unexpected, m_at);
            m_frames.push_back(static_cast<std::uint32_t>(m_open.size() - 1));
            ++m_at;
            expectOperand = true;
        } else if (c == ',' && !m_frames.empty()) {
            ++m_at;
            expectOperand = true;
        } else if (c == ')' && !m_frames.empty()) {
            ++m_at;
            closeApplication(m_frames.back());
            m_frames.pop_back();
        } else if (m_at < m_text.size())
            return fail(IntentError::Kind::unexpected, m_at);
        else if (!m_frames.empty())
            return fail(IntentError::Kind::missingParenthesis, m_at);
        else
            return true;
    }
}

/*! A term with its properties; it is put on m_open. */
bool Intent::parseTerm()
{
    IntentTerm term;
    term.offset = static_cast<std::uint32_t>(m_at);
    const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
    if (c == '$') {
        ++m_at;
        term.kind = IntentTerm::Kind::reference;
        term.text = takeName();
        if (term.text.empty()) return fail(IntentError::Kind::missingName, m_at);
    } else if (isDigit(c) || (c == '-' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1]))) {
        const std::size_t start = m_at++;
        const auto digits = [this] {
            while (m_at < m_text.size() && isDigit(m_text[m_at]))
                ++m_at;
        };
        digits();
        if (m_at + 1 < m_text.size() && m_text[m_at] == '.' && isDigit(m_text[m_at + 1])) {
            ++m_at;
            digits();
        }
        term.kind = IntentTerm::Kind::number;
        term.text = m_text.substr(start, m_at - start);
    } else if (startsName(c)) {
        term.text = takeName();
        term.kind = c == '_' ? IntentTerm::Kind::literal : IntentTerm::Kind::concept_;
        if (c == '_') term.text.remove_prefix(1);
    } else if (c != ':' || !m_frames.empty()) {
        const bool atEnd = m_at == m_text.size();
        return fail(atEnd && !m_frames.empty() ? IntentError::Kind::missingParenthesis : IntentError::Kind::unexpected,
                    m_at);
    }
    term.firstProperty = static_cast<std::uint32_t>(m_properties.size());
    while (true) {
        skipBlanks();
        if (m_at == m_text.size() || m_text[m_at] != ':') break;
        ++m_at;
        const std::string_view name = takeName();
        if (name.empty()) return fail(IntentError::Kind::missingName, m_at);
        m_properties.push_back(name);
        ++term.propertyCount;
    }
    m_open.push_back(static_cast<TermId>(m_terms.size()));
    m_terms.push_back(term);
    return true;
}

/*! Makes one term of what is open from \a first on. */
void Intent::closeApplication(std::uint32_t first)
{
    IntentTerm term;
    term.kind = IntentTerm::Kind::application;
    term.offset = m_terms[m_open[first]].offset;
    term.firstChild = static_cast<std::uint32_t>(m_children.size());
    term.childCount = static_cast<std::uint32_t>(m_open.size()) - first;
    m_children.insert(m_children.end(), m_open.begin() + first, m_open.end());
    m_open.resize(first);
    m_open.push_back(static_cast<TermId>(m_terms.size()));
    m_terms.push_back(term);
}

} // namespace mathtts
