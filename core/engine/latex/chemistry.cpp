// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"
#include "engine/tree/characters.h"
#include "engine/tree/elements.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace mathtts
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLetter(char c)
{
    return isLower(c) || isUpper(c);
}
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

using Sign = std::pair<std::string_view, std::string_view>;

constexpr std::array arrows = {
    Sign("<-->", "⇄"), Sign("<=>>", "⥂"), Sign("<<=>", "⥃"), Sign("<->", "↔"), Sign("<=>", "⇌"),
    Sign("->", "→"),   Sign("<-", "←"),   Sign("→", "→"),    Sign("⟶", "→"),   Sign("⇌", "⇌"),
};

/*! The argument of \bond and the sign that is written for it. */
constexpr std::array bonds = {
    Sign("-", "−"),   Sign("1", "−"),   Sign("=", "="),    Sign("2", "="),  Sign("#", "≡"),
    Sign("3", "≡"),   Sign("~", "┄"),   Sign("~-", "⎓"),   Sign("~=", "⎓"), Sign("~--", "⎓"),
    Sign("-~-", "⎓"), Sign("...", "⋯"), Sign("....", "⋯"), Sign("->", "→"), Sign("<-", "←"),
};

/*! Commands that change only how the formula looks. */
constexpr std::array silentCommands = {
    std::string_view("bf"),        std::string_view("displaystyle"), std::string_view("it"),
    std::string_view("left"),      std::string_view("limits"),       std::string_view("right"),
    std::string_view("rm"),        std::string_view("scriptstyle"),  std::string_view("sf"),
    std::string_view("textstyle"),
};

constexpr std::array twoArguments = {
    std::string_view("binom"),    std::string_view("color"),     std::string_view("dfrac"),
    std::string_view("stackrel"), std::string_view("textcolor"), std::string_view("tfrac"),
};

/*! Commands whose arguments are chemistry again. */
struct Structure {
    std::string_view name;
    Element element;
    std::uint8_t arguments;
    std::string_view sign; ///< of braces over and under
    bool scriptFirst = false;
};
constexpr std::array structures = {
    Structure{"frac", Element::mfrac, 2, {}},
    Structure{"overbrace", Element::mover, 1, "⏞"},
    Structure{"overset", Element::mover, 2, {}, true},
    Structure{"underbrace", Element::munder, 1, "⏟"},
    Structure{"underset", Element::munder, 2, {}, true},
};

/*! What is done with the parts of a bracketed piece when it ends. */
enum class Then : std::uint8_t { whole, group, braces, over, under, above, below, argument };

/*! What stands directly before the place that is read. */
enum class State : std::uint8_t { start, base, sub, sup };

/*! A base and its scripts while they are read; an empty list is an absent script. */
struct Entity {
    NodeId base = noNode;
    std::vector<NodeId> sub, sup, preSub, preSup;
    bool plainDigits = false;       ///< the superscript is a bare number: a charge or the next nucleus's mass
    Element limits = Element::msub; ///< munder or mover: the next script is the label of a brace
};

struct Frame {
    Then then = Then::whole;
    char closer = 0;     ///< '}' of braces, or the closing bracket; '|' for \}
    bool script = false; ///< inside a script digits and signs are parts of a formula
    State state = State::start;
    std::size_t begin = 0;
    std::size_t firstItem = 0;
    Entity entity;
    NodeId sign = noNode;  ///< of a reaction arrow
    NodeId first = noNode; ///< the part that was read before: text above an arrow, first argument
    const Structure *structure = nullptr;
};

class ChemistryReader
{
public:
    ChemistryReader(const Passage &body, const LatexContext &context)
        : m_body(body)
        , m_text(body.text)
        , m_context(context)
        , m_tree(context.tree)
    {
        matchBraces();
    }

    NodeId run()
    {
        push(Then::whole, 0, false, 0);
        while (m_at < m_text.size() || m_frames.size() > 1) {
            if (m_at >= m_text.size())
                endUnclosed();
            else
                step();
        }
        flush();
        return flagged(m_tree.add(Element::mrow, m_items, m_body.span()));
    }

private:
    Frame &frame() { return m_frames.back(); }
    [[nodiscard]] char at(std::size_t place) const { return place < m_text.size() ? m_text[place] : '\0'; }
    [[nodiscard]] bool startsWith(std::string_view text, std::size_t place) const
    {
        return m_text.substr(std::min(place, m_text.size())).starts_with(text);
    }

