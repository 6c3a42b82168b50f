// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/reader.h"

#include "engine/mathml/content.h"
#include "engine/mathml/scanner.h"
#include "engine/mathml/vocabulary.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mathtts
{

namespace mathml
{

namespace
{

constexpr ElementFacts foreign{.name = {}, .element = Element::mrow, .content = Content::row};
constexpr ElementFacts words{.name = {}, .element = Element::mrow, .content = Content::textOnly};
constexpr ElementFacts contentElement{.name = {}, .element = Element::mrow, .content = Content::row};
constexpr ElementFacts contentName{.name = {}, .element = Element::mi, .content = Content::text};
constexpr ElementFacts contentNumber{.name = {}, .element = Element::mn, .content = Content::text};
constexpr char separator = '\x1F';         // for the sep of a cn, which is put into its text
constexpr std::size_t farthestEndTag = 64; // elements that an end tag of an unknown name may close at most

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

/*! HTML's elements that never have an end tag. */
bool isVoid(std::string_view name)
{
    return name == "br" || name == "img" || name == "wbr" || name == "hr" || name == "input";
}

/*! One blank for each run of them, none at the ends. */
void collapse(std::string &text)
{
    std::size_t out = 0;
    for (const char c : text)
        if (c != ' ' || (out != 0 && text[out - 1] != ' ')) text[out++] = c;
    if (out != 0 && text[out - 1] == ' ') --out;
    text.resize(out);
}

bool isZero(std::string_view length)
{
    const std::size_t digits = length.find_first_not_of("0.");
    return length.starts_with('0') && (digits == length.npos || length[digits] < '1' || length[digits] > '9');
}

class Reader
{
public:
    Reader(const Limits &limits, Tree &tree, Diagnostics &diagnostics, std::string_view input)
        : m_limits(limits)
        , m_tree(tree)
        , m_report(diagnostics, limits.diagnostics)
        , m_scanner(input, m_report)
        , m_content(tree)
        , m_size(static_cast<std::uint32_t>(input.size()))
    {
    }

    bool run()
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

private:
    /*! An attribute of an element that is still open. */
    struct Pending {
        Attribute name;
        std::string_view value; // of the input or the tree's arena
    };

    /*! An element that is still open. */
    struct Frame {
        const ElementFacts *facts = nullptr;
        std::string_view name; ///< as it is written
        std::uint32_t begin = 0;
        std::uint32_t contentBegin = 0;
        std::uint32_t firstChild = 0;          ///< in m_children
        std::uint32_t firstAttribute = 0;      ///< in m_attributes
        const ContentFacts *content = nullptr; ///< of an element of content MathML that is no token
        bool mixed = false;                    ///< a token that holds elements of MathML
    };

    void startTag()
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
            m_attributes.resize(firstAttribute);
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
        if (facts->content == Content::text && !m_scanner.isEmptyElement()) {
            std::string_view text;
            if (m_scanner.plainText(name, text)) {
                text = trimmed(text);
                if (text.find("  ") != text.npos) {
                    m_text = text;
                    collapse(m_text);
                    text = m_text;
                }
                append(setAttributes(m_tree.addToken(facts->element, text, {begin, m_scanner.position()}),
                                     firstAttribute));
                m_text.clear();
                return;
            }
        }
        open(*facts, name, begin, firstAttribute);
    }

    /*! Elements that MathML does not know: HTML in text is text, all else is a row. */
    void startForeign(std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute)
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
    bool startContent(std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute)
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

    /*! The attribute of an element that is open, as it was written. */
    [[nodiscard]] std::string_view pending(std::uint32_t first, Attribute name) const
    {
        for (std::size_t i = first; i < m_attributes.size(); ++i)
            if (m_attributes[i].name == name) return m_attributes[i].value;
        return {};
    }

    /*! The node of a token of content MathML, whose text is m_text. */
    NodeId contentToken(const Frame &frame, Span span)
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

    /*! A picture in text is its alternative text. */
    void addGlyph(std::uint32_t firstAttribute)
    {
        for (std::size_t i = firstAttribute; i < m_attributes.size() && isInText(); ++i)
            if (m_attributes[i].name == Attribute::alt) m_text += m_attributes[i].value;
        m_attributes.resize(firstAttribute);
    }

    /*! A picture that is all of a token: its alternative text is the token's label, unless that has its own. */
    void labelByGlyph(std::uint32_t firstAttribute)
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

    void open(const ElementFacts &facts, std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute,
              const ContentFacts *content = nullptr)
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

    [[nodiscard]] static std::size_t index(Element element) { return static_cast<std::size_t>(element); }

    [[nodiscard]] bool isInText() const
    {
        return !m_frames.empty() &&
               (m_frames.back().facts->content == Content::text || m_frames.back().facts->content == Content::textOnly);
    }

    /*! Closes a leaf whose end tag is missing, now that an element which can't be in it starts. An mo that holds
     * nothing but elements is kept: some writers make them. */
    void closeLeaf(const ElementFacts *next)
    {
        const Frame &frame = m_frames.back();
        const Element element = frame.facts->element;
        const bool isLetters = frame.facts->name == elementName(element) &&
                               (element == Element::mi || element == Element::mn || element == Element::mo);
        const bool isPart = next != nullptr && next->content != Content::skipped && next->element != Element::mglyph;
        if (isLetters && isPart && isBlank(m_text)) {
            m_report(Severity::warning, DiagnosticCode::misplacedPart, {m_scanner.begin(), m_scanner.begin() + 1},
                     m_scanner.name());
            return;
        }
        if (frame.facts->content == Content::nothing || (isLetters && isPart)) closeUnfinished();
    }

    void endTag()
    {
        const std::string_view name = m_scanner.name();
        const ElementFacts *facts = findElement(name);
        const auto matches = [&](const Frame &frame) {
            return facts != nullptr ? frame.facts == facts : frame.name == name;
        };
        const auto reach = facts != nullptr ? m_frames.size() : std::min(m_frames.size(), farthestEndTag);
        const bool isOpen = facts != nullptr ? m_openElements[index(facts->element)] != 0
                                             : std::any_of(m_frames.end() - static_cast<std::ptrdiff_t>(reach),
                                                           m_frames.end(), matches);
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

    void closeUnfinished()
    {
        const Frame &frame = m_frames.back();
        m_report(Severity::error, DiagnosticCode::missingEndTag, {frame.begin, frame.contentBegin}, frame.name);
        close(m_scanner.begin());
    }

    void text(bool verbatim)
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
    void splitText(std::uint32_t end)
    {
        auto frame = m_frames.rbegin();
        while (frame->facts->content != Content::text)
            ++frame; // HTML around the mathematics; a token is below it
        frame->mixed = true;
        collapse(m_text);
        if (!m_text.empty()) append(m_tree.addToken(frame->facts->element, m_text, {frame->contentBegin, end}));
        m_text.clear();
    }

    void readAttributes()
    {
        const std::size_t first = m_attributes.size();
        while (m_scanner.attribute()) {
            const auto name = findAttribute(m_scanner.attributeName());
            if (!name) continue;
            const std::span known(m_attributes.begin() + static_cast<std::ptrdiff_t>(first), m_attributes.end());
            if (std::ranges::contains(known, *name, &Pending::name)) continue; // the first one counts
            std::string_view value = m_scanner.attributeValue();
            if (!Scanner::isPlain(value)) {
                m_scratch.clear();
                const auto place = static_cast<std::size_t>(value.data() - m_scanner.input().data());
                m_scanner.appendText(m_scratch, value, place, false);
                value = m_tree.arena().keep(m_scratch);
            }
            m_attributes.push_back({*name, value});
        }
    }

    /*! Gives \a node the attributes from \a first on, and what they say to the rest of the program. */
    NodeId setAttributes(NodeId id, std::uint32_t first)
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

    void append(NodeId child) { m_children.push_back(child); }

    [[nodiscard]] std::span<const NodeId> childrenOf(const Frame &frame) const
    {
        return std::span(m_children).subspan(frame.firstChild);
    }

    /*! Makes the node of the innermost open element, which ends at \a end. */
    void close(std::uint32_t end)
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
            if (element == Element::mmultiscripts) checkScripts(frame, span);
            if (element == Element::mtd && parent != Content::cells && parent != Content::rows) element = Element::mrow;
        }
        const auto children = childrenOf(frame);
        if (frame.content != nullptr) {
            const Attribute variety =
                frame.content->form == ContentForm::interval ? Attribute::closure : Attribute::type;
            const NodeId made =
                m_content.element(*frame.content, children, pending(frame.firstAttribute, variety), span);
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

    /*! Sees to it that an element of a fixed number of parts has them; the element it becomes. */
    Element checkParts(const Frame &frame, Span span)
    {
        const std::size_t wanted = frame.facts->count;
        if (childrenOf(frame).size() > wanted) {
            // Text between the parts would take the place of one: left out, as browsers do.
            const auto isStray = [this](NodeId node) { return m_scanner.input()[m_tree[node].source.begin] != '<'; };
            const auto first = m_children.begin() + frame.firstChild;
            m_children.erase(std::remove_if(first, m_children.end(), isStray), m_children.end());
        }
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
    void checkScripts(const Frame &frame, Span span)
    {
        const auto isPrescripts = [this](NodeId node) { return m_tree[node].element == Element::mprescripts; };
        const auto first = m_children.begin() + frame.firstChild;
        const bool noBase = first == m_children.end() || isPrescripts(*first);
        if (noBase) m_children.insert(first, emptyRow(frame.contentBegin));
        const auto divider =
            std::ranges::find_if(m_children.begin() + frame.firstChild, m_children.end(), isPrescripts);
        const auto after = static_cast<std::size_t>(divider - m_children.begin()) - frame.firstChild - 1;
        const std::size_t before =
            divider == m_children.end() ? 0 : static_cast<std::size_t>(m_children.end() - divider) - 1;
        if (noBase || after % 2 != 0 || before % 2 != 0)
            m_report(Severity::warning, DiagnosticCode::missingPart, {frame.begin, frame.contentBegin}, frame.name);
        if (after % 2 != 0) m_children.insert(divider, nothing(span.end));
        if (before % 2 != 0) append(nothing(span.end));
    }

    /*! Sees to it that the children of a table are rows, and those of a row cells. */
    void checkRows(const Frame &frame, Element wanted)
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

    NodeId emptyRow(std::uint32_t place)
    {
        const NodeId node = m_tree.add(Element::mrow, {}, {place, place});
        m_tree[node].flags |= inferred;
        return node;
    }

    NodeId nothing(std::uint32_t place) { return m_tree.addStaticToken(Element::none, {}, {place, place}); }

    bool finish()
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

    const Limits &m_limits;
    Tree &m_tree;
    Reporter m_report;
    Scanner m_scanner;
    ContentWriter m_content;
    std::uint32_t m_size = 0;
    std::vector<Frame> m_frames;
    std::vector<NodeId> m_children;    // of all frames; a stack
    std::vector<Pending> m_attributes; // of all frames; a stack
    std::vector<NodeId> m_maths;
    std::array<std::uint32_t, 64> m_openElements{};
    std::string m_text;                      // of the token that is open
    std::string m_scratch;                   // of an attribute
    std::vector<std::string_view> m_numbers; // of a cn
    bool m_failed = false;
};

} // namespace
} // namespace mathml

bool readMathml(std::string_view input, const Options & /*options*/, const Limits &limits, Tree &tree,
                Diagnostics &diagnostics)
{
    tree.clear();
    if (input.size() > limits.inputBytes) {
        const auto begin = limits.inputBytes;
        mathml::Reporter(diagnostics, limits.diagnostics)(Severity::error, DiagnosticCode::inputTooLong, {begin, begin},
                                                          std::to_string(limits.inputBytes));
        return false;
    }
    return mathml::Reader(limits, tree, diagnostics, input).run();
}

} // namespace mathtts
