// SPDX-License-Identifier: GPL-3.0-or-later
// Superscripts and subscripts, and what stands below a limit.
#include "engine/meaning/builder.h"
#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

/*! What is below (or a subscript) and above (or a superscript) in one script node. */
Builder::Scripts Builder::scriptsOf(NodeId node) const
{
    const auto children = parts(node);
    switch (written(node).element) {
    case Element::msub:
    case Element::munder: return {children[1], noNode};
    case Element::msup:
    case Element::mover: return {noNode, children[1]};
    case Element::msubsup:
    case Element::munderover: return {children[1], children[2]};
    default: return {};
    }
}

/*! The number of primes that \a script consists of, 0 when it is something else. */
int Builder::primes(NodeId script) const
{
    const NodeId inner = unwrapped(script);
    const auto count = [this](NodeId node) {
        switch (written(node).character) {
        case U'′':
        case U'\'': return 1;
        case U'″': return 2;
        case U'‴': return 3;
        case U'⁗': return 4;
        case 0: break; // several signs in one token
        default: return 0;
        }
        int signs = 0;
        const std::string_view text = written(node).text;
        for (std::size_t i = 0; i < text.size() && signs < 10; ++signs) {
            const Decoded decoded = decodeUtf8(text, i);
            if (decoded.character != U'′' && decoded.character != U'\'') return 0;
            i += decoded.length;
        }
        return signs;
    };
    if (written(inner).childCount == 0) return count(inner);
    if (written(inner).element != Element::mrow) return 0;
    int sum = 0;
    for (const NodeId child : parts(inner)) {
        const int one = count(child);
        if (one == 0) return 0;
        sum += one;
    }
    return sum;
}

/*! A script node in the order of the tree. Scripts on operators, functions and fences wait for their row. */
NodeId Builder::scripted(NodeId node)
{
    const NodeId core = m_core[node];
    const auto children = parts(node);
    for (std::size_t i = 1; i < children.size(); ++i)
        meaningOf(children[i]);
    const Node &base = written(core);
    if (m_joined[core] != 0 || (base.element == Element::mfenced && !isAuthored(core))) return noNode;
    if (base.childCount == 0 && (base.element == Element::mrow || base.element == Element::none)) return noNode;
    const bool accent = (written(node).flags & accentBit) != 0;
    if ((written(node).flags & NodeFlag::chemistry) != 0 && base.element == Element::mo) return noNode;
    if (base.element == Element::mo && !accent) return noNode;
    if (base.element == Element::mi && !accent && (isFunctionName(core) || isLimitName(core))) return noNode;
    if ((written(node).flags & NodeFlag::chemistry) != 0) return chemicalScripts(node);
    if (base.element == Element::mi && (base.variant == Variant::normal || base.text.size() == 2)) {
        const NodeId formula = plainFormula(std::span(&node, 1), node);
        if (formula != noNode) return formula;
    }
    return withScripts(node, meaningOf(children[0]));
}

