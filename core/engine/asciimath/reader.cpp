// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/asciimath/reader.h"

#include "engine/asciimath/lexer.h"
#include "engine/mathml/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace mathtts
{

namespace asciimath
{

namespace
{

constexpr std::uint32_t noToken = 0xFFFFFFFF;

/*! Part of a formula: one node, or brackets around several, which are shown or dropped by who takes the part. */
struct Part {
    NodeId node = noNode;
    bool bracketed = false;
    std::uint32_t open = noToken; ///< tokens of the brackets; the closing one may be missing
    std::uint32_t close = noToken;
    std::uint32_t first = 0; ///< of the content, in m_contents
    std::uint32_t count = 0;
    Span span = {};
    [[nodiscard]] bool isEmpty() const { return node == noNode && !bracketed; }
};

/*!
 * The grammar of asciimath.org, each production a frame on a stack:
 *
 *   row     ::= item*  with item / item as a fraction
 *   item    ::= simple [_ simple] [^ simple] ; a function with scripts takes the next item
 *   simple  ::= symbol | open row close | unary simple | binary simple simple
 */
class Reader
{
public:
    Reader(const Limits &limits, Tree &tree, Diagnostics &diagnostics, std::vector<Token> tokens)
        : m_limits(limits)
        , m_tree(tree)
        , m_diagnostics(diagnostics)
        , m_tokens(std::move(tokens))
    {
    }

    bool run()
    {
        push(Frame::Kind::row);
        while (!m_frames.empty()) {
            step();
            if (m_frames.size() > m_limits.depth) return fail(DiagnosticCode::nestedTooDeep, m_limits.depth);
            if (m_tree.size() > m_limits.nodes) return fail(DiagnosticCode::tooManyNodes, m_limits.nodes);
        }
        return true;
    }

private:
    struct Frame {
        enum class Kind : std::uint8_t { row, item, unary, binary };
        enum class State : std::uint8_t { begin, first, second, third };
        Kind kind = Kind::row;
        State state = State::begin;
        std::uint32_t token = noToken; ///< the bracket of a row, the first symbol of an item, the symbol of the others
        std::uint32_t firstPart = 0;   ///< of a row, in m_parts
        NodeId firstNode = 0;          ///< nodes of a font's operand start here
        Part part;                     ///< numerator, base, first operand
        NodeId sub = noNode;
    };

    bool fail(DiagnosticCode code, std::uint32_t limit)
    {
        report(Severity::error, code, token().span, std::to_string(limit));
        return false;
    }

    void report(Severity severity, DiagnosticCode code, Span span, std::string_view detail = {})
    {
        record(m_diagnostics, m_limits.diagnostics, {severity, code, span, std::string(detail)});
    }

    void push(Frame::Kind kind, std::uint32_t token = noToken)
    {
        m_frames.push_back({.kind = kind,
                            .token = token,
                            .firstPart = static_cast<std::uint32_t>(m_parts.size()),
                            .firstNode = static_cast<NodeId>(m_tree.size()),
                            .part = {}});
        if (kind == Frame::Kind::row && token != noToken) ++m_brackets;
    }

    /*! The innermost frame is done and gives \a part to the one around it. */
    void deliver(const Part &part)
    {
        m_frames.pop_back();
        m_delivered = part;
    }

    [[nodiscard]] const Token &token() const { return m_tokens[m_at]; }
    /*! Whether the row of the innermost brackets ends here. */
    [[nodiscard]] bool isRowEnd() const
    {
        return token().kind == SymbolKind::end_ || (token().kind == SymbolKind::close_ && m_brackets > 0);
    }
    [[nodiscard]] bool isInfix(std::string_view name) const
    {
        return token().kind == SymbolKind::infix_ && token().text == name;
    }

    void step()
    {
        switch (m_frames.back().kind) {
        case Frame::Kind::row: row(); break;
        case Frame::Kind::item: item(); break;
        case Frame::Kind::unary: unary(); break;
        case Frame::Kind::binary: binary(); break;
        }
    }

    void row()
    {
        Frame &frame = m_frames.back();
        switch (frame.state) {
        case Frame::State::first: // an item was read
            if (isInfix("/")) {
                ++m_at;
                frame.part = m_delivered;
                frame.state = Frame::State::second;
                push(Frame::Kind::item);
                return;
            }
            if (!m_delivered.isEmpty()) m_parts.push_back(m_delivered);
            break;
        case Frame::State::second: { // a denominator was read
            const Span span = hull(frame.part.span, m_delivered.span);
            const NodeId numerator = bare(frame.part);
            const NodeId denominator = bare(m_delivered);
            m_parts.push_back(partOf(m_tree.add(Element::mfrac, std::array{numerator, denominator}, span)));
            break;
        }
        default: break;
        }
        if (isRowEnd()) {
            closeRow();
            return;
        }
        frame.state = Frame::State::first;
        push(Frame::Kind::item);
    }

    void item()
    {
        Frame &frame = m_frames.back();
        switch (frame.state) {
        case Frame::State::begin:
            frame.token = m_at;
            frame.state = Frame::State::first;
            simple();
            return;
        case Frame::State::first: // the base was read
            if (!isInfix("_") && !isInfix("^")) {
                deliver(m_delivered);
                return;
            }
            frame.part = m_delivered;
            frame.state = isInfix("_") ? Frame::State::second : Frame::State::third;
            ++m_at;
            simple();
            return;
        case Frame::State::second: // the subscript was read
            frame.sub = bare(m_delivered);
            if (isInfix("^")) {
                ++m_at;
                frame.state = Frame::State::third;
                simple();
                return;
            }
            scripted(frame, noNode);
            return;
        case Frame::State::third: // the superscript was read
            if (frame.token == noToken) {
                // The argument of a function with scripts.
                const NodeId argument = shown(m_delivered);
                deliver(group(std::array{frame.part.node, argument}));
                return;
            }
            scripted(frame, bare(m_delivered));
            return;
        }
    }

    void scripted(Frame &frame, NodeId sup)
    {
        const Token &first = m_tokens[frame.token];
        const bool limits = first.kind == SymbolKind::limits_ || first.text == "⏟" || first.text == "⏞";
        const NodeId base = shown(frame.part);
        const Span span = hull(m_tree[base].source, m_tree[sup != noNode ? sup : frame.sub].source);
        NodeId node = noNode;
        if (sup == noNode)
            node = m_tree.add(limits ? Element::munder : Element::msub, std::array{base, frame.sub}, span);
        else if (frame.sub == noNode)
            node = m_tree.add(limits ? Element::mover : Element::msup, std::array{base, sup}, span);
        else
            node = m_tree.add(limits ? Element::munderover : Element::msubsup, std::array{base, frame.sub, sup}, span);
        frame.part = partOf(node);
        const bool takesMore = first.kind == SymbolKind::function_ && !isRowEnd() &&
                               token().kind != SymbolKind::infix_ &&
                               (first.name.size() > 1 || token().kind == SymbolKind::open_);
        if (!takesMore) {
            deliver(frame.part);
            return;
        }
        frame.token = noToken; // once only
        frame.state = Frame::State::third;
        push(Frame::Kind::item);
    }

    /*! Reads a simple part, or opens the frame that will. */
    void simple()
    {
        const std::uint32_t at = m_at;
        const Token &now = token();
        if (isRowEnd()) {
            m_delivered = {};
            return;
        }
        ++m_at;
        switch (now.kind) {
        case SymbolKind::open_: push(Frame::Kind::row, at); return;
        case SymbolKind::function_: {
            const Token &next = token();
            const bool stands = isRowEnd() || next.kind == SymbolKind::infix_ || next.text == "|" || next.text == "," ||
                                (now.name.size() == 1 && next.text != "(");
            if (stands)
                m_delivered = constant(now);
            else
                push(Frame::Kind::unary, at);
            return;
        }
        case SymbolKind::over_:
        case SymbolKind::under_:
        case SymbolKind::font_:
        case SymbolKind::wrap_:
        case SymbolKind::root_:
        case SymbolKind::cancel_:
        case SymbolKind::color_:
        case SymbolKind::class_:
        case SymbolKind::id_: push(Frame::Kind::unary, at); return;
        case SymbolKind::rootOf_:
        case SymbolKind::fraction_:
        case SymbolKind::above_:
        case SymbolKind::below_: push(Frame::Kind::binary, at); return;
        default:
            if (now.negates)
                push(Frame::Kind::unary, at);
            else
                m_delivered = constant(now);
        }
    }

    /*! A symbol that takes no parts. */
    Part constant(const Token &now)
    {
        Element element = Element::mo;
        std::uint16_t flags = 0;
        Variant variant = Variant::automatic;
        switch (now.kind) {
        case SymbolKind::letter_: element = Element::mi; break;
        case SymbolKind::upright_:
            element = Element::mi;
            variant = Variant::normal;
            break;
        case SymbolKind::name_: element = Element::mi; break;
        case SymbolKind::function_:
            element = Element::mi;
            if (now.name.size() > 1) flags = functionName;
            break;
        case SymbolKind::limits_:
            if (now.name == now.text) element = Element::mi; // lim, max
            break;
        case SymbolKind::number_: element = Element::mn; break;
        case SymbolKind::word_:
        case SymbolKind::text_:
        case SymbolKind::quote_: element = Element::mtext; break;
        case SymbolKind::space_: element = Element::mspace; break;
        default: break;
        }
        const std::string_view text = now.kind == SymbolKind::space_ ? std::string_view() : now.text;
        const NodeId node = m_tree.addToken(element, text, now.span);
        m_tree[node].flags |= flags;
        m_tree[node].variant = variant;
        if (now.kind == SymbolKind::space_) m_tree.setAttribute(node, Attribute::width, now.text);
        return partOf(node);
    }

    void unary()
    {
        Frame &frame = m_frames.back();
        if (frame.state == Frame::State::begin) {
            frame.state = Frame::State::first;
            simple();
            return;
        }
        const Token &now = m_tokens[frame.token];
        const Part operand = m_delivered;
        if (operand.isEmpty()) missing(now);
        const Span span = hull(now.span, operand.isEmpty() ? now.span : operand.span);
        switch (now.kind) {
        case SymbolKind::function_:
        case SymbolKind::operator_: { // a negative sign
            const NodeId head = constant(now).node;
            deliver(group(std::array{head, shown(operand)}));
            return;
        }
        case SymbolKind::root_: deliver(partOf(m_tree.add(Element::msqrt, std::array{bare(operand)}, span))); return;
        case SymbolKind::cancel_: {
            const NodeId node = m_tree.add(Element::menclose, std::array{bare(operand)}, span);
            m_tree.setAttribute(node, Attribute::notation, now.text);
            deliver(partOf(node));
            return;
        }
        case SymbolKind::wrap_: {
            const std::size_t half = now.text.size() / 2;
            const NodeId open = fence(now.text.substr(0, half), now.span, fenceOpen);
            const NodeId inside = bare(operand);
            const NodeId close = fence(now.text.substr(half), now.span, fenceClose);
            deliver(group(std::array{open, inside, close}));
            return;
        }
        case SymbolKind::over_:
        case SymbolKind::under_: {
            const bool over = now.kind == SymbolKind::over_;
            const NodeId base = bare(operand);
            const NodeId sign = m_tree.addToken(Element::mo, now.text, now.span);
            m_tree[sign].flags |= stretchy;
            const NodeId node = m_tree.add(over ? Element::mover : Element::munder, std::array{base, sign}, span);
            m_tree[node].flags |= accentBit;
            deliver(partOf(node));
            return;
        }
        case SymbolKind::font_: {
            const Variant variant = mathml::parseVariant(now.text);
            const NodeId node = bare(operand);
            for (NodeId id = frame.firstNode; id < m_tree.size(); ++id) {
                Node &styled = m_tree[id];
                const bool isUpright = styled.variant == Variant::normal && styled.text.size() > 1; // a Greek capital
                if ((styled.variant == Variant::automatic || isUpright) && styled.element != Element::mo)
                    styled.variant = variant;
            }
            deliver(partOf(node));
            return;
        }
        default: { // color, class, id
            const NodeId node = m_tree.add(Element::mstyle, std::array{bare(operand)}, span);
            const Attribute name = now.kind == SymbolKind::color_   ? Attribute::mathcolor
                                   : now.kind == SymbolKind::class_ ? Attribute::className
                                                                    : Attribute::id;
            m_tree.setAttribute(node, name, now.text);
            deliver(partOf(node));
        }
        }
    }

    void binary()
    {
        Frame &frame = m_frames.back();
        switch (frame.state) {
        case Frame::State::begin:
            frame.state = Frame::State::first;
            simple();
            return;
        case Frame::State::first:
            frame.part = m_delivered;
            frame.state = Frame::State::second;
            simple();
            return;
        default: break;
        }
        const Token &now = m_tokens[frame.token];
        if (m_delivered.isEmpty()) missing(now);
        const Span span = hull(now.span, m_delivered.isEmpty() ? now.span : m_delivered.span);
        const NodeId one = bare(frame.part);
        const NodeId two = bare(m_delivered);
        switch (now.kind) {
        case SymbolKind::fraction_: deliver(partOf(m_tree.add(Element::mfrac, std::array{one, two}, span))); return;
        case SymbolKind::rootOf_: deliver(partOf(m_tree.add(Element::mroot, std::array{two, one}, span))); return;
        case SymbolKind::above_: deliver(partOf(m_tree.add(Element::mover, std::array{two, one}, span))); return;
        default: deliver(partOf(m_tree.add(Element::munder, std::array{two, one}, span))); return;
        }
    }

    void missing(const Token &after)
    {
        report(Severity::warning, DiagnosticCode::missingOperand, after.span, after.name);
    }

    Part partOf(NodeId node) const { return {.node = node, .span = m_tree[node].source}; }

    /*! A row that nobody wrote brackets around. */
    Part group(std::span<const NodeId> nodes)
    {
        Span span = m_tree[nodes.front()].source;
        for (const NodeId node : nodes)
            span = hull(span, m_tree[node].source);
        const NodeId node = m_tree.add(Element::mrow, nodes, span);
        m_tree[node].flags |= inferred;
        return partOf(node);
    }

    NodeId fence(std::string_view text, Span span, NodeFlag side)
    {
        const NodeId node = m_tree.addToken(Element::mo, text, span);
        m_tree[node].flags |= static_cast<std::uint16_t>(stretchy | side);
        return node;
    }

    NodeId emptyRow(std::uint32_t place)
    {
        const NodeId node = m_tree.add(Element::mrow, {}, {place, place});
        m_tree[node].flags |= inferred;
        return node;
    }

    [[nodiscard]] std::span<const NodeId> content(const Part &part) const
    {
        return std::span(m_contents).subspan(part.first, part.count);
    }

    /*! The node of \a part without its brackets. */
    NodeId bare(const Part &part)
    {
        if (part.isEmpty()) return emptyRow(token().span.begin);
        if (!part.bracketed) return part.node;
        const Token &open = m_tokens[part.open];
        // Only round, square and curly brackets are for grouping.
        if (!open.text.empty() && !std::string_view("([{").contains(open.text)) return shown(part);
        if (part.close != noToken && !m_tokens[part.close].text.empty() &&
            !std::string_view(")]}").contains(m_tokens[part.close].text))
            return shown(part);
        const auto inside = content(part);
        if (inside.size() == 1 && m_tree[inside[0]].element != Element::mtable) return inside[0];
        if (inside.size() == 1) return shown(part); // a matrix keeps its brackets
        return m_tree.add(Element::mrow, inside, part.span);
    }

    /*! The node of \a part with its brackets. */
    NodeId shown(const Part &part)
    {
        if (part.isEmpty()) return emptyRow(token().span.begin);
        if (!part.bracketed) return part.node;
        const auto shows = [this](std::uint32_t index) { return index != noToken && !m_tokens[index].text.empty(); };
        const auto inside = content(part);
        if (!shows(part.open) && !shows(part.close) && inside.size() == 1) return inside[0];
        m_row.clear();
        if (shows(part.open)) m_row.push_back(fence(m_tokens[part.open].text, m_tokens[part.open].span, fenceOpen));
        m_row.insert(m_row.end(), inside.begin(), inside.end());
        if (shows(part.close)) m_row.push_back(fence(m_tokens[part.close].text, m_tokens[part.close].span, fenceClose));
        const NodeId node = m_tree.add(Element::mrow, m_row, part.span);
        m_tree[node].flags |= inferred;
        return node;
    }

    /*! The row of the innermost frame has ended: a matrix, brackets with content, or the whole formula. */
    void closeRow()
    {
        const Frame frame = m_frames.back();
        const bool isRoot = frame.token == noToken;
        std::uint32_t close = noToken;
        if (!isRoot) {
            --m_brackets;
            if (token().kind == SymbolKind::close_)
                close = m_at++;
            else
                report(Severity::warning, DiagnosticCode::missingClosingBracket, m_tokens[frame.token].span,
                       m_tokens[frame.token].name);
        }
        const std::span parts = std::span(m_parts).subspan(frame.firstPart);
        m_nodes.clear();
        if (!isRoot && isMatrix(parts, close))
            m_nodes.push_back(matrix(parts));
        else
            for (const Part &part : parts)
                m_nodes.push_back(shown(part));
        m_parts.resize(frame.firstPart);
        if (isRoot) {
            m_tree.setRoot(m_tree.add(Element::math, m_nodes, {0, m_tokens.back().span.end}));
            m_frames.pop_back();
            return;
        }
        Part part{.bracketed = true, .open = frame.token, .close = close};
        part.first = static_cast<std::uint32_t>(m_contents.size());
        part.count = static_cast<std::uint32_t>(m_nodes.size());
        part.span = hull(m_tokens[frame.token].span, m_tokens[m_at - 1].span);
        m_contents.insert(m_contents.end(), m_nodes.begin(), m_nodes.end());
        deliver(part);
    }

    /*! A comma, or a semicolon where the comma is the decimal sign. */
    [[nodiscard]] bool isComma(NodeId node) const
    {
        return m_tree[node].element == Element::mo &&
               (m_tree[node].character == U',' || m_tree[node].character == U';');
    }

    /*! Brackets of one kind with commas between them, each with as many commas inside. */
    [[nodiscard]] bool isMatrix(std::span<const Part> parts, std::uint32_t close) const
    {
        if (parts.empty() || parts.size() % 2 == 0 || close == noToken) return false;
        const auto bracket = [&](const Part &part) -> std::string_view {
            if (!part.bracketed || part.close == noToken) return {};
            const std::string_view open = m_tokens[part.open].text;
            const std::string_view ending = m_tokens[part.close].text;
            return (open == "(" && ending == ")") || (open == "[" && ending == "]") ? open : std::string_view();
        };
        const std::string_view kind = bracket(parts[0]);
        if (kind.empty() || (kind == "(" && m_tokens[close].text == "}")) return false; // {(a,b),(c,d)} is a set
        const auto commas = std::ranges::count_if(content(parts[0]), [&](NodeId node) { return isComma(node); });
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i % 2 != 0) {
                if (parts[i].bracketed || !isComma(parts[i].node)) return false;
                continue;
            }
            if (bracket(parts[i]) != kind) return false;
            if (std::ranges::count_if(content(parts[i]), [&](NodeId node) { return isComma(node); }) != commas)
                return false;
        }
        return parts.size() > 1 || commas > 0;
    }

    NodeId matrix(std::span<const Part> parts)
    {
        m_rows.clear();
        std::string lines;
        bool hasLines = false;
        for (std::size_t i = 0; i < parts.size(); i += 2) {
            m_cells.clear();
            const auto inside = content(parts[i]);
            std::size_t begin = 0;
            for (std::size_t end = 0; end <= inside.size(); ++end) {
                if (end < inside.size() && !isComma(inside[end])) continue;
                const auto cell = inside.subspan(begin, end - begin);
                begin = end + 1;
                const bool isLine = cell.size() == 1 && m_tree[cell[0]].character == U'|' && !m_cells.empty();
                if (isLine && i == 0 && lines.ends_with("none")) lines.replace(lines.size() - 4, 4, "solid");
                hasLines = hasLines || isLine;
                if (isLine) continue;
                if (i == 0) lines += lines.empty() ? "none" : " none";
                const Span span =
                    cell.empty() ? parts[i].span : hull(m_tree[cell.front()].source, m_tree[cell.back()].source);
                m_cells.push_back(m_tree.add(Element::mtd, cell, span));
            }
            m_rows.push_back(m_tree.add(Element::mtr, m_cells, parts[i].span));
        }
        const NodeId table = m_tree.add(Element::mtable, m_rows, hull(parts.front().span, parts.back().span));
        if (hasLines) m_tree.setAttribute(table, Attribute::columnlines, lines.substr(0, lines.rfind(' ')));
        return table;
    }

    const Limits &m_limits;
    Tree &m_tree;
    Diagnostics &m_diagnostics;
    std::vector<Token> m_tokens;
    std::uint32_t m_at = 0;       // the token to be read next
    std::uint32_t m_brackets = 0; // that are open
    std::vector<Frame> m_frames;
    Part m_delivered;
    std::vector<Part> m_parts;      // of the rows that are open; a stack
    std::vector<NodeId> m_contents; // of brackets that are closed
    std::vector<NodeId> m_nodes;    // of the row that is being closed
    std::vector<NodeId> m_row;
    std::vector<NodeId> m_rows;
    std::vector<NodeId> m_cells;
};

} // namespace
} // namespace asciimath

bool readAsciimath(std::string_view input, const Options & /*options*/, const Limits &limits, Tree &tree,
                   Diagnostics &diagnostics)
{
    tree.clear();
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(input.size(), limits.inputBytes));
    if (input.size() > limits.inputBytes) {
        diagnostics.push_back({Severity::error, DiagnosticCode::inputTooLong, {size, size}, std::to_string(size)});
        return false;
    }
    std::vector<asciimath::Token> tokens = asciimath::tokenize(input, limits, diagnostics);
    if (tokens.size() == 1) {
        diagnostics.push_back({Severity::error, DiagnosticCode::emptyInput, {0, size}, {}});
        return false;
    }
    return asciimath::Reader(limits, tree, diagnostics, std::move(tokens)).run();
}

} // namespace mathtts
