// SPDX-License-Identifier: GPL-3.0-or-later
// What an element becomes once it is closed: its node, with the parts and attributes that the tree promises.
#include "engine/mathml/reading.h"

#include <algorithm>

namespace mathtts::mathml
{

namespace
{

bool isZero(std::string_view length)
{
    const std::size_t digits = length.find_first_not_of("0.");
    return length.starts_with('0') && (digits == length.npos || length[digits] < '1' || length[digits] > '9');
}

} // namespace

const ElementFacts foreign{.name = {}, .element = Element::mrow, .content = Content::row};
const ElementFacts words{.name = {}, .element = Element::mrow, .content = Content::textOnly};
const ElementFacts contentElement{.name = {}, .element = Element::mrow, .content = Content::row};
const ElementFacts contentName{.name = {}, .element = Element::mi, .content = Content::text};
const ElementFacts contentNumber{.name = {}, .element = Element::mn, .content = Content::text};

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

void collapse(std::string &text)
{
    std::size_t out = 0;
    for (const char c : text)
        if (c != ' ' || (out != 0 && text[out - 1] != ' ')) text[out++] = c;
    if (out != 0 && text[out - 1] == ' ') --out;
    text.resize(out);
}

/*! Makes the node of the innermost open element, which ends at \a end. */
void Reading::close(std::uint32_t end)
{
    Frame frame = m_frames.back();
    m_frames.pop_back();
    --m_openElements[index(frame.facts->element)];
    const Span span{frame.begin, std::max(frame.begin, end)};
    Element element = frame.facts->element;
    const Content parent = m_frames.empty() ? Content::row : m_frames.back().facts->content;
    switch (frame.facts->content) {
    case Content::textOnly: return;
    case Content::text:
        if (!frame.mixed) {
            collapse(m_text);
            const bool isContent = frame.facts == &contentName || frame.facts == &contentNumber;
            append(setAttributes(isContent ? contentToken(frame, span) : m_tree.addToken(element, m_text, span),
                                 frame.firstAttribute));
            m_text.clear();
            return;
        }
        m_frames.push_back(frame);
        splitText(end);
        m_frames.pop_back();
        element = Element::mrow;
        break;
    case Content::nothing:
        m_children.resize(frame.firstChild);
        append(setAttributes(m_tree.addStaticToken(element, {}, span), frame.firstAttribute));
        return;
    case Content::parts: element = checkParts(frame, span); break;
    case Content::rows: checkRows(frame, Element::mtr); break;
    case Content::cells:
        if (parent == Content::rows)
            checkRows(frame, Element::mtd);
        else
            element = Element::mrow;
        break;
    default:
        if (frame.facts->content == Content::row && frame.facts != &foreign) dropText(frame);
        if (element == Element::mmultiscripts) checkScripts(frame, span);
        if (element == Element::mtd && parent != Content::cells && parent != Content::rows) element = Element::mrow;
    }
    const auto children = childrenOf(frame);
    if (frame.content != nullptr) {
        const Attribute variety = frame.content->form == ContentForm::interval ? Attribute::closure : Attribute::type;
        const NodeId made = m_content.element(*frame.content, children, pending(frame.firstAttribute, variety), span);
        setAttributes(made, frame.firstAttribute);
        m_children.resize(frame.firstChild);
        append(made);
        return;
    }
    const bool isPlainRow = frame.facts == &foreign || frame.mixed;
    if (isPlainRow && children.size() == 1) {
        m_attributes.resize(frame.firstAttribute);
        return; // the child stands for it
    }
    const NodeId node = m_tree.add(element, children, span);
    if (isPlainRow) m_tree[node].flags |= inferred;
    if (element == Element::math) m_maths.push_back(node);
    setAttributes(node, frame.firstAttribute);
    m_children.resize(frame.firstChild);
    append(node);
}

/*! Gives \a node the attributes from \a first on, and what they say to the rest of the program. */
NodeId Reading::setAttributes(NodeId id, std::uint32_t first)
{
    for (std::size_t i = first; i < m_attributes.size(); ++i) {
        const auto &[name, value] = m_attributes[i];
        Node &node = m_tree[id];
        switch (name) {
        case Attribute::mathvariant: node.variant = parseVariant(value); continue;
        case Attribute::form:
            node.form = value == "prefix"    ? Form::prefix
                        : value == "infix"   ? Form::infix
                        : value == "postfix" ? Form::postfix
                                             : Form::automatic;
            continue;
        case Attribute::accent:
        case Attribute::accentunder:
            if (value == "true" && node.element != Element::mo) node.flags |= accentBit;
            break;
        case Attribute::linethickness:
            if (node.element == Element::mfrac && isZero(value)) node.flags |= noLine;
            break;
        case Attribute::className:
            if (value.find("MathML-Unit") != value.npos) node.flags |= unit;
            break;
        default: break;
        }
        m_tree.setAttribute(id, name, value);
    }
    m_attributes.resize(first);
    return id;
}

/*! The attribute of an element that is open, as it was written. */
std::string_view Reading::pending(std::uint32_t first, Attribute name) const
{
    for (std::size_t i = first; i < m_attributes.size(); ++i)
        if (m_attributes[i].name == name) return m_attributes[i].value;
    return {};
}

/*! The node of a token of content MathML, whose text is m_text. */
NodeId Reading::contentToken(const Frame &frame, Span span)
{
    if (frame.facts == &contentName) {
        const NodeId node = m_tree.addToken(Element::mi, m_text, span);
        return frame.name == "ci" ? node : m_content.named(node);
    }
    m_numbers.clear();
    std::string_view rest = m_text;
    for (std::size_t end = rest.find(separator); end != rest.npos; end = rest.find(separator)) {
        m_numbers.push_back(trimmed(rest.substr(0, end)));
        rest.remove_prefix(end + 1);
    }
    m_numbers.push_back(trimmed(rest));
    return m_content.number(pending(frame.firstAttribute, Attribute::type), m_numbers, span);
}

std::span<const NodeId> Reading::childrenOf(const Frame &frame) const
{
    return std::span(m_children).subspan(frame.firstChild);
}

/*! Leaves out text that stands beside elements and in none of its own, as browsers do. Where it is all there is, it is
 *  read. */
void Reading::dropText(const Frame &frame)
{
    const auto isStray = [this](NodeId node) { return m_scanner.input()[m_tree[node].source.begin] != '<'; };
    if (std::ranges::all_of(childrenOf(frame), isStray)) return;
    const auto first = m_children.begin() + frame.firstChild;
    m_children.erase(std::remove_if(first, m_children.end(), isStray), m_children.end());
}

/*! Sees to it that an element of a fixed number of parts has them; the element it becomes. */
Element Reading::checkParts(const Frame &frame, Span span)
{
    const std::size_t wanted = frame.facts->count;
    if (childrenOf(frame).size() > wanted) dropText(frame); // it would take the place of a part
    std::size_t parts = childrenOf(frame).size();
    if (parts > wanted) {
        m_report(Severity::error, DiagnosticCode::surplusPart, {frame.begin, frame.contentBegin}, frame.name);
        return Element::mrow;
    }
    if (parts < wanted)
        m_report(Severity::error, DiagnosticCode::missingPart, {frame.begin, frame.contentBegin}, frame.name);
    for (; parts < wanted; ++parts)
        append(emptyRow(span.end));
    return frame.facts->element;
}

/*! A base, and scripts in pairs. */
void Reading::checkScripts(const Frame &frame, Span span)
{
    const auto isPrescripts = [this](NodeId node) { return m_tree[node].element == Element::mprescripts; };
    const auto first = m_children.begin() + frame.firstChild;
    const bool noBase = first == m_children.end() || isPrescripts(*first);
    if (noBase) m_children.insert(first, emptyRow(frame.contentBegin));
    const auto divider = std::ranges::find_if(m_children.begin() + frame.firstChild, m_children.end(), isPrescripts);
    const auto after = static_cast<std::size_t>(divider - m_children.begin()) - frame.firstChild - 1;
    const std::size_t before =
        divider == m_children.end() ? 0 : static_cast<std::size_t>(m_children.end() - divider) - 1;
    if (noBase || after % 2 != 0 || before % 2 != 0)
        m_report(Severity::warning, DiagnosticCode::missingPart, {frame.begin, frame.contentBegin}, frame.name);
    if (after % 2 != 0) m_children.insert(divider, nothing(span.end));
    if (before % 2 != 0) append(nothing(span.end));
}

/*! Sees to it that the children of a table are rows, and those of a row cells. */
void Reading::checkRows(const Frame &frame, Element wanted)
{
    for (std::size_t i = frame.firstChild; i < m_children.size(); ++i) {
        const Node child = m_tree[m_children[i]];
        if (child.element == wanted || (wanted == Element::mtr && child.element == Element::mlabeledtr)) continue;
        m_report(Severity::warning, DiagnosticCode::misplacedPart, child.source, elementName(child.element));
        NodeId node = m_children[i];
        if (child.element != Element::mtd) node = m_tree.add(Element::mtd, std::span(&node, 1), child.source);
        if (wanted == Element::mtr) node = m_tree.add(Element::mtr, std::span(&node, 1), child.source);
        m_children[i] = node;
    }
}

NodeId Reading::emptyRow(std::uint32_t place)
{
    const NodeId node = m_tree.add(Element::mrow, {}, {place, place});
    m_tree[node].flags |= inferred;
    return node;
}

NodeId Reading::nothing(std::uint32_t place)
{
    return m_tree.addStaticToken(Element::none, {}, {place, place});
}

} // namespace mathtts::mathml