/*! \a base with the scripts from \a node down to its core. noNode for \a base: what stands there. */
NodeId Builder::withScripts(NodeId node, NodeId base)
{
    // the levels between the core and node, innermost first
    const std::size_t bottom = m_pending.size();
    NodeId level = unwrapped(node);
    const NodeId core = m_core[node];
    while (level != core && !parts(level).empty()) {
        m_pending.push_back(level);
        const NodeId inner = unwrapped(parts(level)[0]);
        if (m_done[inner] != noNode || m_done[parts(level)[0]] != noNode) break;
        level = inner;
    }
    NodeId result = base;
    while (m_pending.size() > bottom) {
        const NodeId script = m_pending.back();
        m_pending.pop_back();
        const Scripts scripts = scriptsOf(script);
        const Element element = written(script).element;
        if (element == Element::munder || element == Element::mover || element == Element::munderover) {
            if (is(result, Concept::functionName)) {
                if (scripts.under != noNode) result = lowered(script, result, scripts.under);
                if (scripts.over != noNode) result = raised(script, result, scripts.over);
            } else if (scripts.over != noNode && scripts.under == noNode)
                result = accented(script, result, scripts.over);
            else if (scripts.over == noNode)
                result = accented(script, result, scripts.under);
            else if (is(result, Concept::operator_))
                result = makeOf(Concept::annotatedRelation, script, result, meaningOf(scripts.over),
                                meaningOf(scripts.under));
            else
                result = makeOf(Concept::stacked, script, result, meaningOf(scripts.under), meaningOf(scripts.over));
            continue;
        }
        const int primeCount = scripts.over == noNode ? 0 : primes(scripts.over);
        if (primeCount > 0) {
            result = makeOf(Concept::prime, script, result);
            at(result).value = primeCount;
            if (scripts.under != noNode) result = lowered(script, result, scripts.under);
            continue;
        }
        // [F(x)]_a^b and \left. F \right|_a^b
        if (scripts.under != noNode && (is(result, Concept::fenced) || is(result, Concept::group))) {
            const bool bar =
                is(result, Concept::fenced) && slot(result, 0) == noNode && slot(result, 2) != noNode &&
                (at(slot(result, 2)).text == "|" || at(slot(result, 2)).text == "∣" || at(slot(result, 2)).text == "]");
            const bool square = is(result, Concept::group) && at(result).text == "[" && scripts.over != noNode;
            if (bar || square) {
                result = makeOf(Concept::evaluatedAt, script, slot(result, bar ? 1 : 0), meaningOf(scripts.under),
                                scripts.over == noNode ? noNode : meaningOf(scripts.over));
                continue;
            }
        }
        if (scripts.under != noNode && namesMembers(result, scripts.under)) {
            const NodeId over = scripts.over == noNode ? noNode : meaningOf(scripts.over);
            result = makeOf(Concept::family, script, slot(result, 0), meaningOf(scripts.under), over);
            continue;
        }
        const bool norm = is(result, Concept::norm) && slot(result, 1) != noNode;
        if (scripts.under != noNode && !norm) result = lowered(script, result, scripts.under);
        if (scripts.over != noNode) result = raised(script, result, scripts.over);
    }
    return result;
}

/*! Whether the brackets of \a group hold what looks like matrices: capitals added or multiplied, a transpose. */
bool Builder::holdsMatrices(NodeId group) const
{
    const auto isCapital = [this](NodeId node) {
        return is(node, Concept::letter) && (at(node).facts & factCapital) != 0;
    };
    const auto isMatrix = [&](NodeId node) {
        return is(node, Concept::transpose) || is(node, Concept::inverse) || is(node, Concept::adjoint) ||
               isCapital(node) ||
               (is(node, Concept::impliedProduct) && std::ranges::any_of(m_meaning->children(node), isCapital));
    };
    const NodeId content = slot(group, 0);
    if (is(content, Concept::sum))
        return std::ranges::all_of(m_meaning->children(content),
                                   [&](NodeId part) { return is(part, Concept::operator_) || isMatrix(part); });
    if (is(content, Concept::impliedProduct)) return std::ranges::all_of(m_meaning->children(content), isMatrix);
    return !is(content, Concept::letter) && isMatrix(content);
}

/*! Whether \a index, below the braces or brackets of \a members, says which members there are: {a_n} with n = 1. */
bool Builder::namesMembers(NodeId members, NodeId index)
{
    if (!is(members, Concept::set) && !is(members, Concept::group)) return false;
    if (slot(members, 0) == noNode || !is(meaningOf(index), Concept::relation)) return false;
    const NodeId name = slot(meaningOf(index), 0);
    return is(name, Concept::letter) && mentions(slot(members, 0), at(name).character);
}

bool Builder::isMinusOne(NodeId node) const
{
    return is(node, Concept::negative) && is(slot(node, 0), Concept::number) && at(slot(node, 0)).value == 1;
}

