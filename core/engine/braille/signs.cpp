// SPDX-License-Identifier: GPL-3.0-or-later
#include "signs.h"

#include "cells.h"
#include "signs_passes.h"

#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>

namespace mathtts
{

namespace
{

constexpr bool isDigit(char32_t character)
{
    return character >= U'0' && character <= U'9';
}

/*! Facts of a node that need its children; computed once, bottom-up. */
struct Facts {
    std::uint16_t fractions = 0; ///< fractions nested in each other, scripts aside
    bool empty = false;          ///< nothing to write
    bool number = false;         ///< a number and nothing else
    bool primes = false;         ///< primes and nothing else
    bool letter = false;         ///< one letter or one digit and nothing else
    bool function = false;       ///< a function's name, with its scripts
    bool table = false;          ///< a table and nothing else
    std::uint16_t roots = 0;     ///< roots nested in each other
};

class Walk
{
public:
    explicit Walk(const Tree &tree)
        : m_tree(tree)
    {
    }

    std::vector<Sign> run()
    {
        if (m_tree.root() == noNode) return {};
        gatherFacts();
        visitLater(m_tree.root());
        while (!m_work.empty()) {
            const Work work = m_work.back();
            m_work.pop_back();
            if (work.visit)
                visit(work.sign.node, work.based);
            else
                put(work.sign);
        }
        return std::move(m_signs);
    }

private:
    struct Work {
        bool visit = false;
        bool based = false; // something around it says where the function's name ends
        Sign sign;
    };

    void gatherFacts();
    [[nodiscard]] Facts leafFacts(const Node &node) const;
    void visit(NodeId node, bool based);
    void token(NodeId node, bool based);
    void text(NodeId node, std::uint16_t flags);
    void character(NodeId node, char32_t value, std::uint16_t flags);
    void scripts(NodeId node, bool based);
    void multiscripts(NodeId node, bool based);
    void row(NodeId node);
    void fenced(NodeId node);
    void table(NodeId node);
    void put(const Sign &sign);

    // Work is done last in, first out: what is to come later is named first.
    void visitLater(NodeId node, bool based = false)
    {
        m_work.push_back({.visit = true, .based = based, .sign = {.node = node}});
    }
    void signLater(const Sign &sign) { m_work.push_back({.visit = false, .based = false, .sign = sign}); }
    void signLater(SignKind kind, NodeId node, std::uint16_t flags = 0)
    {
        signLater({.kind = kind, .flags = flags, .node = node});
    }
    void argumentLater(NodeId node, bool based)
    {
        if (!based && m_facts[node].function) signLater(SignKind::argument, node);
    }
    void scriptLater(SignKind kind, NodeId script, std::uint16_t flags = 0);
    [[nodiscard]] std::size_t leadingPrimes(NodeId row) const;
    [[nodiscard]] NodeId child(NodeId node, std::size_t index) const { return m_tree.children(node)[index]; }

