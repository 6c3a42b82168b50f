// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/content.h"

#include "engine/mathml/contenttable.h"

#include <algorithm>
#include <array>

namespace mathtts::mathml
{

namespace
{
constexpr std::uint8_t looseSum = 33;
constexpr std::uint8_t tightProduct = 40;
constexpr std::uint8_t ofFunction = 60;
constexpr std::uint8_t ofPower = 90;
constexpr std::string_view applyFunction = "\u2061";
} // namespace

const ContentFacts *findContent(std::string_view name)
{
    const auto found = std::ranges::lower_bound(contentFacts, name, {}, &ContentFacts::name);
    return found != contentFacts.end() && found->name == name ? &*found : nullptr;
}

const ContentWriter::Note *ContentWriter::noteOf(NodeId node) const
{
    const auto found = std::ranges::lower_bound(m_notes, node, {}, &Note::node);
    return found != m_notes.end() && found->node == node ? &*found : nullptr;
}

NodeId ContentWriter::noted(NodeId node, std::uint8_t binding, const ContentFacts *facts)
{
    const auto place = std::ranges::lower_bound(m_notes, node, {}, &Note::node); // the end, nearly always
    if (place != m_notes.end() && place->node == node)
        *place = {node, facts, binding};
    else
        m_notes.insert(place, {node, facts, binding});
    return node;
}

NodeId ContentWriter::token(Element element, std::string_view text, Span span)
{
    return m_tree.addToken(element, text, span);
}

NodeId ContentWriter::row(std::span<const NodeId> nodes, Span span)
{
    if (nodes.size() == 1) return nodes[0];
    return m_tree.add(Element::mrow, nodes, span);
}

NodeId ContentWriter::empty(Span span)
{
    return m_tree.add(Element::mrow, {}, span);
}

NodeId ContentWriter::fenced(std::string_view open, NodeId inside, std::string_view close, Span span)
{
    const NodeId left = token(Element::mo, open, span);
    const NodeId right = token(Element::mo, close, span);
    m_tree[left].form = Form::prefix;
    m_tree[right].form = Form::postfix;
    return m_tree.add(Element::mrow, std::array{left, inside, right}, span);
}

NodeId ContentWriter::inBrackets(NodeId node, Span span)
{
    return fenced("(", node, ")", span);
}

/*! \a node, in brackets where it binds looser than \a binding. */
NodeId ContentWriter::atLeast(NodeId node, std::uint8_t binding, Span span)
{
    const Note *note = noteOf(node);
    return note != nullptr && note->binding < binding ? inBrackets(node, span) : node;
}

NodeId ContentWriter::joined(std::span<const NodeId> nodes, std::string_view sign, Span span)
{
    std::vector<NodeId> all;
    for (const NodeId node : nodes) {
        if (!all.empty()) all.push_back(token(Element::mo, sign, span));
        all.push_back(node);
    }
    return all.empty() ? empty(span) : row(all, span);
}

NodeId ContentWriter::meant(NodeId node, std::string_view intent)
{
    m_tree.setAttribute(node, Attribute::intent, intent);
    return node;
}

NodeId ContentWriter::argument(NodeId node, std::string_view name)
{
    m_tree.setAttribute(node, Attribute::arg, name);
    return node;
}

NodeId ContentWriter::symbol(const ContentFacts &facts, Span span)
{
    const bool isWord = facts.form == ContentForm::function || facts.form == ContentForm::logarithm ||
                        facts.form == ContentForm::exponential;
    const bool isLetter = isWord || facts.form == ContentForm::constant || facts.name == "limit";
    const NodeId node = token(isLetter ? Element::mi : Element::mo, facts.text.empty() ? facts.name : facts.text, span);
    if (isWord && facts.text.size() > 1) m_tree[node].flags |= functionName;
    if (facts.name == "imaginaryi") meant(node, "_imaginary-i");
    if (facts.name == "exponentiale") m_tree[node].variant = Variant::normal;
    return noted(node, facts.form == ContentForm::constant ? 99 : facts.binding, &facts);
}

NodeId ContentWriter::named(NodeId node)
{
    const ContentFacts *facts = findContent(m_tree[node].text);
    if (facts == nullptr || facts->form == ContentForm::apply || facts->form == ContentForm::qualifier) return node;
    return symbol(*facts, m_tree[node].source);
}

NodeId ContentWriter::number(std::string_view type, std::span<const std::string_view> parts, Span span)
{
    const auto digits = [&](std::size_t i) {
        return token(Element::mn, i < parts.size() ? parts[i] : std::string_view(), span);
    };
    if (parts.size() < 2) {
        const bool isNumber =
            type != "constant" && !parts[0].empty() && parts[0].find_first_of("0123456789") != std::string_view::npos;
        if (isNumber && (parts[0].starts_with("-") || parts[0].starts_with("−"))) {
            const std::size_t sign = parts[0].starts_with("-") ? 1 : 3;
            const NodeId minus = token(Element::mo, "−", span);
            const NodeId value = token(Element::mn, parts[0].substr(sign), span);
            return noted(m_tree.add(Element::mrow, std::array{minus, value}, span), looseSum);
        }
        return isNumber ? digits(0) : token(Element::mi, parts[0], span);
    }
    if (type == "rational") {
        const NodeId above = digits(0);
        return m_tree.add(Element::mfrac, std::array{above, digits(1)}, span);
    }
    if (type == "e-notation") {
        const NodeId mantissa = digits(0);
        const NodeId times = token(Element::mo, "×", span);
        const NodeId ten = token(Element::mn, "10", span);
        const NodeId power = m_tree.add(Element::msup, std::array{ten, digits(1)}, span);
        return noted(m_tree.add(Element::mrow, std::array{mantissa, times, power}, span), tightProduct);
    }
    if (type == "complex-polar") {
        const NodeId size = digits(0);
        const NodeId e = token(Element::mi, "e", span);
        const NodeId angle = digits(1);
        const NodeId i = token(Element::mi, "i", span);
        const NodeId exponent = m_tree.add(Element::mrow, std::array{angle, i}, span);
        const NodeId power = m_tree.add(Element::msup, std::array{e, exponent}, span);
        return noted(m_tree.add(Element::mrow, std::array{size, power}, span), tightProduct);
    }
    const NodeId real = digits(0); // complex-cartesian
    const NodeId plus = token(Element::mo, "+", span);
    const NodeId imaginary = digits(1);
    const NodeId i = token(Element::mi, "i", span);
    return noted(m_tree.add(Element::mrow, std::array{real, plus, imaginary, i}, span), looseSum);
}

NodeId ContentWriter::element(const ContentFacts &facts, std::span<const NodeId> children, std::string_view variety,
                              Span span)
{
    switch (facts.form) {
    case ContentForm::apply: return apply(children, span);
    case ContentForm::qualifier: {
        // The variable may come with the degree of a derivative.
        if (children.empty()) return noted(empty(span), 99, &facts);
        return noted(m_tree.add(Element::mrow, children, span), 99, &facts);
    }
    case ContentForm::list:
    case ContentForm::interval: {
        NodeId variable = noNode;
        NodeId condition = noNode;
        std::vector<NodeId> items;
        for (const NodeId child : children) {
            const Note *note = noteOf(child);
            const bool isQualifier =
                note != nullptr && note->facts != nullptr && note->facts->form == ContentForm::qualifier;
            if (!isQualifier)
                items.push_back(child);
            else
                (note->facts->name == "bvar" ? variable : condition) = child;
        }
        if (facts.form == ContentForm::interval && items.size() == 2) {
            const std::string_view open = variety.starts_with("open") ? "(" : "[";
            const std::string_view close = variety == "open" || variety == "closed-open" ? ")" : "]";
            argument(items[0], "a");
            argument(items[1], "b");
            const NodeId made = fenced(open, joined(items, ",", span), close, span);
            return meant(made, variety == "open"          ? "open-interval($a,$b)"
                               : variety == "open-closed" ? "open-closed-interval($a,$b)"
                               : variety == "closed-open" ? "closed-open-interval($a,$b)"
                                                          : "closed-interval($a,$b)");
        }
        NodeId inside = noNode;
        if (condition != noNode) {
            const NodeId left =
                items.empty() ? (variable != noNode ? variable : empty(span)) : joined(items, ",", span);
            const NodeId bar = token(Element::mo, "|", span);
            inside = m_tree.add(Element::mrow, std::array{left, bar, condition}, span);
        } else
            inside = joined(items, ",", span);
        return facts.text == "{}" ? fenced("{", inside, "}", span) : fenced("(", inside, ")", span);
    }
    case ContentForm::matrixrow: {
        std::vector<NodeId> cells;
        for (const NodeId child : children)
            cells.push_back(m_tree.add(Element::mtd, std::span(&child, 1), m_tree[child].source));
        return m_tree.add(Element::mtr, cells, span);
    }
    case ContentForm::matrix: {
        std::vector<NodeId> rows;
        for (const NodeId child : children)
            if (m_tree[child].element == Element::mtr) rows.push_back(child);
        return fenced("(", m_tree.add(Element::mtable, rows, span), ")", span);
    }
    case ContentForm::piece:
    case ContentForm::otherwise: {
        std::array<NodeId, 2> cells{};
        const NodeId value = children.empty() ? empty(span) : children[0];
        cells[0] = m_tree.add(Element::mtd, std::span(&value, 1), span);
        const bool isPiece = facts.form == ContentForm::piece && children.size() > 1;
        const NodeId word = token(Element::mtext, isPiece ? "if" : "otherwise", span);
        if (isPiece) {
            const NodeId blank = m_tree.addStaticToken(Element::mspace, {}, span);
            cells[1] = m_tree.add(Element::mtd, std::array{word, blank, children[1]}, span);
        } else
            cells[1] = m_tree.add(Element::mtd, std::span(&word, 1), span);
        return m_tree.add(Element::mtr, cells, span);
    }
    case ContentForm::piecewise: {
        std::vector<NodeId> rows;
        for (const NodeId child : children)
            if (m_tree[child].element == Element::mtr) rows.push_back(child);
        const NodeId brace = token(Element::mo, "{", span);
        const NodeId table = m_tree.add(Element::mtable, rows, span);
        return m_tree.add(Element::mrow, std::array{brace, table}, span);
    }
    case ContentForm::lambda: {
        if (children.empty()) return empty(span);
        const NodeId variables = joined(children.first(children.size() - 1), ",", span);
        const NodeId sign = token(Element::mo, facts.text, span);
        return noted(m_tree.add(Element::mrow, std::array{variables, sign, children.back()}, span), facts.binding);
    }
    default: return children.empty() ? symbol(facts, span) : row(children, span);
    }
}

NodeId ContentWriter::apply(std::span<const NodeId> children, Span span)
{
    if (children.empty()) return empty(span);
    std::vector<NodeId> arguments;
    Qualifiers qualifiers;
    for (const NodeId child : children.subspan(1)) {
        const Note *note = noteOf(child);
        if (note == nullptr || note->facts == nullptr || note->facts->form != ContentForm::qualifier) {
            arguments.push_back(child);
            continue;
        }
        const std::string_view name = note->facts->name;
        if (name == "bvar")
            qualifiers.variable = child;
        else if (name == "lowlimit")
            qualifiers.low = child;
        else if (name == "uplimit")
            qualifiers.high = child;
        else if (name == "degree")
            qualifiers.degree = child;
        else if (name == "logbase")
            qualifiers.base = child;
        else
            qualifiers.condition = child;
    }
    const Note *head = noteOf(children[0]);
    if (head != nullptr && head->facts != nullptr)
        return applied(*head->facts, children[0], arguments, qualifiers, span);
    return functionOf(atLeast(children[0], ofFunction, span), arguments, false, span);
}

/*! A function of arguments: sin x, but f(x), and sin(x + 1). */
NodeId ContentWriter::functionOf(NodeId head, std::span<const NodeId> arguments, bool named, Span span)
{
    const NodeId sign = token(Element::mo, applyFunction, span);
    const Note *note = arguments.size() == 1 ? noteOf(arguments[0]) : nullptr;
    const bool plain = named && arguments.size() == 1 && (note == nullptr || note->binding > ofFunction);
    const NodeId argument = plain ? arguments[0] : inBrackets(joined(arguments, ",", span), span);
    return noted(m_tree.add(Element::mrow, std::array{head, sign, argument}, span), ofFunction);
}

NodeId ContentWriter::applied(const ContentFacts &facts, NodeId head, std::span<const NodeId> arguments,
                              const Qualifiers &qualifiers, Span span)
{
    const auto first = [&] { return arguments.empty() ? empty(span) : arguments[0]; };
    const auto second = [&] { return arguments.size() > 1 ? arguments[1] : empty(span); };
    switch (facts.form) {
    case ContentForm::minus:
        if (arguments.size() == 1) {
            const NodeId operand = atLeast(arguments[0], tightProduct, span);
            return noted(m_tree.add(Element::mrow, std::array{head, operand}, span), facts.binding);
        }
        [[fallthrough]];
    case ContentForm::infix: {
        if (qualifiers.variable != noNode || qualifiers.condition != noNode)
            return large(facts, head, arguments, qualifiers, span); // a union over a family
        std::vector<NodeId> nodes;
        bool isFirst = true;
        for (const NodeId argument : arguments) {
            if (!isFirst) nodes.push_back(nodes.size() == 1 ? head : token(Element::mo, facts.text, span));
            // a - (b - c), but a + b + c
            const bool tighter = !isFirst && facts.form == ContentForm::minus;
            nodes.push_back(atLeast(argument, static_cast<std::uint8_t>(facts.binding + (tighter ? 1 : 0)), span));
            isFirst = false;
        }
        if (nodes.empty()) return head;
        return noted(nodes.size() == 1 ? nodes[0] : m_tree.add(Element::mrow, nodes, span), facts.binding);
    }
    case ContentForm::prefix:
        return noted(m_tree.add(Element::mrow, std::array{head, atLeast(first(), facts.binding, span)}, span),
                     facts.binding);
    case ContentForm::postfix: {
        const NodeId operand = atLeast(first(), ofPower, span);
        return noted(m_tree.add(Element::mrow, std::array{operand, head}, span), facts.binding);
    }
    case ContentForm::wrap: {
        const std::size_t half = facts.text.size() / 2;
        const NodeId inside = argument(first(), "a");
        return meant(fenced(facts.text.substr(0, half), inside, facts.text.substr(half), span),
                     facts.name == "card"    ? "cardinality($a)"
                     : facts.name == "abs"   ? "absolute-value($a)"
                     : facts.name == "floor" ? "floor($a)"
                                             : "ceiling($a)");
    }
    case ContentForm::divide: return m_tree.add(Element::mfrac, std::array{first(), second()}, span);
    case ContentForm::quotient:
        return fenced("⌊", m_tree.add(Element::mfrac, std::array{first(), second()}, span), "⌋", span);
    case ContentForm::power: {
        const NodeId base = atLeast(first(), ofPower, span);
        return noted(m_tree.add(Element::msup, std::array{base, second()}, span), facts.binding);
    }
    case ContentForm::exponential: {
        m_tree[head].flags &= static_cast<std::uint16_t>(~functionName);
        return noted(m_tree.add(Element::msup, std::array{head, first()}, span), facts.binding);
    }
    case ContentForm::root:
        if (qualifiers.degree == noNode) return m_tree.add(Element::msqrt, std::array{first()}, span);
        return m_tree.add(Element::mroot, std::array{first(), qualifiers.degree}, span);
    case ContentForm::logarithm: {
        if (qualifiers.base == noNode) return functionOf(head, arguments, true, span);
        return functionOf(m_tree.add(Element::msub, std::array{head, qualifiers.base}, span), arguments, true, span);
    }
    case ContentForm::raised: {
        const NodeId operand = argument(atLeast(first(), ofPower, span), "a");
        const NodeId node = m_tree.add(Element::msup, std::array{operand, head}, span);
        return noted(meant(node, facts.name == "transpose" ? "transpose($a)" : "inverse($a)"), facts.binding);
    }
    case ContentForm::over: {
        const NodeId operand = argument(first(), "a");
        const NodeId node = m_tree.add(Element::mover, std::array{operand, head}, span);
        return meant(node, facts.name == "mean" ? "mean($a)" : "complex-conjugate($a)");
    }
    case ContentForm::large:
    case ContentForm::quantifier: return large(facts, head, arguments, qualifiers, span);
    case ContentForm::derivative: return derivative(facts, arguments, qualifiers, span);
    case ContentForm::selector: {
        const NodeId indices = arguments.size() > 1 ? joined(arguments.subspan(1), ",", span) : empty(span);
        return m_tree.add(Element::msub, std::array{atLeast(first(), ofPower, span), indices}, span);
    }
    case ContentForm::function: return functionOf(head, arguments, true, span);
    default: return functionOf(head, arguments, false, span);
    }
}

/*! A sum, an integral, a limit, a quantified statement. */
NodeId ContentWriter::large(const ContentFacts &facts, NodeId sign, std::span<const NodeId> arguments,
                            const Qualifiers &qualifiers, Span span)
{
    const bool isIntegral = facts.name == "int";
    const bool isQuantifier = facts.form == ContentForm::quantifier;
    NodeId below = qualifiers.low;
    bool namedBelow = false;
    if (below != noNode && qualifiers.variable != noNode && !isIntegral) {
        const NodeId equals = token(Element::mo, facts.name == "limit" ? "→" : "=", span);
        below = m_tree.add(Element::mrow, std::array{qualifiers.variable, equals, below}, span);
        namedBelow = true;
    }
    if (below == noNode && qualifiers.condition != noNode && !isQuantifier) below = qualifiers.condition;
    if (below == noNode && !isIntegral && !isQuantifier) below = qualifiers.variable;
    NodeId head = sign;
    const NodeId high = qualifiers.high;
    if (below != noNode && high != noNode)
        head = m_tree.add(isIntegral ? Element::msubsup : Element::munderover, std::array{sign, below, high}, span);
    else if (below != noNode)
        head = m_tree.add(isIntegral ? Element::msub : Element::munder, std::array{sign, below}, span);
    else if (high != noNode)
        head = m_tree.add(isIntegral ? Element::msup : Element::mover, std::array{sign, high}, span);
    std::vector<NodeId> nodes{head};
    if (isQuantifier && qualifiers.variable != noNode) {
        nodes.push_back(qualifiers.variable);
        if (qualifiers.condition != noNode) {
            nodes.push_back(token(Element::mo, ",", span));
            nodes.push_back(qualifiers.condition);
        }
        nodes.push_back(token(Element::mo, ":", span));
    }
    const auto loosest = static_cast<std::uint8_t>(isIntegral || isQuantifier ? 0 : tightProduct);
    for (const NodeId argument : arguments)
        nodes.push_back(atLeast(argument, loosest, span));
    if (isIntegral && qualifiers.variable != noNode && !namedBelow) {
        nodes.push_back(token(Element::mi, "d", span));
        nodes.push_back(qualifiers.variable);
    }
    return noted(m_tree.add(Element::mrow, nodes, span), facts.binding);
}

/*! d y over d x. */
NodeId ContentWriter::derivative(const ContentFacts &facts, std::span<const NodeId> arguments,
                                 const Qualifiers &qualifiers, Span span)
{
    const Element element = facts.name == "diff" ? Element::mi : Element::mo;
    if (qualifiers.variable == noNode) { // f'
        const NodeId function = arguments.empty() ? empty(span) : atLeast(arguments[0], ofPower, span);
        return m_tree.add(Element::msup, std::array{function, token(Element::mo, "′", span)}, span);
    }
    // The variable's row holds the variable and, when it was given, its degree.
    NodeId variable = qualifiers.variable;
    NodeId degree = qualifiers.degree;
    const auto parts = m_tree.children(qualifiers.variable);
    if (parts.size() == 2) {
        variable = parts[0];
        degree = parts[1];
    }
    const auto sign = [&] { return token(element, facts.text, span); };
    NodeId above = sign();
    NodeId base = variable;
    if (degree != noNode) {
        above = m_tree.add(Element::msup, std::array{above, degree}, span);
        // Each place of the tree has a node of its own.
        NodeId again = empty(span);
        if (m_tree[degree].childCount <= 1) {
            const NodeId inner = m_tree[degree].childCount == 1 ? m_tree.children(degree)[0] : degree;
            if (m_tree[inner].childCount == 0) again = token(m_tree[inner].element, m_tree[inner].text, span);
        }
        base = m_tree.add(Element::msup, std::array{variable, again}, span);
    }
    const NodeId below = m_tree.add(Element::mrow, std::array{sign(), base}, span);
    const bool simple = !arguments.empty() && noteOf(arguments[0]) == nullptr;
    if (simple) {
        const NodeId top = m_tree.add(Element::mrow, std::array{above, arguments[0]}, span);
        return m_tree.add(Element::mfrac, std::array{top, below}, span);
    }
    const NodeId fraction = m_tree.add(Element::mfrac, std::array{above, below}, span);
    if (arguments.empty()) return fraction;
    const NodeId operand = atLeast(arguments[0], tightProduct, span);
    return noted(m_tree.add(Element::mrow, std::array{fraction, operand}, span), facts.binding);
}

} // namespace mathtts::mathml
