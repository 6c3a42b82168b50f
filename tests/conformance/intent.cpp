// SPDX-License-Identifier: GPL-3.0-or-later
// MathCAT's cases of intent trees: the intent view as the XML that MathCAT writes for it.
#include "answer.h"

#include "engine/intent/author.h"
#include "engine/intent/view/view.h"
#include "engine/mathml/alphanumerics.h"
#include "engine/mathml/reader.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <array>
#include <vector>

namespace mathtts::conformance
{
namespace
{
/*! What MathCAT calls a concept: the intent, its property, the element it comes from ("" : the written one). */
struct Name {
    Concept what;
    std::string_view intent;
    std::string_view property;
    std::string_view element;
};

constexpr auto names = std::to_array<Name>({
    {Concept::laplacian, "laplacian", ":function:", "mrow"},
    {Concept::gradient, "gradient", ":function:", "mrow"},
    {Concept::divergence, "divergence", ":function:", "mrow"},
    {Concept::curl, "curl", ":function:", "mrow"},
    {Concept::negative, "minus", ":prefix:", "mrow"},
    {Concept::positive, "plus", ":prefix:", "mrow"},
    {Concept::absoluteValue, "absolute-value", ":function:", "mrow"},
    {Concept::norm, "norm", ":function:", "mrow"},
    {Concept::determinantOf, "determinant", "", "mrow"},
    {Concept::set, "set", "", "mrow"},
    {Concept::binomialCoefficient, "binomial", ":infix:", "mrow"},
    {Concept::evaluatedAt, "evaluate", "", "mrow"},
    {Concept::vector, "vector", ":prefix:", "mover"},
    {Concept::lineSegment, "line-segment", ":prefix:", "mover"},
    {Concept::ray, "ray", ":prefix:", "mover"},
    {Concept::arc, "arc", ":prefix:", "mover"},
    {Concept::accented, "modified-variable", ":silent:", "mover"},
    {Concept::transpose, "transpose", ":postfix:", "msup"},
    {Concept::power, "power", "", "msup"},
    {Concept::subscript, "indexed-by", ":infix:", "msub"},
    {Concept::subsuperscript, "skip-super", ":silent:", "msubsup"},
    {Concept::fraction, "fraction", "", "mfrac"},
    {Concept::squareRoot, "square-root", ":function:", "msqrt"},
    {Concept::root, "root", "", "mroot"},
    {Concept::limit, "limit", ":prefix:", "munder"},
    {Concept::logarithmWithBase, "logarithm-with-base", ":prefix:", "msub"},
    {Concept::inverseFunction, "inverse-function", "", "msup"},
    {Concept::modified, "mover", "", "mover"},
    {Concept::modifiedBelow, "munder", "", "munder"},
    {Concept::stacked, "munderover", "", "munderover"},
});

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '\'')
            result += "&apos;";
        else
            result += c;
    }
    return result;
}

class Writer
{
public:
    Writer(const Tree &tree, const Meaning &meaning)
        : m_tree(tree)
        , m_meaning(meaning)
    {
    }

    std::string write()
    {
        m_out = "<math data-from-mathml='math'>";
        m_pending.push_back({m_meaning.root(), "</math>"});
        m_pending.push_back({m_meaning.root(), {}});
        while (!m_pending.empty()) {
            const Step step = std::move(m_pending.back());
            m_pending.pop_back();
            if (step.close.empty())
                open(step.node);
            else
                m_out += step.close;
        }
        return std::move(m_out);
    }

private:
    struct Step {
        NodeId node;
        std::string close; ///< what to write; empty: the node
    };

    [[nodiscard]] std::string attributes(NodeId written) const
    {
        std::string result;
        constexpr auto kept =
            std::to_array<Attribute>({Attribute::arg, Attribute::mathvariant, Attribute::stretchy, Attribute::latex,
                                      Attribute::columnalign, Attribute::columnspacing, Attribute::rowspacing});
        for (const Attribute name : kept) {
            if (!m_tree.hasAttribute(written, name)) continue;
            result += ' ' + std::string(attributeName(name)) + "='" + escaped(m_tree.attribute(written, name)) + "'";
        }
        constexpr auto variants = std::to_array<std::string_view>(
            {"", "normal", "bold", "italic", "bold-italic", "double-struck", "bold-fraktur", "script", "bold-script",
             "fraktur", "sans-serif", "bold-sans-serif", "sans-serif-italic", "sans-serif-bold-italic", "monospace"});
        const auto variant = static_cast<std::size_t>(m_tree[written].variant);
        if (variant > 0 && variant < variants.size() && !m_tree.hasAttribute(written, Attribute::mathvariant))
            result += " mathvariant='" + std::string(variants[variant]) + "'";
        return result;
    }

    void element(std::string_view name, std::string_view from, bool added, std::string_view property,
                 const std::string &more, std::vector<NodeId> children)
    {
        m_out += '<' + std::string(name) + " data-from-mathml='" + std::string(from) + "'";
        if (added) m_out += " data-changed='added'";
        if (!property.empty()) m_out += " data-intent-property='" + std::string(property) + "'";
        m_out += more + '>';
        m_pending.push_back({noNode, "</" + std::string(name) + ">"});
        for (auto child = children.rbegin(); child != children.rend(); ++child)
            if (*child != noNode) m_pending.push_back({*child, {}});
    }