/*! \a base with \a script at its upper right: a power, most often. */
NodeId Builder::raised(NodeId node, NodeId base, NodeId script)
{
    const NodeId inner = unwrapped(script);
    const Node &sign = written(inner);
    const MeaningNode &lower = at(base);
    NodeId innermost = base;
    if (is(base, Concept::subscript) || is(base, Concept::prime)) innermost = slot(base, 0);
    const bool capital = (at(innermost).facts & factCapital) != 0;
    const Variant variant = at(innermost).variant;
    const bool bold = variant == Variant::bold || variant == Variant::boldItalic;
    // an arrow through it, to what is left
    if (is(base, Concept::crossedOut) && at(base).text.find("arrow") != std::string_view::npos)
        return makeOf(Concept::canceledTo, node, slot(base, 0), meaningOf(script));
    const bool matrix = is(base, Concept::matrix) || is(base, Concept::vector) || is(base, Concept::columnVector) ||
                        is(base, Concept::rowVector);
    const bool letter = is(innermost, Concept::letter) || is(innermost, Concept::vector);
    const bool marked = letter || is(innermost, Concept::accented); // F with a tilde has indices, too
    const bool grouped = is(base, Concept::group);
    const bool number = (lower.facts & factNumber) != 0;
    const bool function =
        is(base, Concept::functionName) || is(base, Concept::logarithmWithBase) || is(base, Concept::functionSubscript);
    if (sign.childCount == 0 &&
        (sign.element == Element::mo || sign.element == Element::mi || sign.element == Element::mtext)) {
        switch (sign.character) {
        case U'∘':
        case U'°':
        case U'◦':
            if (!capital || is(base, Concept::none))
                return makeOf(Concept::degrees, node, base, NodeId{noNode}, NodeId{noNode});
            break;
        case U'⊤':
        case U'⊺':
        case U'𝖳':
        case U'ᵀ': return makeOf(Concept::transpose, node, base);
        case U'T':
        case U't': {
            const bool upright = sign.variant != Variant::automatic && sign.variant != Variant::italic;
            if (number || is(base, Concept::numberSet)) break;
            if (sign.character == U't' && !upright && !(capital && m_options->domain == Domain::linearAlgebra) &&
                !(capital && bold))
                break;
            if (capital || bold || matrix || upright || m_options->domain == Domain::linearAlgebra)
                return makeOf(Concept::transpose, node, base);
            if (letter && at(innermost).text != "e")
                return doubt(makeOf(Concept::transpose, node, base), 65, Concept::power);
            if (grouped && (m_matrixContext || holdsMatrices(base))) return makeOf(Concept::transpose, node, base);
            break;
        }
        case U'†':
        case U'‡': return makeOf(Concept::adjoint, node, base);
        case U'H':
            if ((capital || bold || matrix) && !is(base, Concept::numberSet))
                return makeOf(Concept::adjoint, node, base);
            break;
        case U'*':
        case U'∗':
        case U'⋆':
            if (letter && !capital &&
                (m_options->domain == Domain::physics || at(innermost).text == "z" || at(innermost).text == "ψ"))
                return doubt(makeOf(Concept::complexConjugate, node, base), 75, Concept::superscript);
            if (matrix || (capital && m_options->domain == Domain::linearAlgebra))
                return makeOf(Concept::adjoint, node, base);
            return makeOf(Concept::superscript, node, base, operatorLeaf(inner));
        case U'⊥':
        case U'⟂': return makeOf(Concept::orthogonalComplement, node, base);
        case U'∁': return makeOf(Concept::complement, node, base);
        case U'c':
        case U'C':
            if (sign.character != U'c' || !capital) break;
            if (m_setContext || m_probabilityContext || !is(innermost, Concept::letter) ||
                sign.variant == Variant::normal)
                return makeOf(Concept::complement, node, base);
            if (m_letters[U'c'].alone + m_letters[U'c'].applied <= 1 &&
                std::u32string_view(U"ABCDESUX").contains(at(innermost).character))
                return doubt(makeOf(Concept::complement, node, base), 70, Concept::power);
            break;
        case U'%': break;
        default: break;
        }
        const bool plainSign =
            std::u32string_view(U"+-−").contains(sign.character) && sign.character != 0; // as text, too
        if (sign.element == Element::mo || plainSign)
            return makeOf(Concept::superscript, node, base, sign.character == U'…' ? leaf(inner) : operatorLeaf(inner));
        if (sign.text == "th" || sign.text == "st" || sign.text == "nd" || sign.text == "rd")
            return makeOf(Concept::ordinalNumber, node, base);
        if (sign.element == Element::mtext || (sign.element == Element::mi && sign.character == 0))
            return makeOf(Concept::superscript, node, base, meaningOf(script));
    }
    const NodeId exponent = meaningOf(script);
    if (is(exponent, Concept::none)) return base;
    if (is(base, Concept::quantity)) { // without brackets it belongs to the last unit
        const NodeId unit = slot(base, 1);
        const bool per = is(unit, Concept::unitPer);
        const NodeId last = per ? slot(unit, 1) : unit;
        if (is(last, Concept::unitName)) {
            const NodeId raisedUnit = makeOf(Concept::unitPower, node, last, exponent);
            return makeOf(Concept::quantity, node, slot(base, 0),
                          per ? makeOf(Concept::unitPer, node, slot(unit, 0), raisedUnit) : raisedUnit);
        }
    }
    if (capital && is(exponent, Concept::impliedProduct)) // C^{op}
        if (const NodeId word = wordLeaf(exponent); word != noNode)
            return makeOf(Concept::superscript, node, base, word);
    if (is(exponent, Concept::sequence) && is(slot(exponent, 0), Concept::text) && (at(slot(exponent, 0)).text == "th"))
        return makeOf(Concept::ordinalNumber, node, base);
    // nth derivatives: f^{(n)}; any other index in brackets is a label
    if (is(exponent, Concept::group) && at(exponent).text == "(" && letter) {
        const NodeId order = slot(exponent, 0);
        const char32_t name = at(innermost).character;
        const bool derived =
            name != 0 && std::u32string_view(U"fghyuvwφψFGHQP").contains(name) &&
            (is(order, Concept::number) ||
             (is(order, Concept::letter) && std::u32string_view(U"nkmjirN").contains(at(order).character)) ||
             is(order, Concept::sum));
        if (derived) return makeOf(Concept::nthPrime, node, base, order);
        // only a short index is a label: a^{(2)}; in e^{(1+x)} the brackets group
        if (at(order).childCount == 0 || is(order, Concept::list))
            return makeOf(Concept::superscript, node, base, exponent);
        return makeOf(Concept::power, node, base, order);
    }
    if (isMinusOne(exponent)) {
        if (function) return makeOf(Concept::inverseFunction, node, base);
        const char32_t character = at(innermost).character;
        if (letter && !bold && character != 0 && std::u32string_view(U"fghφϕψ").contains(character))
            return makeOf(Concept::inverseFunction, node, base);
        if (matrix || bold || (capital && letter))
            return doubt(makeOf(Concept::inverse, node, base),
                         matrix || bold || m_options->domain == Domain::linearAlgebra ? 95 : 75, Concept::power);
        if (grouped && is(slot(base, 0), Concept::infix)) return makeOf(Concept::inverse, node, base);
        if (grouped && holdsMatrices(base)) return doubt(makeOf(Concept::inverse, node, base), 75, Concept::power);
    }
    if (function) return makeOf(Concept::functionPower, node, base, exponent);
    if (is(exponent, Concept::list) || is(exponent, Concept::ellipsis))
        return makeOf(Concept::superscript, node, base, exponent);
    const bool indexed = is(base, Concept::subscript) && isTensorIndex(slot(base, 1));
    if ((m_tensorContext || indexed) && marked && isTensorIndex(exponent)) {
        if (is(exponent, Concept::impliedProduct)) at(exponent).what = at(exponent).runnerUp = Concept::sequence;
        return makeOf(Concept::superscript, node, base, exponent);
    }
    const bool sharp = is(exponent, Concept::symbol) && at(exponent).character != U'∞';
    if (sharp || is(base, Concept::operator_)) return makeOf(Concept::superscript, node, base, exponent);
    return makeOf(Concept::power, node, base, exponent);
}

