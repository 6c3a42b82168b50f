// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/writer.h"

#include "engine/mathml/alphanumerics.h"
#include "engine/mathml/intents.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace mathtts
{

namespace
{

constexpr std::string_view namespaceUri = "http://www.w3.org/1998/Math/MathML";

/*! The attributes that are written as they are; the rest is turned into something else or means nothing in MathML. */
constexpr std::array keptAttributes = {
    std::pair{Attribute::id, std::string_view("id")},
    std::pair{Attribute::className, std::string_view("class")},
    std::pair{Attribute::href, std::string_view("href")},
    std::pair{Attribute::dir, std::string_view("dir")},
    std::pair{Attribute::mathcolor, std::string_view("mathcolor")},
    std::pair{Attribute::mathbackground, std::string_view("mathbackground")},
    std::pair{Attribute::mathsize, std::string_view("mathsize")},
    std::pair{Attribute::scriptlevel, std::string_view("scriptlevel")},
    std::pair{Attribute::width, std::string_view("width")},
    std::pair{Attribute::height, std::string_view("height")},
    std::pair{Attribute::depth, std::string_view("depth")},
    std::pair{Attribute::voffset, std::string_view("voffset")},
    std::pair{Attribute::lspace, std::string_view("lspace")},
    std::pair{Attribute::rspace, std::string_view("rspace")},
    std::pair{Attribute::minsize, std::string_view("minsize")},
    std::pair{Attribute::maxsize, std::string_view("maxsize")},
    std::pair{Attribute::symmetric, std::string_view("symmetric")},
    std::pair{Attribute::largeop, std::string_view("largeop")},
    std::pair{Attribute::language, std::string_view("lang")},
    std::pair{Attribute::xref, std::string_view("xref")},
    std::pair{Attribute::ariaLabel, std::string_view("aria-label")},
    std::pair{Attribute::shift, std::string_view("shift")},
    std::pair{Attribute::location, std::string_view("location")},
    std::pair{Attribute::stackalign, std::string_view("stackalign")},
    std::pair{Attribute::notation, std::string_view("notation")},
    std::pair{Attribute::columnalign, std::string_view("columnalign")},
    std::pair{Attribute::columnlines, std::string_view("columnlines")},
    std::pair{Attribute::rowlines, std::string_view("rowlines")},
    std::pair{Attribute::frame, std::string_view("frame")},
    std::pair{Attribute::rowspan, std::string_view("rowspan")},
    std::pair{Attribute::columnspan, std::string_view("columnspan")},
    std::pair{Attribute::bevelled, std::string_view("bevelled")},
    std::pair{Attribute::encoding, std::string_view("encoding")},
    std::pair{Attribute::actiontype, std::string_view("actiontype")},
    std::pair{Attribute::selection, std::string_view("selection")},
    std::pair{Attribute::length, std::string_view("length")},
    std::pair{Attribute::position, std::string_view("position")},
    std::pair{Attribute::crossout, std::string_view("crossout")},
    std::pair{Attribute::longdivstyle, std::string_view("longdivstyle")},
    std::pair{Attribute::title, std::string_view("title")},
    std::pair{Attribute::alttext, std::string_view("alttext")},
};

bool isToken(Element element)
{
    using enum Element;
    switch (element) {
    case mi:
    case mn:
    case mo:
    case mtext:
    case ms:
    case annotation: return true;
    default: return false;
    }
}

/*! XML 1.0 has no way to write the other ones; DEL is no character of a formula. */
bool isXmlCharacter(char32_t character)
{
    return character == U'\t' || character == U'\n' || character == U'\r' ||
           (character >= 0x20 && character != 0x7F && character != 0xFFFE && character != 0xFFFF);
}

/*! CSS says these variants of a text; screen readers stumble over words in mathematical letters. */
std::string_view textStyle(Variant variant)
{
    switch (variant) {
    case Variant::bold: return "font-weight: bold";
    case Variant::italic: return "font-style: italic";
    case Variant::boldItalic: return "font-weight: bold; font-style: italic";
    case Variant::sansSerif: return "font-family: sans-serif";
    case Variant::boldSansSerif: return "font-family: sans-serif; font-weight: bold";
    case Variant::sansSerifItalic: return "font-family: sans-serif; font-style: italic";
    case Variant::sansSerifBoldItalic: return "font-family: sans-serif; font-weight: bold; font-style: italic";
    case Variant::monospace: return "font-family: monospace";
    default: return {};
    }
}

class Writer
{
public:
    Writer(const Tree &tree, const Meaning *meaning, const MathmlOptions &options)
        : m_tree(tree)
        , m_options(options)
    {
        if (meaning != nullptr && options.intent) m_marks = intentMarks(tree, *meaning);
    }

    std::string run()
    {
        const NodeId root = m_tree.root();
        const bool wrapped = root == noNode || m_tree[root].element != Element::math;
        if (wrapped) openMath({});
        if (root != noNode) walk(root);
        if (wrapped) m_out += "</math>";
        return std::move(m_out);
    }

private:
    struct Frame {
        NodeId node = noNode;
        std::uint32_t nextChild = 0;
        std::size_t separator = 0;              ///< of mfenced: where the next one starts in the attribute
        Variant inherited = Variant::automatic; ///< of an mstyle around: what tokens have that say nothing themselves
    };

    void walk(NodeId root)
    {
        enter(root);
        while (!m_frames.empty()) {
            Frame &frame = m_frames.back();
            const auto children = m_tree.children(frame.node);
            if (frame.nextChild == children.size()) {
                leave(frame);
                m_frames.pop_back();
                continue;
            }
            if (frame.nextChild != 0 && m_tree[frame.node].element == Element::mfenced) writeSeparator(frame);
            // A labeled row's label comes first in the tree; MathML Core has plain rows, where it stands at the end.
            const std::size_t shift = m_tree[frame.node].element == Element::mlabeledtr ? 1 : 0;
            const NodeId child = children[(frame.nextChild++ + shift) % children.size()];
            enter(child);
        }
    }

    /*! Writes a node without children, or opens one and puts it on the stack. */
    void enter(NodeId id)
    {
        const Node &node = m_tree[id];
        newLine(m_frames.size());
        if (isToken(node.element)) {
            writeToken(id);
            return;
        }
        if (node.element == Element::mglyph) {
            open("mtext", id);
            writeText(m_tree.attribute(id, Attribute::alttext), Variant::automatic, true);
            m_out += "</mtext>";
            return;
        }
        if (node.element == Element::merror && node.childCount == 0) {
            open("merror", id);
            m_out += "<mtext>";
            writeUnknown(node);
            m_out += "</mtext></merror>";
            return;
        }
        if (node.element == Element::math)
            openMath(id);
        else
            open(writtenName(node.element), id, node.childCount == 0 && node.element != Element::mfenced);
        if (node.element == Element::mfenced) writeFence(id, Attribute::open, "(", "prefix");
        if (node.childCount != 0 || node.element == Element::mfenced || node.element == Element::math)
            m_frames.push_back(
                {.node = id, .inherited = node.variant != Variant::automatic ? node.variant : inheritedVariant()});
    }

    void leave(const Frame &frame)
    {
        const Node &node = m_tree[frame.node];
        if (node.element == Element::mfenced) writeFence(frame.node, Attribute::close, ")", "postfix");
        newLine(m_frames.size() - 1);
        ((m_out += "</") += writtenName(node.element)) += '>';
    }

    static std::string_view writtenName(Element element)
    {
        switch (element) {
        case Element::mfenced:
        case Element::none: return "mrow";
        case Element::mlabeledtr: return "mtr";
        default: return elementName(element);
        }
    }

    void newLine(std::size_t level)
    {
        if (m_options.indent <= 0 || m_out.empty()) return;
        m_out += '\n';
        m_out.append(level * static_cast<std::size_t>(m_options.indent), ' ');
    }

    void openMath(std::optional<NodeId> id)
    {
        m_out += "<math";
        writeAttribute("xmlns", namespaceUri);
        const bool block = m_options.display || (id && m_tree.attribute(*id, Attribute::display) == "block");
        if (block) writeAttribute("display", "block");
        if (id) writeAttributes(*id);
        m_out += '>';
    }

    void open(std::string_view name, NodeId id, bool empty = false)
    {
        (m_out += '<') += name;
        writeAttributes(id);
        m_out += empty ? "/>" : ">";
    }

    void writeToken(NodeId id)
    {
        const Node &node = m_tree[id];
        const std::string_view name = elementName(node.element);
        open(name, id);
        const bool spaced = node.element == Element::mtext || node.element == Element::ms;
        if ((node.flags & NodeFlag::unknownCommand) != 0)
            writeUnknown(node);
        else
            writeText(node.text, writtenVariant(node), spaced);
        ((m_out += "</") += name) += '>';
    }

    [[nodiscard]] Variant inheritedVariant() const
    {
        return m_frames.empty() ? Variant::automatic : m_frames.back().inherited;
    }

    /*! The variant of a token, its own or that of an mstyle around it. */
    [[nodiscard]] Variant variantOf(const Node &node) const
    {
        return node.variant != Variant::automatic ? node.variant : inheritedVariant();
    }

    /*! The variant that the letters themselves carry. */
    [[nodiscard]] Variant writtenVariant(const Node &node) const
    {
        const Variant variant = variantOf(node);
        if (node.element == Element::annotation) return Variant::automatic;
        if (node.element == Element::mtext && !textStyle(variant).empty()) return Variant::automatic;
        if (node.element == Element::mi && node.character != 0 && variant == Variant::italic)
            return Variant::automatic; // what an mi of one letter is anyway
        return variant;
    }

    void writeUnknown(const Node &node)
    {
        if ((node.flags & NodeFlag::unknownCommand) != 0) m_out += '\\';
        writeText(node.text, Variant::automatic, true);
    }

    void writeAttribute(std::string_view name, std::string_view value)
    {
        (((m_out += ' ') += name) += "=\"");
        for (std::size_t at = 0; at < value.size();) {
            const Decoded decoded = decodeUtf8(value, at);
            at += decoded.length;
            writeCharacter(decoded.character);
        }
        m_out += '"';
    }

    void writeAttributes(NodeId id)
    {
        const Node &node = m_tree[id];
        const auto mark = m_marks.find(id);
        writeUnlessEmpty("intent",
                         mark != m_marks.end() ? mark->second.intent : m_tree.attribute(id, Attribute::intent));
        writeUnlessEmpty("arg", mark != m_marks.end() && !mark->second.arg.empty()
                                    ? mark->second.arg
                                    : m_tree.attribute(id, Attribute::arg));
        if (node.attributeCount != 0) {
            for (const auto &[name, written] : keptAttributes)
                writeUnlessEmpty(written, m_tree.attribute(id, name));
        }
        writeStyle(id, node);
        if (node.element == Element::mo) writeOperatorAttributes(id, node);
        if (m_options.sourcePositions)
            writeAttribute("data-source", std::to_string(node.source.begin) + ' ' + std::to_string(node.source.end));
    }

    void writeUnlessEmpty(std::string_view name, std::string_view value)
    {
        if (!value.empty()) writeAttribute(name, value);
    }

    /*! The value of the attribute, or \a otherwise where the node says it by a flag. */
    std::string_view stated(NodeId id, Attribute name, bool flag, std::string_view otherwise) const
    {
        const std::string_view value = m_tree.attribute(id, name);
        return value.empty() && flag ? otherwise : value;
    }

    void writeStyle(NodeId id, const Node &node)
    {
        const auto has = [&](NodeFlag flag) { return (node.flags & flag) != 0; };
        if (node.element == Element::mi && variantOf(node) == Variant::normal && node.character != 0)
            writeAttribute("mathvariant", "normal");
        const std::string_view look = node.element == Element::mtext ? textStyle(variantOf(node)) : std::string_view();
        writeUnlessEmpty("style", look.empty() ? m_tree.attribute(id, Attribute::style) : look);
        const bool fraction = node.element == Element::mfrac;
        const bool over = node.element == Element::mover || node.element == Element::munderover;
        const bool under = node.element == Element::munder;
        writeUnlessEmpty("linethickness", stated(id, Attribute::linethickness, fraction && has(noLine), "0"));
        writeUnlessEmpty("accent", stated(id, Attribute::accent, over && has(accentBit), "true"));
        writeUnlessEmpty("accentunder", stated(id, Attribute::accentunder, under && has(accentBit), "true"));
        const bool isLimits = under || over || node.element == Element::mo;
        writeUnlessEmpty("displaystyle", stated(id, Attribute::displaystyle, has(displayStyle) && !isLimits, "true"));
    }

    void writeOperatorAttributes(NodeId id, const Node &node)
    {
        const auto has = [&](NodeFlag flag) { return (node.flags & flag) != 0; };
        const CharacterClass kind = characterFacts(node.character).kind;
        const bool fence = kind == CharacterClass::open || kind == CharacterClass::close || kind == CharacterClass::bar;
        std::string_view form;
        if (node.form != Form::automatic)
            form = node.form == Form::prefix ? "prefix" : node.form == Form::infix ? "infix" : "postfix";
        else if (has(fenceOpen) && kind != CharacterClass::open)
            form = "prefix";
        else if (has(fenceClose) && kind != CharacterClass::close)
            form = "postfix";
        writeUnlessEmpty("form", form);
        // Renderers stretch fences by themselves, TeX only those of \left and \right.
        const bool says = has(stretchy) || fence;
        writeUnlessEmpty("stretchy", stated(id, Attribute::stretchy, says, has(stretchy) ? "true" : "false"));
        writeUnlessEmpty("movablelimits", stated(id, Attribute::movablelimits, limitsAreFixed(node), "false"));
        if (has(ordinary)) {
            writeAttribute("lspace", "0em");
            writeAttribute("rspace", "0em");
        }
    }

    /*! Whether an operator stands below or between limits that were asked for (\limits, display style). */
    bool limitsAreFixed(const Node &node) const
    {
        if ((node.flags & NodeFlag::displayStyle) != 0) return true;
        if (node.parent == noNode) return false;
        const Node &above = m_tree[node.parent];
        const bool limits =
            above.element == Element::munder || above.element == Element::mover || above.element == Element::munderover;
        return limits && (above.flags & NodeFlag::displayStyle) != 0 &&
               &m_tree[m_tree.children(node.parent)[0]] == &node;
    }

    void writeText(std::string_view text, Variant variant, bool spaced)
    {
        for (std::size_t at = 0; at < text.size();) {
            const Decoded decoded = decodeUtf8(text, at);
            at += decoded.length;
            // White space at the ends of an element and runs of it would be dropped.
            const bool kept = spaced && decoded.character == U' ' &&
                              (at == 1 || at == text.size() || text[at] == ' ' || text[at - 2] == ' ');
            writeCharacter(kept ? 0xA0 : styledCharacter(decoded.character, variant));
        }
    }

    void writeCharacter(char32_t character)
    {
        switch (character) {
        case U'&': m_out += "&amp;"; break;
        case U'<': m_out += "&lt;"; break;
        case U'>': m_out += "&gt;"; break;
        case U'"': m_out += "&quot;"; break;
        default: appendUtf8(m_out, isXmlCharacter(character) ? character : 0xFFFD);
        }
    }

    void writeFence(NodeId id, Attribute name, std::string_view otherwise, std::string_view form)
    {
        const std::string_view fence = m_tree.hasAttribute(id, name) ? m_tree.attribute(id, name) : otherwise;
        if (fence.empty()) return;
        newLine(m_frames.size() + (name == Attribute::open ? 1 : 0));
        m_out += "<mo";
        writeAttribute("form", form);
        writeAttribute("stretchy", "true");
        m_out += '>';
        writeText(fence, Variant::automatic, false);
        m_out += "</mo>";
    }

    /*! The next of the separators; the last one holds for all further places. */
    void writeSeparator(Frame &frame)
    {
        const std::string_view all = m_tree.hasAttribute(frame.node, Attribute::separators)
                                         ? m_tree.attribute(frame.node, Attribute::separators)
                                         : ",";
        while (frame.separator < all.size() && all[frame.separator] == ' ')
            ++frame.separator;
        if (frame.separator >= all.size()) return;
        const Decoded decoded = decodeUtf8(all, frame.separator);
        const std::size_t next = all.find_first_not_of(' ', frame.separator + decoded.length);
        if (next != std::string_view::npos) frame.separator = next;
        newLine(m_frames.size());
        m_out += "<mo>";
        writeCharacter(decoded.character);
        m_out += "</mo>";
    }

    const Tree &m_tree;
    const MathmlOptions &m_options;
    std::unordered_map<NodeId, IntentMarks> m_marks;
    std::vector<Frame> m_frames;
    std::string m_out;
};

} // namespace

std::string writeMathml(const Tree &tree, const Meaning *meaning, const MathmlOptions &options)
{
    return Writer(tree, meaning, options).run();
}

} // namespace mathtts