    void leaf(NodeId id)
    {
        const MeaningNode &node = m_meaning[id];
        const Node &from = m_tree[node.written];
        const bool written = from.childCount == 0 && !from.text.empty();
        std::string_view name = from.childCount == 0 ? elementName(from.element) : "mo";
        std::string text(node.text);
        if (node.what == Concept::letter && written) {
            text.clear();
            const char32_t base = from.character;
            appendUtf8(text, from.variant == Variant::normal ? base : styledCharacter(base, from.variant));
        }
        if (node.what == Concept::operator_) {
            if (node.value == 1 && (node.character == U'×' || node.character == U'⋅' || node.character == U'·')) {
                const std::string_view product = node.character == U'×' ? "cross-product" : "dot-product";
                m_out += '<' + std::string(product) + " data-from-mathml='mo'" + attributes(node.written) + "></" +
                         std::string(product) + ">";
                return;
            }
            name = "mo";
        }
        const bool invisible = node.character >= U'\u2061' && node.character <= U'\u2064';
        m_out += '<' + std::string(name) + " data-from-mathml='" + std::string(name) + "'";
        if (invisible) m_out += " data-changed='added'";
        if (!invisible && from.childCount == 0) m_out += attributes(node.written);
        m_out += '>' + escaped(text) + "</" + std::string(name) + ">";
    }

    void open(NodeId id)
    {
        const MeaningNode &node = m_meaning[id];
        const auto span = m_meaning.children(id);
        std::vector<NodeId> children(span.begin(), span.end());
        if (children.empty() && node.what != Concept::set) return leaf(id);
        const Node &from = m_tree[node.written];
        const bool added = from.element != Element::mrow;
        for (const Name &name : names) {
            if (name.what != node.what) continue;
            const bool row = name.element == "mrow";
            return element(name.intent, name.element, row && added && node.what != Concept::binomialCoefficient,
                           name.property, row ? std::string() : attributes(node.written), std::move(children));
        }
        switch (node.what) {
        case Concept::interval: {
            constexpr auto kinds = std::to_array<std::string_view>(
                {"open-interval", "closed-open-interval", "open-closed-interval", "closed-interval"});
            return element(kinds[static_cast<std::size_t>(node.value)], "mrow", added, {}, {}, std::move(children));
        }
        case Concept::superscript: {
            const bool plus = m_meaning[children[1]].character == U'+' || m_meaning[children[1]].character == U'-';
            return element(plus ? "say-super" : "skip-super", "msup", false,
                           plus ? ":infix:" : ":silent:", attributes(node.written), std::move(children));
        }
        case Concept::iNamed:
            return element(std::string(node.text), "mrow", added, ":function:", {}, std::move(children));
        case Concept::largeOperator:
            return element("large-op", elementName(from.element), false, {}, attributes(node.written),
                           std::move(children));
        case Concept::iTable: return table(id, "mtable");
        case Concept::iRow: return element("mtr", "mtr", false, {}, attributes(node.written), std::move(children));
        case Concept::iCell: return element("mtd", "mtd", false, {}, attributes(node.written), std::move(children));
        case Concept::iLines: return lines(id);
        case Concept::iLine:
            m_out += "<mtr data-from-mathml='mtr'><mtd data-from-mathml='mtr'><mrow data-from-mathml='mtr'>";
            m_pending.push_back({noNode, "</mrow></mtd></mtr>"});
            for (auto child = children.rbegin(); child != children.rend(); ++child)
                if (*child != noNode) m_pending.push_back({*child, {}});
            return;
        default: return element("mrow", "mrow", true, {}, {}, std::move(children));
        }
    }

    void table(NodeId id, std::string_view from)
    {
        const MeaningNode &node = m_meaning[id];
        const auto children = m_meaning.children(id);
        const std::string_view name = node.value == 0 ? "array" : node.value > 5 ? "determinant" : "matrix";
        const bool written = m_tree.attribute(node.written, Attribute::intent) == ":matrix";
        element(name, from, false, written ? ":matrix:function:" : "", attributes(node.written),
                {children.begin(), children.end()});
    }

    void lines(NodeId id)
    {
        const MeaningNode &node = m_meaning[id];
        const auto children = m_meaning.children(id).subspan(1);
        const NodeId table = m_meaning[m_meaning.children(id)[0]].written;
        const std::string_view name = node.value == 3 ? "piecewise" : node.value == 2 ? "system-of-equations" : "lines";
        const bool written = m_tree.attribute(table, Attribute::intent) == ":system-of-equations";
        element(name, "mtable", false, written ? ":system-of-equations:" : "", attributes(table),
                {children.begin(), children.end()});
    }

    const Tree &m_tree;
    const Meaning &m_meaning;
    std::vector<Step> m_pending;
    std::string m_out;
};
} // namespace

Answer answerIntent(const Record &record)
{
    Options options{.format = Format::mathml, .macros = {}, .preferences = {}};
    Tree tree;
    Diagnostics diagnostics;
    if (!readMathml(record.input, options, {}, tree, diagnostics)) return std::unexpected("can't be read");
    AuthorIntents intents;
    intents.read(tree, diagnostics, 0);
    Meaning meaning;
    IntentView().run(tree, intents, options, false, meaning);
    return Writer(tree, meaning).write();
}

} // namespace mathtts::conformance