    const Tree &m_tree;
    std::vector<Facts> m_facts;
    std::vector<Work> m_work;
    std::vector<Sign> m_signs;
    std::vector<std::uint32_t> m_open; // begun structures
};

bool isPrimes(const Node &node)
{
    if (node.text.empty() || (node.element != Element::mo && node.element != Element::mi)) return false;
    for (std::size_t at = 0; at < node.text.size();) {
        const Decoded decoded = decodeUtf8(node.text, at);
        if (characterFacts(decoded.character).kind != CharacterClass::prime || decoded.character == U'"') return false;
        at += decoded.length;
    }
    return true;
}

bool isToken(Element element)
{
    return element == Element::mi || element == Element::mn || element == Element::mo || element == Element::mtext ||
           element == Element::ms;
}

bool isFunction(const Node &node)
{
    if (node.element != Element::mi && node.element != Element::mo && node.element != Element::mtext) return false;
    return (node.flags & functionName) != 0 || (node.text.size() > 1 && isFunctionName(node.text));
}

Facts Walk::leafFacts(const Node &node) const
{
    Facts facts;
    facts.empty = node.text.empty();
    facts.number = node.element == Element::mn ||
                   (!node.text.empty() && std::ranges::all_of(node.text, [](char c) { return isDigit(c); }));
    facts.primes = isPrimes(node);
    const CharacterClass kind = characterFacts(node.character).kind;
    facts.letter = node.character != 0 && (kind == CharacterClass::letter || kind == CharacterClass::digit);
    facts.function = isFunction(node);
    if (node.character != 0 && kind == CharacterClass::invisible) facts.empty = true;
    return facts;
}

void Walk::gatherFacts()
{
    m_facts.resize(m_tree.size());
    for (NodeId id = 0; id < m_tree.size(); ++id) {
        const Node &node = m_tree[id];
        Facts &facts = m_facts[id];
        const auto children = m_tree.children(id);
        if (isToken(node.element)) {
            facts = leafFacts(node);
            continue;
        }
        for (const NodeId part : children) {
            facts.fractions = std::max(facts.fractions, m_facts[part].fractions);
            facts.roots = std::max(facts.roots, m_facts[part].roots);
        }
        switch (node.element) {
        case Element::mphantom:
        case Element::none:
        case Element::mprescripts:
        case Element::annotation: facts = {.empty = true}; break;
        case Element::mspace: facts.empty = true; break;
        case Element::mfrac: ++facts.fractions; break;
        case Element::msqrt:
        case Element::mroot: ++facts.roots; break;
        case Element::msub:
        case Element::msup:
        case Element::msubsup:
        case Element::mmultiscripts:
        case Element::munder:
        case Element::mover:
        case Element::munderover:
            if (children.empty()) break;
            facts.fractions = m_facts[children[0]].fractions;
            facts.function = m_facts[children[0]].function;
            break;
        case Element::mtable: facts.table = true; break;
        case Element::math:
        case Element::mrow:
        case Element::mstyle:
        case Element::mpadded:
        case Element::semantics:
        case Element::maction: {
            const auto written = [this](NodeId part) { return !m_facts[part].empty; };
            const auto count = std::ranges::count_if(children, written);
            facts.empty = count == 0;
            facts.primes = count > 0 && std::ranges::all_of(children, [this](NodeId part) {
                               return m_facts[part].primes || m_facts[part].empty;
                           });
            if (count != 1) break;
            const Facts &only = m_facts[*std::ranges::find_if(children, written)];
            facts.number = only.number;
            facts.letter = only.letter;
            facts.function = only.function;
            facts.table = only.table;
            break;
        }
        default: break;
        }
    }
}

void Walk::put(const Sign &sign)
{
    const auto index = static_cast<std::uint32_t>(m_signs.size());
    m_signs.push_back(sign);
    switch (sign.kind) {
    case SignKind::fractionBegin:
    case SignKind::rootBegin:
    case SignKind::superscript:
    case SignKind::subscript:
    case SignKind::modified:
    case SignKind::stackBegin:
    case SignKind::encloseBegin:
    case SignKind::tableBegin: m_open.push_back(index); break;
    case SignKind::fractionEnd:
    case SignKind::rootEnd:
    case SignKind::scriptEnd:
    case SignKind::modifiedEnd:
    case SignKind::stackEnd:
    case SignKind::encloseEnd:
    case SignKind::tableEnd:
        m_signs[index].partner = m_open.back();
        m_signs[m_open.back()].partner = index;
        m_open.pop_back();
        break;
    default: break;
    }
}

SignKind kindOf(CharacterClass kind, char32_t value)
{
    if (value >= U'\u2018' && value <= U'\u201F') return SignKind::punctuation; // quotation marks
    if (value == U'\u2225') return SignKind::bar;
    if (value == U'\u2015') return SignKind::blankLine;
    switch (nemethCells(value).what) {
    case CellClass::operation: return SignKind::operation;
    case CellClass::comparison: return SignKind::comparison;
    case CellClass::bar: return SignKind::bar;
    case CellClass::shape: return SignKind::shape;
    case CellClass::reference: return SignKind::symbol;
    default: break;
    }
    switch (kind) {
    case CharacterClass::letter: return SignKind::letter;
    case CharacterClass::digit: return SignKind::number;
    case CharacterClass::relation: return SignKind::comparison;
    case CharacterClass::additive:
    case CharacterClass::multiplicative:
    case CharacterClass::binary: return SignKind::operation;
    case CharacterClass::bigOperator: return SignKind::bigOperator;
    case CharacterClass::open: return SignKind::open;
    case CharacterClass::close: return SignKind::close;
    case CharacterClass::bar: return SignKind::bar;
    case CharacterClass::separator: return value == U',' ? SignKind::comma : SignKind::punctuation;
    case CharacterClass::punctuation: return SignKind::punctuation;
    case CharacterClass::prime: return SignKind::prime;
    case CharacterClass::ellipsis: return SignKind::ellipsis;
    case CharacterClass::space: return SignKind::blank;
    default: return SignKind::symbol;
    }
}

void Walk::character(NodeId node, char32_t value, std::uint16_t flags)
{
    if (value == U'\u2061') put({.kind = SignKind::argument, .flags = written, .node = node});
    const CharacterFacts facts = characterFacts(value);
    if (facts.kind == CharacterClass::invisible) return;
    const SignKind kind = kindOf(facts.kind, value);
    const bool styled = facts.variant != Variant::automatic;
    const bool small = facts.script != ScriptForm::none;
    const bool plain = styled || small || facts.kind == CharacterClass::letter || facts.kind == CharacterClass::digit;
    if (small) {
        put({.kind = facts.script == ScriptForm::superscript ? SignKind::superscript : SignKind::subscript,
             .flags = static_cast<std::uint16_t>(kind == SignKind::number ? plainNumber : 0),
             .node = node});
    }
    put({.kind = kind,
         .variant = styled ? facts.variant : m_tree[node].variant,
         .flags = static_cast<std::uint16_t>(flags | (styled ? styledCharacter : 0)),
         .character = plain ? facts.base : value,
         .node = node});
    if (small) put({.kind = SignKind::scriptEnd, .node = node});
}

/*! Splits the text of a token into words, numbers, blanks and single characters. */
void Walk::text(NodeId node, std::uint16_t flags)
{
    const Node &token = m_tree[node];
    const std::string_view all = token.text;
    std::size_t at = 0;
    const auto run = [&](auto &&belongs) {
        const std::size_t from = at;
        while (at < all.size()) {
            const Decoded decoded = decodeUtf8(all, at);
            if (!belongs(decoded.character, at, decoded.length)) break;
            at += decoded.length;
        }
        return all.substr(from, at - from);
    };
    const auto plainLetter = [](char32_t value, std::size_t, std::size_t) {
        const CharacterFacts facts = characterFacts(value);
        return facts.kind == CharacterClass::letter && facts.script == ScriptForm::none &&
               facts.variant == Variant::automatic;
    };
    const bool number = token.element == Element::mn;
    const auto digit = [&](char32_t value, std::size_t offset, std::size_t length) {
        if (isDigit(value)) return true;
        const bool between = value == U'.' || value == U',';
        if (between && offset + length < all.size() && isDigit(static_cast<unsigned char>(all[offset + length])))
            return true;
        return number && value == U'.' && offset + length == all.size() && offset > 0;
    };
    Variant style = Variant::automatic;
    const auto styledDigit = [&](char32_t value, std::size_t, std::size_t) {
        const CharacterFacts facts = characterFacts(value);
        if (facts.kind != CharacterClass::digit || facts.script != ScriptForm::none || value == facts.base)
            return false;
        if (style == Variant::automatic) style = facts.variant;
        return facts.variant == style;
    };
    while (at < all.size()) {
        const std::size_t start = at;
        if (const std::string_view letters = run(plainLetter); !letters.empty()) {
            const char32_t sole = soleCharacter(letters);
            if (sole != 0)
                character(node, sole, flags);
            else
                put({.kind = SignKind::word, .variant = token.variant, .flags = flags, .text = letters, .node = node});
            continue;
        }
        if (const std::string_view digits = run(digit); !digits.empty() && digits != "." && digits != ",") {
            put({.kind = SignKind::number, .variant = token.variant, .flags = flags, .text = digits, .node = node});
            continue;
        }
        at = start;
        style = Variant::automatic;
        if (const std::string_view digits = run(styledDigit); !digits.empty() && style != Variant::automatic) {
            put({.kind = SignKind::number, .variant = style, .flags = flags, .text = digits, .node = node});
            continue;
        }
        at = start;
        const Decoded decoded = decodeUtf8(all, at);
        at += decoded.length;
        character(node, decoded.character, flags);
    }
}

void Walk::token(NodeId id, bool based)
{
    const Node &node = m_tree[id];
    const std::uint16_t base = ((node.flags & unit) != 0 ? inUnit : 0) | ((node.flags & chemistry) != 0 ? chemical : 0);
    if (isFunction(node)) {
        put({.kind = SignKind::function, .variant = node.variant, .flags = base, .text = node.text, .node = id});
        if (!based) put({.kind = SignKind::argument, .node = id});
        return;
    }
    if (node.element == Element::mn) {
        text(id, base);
    } else if (node.element == Element::mtext || node.element == Element::ms) {
        text(id, base | inText);
    } else if (node.character != 0) {
        character(id, node.character, base);
    } else {
        text(id, base | identifier);
    }
}

void Walk::scriptLater(SignKind kind, NodeId script, std::uint16_t flags)
{
    const Facts &facts = m_facts[script];
    if (facts.empty) return;
    if (facts.number) flags |= plainNumber;
    if (facts.primes && kind == SignKind::superscript) flags |= onlyPrimes;
    signLater(SignKind::scriptEnd, script);
    const std::size_t primes = kind == SignKind::superscript && !facts.primes ? leadingPrimes(script) : 0;
    if (primes == 0) {
        visitLater(script);
        signLater(kind, script, flags);
        return;
    }
    // x'^2, however it was written
    const auto children = m_tree.children(script);
    for (std::size_t at = children.size(); at > primes; --at)
        visitLater(children[at - 1]);
    signLater(kind, script, flags & ~aligned);
    signLater(SignKind::scriptEnd, script);
    for (std::size_t at = primes; at > 0; --at)
        visitLater(children[at - 1]);
    signLater(kind, script, onlyPrimes);
}

/*! How many parts of a row are primes, from its begin. */
std::size_t Walk::leadingPrimes(NodeId row) const
{
    if (m_tree[row].element != Element::mrow) return 0;
    const auto children = m_tree.children(row);
    const auto other = std::ranges::find_if_not(children, [this](NodeId part) { return m_facts[part].primes; });
    return static_cast<std::size_t>(other - children.begin());
}

void Walk::scripts(NodeId id, bool based)
{
    const Node &node = m_tree[id];
    const bool both = node.element == Element::msubsup;
    argumentLater(id, based);
    if (both || node.element == Element::msup) {
        const NodeId script = child(id, both ? 2 : 1);
        if (both && m_facts[script].primes) { // x'_1, not x_1'
            scriptLater(SignKind::subscript, child(id, 1), aligned);
            scriptLater(SignKind::superscript, script);
            visitLater(child(id, 0), true);
            return;
        }
        scriptLater(SignKind::superscript, script, both && !m_facts[child(id, 1)].empty ? aligned : 0);
    }
    if (both || node.element == Element::msub) scriptLater(SignKind::subscript, child(id, 1));
    visitLater(child(id, 0), true);
}

void Walk::multiscripts(NodeId id, bool based)
{
    const auto children = m_tree.children(id);
    const auto bar =
        std::ranges::find_if(children, [this](NodeId part) { return m_tree[part].element == Element::mprescripts; });
    const auto split = static_cast<std::size_t>(bar - children.begin());
    argumentLater(id, based);
    const auto pairs = [&](std::size_t from, std::size_t to, std::uint16_t flags) {
        for (std::size_t at = to; at > from; --at) {
            const bool below = (at - 1 - from) % 2 == 0;
            const bool second = !below && !m_facts[children[at - 2]].empty;
            scriptLater(below ? SignKind::subscript : SignKind::superscript, children[at - 1],
                        static_cast<std::uint16_t>(flags | tensorScript | (second ? aligned : 0)));
        }
    };
    pairs(1, split, 0);
    visitLater(children[0], true);
    if (split < children.size()) pairs(split + 1, children.size(), leftScript);
}

void Walk::fenced(NodeId id)
{
    const auto children = m_tree.children(id);
    const auto mark = [&](Attribute name, std::string_view fallback) {
        return m_tree.hasAttribute(id, name) ? m_tree.attribute(id, name) : fallback;
    };
    const auto signOf = [&](std::string_view text) -> Sign {
        const char32_t value = text.empty() ? 0 : decodeUtf8(text, 0).character;
        return {.kind = kindOf(characterFacts(value).kind, value), .character = value, .text = {}, .node = id};
    };
    const std::string_view open = mark(Attribute::open, "(");
    const std::string_view close = mark(Attribute::close, ")");
    const std::string_view separators = mark(Attribute::separators, ",");
    if (!close.empty()) signLater(signOf(close));
    for (std::size_t at = children.size(); at > 0; --at) {
        visitLater(children[at - 1]);
        if (at > 1 && !separators.empty()) {
            const std::size_t which = std::min(at - 2, separators.size() - 1);
            signLater(signOf(separators.substr(which, 1)));
        }
    }
    if (!open.empty()) signLater(signOf(open));
}

void Walk::table(NodeId id)
{
    const auto rows = m_tree.children(id);
    signLater(SignKind::tableEnd, id);
    for (std::size_t row = rows.size(); row > 0; --row) {
        const auto cells = m_tree.children(rows[row - 1]);
        for (std::size_t cell = cells.size(); cell > 0; --cell) {
            visitLater(cells[cell - 1]);
            signLater(SignKind::tableCell, cells[cell - 1], m_facts[cells[cell - 1]].empty ? emptyPart : 0);
        }
        signLater(SignKind::tableRow, rows[row - 1]);
    }
    const bool column = std::ranges::all_of(rows, [&](NodeId part) { return m_tree.children(part).size() == 1; });
    signLater({.kind = SignKind::tableBegin,
               .flags = static_cast<std::uint16_t>(column ? oneColumn : 0),
               .order = static_cast<std::uint16_t>(std::min<std::size_t>(rows.size(), 0xFFFF)),
               .node = id});
}

void Walk::row(NodeId id)
{
    const auto children = m_tree.children(id);
    for (std::size_t at = children.size(); at > 0; --at)
        visitLater(children[at - 1]);
}

void Walk::visit(NodeId id, bool based)
{
    const Node &node = m_tree[id];
    const auto children = m_tree.children(id);
    switch (node.element) {
    case Element::mi:
    case Element::mn:
    case Element::mo:
    case Element::mtext:
    case Element::ms: token(id, based); return;
    case Element::mspace:
        put({.kind = SignKind::blank, .text = m_tree.attribute(id, Attribute::width), .node = id});
        return;
    case Element::mphantom:
    case Element::annotation:
    case Element::mprescripts:
    case Element::none: return;
    case Element::mfrac: {
        if (children.size() != 2) return row(id);
        const std::string_view thickness = m_tree.attribute(id, Attribute::linethickness);
        const bool stacked = (node.flags & noLine) != 0 || thickness.starts_with('0');
        const std::uint16_t flags = m_tree.attribute(id, Attribute::bevelled) == "true" ? bevelled : 0;
        const auto order = static_cast<std::uint16_t>(m_facts[id].fractions - 1);
        const auto part = [&](SignKind line, SignKind stack) {
            return Sign{.kind = stacked ? stack : line, .flags = flags, .order = order, .text = {}, .node = id};
        };
        signLater(part(SignKind::fractionEnd, SignKind::stackEnd));
        visitLater(children[1]);
        signLater(part(SignKind::fractionLine, SignKind::stackLine));
        visitLater(children[0]);
        signLater(part(SignKind::fractionBegin, SignKind::stackBegin));
        return;
    }
    case Element::msqrt:
        signLater(SignKind::rootEnd, id);
        for (std::size_t at = children.size(); at > 0; --at)
            visitLater(children[at - 1]);
        signLater(SignKind::radicand, id);
        signLater(SignKind::rootBegin, id);
        return;
    case Element::mroot:
        if (children.size() != 2) return row(id);
        signLater(SignKind::rootEnd, id, hasIndex);
        visitLater(children[0]);
        signLater(SignKind::radicand, id, hasIndex);
        visitLater(children[1]);
        signLater(SignKind::rootBegin, id, hasIndex);
        return;
    case Element::msub:
    case Element::msup:
        if (children.size() != 2) return row(id);
        return scripts(id, based);
    case Element::msubsup:
        if (children.size() != 3) return row(id);
        return scripts(id, based);
    case Element::mmultiscripts:
        if (children.empty()) return;
        return multiscripts(id, based);
    case Element::munder:
    case Element::mover:
    case Element::munderover: {
        const bool both = node.element == Element::munderover;
        if (children.size() != (both ? 3U : 2U)) return row(id);
        const std::uint16_t flags = m_facts[children[0]].letter ? simpleBase : 0;
        const std::uint16_t sides = both ? 3 : node.element == Element::munder ? 1 : 2;
        argumentLater(id, based);
        signLater({.kind = SignKind::modifiedEnd, .flags = flags, .order = sides, .node = id});
        for (std::size_t at = children.size(); at > 1; --at) {
            visitLater(children[at - 1]);
            const bool below = node.element == Element::munder || (both && at == 2);
            signLater(below ? SignKind::under : SignKind::over, children[at - 1],
                      m_facts[children[at - 1]].empty ? emptyPart : 0);
        }
        visitLater(children[0], true);
        signLater({.kind = SignKind::modified, .flags = flags, .order = sides, .node = id});
        return;
    }
    case Element::menclose: {
        const std::string_view notation = m_tree.attribute(id, Attribute::notation);
        const bool one = children.size() == 1 && m_facts[children[0]].letter;
        const std::uint16_t flags = one ? simpleBase : 0;
        if (notation == "top" || notation == "bottom") { // a bar over or under it
            const bool below = notation == "bottom";
            const std::uint16_t side = below ? 1 : 2;
            signLater({.kind = SignKind::modifiedEnd, .flags = flags, .order = side, .node = id});
            signLater({.kind = SignKind::symbol, .character = U'\u00AF', .node = id});
            signLater(below ? SignKind::under : SignKind::over, id);
            row(id);
            signLater({.kind = SignKind::modified, .flags = flags, .order = side, .node = id});
            return;
        }
        signLater({.kind = SignKind::encloseEnd, .flags = flags, .text = notation, .node = id});
        row(id);
        signLater({.kind = SignKind::encloseBegin, .flags = flags, .text = notation, .node = id});
        return;
    }
    case Element::mfenced: return fenced(id);
    case Element::mtable: return table(id);
    case Element::semantics:
    case Element::maction:
        if (!children.empty()) visitLater(children[0], based);
        return;
    default: {
        if (m_facts[id].function) {
            argumentLater(id, based);
            for (std::size_t at = children.size(); at > 0; --at)
                visitLater(children[at - 1], true);
            return;
        }
        row(id);
    }
    }
}

} // namespace

std::vector<Sign> signsOf(const Tree &tree)
{
    std::vector<Sign> signs = Walk{tree}.run();
    joinPieces(signs);
    numberRoots(signs);
    markMixedNumbers(signs);
    return signs;
}

} // namespace mathtts
