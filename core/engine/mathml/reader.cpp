// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/reader.h"

#include "engine/mathml/reading.h"

#include <algorithm>

namespace mathtts
{

namespace mathml
{

namespace
{

constexpr std::size_t farthestEndTag = 64; // elements that an end tag of an unknown name may close at most

/*! HTML's elements that never have an end tag. */
bool isVoid(std::string_view name)
{
    return name == "br" || name == "img" || name == "wbr" || name == "hr" || name == "input";
}

} // namespace

void Workspace::clear()
{
    frames.clear();
    children.clear();
    attributes.clear();
    maths.clear();
    text.clear();
}

Reading::Reading(const Limits &limits, Workspace &workspace, Tree &tree, Diagnostics &diagnostics,
                 std::string_view input)
    : m_limits(limits)
    , m_tree(tree)
    , m_report(diagnostics, limits.diagnostics)
    , m_scanner(input, m_report)
    , m_content(tree)
    , m_size(static_cast<std::uint32_t>(input.size()))
    , m_frames(workspace.frames)
    , m_children(workspace.children)
    , m_attributes(workspace.attributes)
    , m_maths(workspace.maths)
    , m_text(workspace.text)
    , m_value(workspace.value)
    , m_numbers(workspace.numbers)
{
    workspace.clear();
}

bool Reading::run()
{
    for (Scanner::Piece piece = m_scanner.next(); piece != Scanner::Piece::end; piece = m_scanner.next()) {
        switch (piece) {
        case Scanner::Piece::startTag: startTag(); break;
        case Scanner::Piece::endTag: endTag(); break;
        case Scanner::Piece::text: text(false); break;
        case Scanner::Piece::verbatim: text(true); break;
        case Scanner::Piece::end: break;
        }
        if (m_failed) return false;
        if (m_tree.size() > m_limits.nodes) {
            m_report(Severity::error, DiagnosticCode::tooManyNodes, {m_scanner.begin(), m_scanner.position()},
                     std::to_string(m_limits.nodes));
            return false;
        }
    }
    while (!m_frames.empty())
        closeUnfinished();
    return finish();
}

void Reading::startTag()
{
    const std::string_view name = m_scanner.name();
    const ElementFacts *facts = findElement(name);
    const std::uint32_t begin = m_scanner.begin();
    if (!m_frames.empty()) closeLeaf(facts);
    const auto firstAttribute = static_cast<std::uint32_t>(m_attributes.size());
    readAttributes();
    if (facts == nullptr) {
        startForeign(name, begin, firstAttribute);
        return;
    }
    if (facts->content == Content::skipped) {
        const bool presents = isPresentation(name, firstAttribute);
        m_attributes.resize(firstAttribute);
        if (presents) {
            m_children.resize(m_frames.back().firstChild); // annotations
            open(*findElement("mrow"), name, begin, firstAttribute);
            return;
        }
        if (!m_scanner.isEmptyElement()) m_scanner.skipElement(name);
        return;
    }
    if (isInText()) {
        if (facts->element == Element::mglyph) {
            labelByGlyph(firstAttribute);
            if (!m_scanner.isEmptyElement()) m_scanner.skipElement(name);
            return;
        }
        splitText(begin);
    }
    const bool isToken = facts->content == Content::text && !m_scanner.isEmptyElement();
    if (!isToken || !token(*facts, name, begin, firstAttribute)) open(*facts, name, begin, firstAttribute);
}

/*! Whether the element is an annotation with the presentation of a semantics that has none of its own before it. */
bool Reading::isPresentation(std::string_view name, std::uint32_t firstAttribute) const
{
    if (name != "annotation-xml" || m_frames.empty() || m_frames.back().facts->element != Element::semantics)
        return false;
    const auto isAnnotation = [&](NodeId child) { return m_tree[child].element == Element::annotation; };
    const auto before = std::span(m_children).subspan(m_frames.back().firstChild);
    if (before.empty() || !std::ranges::all_of(before, isAnnotation)) return false;
    const auto attributes = std::span(m_attributes).subspan(firstAttribute);
    return std::ranges::any_of(attributes, [](const auto &attribute) {
        return attribute.name == Attribute::encoding &&
               (attribute.value == "MathML-Presentation" || attribute.value == "application/mathml-presentation+xml");
    });
}

/*! A token that holds nothing but text, as most do; false: it holds more, and is opened. */
bool Reading::token(const ElementFacts &facts, std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute)
{
    const std::uint32_t textBegin = m_scanner.position();
    std::string_view raw;
    if (!m_scanner.onlyText(name, raw)) return false;
    std::string_view text = trimmed(raw);
    m_text.clear();
    if (!Scanner::isPlain(text) || text.find("  ") != text.npos) {
        m_scanner.appendText(m_text, raw, textBegin, false);
        collapse(m_text);
        text = m_text;
    }
    append(setAttributes(m_tree.addToken(facts.element, text, {begin, m_scanner.position()}), firstAttribute));
    m_text.clear();
    return true;
}

/*! Elements that MathML does not know: HTML in text is text, all else is a row. */
void Reading::startForeign(std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute)
{
    if (isInText() && m_frames.back().facts == &contentNumber && name == "sep" && m_scanner.isEmptyElement()) {
        m_text += separator;
        m_attributes.resize(firstAttribute);
        return;
    }
    if (!isInText() && startContent(name, begin, firstAttribute)) return;
    if (isInText() || isVoid(name)) {
        if (isVoid(name)) {
            m_text += ' ';
            addGlyph(firstAttribute);
            return;
        }
        m_attributes.resize(firstAttribute);
        open(words, name, begin, firstAttribute);
        return;
    }
    if (m_openElements[index(Element::math)] != 0)
        m_report(Severity::warning, DiagnosticCode::unknownElement, {begin, m_scanner.position()}, name);
    open(foreign, name, begin, firstAttribute);
}

/*! Opens an element of content MathML; false: it is none. */
bool Reading::startContent(std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute)
{
    if (name == "ci" || name == "csymbol" || name == "cn" || name == "cs") {
        open(name == "cn" ? contentNumber : contentName, name, begin, firstAttribute);
        return true;
    }
    const ContentFacts *facts = findContent(name);
    if (facts == nullptr) return false;
    open(contentElement, name, begin, firstAttribute, facts);
    return true;
}

void Reading::open(const ElementFacts &facts, std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute,
                   const ContentFacts *content)
{
    if (m_frames.size() >= m_limits.depth) {
        m_report(Severity::error, DiagnosticCode::nestedTooDeep, {begin, m_scanner.position()},
                 std::to_string(m_limits.depth));
        m_failed = true;
        return;
    }
    if (facts.content == Content::text) m_text.clear();
    ++m_openElements[index(facts.element)];
    m_frames.push_back({.facts = &facts,
                        .name = name,
                        .begin = begin,
                        .contentBegin = m_scanner.position(),
                        .firstChild = static_cast<std::uint32_t>(m_children.size()),
                        .firstAttribute = firstAttribute,
                        .content = content});
    if (m_scanner.isEmptyElement()) close(m_scanner.position());
}

bool Reading::isInText() const
{
    return !m_frames.empty() &&
           (m_frames.back().facts->content == Content::text || m_frames.back().facts->content == Content::textOnly);
}

/*! Closes a leaf whose end tag is missing, now that an element which can't be in it starts. An mo that holds
 * nothing but elements is kept: some writers make them. */
void Reading::closeLeaf(const ElementFacts *next)
{
    const Frame &frame = m_frames.back();
    if (frame.facts->content != Content::text && frame.facts->content != Content::nothing) return;
    const Element element = frame.facts->element;
    const bool isLetters = (element == Element::mi || element == Element::mn || element == Element::mo) &&
                           frame.facts->name == elementName(element);
    const bool isPart = next != nullptr && next->content != Content::skipped && next->element != Element::mglyph;
    if (isLetters && isPart && isBlank(m_text)) {
        m_report(Severity::warning, DiagnosticCode::misplacedPart, {m_scanner.begin(), m_scanner.begin() + 1},
                 m_scanner.name());
        return;
    }
    if (frame.facts->content == Content::nothing || (isLetters && isPart)) closeUnfinished();
}

void Reading::endTag()
{
    const std::string_view name = m_scanner.name();
    if (!m_frames.empty() && m_frames.back().name == name) return close(m_scanner.position());
    const ElementFacts *facts = findElement(name);
    const auto matches = [&](const Frame &frame) {
        return facts != nullptr ? frame.facts == facts : frame.name == name;
    };
    const auto reach = facts != nullptr ? m_frames.size() : std::min(m_frames.size(), farthestEndTag);
    const bool isOpen = facts != nullptr
                            ? m_openElements[index(facts->element)] != 0
                            : std::any_of(m_frames.end() - static_cast<std::ptrdiff_t>(reach), m_frames.end(), matches);
    if (!isOpen) {
        if (facts == nullptr || facts->content != Content::skipped)
            m_report(Severity::error, DiagnosticCode::unexpectedEndTag, {m_scanner.begin(), m_scanner.position()},
                     name);
        return;
    }
    while (!matches(m_frames.back())) {
        closeUnfinished();
        if (m_frames.empty()) return;
    }
    close(m_scanner.position());
}

void Reading::closeUnfinished()
{
    const Frame &frame = m_frames.back();
    m_report(Severity::error, DiagnosticCode::missingEndTag, {frame.begin, frame.contentBegin}, frame.name);
    close(m_scanner.begin());
}

void Reading::text(bool verbatim)
{
    const std::string_view raw = m_scanner.text();
    if (isInText()) {
        m_scanner.appendText(m_text, raw, m_scanner.begin(), verbatim);
        return;
    }
    if (isBlank(raw)) return;
    m_text.clear();
    m_scanner.appendText(m_text, raw, m_scanner.begin(), verbatim);
    collapse(m_text);
    if (m_text.empty()) return;
    const Span span{m_scanner.begin(), m_scanner.position()};
    m_report(Severity::warning, DiagnosticCode::strayText, span);
    const Content content = m_frames.empty() ? Content::row : m_frames.back().facts->content;
    if (content == Content::row || content == Content::parts) append(m_tree.addToken(Element::mtext, m_text, span));
    m_text.clear();
}

/*! Mathematics starts inside a text: what was read of it becomes a part of its own. */
void Reading::splitText(std::uint32_t end)
{
    auto frame = m_frames.rbegin();
    while (frame->facts->content != Content::text)
        ++frame; // HTML around the mathematics; a token is below it
    frame->mixed = true;
    collapse(m_text);
    if (!m_text.empty()) append(m_tree.addToken(frame->facts->element, m_text, {frame->contentBegin, end}));
    m_text.clear();
}

/*! A picture in text is its alternative text. */
void Reading::addGlyph(std::uint32_t firstAttribute)
{
    for (std::size_t i = firstAttribute; i < m_attributes.size() && isInText(); ++i)
        if (m_attributes[i].name == Attribute::alt) m_text += m_attributes[i].value;
    m_attributes.resize(firstAttribute);
}

/*! A picture that is all of a token: its alternative text is the token's label, unless that has its own. */
void Reading::labelByGlyph(std::uint32_t firstAttribute)
{
    const Frame &frame = m_frames.back();
    const auto own = std::span(m_attributes).subspan(frame.firstAttribute, firstAttribute - frame.firstAttribute);
    const auto glyph = std::span(m_attributes).subspan(firstAttribute);
    const auto text = std::ranges::find(glyph, Attribute::alt, &Pending::name);
    const bool labeled = std::ranges::contains(own, Attribute::ariaLabel, &Pending::name);
    if (labeled || text == glyph.end() || !isBlank(m_text)) return addGlyph(firstAttribute);
    const Pending label{Attribute::ariaLabel, text->value};
    addGlyph(firstAttribute);
    m_attributes.push_back(label);
}

void Reading::readAttributes()
{
    const std::size_t first = m_attributes.size();
    while (m_scanner.attribute()) {
        const auto name = findAttribute(m_scanner.attributeName());
        if (!name) continue;
        const std::span known(m_attributes.begin() + static_cast<std::ptrdiff_t>(first), m_attributes.end());
        if (std::ranges::contains(known, *name, &Pending::name)) continue; // the first one counts
        std::string_view value = m_scanner.attributeValue();
        if (!Scanner::isPlain(value)) {
            m_value.clear();
            const auto place = static_cast<std::size_t>(value.data() - m_scanner.input().data());
            m_scanner.appendText(m_value, value, place, false);
            value = m_tree.arena().keep(m_value);
        }
        m_attributes.push_back({*name, value});
    }
}

bool Reading::finish()
{
    if (m_children.empty()) {
        m_report(Severity::error, DiagnosticCode::emptyInput, {0, m_size});
        return false;
    }
    NodeId root = m_children.front();
    if (m_children.size() != 1 || m_tree[root].element != Element::math) {
        root = m_tree.add(Element::math, m_children, {0, m_size});
        m_tree[root].flags |= inferred;
    }
    for (const NodeId math : m_maths)
        if (math != root) m_tree[math].element = Element::mrow;
    m_tree.setRoot(root);
    return true;
}

} // namespace mathml

struct MathmlReader::Private {
    mathml::Workspace workspace;
};

MathmlReader::MathmlReader()
    : m_data(std::make_unique<Private>())
{
}

MathmlReader::~MathmlReader() = default;

bool MathmlReader::read(std::string_view input, const Limits &limits, Tree &tree, Diagnostics &diagnostics)
{
    tree.clear();
    if (input.size() > limits.inputBytes) {
        const auto begin = limits.inputBytes;
        mathml::Reporter(diagnostics, limits.diagnostics)(Severity::error, DiagnosticCode::inputTooLong, {begin, begin},
                                                          std::to_string(limits.inputBytes));
        return false;
    }
    return mathml::Reading(limits, m_data->workspace, tree, diagnostics, input).run();
}

bool readMathml(std::string_view input, const Options & /*options*/, const Limits &limits, Tree &tree,
                Diagnostics &diagnostics)
{
    return MathmlReader().read(input, limits, tree, diagnostics);
}

} // namespace mathtts