/*! Whether \a script consists of the Greek letters that number the components of a tensor. */
bool Builder::isTensorIndex(NodeId script) const
{
    const auto index = [this](NodeId node) {
        return is(node, Concept::letter) && std::u32string_view(U"αβγδκλμνρσ").contains(at(node).character);
    };
    return index(script) ||
           (is(script, Concept::impliedProduct) && std::ranges::all_of(m_meaning->children(script), index));
}

/*! \a base with \a script at its lower right. */
NodeId Builder::lowered(NodeId node, NodeId base, NodeId script)
{
    const NodeId below = index(script);
    if (is(below, Concept::none)) return base;
    if (is(base, Concept::functionName) || is(base, Concept::functionPower)) {
        const NodeId name = is(base, Concept::functionPower) ? slot(base, 0) : base;
        const std::string_view text = at(name).text;
        const bool log = text == "log" || text == "ln" || text == "lg" || text == "Log";
        return makeOf(log && base == name ? Concept::logarithmWithBase : Concept::functionSubscript, node, base, below);
    }
    return makeOf(Concept::subscript, node, base, below);
}

/*! The meaning of an index: letters and digits side by side are several indices, unless they make up a word. */
NodeId Builder::index(NodeId script)
{
    const NodeId made = meaningOf(script);
    if (!is(made, Concept::impliedProduct)) return made;
    for (const NodeId child : m_meaning->children(made))
        if (!is(child, Concept::letter) && !is(child, Concept::number)) return made;
    if (const NodeId word = wordLeaf(made); word != noNode) return word;
    at(made).what = at(made).runnerUp = Concept::sequence;
    return made;
}