    void matchBraces()
    {
        m_match.assign(m_text.size(), 0);
        std::vector<std::uint32_t> open;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            if (m_text[i] == '\\')
                ++i;
            else if (m_text[i] == '{')
                open.push_back(static_cast<std::uint32_t>(i));
            else if (m_text[i] == '}' && !open.empty()) {
                m_match[open.back()] = static_cast<std::uint32_t>(i);
                open.pop_back();
            }
        }
    }

    NodeId flagged(NodeId node)
    {
        m_tree[node].flags |= NodeFlag::chemistry;
        return node;
    }

    NodeId token(Element element, std::string_view text, std::size_t begin, std::size_t end)
    {
        const NodeId node = flagged(m_tree.addToken(element, text, m_body.at(begin, end)));
        if (element == Element::mi) m_tree[node].variant = Variant::normal;
        return node;
    }

    NodeId rowOf(std::span<const NodeId> nodes, std::size_t begin, std::size_t end)
    {
        if (nodes.size() == 1) return nodes.front();
        return flagged(m_tree.add(Element::mrow, nodes, m_body.at(begin, end)));
    }

    NodeId math(std::size_t begin, std::size_t end)
    {
        if (!m_context.readMath) return token(Element::mtext, m_text.substr(begin, end - begin), begin, end);
        return flagged(m_context.readMath(m_body.part(begin, end)));
    }

    void bad(std::size_t begin, std::size_t end)
    {
        m_context.report(Severity::error, DiagnosticCode::badChemistry, m_body.at(begin, end),
                         m_text.substr(begin, std::min<std::size_t>(end - begin, 40)));
    }

    // --- bases and scripts

    NodeId script(const std::vector<NodeId> &nodes)
    {
        if (nodes.empty()) return flagged(m_tree.add(Element::none, {}, m_body.at(m_at, m_at)));
        if (nodes.size() == 1) return nodes.front();
        const Span span{m_tree[nodes.front()].source.begin, m_tree[nodes.back()].source.end};
        return flagged(m_tree.add(Element::mrow, nodes, span));
    }

    NodeId scripted(const Entity &e)
    {
        NodeId base = e.base;
        if (base == noNode) base = flagged(m_tree.add(Element::mrow, {}, m_body.at(m_at, m_at)));
        const bool sub = !e.sub.empty();
        const bool sup = !e.sup.empty();
        std::array<NodeId, 6> parts{base};
        std::size_t count = 1;
        Element element = Element::mmultiscripts;
        if (!e.preSub.empty() || !e.preSup.empty()) {
            if (sub || sup) {
                parts[count++] = script(e.sub);
                parts[count++] = script(e.sup);
            }
            parts[count++] = flagged(m_tree.add(Element::mprescripts, {}, m_body.at(m_at, m_at)));
            parts[count++] = script(e.preSub);
            parts[count++] = script(e.preSup);
        } else if (sub || sup) {
            element = sub && sup ? Element::msubsup : sub ? Element::msub : Element::msup;
            if (sub) parts[count++] = script(e.sub);
            if (sup) parts[count++] = script(e.sup);
        } else {
            return base;
        }
        Span span = m_tree[parts[0]].source;
        for (std::size_t i = 1; i < count; ++i) {
            const Span part = m_tree[parts[i]].source;
            if (part.begin == part.end) continue;
            span = {std::min(span.begin, part.begin), std::max(span.end, part.end)};
        }
        return flagged(m_tree.add(element, {parts.data(), count}, span));
    }

    void flush()
    {
        Entity &e = frame().entity;
        const bool any = e.base != noNode || !e.sub.empty() || !e.sup.empty() || !e.preSub.empty() || !e.preSup.empty();
        if (any) m_items.push_back(scripted(e));
        e = Entity();
        frame().state = State::start;
    }

    void setBase(NodeId node)
    {
        Entity &e = frame().entity;
        if (frame().state == State::sup && e.plainDigits && e.sub.empty()) {
            // H^3HO: a number that no sign follows belongs to the next nucleus.
            std::vector<NodeId> mass = std::move(e.sup);
            e.sup.clear();
            flush();
            frame().entity.preSup = std::move(mass);
        } else if (frame().state != State::start) {
            flush();
        }
        frame().entity.base = node;
        frame().state = State::base;
    }

    void addItem(NodeId node)
    {
        flush();
        m_items.push_back(node);
    }

    void addSign(std::string_view sign, std::size_t length, std::uint16_t flags = 0)
    {
        flush();
        const NodeId node = token(Element::mo, sign, m_at, m_at + length);
        m_tree[node].flags |= flags;
        m_items.push_back(node);
        m_at += length;
    }

    /*! Puts \a node into the script that a '^' or '_' here stands for. */
    void addScript(bool above, NodeId node)
    {
        Entity &e = frame().entity;
        const bool before = e.base == noNode && frame().state == State::start;
        if (e.limits != Element::msub) {
            e.base = flagged(m_tree.add(e.limits, std::array{e.base, node}, m_tree[node].source));
            e.limits = Element::msub;
            return;
        }
        std::vector<NodeId> &list = before ? (above ? e.preSup : e.preSub) : (above ? e.sup : e.sub);
        list.push_back(node);
        if (!before) frame().state = above ? State::sup : State::sub;
    }

    // --- brackets and braces

    bool push(Then then, char closer, bool inScript, std::size_t begin)
    {
        if (m_frames.size() > m_context.maxDepth / 4) {
            m_context.report(Severity::error, DiagnosticCode::nestedTooDeep, m_body.at(begin, begin + 1),
                             std::to_string(m_context.maxDepth));
            return false;
        }
        Frame next;
        next.then = then;
        next.closer = closer;
        next.script = inScript;
        next.begin = begin;
        next.firstItem = m_items.size();
        m_frames.push_back(std::move(next));
        return true;
    }

    /*! Ends the innermost piece, whose end is at \a end of the text. */
    void pop(std::size_t end)
    {
        flush();
        const Frame done = std::move(m_frames.back());
        m_frames.pop_back();
        const NodeId node = rowOf(std::span(m_items).subspan(done.firstItem), done.begin, end);
        m_items.resize(done.firstItem);
        switch (done.then) {
        case Then::whole: break;
        case Then::group:
        case Then::braces: setBase(node); break;
        case Then::over: addScript(true, node); break;
        case Then::under: addScript(false, node); break;
        case Then::above:
        case Then::below: endArrowText(done, node, end); break;
        case Then::argument: endArgument(done, node, end); break;
        }
    }

    /*! A bracket without its partner becomes a sign like any other. */
    void dissolve()
    {
        flush();
        m_frames.pop_back();
        frame().state = State::start;
    }

    void endUnclosed()
    {
        const Frame &open = frame();
        if (open.then == Then::group) {
            dissolve();
            return;
        }
        bad(open.begin, m_text.size());
        pop(m_text.size());
    }

    void openBracket(std::string_view sign, std::size_t length, char closer)
    {
        if (frame().state != State::start) flush();
        if (!push(Then::group, closer, frame().script, m_at)) {
            m_at += length;
            return;
        }
        const NodeId node = token(Element::mo, sign, m_at, m_at + length);
        m_tree[node].flags |= NodeFlag::fenceOpen;
        m_items.push_back(node);
        m_at += length;
    }

    void closeBracket(std::string_view sign, std::size_t length, char closer)
    {
        std::size_t index = m_frames.size();
        while (index > 0 && m_frames[index - 1].closer != closer && m_frames[index - 1].then == Then::group)
            --index;
        if (index == 0 || m_frames[index - 1].closer != closer || closer == 0) {
            setBase(token(Element::mo, sign, m_at, m_at + length));
            m_at += length;
            return;
        }
        while (m_frames.size() > index)
            dissolve();
        if (frame().then == Then::group) {
            flush();
            const NodeId node = token(Element::mo, sign, m_at, m_at + length);
            m_tree[node].flags |= NodeFlag::fenceClose;
            m_items.push_back(node);
        }
        m_at += length;
        pop(m_at);
    }

    /*! Whether braces hold words rather than a formula: letters, more of them than element symbols can explain. */
    [[nodiscard]] bool holdsWords(std::string_view text) const
    {
        bool word = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (!isLetter(c) && !isBlank(c) && c != '-' && c != '.' && c != ',' && c != ':') return false;
            if (isLower(c) && (i == 0 || !isUpper(text[i - 1]) || !elementOf(text.substr(i - 1, 2)))) word = true;
        }
        return word && text.size() > 1;
    }

    void openBraces(Then then, bool inScript)
    {
        const std::size_t end = m_match[m_at];
        if (end == 0) {
            bad(m_at, m_text.size());
            ++m_at;
            return;
        }
        const std::string_view inside = m_text.substr(m_at + 1, end - m_at - 1);
        if (inside.empty()) {
            m_at = end + 1;
            if (then == Then::braces && frame().state != State::start) flush();
            return;
        }
        if (then == Then::braces && holdsWords(inside)) {
            setBase(token(Element::mtext, inside, m_at + 1, end));
            m_at = end + 1;
            return;
        }
        const std::size_t begin = m_at;
        m_at = push(then, '}', inScript, begin) ? begin + 1 : end + 1;
    }

    // --- arrows

    [[nodiscard]] const Sign *arrowAt(std::size_t place) const
    {
        const auto found =
            std::ranges::find_if(arrows, [&](const Sign &arrow) { return startsWith(arrow.first, place); });
        return found == arrows.end() ? nullptr : &*found;
    }

    void readArrow(const Sign &arrow)
    {
        addSign(arrow.second, arrow.first.size(), NodeFlag::relation | NodeFlag::stretchy);
        openArrowText(Then::above, m_items.back(), noNode);
    }

    void openArrowText(Then then, NodeId sign, NodeId first)
    {
        std::size_t bracket = m_at;
        if ((at(bracket) == 'T' || at(bracket) == 'M' || at(bracket) == 'C') && at(bracket + 1) == '[') ++bracket;
        if (at(bracket) != '[' || !push(then, ']', false, bracket)) return;
        m_at = bracket + 1;
        frame().sign = sign;
        frame().first = first;
    }

    void endArrowText(const Frame &done, NodeId node, std::size_t end)
    {
        const bool empty = m_tree[node].element == Element::mrow && m_tree[node].childCount == 0;
        const NodeId above = done.then == Then::above ? (empty ? noNode : node) : done.first;
        const NodeId below = done.then == Then::below && !empty ? node : noNode;
        const Span span{m_tree[done.sign].source.begin, m_body.at(end, end).end};
        NodeId arrow = done.sign;
        if (above != noNode && below != noNode)
            arrow = m_tree.add(Element::munderover, std::array{arrow, below, above}, span);
        else if (above != noNode || below != noNode)
            arrow = m_tree.add(above != noNode ? Element::mover : Element::munder,
                               std::array{arrow, above != noNode ? above : below}, span);
        m_items.back() = flagged(arrow);
        if (done.then == Then::above && at(m_at) == '[') {
            m_items.back() = done.sign;
            openArrowText(Then::below, done.sign, above);
            if (frame().then != Then::below) m_items.back() = arrow;
        }
    }

    // --- commands

    void openArgument(const Structure &structure, NodeId first)
    {
        while (isBlank(at(m_at)))
            ++m_at;
        const std::size_t begin = m_at;
        if (at(m_at) != '{' || m_match[m_at] == 0 || !push(Then::argument, '}', false, begin)) {
            if (first != noNode) setBase(first);
            return;
        }
        ++m_at;
        frame().structure = &structure;
        frame().first = first;
    }

    void endArgument(const Frame &done, NodeId node, std::size_t end)
    {
        const Structure &structure = *done.structure;
        if (structure.arguments == 2 && done.first == noNode) {
            openArgument(structure, node);
            return;
        }
        const Span span = m_body.at(done.begin, end);
        std::array parts{done.first, node};
        if (structure.scriptFirst) std::swap(parts[0], parts[1]);
        if (structure.arguments == 1) parts = {node, token(Element::mo, structure.sign, done.begin, end)};
        setBase(flagged(m_tree.add(structure.element, parts, span)));
        if (structure.arguments == 1) {
            frame().entity.limits = structure.element;
            m_tree[frame().entity.base].flags |= NodeFlag::accentBit;
        }
    }

    [[nodiscard]] std::size_t nameEnd(std::size_t backslash) const
    {
        std::size_t end = backslash + 1;
        while (isLetter(at(end)))
            ++end;
        return end;
    }

    /*! The end of \begin{x}..\end{x} that starts here; the end of the text when it is missing. */
    std::size_t environmentEnd()
    {
        std::size_t depth = 0;
        for (std::size_t i = m_at; i < m_text.size(); ++i) {
            if (m_text[i] != '\\') continue;
            if (startsWith("\\begin", i)) ++depth;
            if (startsWith("\\end", i) && at(i + 4) == '{' && --depth == 0)
                return m_match[i + 4] == 0 ? m_text.size() : m_match[i + 4] + 1;
        }
        return m_text.size();
    }

    void readCommand()
    {
        const std::size_t begin = m_at;
        std::size_t end = nameEnd(begin);
        if (end == begin + 1) {
            readControlSymbol();
            return;
        }
        const std::string_view name = m_text.substr(begin + 1, end - begin - 1);
        const std::size_t afterName = end;
        while (isBlank(at(end)))
            ++end;
        if (name == "bond" && at(end) == '{' && m_match[end] != 0) {
            const std::string_view kind = m_text.substr(end + 1, m_match[end] - end - 1);
            const auto bond = std::ranges::find(bonds, kind, &Sign::first);
            if (bond == bonds.end()) bad(begin, m_match[end] + 1);
            addSign(bond == bonds.end() ? kind : bond->second, m_match[end] + 1 - begin);
            return;
        }
        if (name == "ce") {
            m_at = end;
            if (at(end) == '{') openBraces(Then::braces, false);
            return;
        }
        if (name == "pu" && at(end) == '{' && m_match[end] != 0) {
            const Passage unit = m_body.part(end + 1, m_match[end]);
            m_at = m_match[end] + 1;
            setBase(readUnits(UnitCommand::physicalUnit, {}, {&unit, 1}, m_context));
            return;
        }
        const auto structure = std::ranges::find(structures, name, &Structure::name);
        if (structure != structures.end() && at(end) == '{') {
            if (frame().state != State::start) flush();
            m_at = end;
            openArgument(*structure, noNode);
            return;
        }
        if (std::ranges::binary_search(silentCommands, name)) {
            m_at = end;
            return;
        }
        if (name == "quad" || name == "qquad") {
            flush();
            m_at = end;
            return;
        }
        if (name == "begin") {
            end = environmentEnd();
            m_at = end;
            setBase(math(begin, end));
            return;
        }
        // Any other command with its arguments is mathematics.
        int groups = std::ranges::contains(twoArguments, name) ? 2 : 1;
        if (at(end) == '[') {
            const std::size_t close = m_text.substr(end, 200).find(']');
            if (close != std::string_view::npos) end += close + 1;
        }
        bool any = false;
        for (; groups > 0 && at(end) == '{' && m_match[end] != 0 && end + 1 != m_match[end]; --groups, any = true) {
            end = m_match[end] + 1;
            while (groups > 1 && isBlank(at(end)))
                ++end;
        }
        if (!any) end = afterName;
        const NodeId node = math(begin, end);
        m_at = end;
        const Node &read = m_tree[node];
        const CharacterClass kind = characterFacts(read.character).kind;
        const bool separates = kind == CharacterClass::relation || kind == CharacterClass::additive ||
                               kind == CharacterClass::multiplicative || kind == CharacterClass::binary;
        if (read.element == Element::mi) m_tree[node].variant = Variant::normal;
        if (read.element == Element::mo && separates)
            addItem(node);
        else
            setBase(node);
    }

    void readControlSymbol()
    {
        switch (at(m_at + 1)) {
        case '{': openBracket("{", 2, '|'); return;
        case '}': closeBracket("}", 2, '|'); return;
        case '(': readMathUntil("\\)", 2); return;
        case '%':
        case '_':
        case '&':
        case '#':
        case '$':
            setBase(token(Element::mo, m_text.substr(m_at + 1, 1), m_at, m_at + 2));
            m_at += 2;
            return;
        default: // spaces: \, \; \: \! and the rest
            flush();
            m_at = std::min(m_at + 2, m_text.size());
        }
    }

    void readMathUntil(std::string_view closer, std::size_t openLength)
    {
        const std::size_t end = m_noMathEnd ? std::string_view::npos : m_text.find(closer, m_at + openLength);
        if (end == std::string_view::npos) {
            m_noMathEnd = true;
            bad(m_at, m_text.size());
            m_at += openLength;
            return;
        }
        const NodeId node = math(m_at + openLength, end);
        m_at = end + closer.size();
        setBase(node);
    }

    // --- the text itself

    /*! Whether a formula ends at \a place, so that a sign before it is a charge. */
    [[nodiscard]] bool phraseEnds(std::size_t place) const
    {
        const char c = at(place);
        if (c == '\0' || isBlank(c) || std::string_view("_},;])/~").contains(c)) return true;
        if (c == '\\') return !isLetter(at(place + 1)) || arrowAt(place) != nullptr;
        return arrowAt(place) != nullptr || stateLength(place) != 0;
    }

    /*! The length of a state of aggregation such as (aq) at \a place, else 0. */
    [[nodiscard]] std::size_t stateLength(std::size_t place) const
    {
        if (at(place) != '(') return 0;
        std::size_t end = place + 1;
        while (isLower(at(end)) && end - place <= 3)
            ++end;
        if (end == place + 1 || at(end) != ')') return 0;
        ++end;
        const char c = at(end);
        const bool ends = c == '\0' || isBlank(c) || std::string_view(",;)]}+-=<~\\").contains(c);
        return ends ? end - place : 0;
    }

    void step()
    {
        const char c = at(m_at);
        switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r': readSpace(); return;
        case '~':
            flush();
            ++m_at;
            return;
        case '&':
            flush();
            ++m_at;
            return;
        case '\\': readCommand(); return;
        case '$': readMathUntil("$", 1); return;
        case '{': openBraces(Then::braces, frame().script); return;
        case '}': closeBraces(); return;
        case '^':
        case '_': readScript(c == '^'); return;
        case '[': openBracket("[", 1, ']'); return;
        case ']': closeBracket("]", 1, ']'); return;
        case ')': closeBracket(")", 1, ')'); return;
        case '\'':
            addScript(true, token(Element::mo, "′", m_at, m_at + 1));
            ++m_at;
            return;
        default: break;
        }
        if (frame().script)
            stepInScript(c);
        else if (c == '(')
            readParenthesis();
        else
            stepInFormula(c);
    }

    void readSpace()
    {
        while (isBlank(at(m_at)))
            ++m_at;
        const Entity &e = frame().entity;
        if (e.base != noNode || (e.preSub.empty() && e.preSup.empty())) flush();
    }

    void closeBraces()
    {
        std::size_t index = m_frames.size();
        while (index > 0 && m_frames[index - 1].closer != '}')
            --index;
        if (index == 0) {
            bad(m_at, m_at + 1);
            ++m_at;
            return;
        }
        while (m_frames.size() > index) {
            if (frame().then == Then::group)
                dissolve();
            else
                pop(m_at);
        }
        pop(++m_at);
    }

    void readScript(bool above)
    {
        const std::size_t begin = m_at++;
        const bool atStart = frame().state == State::start && frame().entity.base == noNode;
        if (above && atStart && phraseEnds(m_at) && at(m_at) != '_') {
            m_at = begin;
            addSign("↑", 1);
            return;
        }
        while (isBlank(at(m_at)))
            ++m_at;
        frame().entity.plainDigits = false;
        std::size_t end = m_at;
        const char c = at(m_at);
        if (c == '{') {
            openBraces(above ? Then::over : Then::under, true);
            return;
        }
        if (c == '\0' || c == '}' || c == ']') return;
        if (c == '^' || c == '_') return; // ^_: nothing to raise
        if (c == '$') {
            end = m_text.find('$', m_at + 1);
            if (end == std::string_view::npos) return;
            addScript(above, math(m_at + 1, end));
            m_at = end + 1;
            return;
        }
        if (c == '\\') {
            end = std::max(nameEnd(m_at), std::min(m_at + 2, m_text.size()));
            while (at(end) == '{' && m_match[end] != 0)
                end = m_match[end] + 1;
            addScript(above, math(m_at, end));
            m_at = end;
            return;
        }
        const bool sign = !above && (c == '-' || c == '+') && isDigit(at(m_at + 1));
        if (sign) addScript(above, token(Element::mo, c == '-' ? "−" : "+", m_at, m_at + 1)), ++m_at;
        end = m_at;
        while (isDigit(at(end)))
            ++end;
        if (end != m_at) {
            addScript(above, token(Element::mn, m_text.substr(m_at, end - m_at), m_at, end));
            frame().entity.plainDigits = above;
            m_at = end;
            return;
        }
        addScript(above, scriptCharacter());
    }

    /*! One character of a script as a token. */
    NodeId scriptCharacter()
    {
        const std::size_t begin = m_at;
        const Decoded decoded = decodeUtf8(m_text, m_at);
        m_at += decoded.length;
        const std::string_view text = m_text.substr(begin, decoded.length);
        switch (decoded.character) {
        case U'-': return token(Element::mo, "−", begin, m_at);
        case U'.': return token(Element::mo, "•", begin, m_at);
        default: break;
        }
        if (characterFacts(decoded.character).kind != CharacterClass::letter && !isLetter(text[0]))
            return token(Element::mo, text, begin, m_at);
        const NodeId letter = token(Element::mi, text, begin, m_at);
        if (isLower(text[0])) m_tree[letter].variant = Variant::automatic; // a variable: NO_x
        return letter;
    }

    void stepInScript(char c)
    {
        if (isDigit(c)) {
            readNumber();
        } else if (isLetter(c)) {
            std::size_t end = m_at;
            while (isLetter(at(end)))
                ++end;
            const std::string_view word = m_text.substr(m_at, end - m_at);
            if (word.size() == 1 && isLower(c)) {
                setBase(scriptCharacter());
            } else if (word.find_first_not_of("IVX") == std::string_view::npos) {
                setBase(token(Element::mi, word, m_at, end)); // an oxidation state
                m_at = end;
            } else {
                readLetters();
            }
        } else if (c == '(') {
            openBracket("(", 1, ')');
        } else {
            addItem(scriptCharacter());
        }
    }

    void readNumber()
    {
        const auto digits = [&](std::size_t place) {
            while (isDigit(at(place)))
                ++place;
            return place;
        };
        const auto number = [&](std::size_t begin) {
            std::size_t end = digits(begin);
            if ((at(end) == '.' || at(end) == ',') && isDigit(at(end + 1))) end = digits(end + 1);
            return end;
        };
        std::size_t end = number(m_at);
        NodeId node = token(Element::mn, m_text.substr(m_at, end - m_at), m_at, end);
        if (at(end) == '/' && isDigit(at(end + 1))) {
            const std::size_t last = digits(end + 1);
            const NodeId under = token(Element::mn, m_text.substr(end + 1, last - end - 1), end + 1, last);
            node = flagged(m_tree.add(Element::mfrac, std::array{node, under}, m_body.at(m_at, last)));
            end = last;
        }
        addItem(node);
        m_at = end;
        if (!frame().script) readVariableAmount();
    }

    /*! A small letter before a formula is a number: n H2O, 2x Na. */
    bool readVariableAmount()
    {
        if (!isLower(at(m_at))) return false;
        std::size_t next = m_at + 1;
        while (isBlank(at(next)))
            ++next;
        if (!isUpper(at(next)) || startsWith("pH", m_at) || startsWith("pOH", m_at) || startsWith("pK", m_at))
            return false;
        const NodeId letter = token(Element::mi, m_text.substr(m_at, 1), m_at, m_at + 1);
        m_tree[letter].variant = Variant::automatic;
        addItem(letter);
        m_at = next;
        return true;
    }

    /*! Element symbols one by one; other words as they are. */
    void readLetters()
    {
        std::size_t end = m_at + 1;
        while (isLower(at(end)))
            ++end;
        if (startsWith("pH", m_at) || startsWith("pK", m_at)) end = m_at + 2;
        setBase(token(Element::mi, m_text.substr(m_at, end - m_at), m_at, end));
        m_at = end;
    }

    void readParenthesis()
    {
        if (const std::size_t length = stateLength(m_at); length != 0) {
            const std::size_t begin = m_at;
            const std::size_t end = begin + length;
            const std::string_view state = m_text.substr(begin + 1, length - 2);
            m_at = end;
            const bool falls = state == "v";
            if (falls) {
                addItem(token(Element::mo, "↓", begin, end));
                return;
            }
            const std::array parts{token(Element::mo, "(", begin, begin + 1),
                                   token(Element::mi, state, begin + 1, end - 1),
                                   token(Element::mo, ")", end - 1, end)};
            m_tree[parts[0]].flags |= NodeFlag::fenceOpen;
            m_tree[parts[2]].flags |= NodeFlag::fenceClose;
            addItem(flagged(m_tree.add(Element::mrow, parts, m_body.at(begin, end))));
            return;
        }
        if (startsWith("(^)", m_at)) {
            addSign("↑", 3);
            return;
        }
        openBracket("(", 1, ')');
    }

    void stepInFormula(char c)
    {
        if (const Sign *arrow = arrowAt(m_at)) {
            readArrow(*arrow);
        } else if (isDigit(c) || (c == '.' && isDigit(at(m_at + 1)) && frame().state == State::start)) {
            readDigits();
        } else if (c == 'v' && frame().state == State::start && frame().entity.preSup.empty() && phraseEnds(m_at + 1)) {
            addSign("↓", 1);
        } else if (isLetter(c)) {
            if (frame().state != State::start || !readVariableAmount()) readLetters();
        } else {
            readSign(c);
        }
    }

    void readDigits()
    {
        const State state = frame().state;
        if (state == State::start || (state == State::sub && !frame().entity.sub.empty())) {
            if (at(m_at) == '.') {
                const std::size_t begin = m_at++;
                while (isDigit(at(m_at)))
                    ++m_at;
                addItem(token(Element::mn, m_text.substr(begin, m_at - begin), begin, m_at));
                return;
            }
            readNumber();
            return;
        }
        std::size_t end = m_at;
        while (isDigit(at(end)))
            ++end;
        addScript(false, token(Element::mn, m_text.substr(m_at, end - m_at), m_at, end));
        m_at = end;
    }

    /*! Whether "+" here starts another formula although no space says so: 2 H2O or a group in braces follows. */
    [[nodiscard]] bool isPlus() const
    {
        std::size_t next = m_at + 1;
        if (at(next) == '{') return true;
        while (isDigit(at(next)))
            ++next;
        return next != m_at + 1 && (isUpper(at(next)) || at(next) == '{');
    }

    void readSign(char c)
    {
        const State state = frame().state;
        const bool after = state != State::start;
        const char next = at(m_at + 1);
        switch (c) {
        case '+':
            if (startsWith("+-", m_at) || startsWith("+/-", m_at)) {
                addSign("±", startsWith("+-", m_at) ? 2 : 3, NodeFlag::binary);
            } else if (after && !isPlus()) {
                addCharge("+");
            } else {
                addSign("+", 1, NodeFlag::binary);
            }
            return;
        case '-': {
            const bool number = state == State::sup && frame().entity.plainDigits;
            if (after && (phraseEnds(m_at + 1) || number))
                addCharge("−");
            else if (after && (isDigit(next) || isSmallLetter(frame().entity)))
                addSign("‐", 1); // a hyphen: \mu-Cl
            else
                addSign("−", 1);
            return;
        }
        case '=': addSign("=", 1, after ? 0 : NodeFlag::relation); return;
        case '#': addSign("≡", 1); return;
        case '<':
        case '>': addSign(m_text.substr(m_at, 1), 1, NodeFlag::relation); return;
        case '.':
            if (startsWith("...", m_at)) {
                addSign("⋯", 3);
                return;
            }
            addSign("⋅", 1, NodeFlag::binary);
            return;
        case '*': addSign("⋅", 1, NodeFlag::binary); return;
        case ',':
        case ';': addSign(m_text.substr(m_at, 1), 1, NodeFlag::punctuation); return;
        default: readOther(); return;
        }
    }

    /*! Whether the base is one small letter, Latin or Greek, that names a place: a hyphen follows it, no bond. */
    [[nodiscard]] bool isSmallLetter(const Entity &e) const
    {
        if (e.base == noNode) return false;
        const CharacterFacts facts = characterFacts(m_tree[e.base].character);
        return facts.kind == CharacterClass::letter && !facts.capital && !m_tree[e.base].text.empty();
    }

    void addCharge(std::string_view sign)
    {
        addScript(true, token(Element::mo, sign, m_at, m_at + 1));
        frame().entity.plainDigits = false;
        ++m_at;
    }

    /*! Characters beyond ASCII and whatever has no meaning of its own here. */
    void readOther()
    {
        const std::size_t begin = m_at;
        const Decoded decoded = decodeUtf8(m_text, m_at);
        m_at += decoded.length;
        const char32_t character = decoded.character;
        if (character >= 0x2080 && character <= 0x2089) {
            const char digit = static_cast<char>('0' + (character - 0x2080));
            addScript(false, token(Element::mn, {&digit, 1}, begin, m_at));
            return;
        }
        if (character == 0x207A || character == 0x207B) {
            addScript(true, token(Element::mo, character == 0x207A ? "+" : "−", begin, m_at));
            return;
        }
        const std::string_view text = m_text.substr(begin, decoded.length);
        switch (characterFacts(character).kind) {
        case CharacterClass::letter: setBase(token(Element::mi, text, begin, m_at)); return;
        case CharacterClass::multiplicative:
        case CharacterClass::additive:
        case CharacterClass::relation: addItem(token(Element::mo, text, begin, m_at)); return;
        default: addItem(token(Element::mo, text, begin, m_at));
        }
    }

    const Passage &m_body;
    std::string_view m_text;
    const LatexContext &m_context;
    Tree &m_tree;
    std::vector<std::uint32_t> m_match; // by '{': its '}', 0 when there is none
    std::vector<Frame> m_frames;
    std::vector<NodeId> m_items; // of all frames
    std::size_t m_at = 0;
    bool m_noMathEnd = false;
};

} // namespace

NodeId readChemistry(const Passage &body, const LatexContext &context)
{
    return ChemistryReader(body, context).run();
}

} // namespace mathtts
