// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/mathml/content.h"
#include "engine/mathml/scanner.h"
#include "engine/mathml/vocabulary.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts::mathml
{

/*! An element that is still open. */
struct Frame {
    const ElementFacts *facts = nullptr;
    std::string_view name; ///< as it is written
    std::uint32_t begin = 0;
    std::uint32_t contentBegin = 0;
    std::uint32_t firstChild = 0;          ///< in Workspace::children
    std::uint32_t firstAttribute = 0;      ///< in Workspace::attributes
    const ContentFacts *content = nullptr; ///< of an element of content MathML that is no token
    bool mixed = false;                    ///< a token that holds elements of MathML
};

/*! An attribute of an element that is still open. */
struct Pending {
    Attribute name;
    std::string_view value; ///< of the input or the tree's arena
};

/*! What is open while an expression is read. Kept from one to the next, so that reading allocates nothing. */
struct Workspace {
    std::vector<Frame> frames;
    std::vector<NodeId> children;    ///< of all frames; a stack
    std::vector<Pending> attributes; ///< of all frames; a stack
    std::vector<NodeId> maths;
    std::string text;                      ///< of the token that is open
    std::string value;                     ///< of an attribute
    std::vector<std::string_view> numbers; ///< of a cn

    void clear();
};

/*! Elements that MathML does not know, and those of content MathML. */
extern const ElementFacts foreign;
extern const ElementFacts words; ///< HTML inside text
extern const ElementFacts contentElement;
extern const ElementFacts contentName;
extern const ElementFacts contentNumber;
inline constexpr char separator = '\x1F'; ///< stands in the text of a cn for its sep

bool isBlank(std::string_view text);
std::string_view trimmed(std::string_view text);
/*! One blank for each run of them, none at the ends. */
void collapse(std::string &text);

/*!
 * The reading of one expression. The tags and texts of the scanner open and close frames (reader.cpp); a frame that is
 * closed becomes a node (elements.cpp).
 */
class Reading
{
public:
    Reading(const Limits &limits, Workspace &workspace, Tree &tree, Diagnostics &diagnostics, std::string_view input);

    /*! Reads all of it; false: there is nothing, or too much. */
    bool run();

private:
    // what comes in (reader.cpp)
    void startTag();
    bool token(const ElementFacts &facts, std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute);
    void startForeign(std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute);
    bool startContent(std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute);
    void open(const ElementFacts &facts, std::string_view name, std::uint32_t begin, std::uint32_t firstAttribute,
              const ContentFacts *content = nullptr);
    void endTag();
    void closeLeaf(const ElementFacts *next);
    void closeUnfinished();
    void text(bool verbatim);
    void splitText(std::uint32_t end);
    void addGlyph(std::uint32_t firstAttribute);
    void labelByGlyph(std::uint32_t firstAttribute);
    void readAttributes();
    bool finish();

    // what becomes of it (elements.cpp)
    void close(std::uint32_t end);
    NodeId setAttributes(NodeId id, std::uint32_t first);
    NodeId contentToken(const Frame &frame, Span span);
    void dropText(const Frame &frame);
    Element checkParts(const Frame &frame, Span span);
    void checkScripts(const Frame &frame, Span span);
    void checkRows(const Frame &frame, Element wanted);
    NodeId emptyRow(std::uint32_t place);
    NodeId nothing(std::uint32_t place);
    [[nodiscard]] std::string_view pending(std::uint32_t first, Attribute name) const;
    [[nodiscard]] std::span<const NodeId> childrenOf(const Frame &frame) const;

    [[nodiscard]] static std::size_t index(Element element) { return static_cast<std::size_t>(element); }
    [[nodiscard]] bool isInText() const;
    [[nodiscard]] bool isPresentation(std::string_view name, std::uint32_t firstAttribute) const;
    void append(NodeId child) { m_children.push_back(child); }

    const Limits &m_limits;
    Tree &m_tree;
    Reporter m_report;
    Scanner m_scanner;
    ContentWriter m_content;
    std::uint32_t m_size = 0;
    std::vector<Frame> &m_frames;
    std::vector<NodeId> &m_children;
    std::vector<Pending> &m_attributes;
    std::vector<NodeId> &m_maths;
    std::string &m_text;
    std::string &m_value;
    std::vector<std::string_view> &m_numbers;
    std::array<std::uint32_t, 64> m_openElements{};
    bool m_failed = false;
};

} // namespace mathtts::mathml