/*! A name of the letters of \a product where they are a word, else noNode. */
NodeId Builder::wordLeaf(NodeId product)
{
    const std::string word = wordOf(product);
    if (word.empty()) return noNode;
    const MeaningNode &letters = at(product);
    const NodeId name = m_meaning->addLeaf(Concept::name, m_meaning->keep(word), letters.written, letters.source);
    at(name).facts = factLeaf | factWord;
    return name;
}

/*! The letters of \a product as one word where they are a word written without \\text, as in V_{out}; else nothing.
 *  Indices run along the alphabet and have no e and no o, which a number or a base would be taken for. */
std::string Builder::wordOf(NodeId product) const
{
    const auto letters = m_meaning->children(product);
    std::string word;
    bool consecutive = true;
    for (const NodeId child : letters) {
        const MeaningNode &letter = at(child);
        if (letter.character < U'a' || letter.character > U'z' || letter.variant == Variant::normal) return {};
        consecutive = consecutive && (word.empty() || word.back() + 1 == static_cast<char>(letter.character));
        word += static_cast<char>(letter.character);
    }
    if (word == "op") return word; // the opposite of a category
    if (word.size() < 3) return {};
    if (word == "max" || word == "min" || word == "sup" || word == "inf" || word == "avg") return word;
    return consecutive || word.find_first_of("eo") == word.npos ? std::string{} : word;
}

/*! lim, max ... with \a under below and \a body after it. */
NodeId Builder::limits(NodeId node, NodeId base, NodeId under, NodeId body)
{
    at(base).what = at(base).runnerUp = Concept::functionName;
    at(base).facts |= factFunction;
    if (is(under, Concept::equations))
        at(under).what = at(under).runnerUp = Concept::list; // \substack: one after the other
    if (under == noNode && body != noNode) return makeOf(Concept::functionApplication, m_row, base, body);
    if (under == noNode) return base;
    if (is(under, Concept::relation) && at(under).childCount == 3) {
        const NodeId arrow = slot(under, 1);
        const std::string_view sign = at(arrow).text;
        if (sign == "→" || sign == "⟶" || sign == "↘" || sign == "↗" || sign == "↓" || sign == "↑") {
            NodeId target = slot(under, 2);
            std::int64_t side = sign == "↘" || sign == "↓" ? 1 : sign == "↗" || sign == "↑" ? -1 : 0;
            // the mark of a one-sided limit belongs to the whole target: -2^-
            const bool negative = is(target, Concept::negative) || is(target, Concept::positive);
            const NodeId marked = negative ? slot(target, 0) : target;
            if (is(marked, Concept::superscript)) {
                const std::string_view mark = at(slot(marked, 1)).text;
                if (mark == "+") side = 1;
                if (mark == "-" || mark == "−") side = -1;
                if (side != 0 && negative)
                    target = makeOf(at(target).what, at(target).written, slot(marked, 0)); // cells are read twice
                else if (side != 0)
                    target = slot(marked, 0);
            }
            // a+ and a + 0, all on one line
            const std::uint32_t terms = is(target, Concept::sum) ? at(target).childCount : 0;
            const bool zero = terms == 3 && is(slot(target, 2), Concept::number) && at(slot(target, 2)).text == "0";
            if (side == 0 && (terms == 2 || zero)) {
                const char32_t mark = at(slot(target, 1)).character;
                if (mark == U'+') side = 1;
                if (mark == U'-' || mark == U'−') side = -1;
                if (side != 0) target = slot(target, 0);
            }
            const NodeId whole = under;
            under = makeOf(Concept::tendsTo, at(under).written, slot(whole, 0), target);
            at(under).source = at(whole).source;
            at(under).value = side;
        }
    }
    return makeOf(Concept::limit, node, base, under, body);
}

} // namespace mathtts
