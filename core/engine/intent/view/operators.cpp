// SPDX-License-Identifier: GPL-3.0-or-later
// Operators by precedence: chains of one level, operators before and behind their operand, and what nobody wrote
// between two operands.
#include "engine/intent/view/reader.h"

#include <algorithm>
#include <string_view>

namespace mathtts
{

namespace
{
constexpr std::string_view invisibleApply = "\u2061";
constexpr std::string_view invisibleTimes = "\u2062";
constexpr std::string_view invisibleSeparator = "\u2063";
constexpr std::string_view invisiblePlus = "\u2064";

/*! Marks that belong to what they stand behind, as if they were raised. */
bool isPseudoScript(char32_t character)
{
    switch (character) {
    case U'*':
    case U'"':
    case U'`':
    case U'°':
    case U'′':
    case U'″':
    case U'‴':
    case U'⁗':
    case U'‵': return true;
    default: return false;
    }
}

/*! What is named by all points that follow. */
bool isShape(char32_t character)
{
    return character == U'∠' || character == U'∡' || character == U'△';
}

std::uint8_t prefixLevel(char32_t character)
{
    if (isShape(character)) return intentShape;
    const CharacterFacts facts = characterFacts(character);
    return facts.precedence == 23 || facts.precedence == 68 ? intentQuantifier : intentPrefix;
}

bool isLikelyFunction(char32_t character)
{
    constexpr std::u32string_view letters = U"fghFGH";
    return letters.find(character) != std::u32string_view::npos;
}
} // namespace

std::uint8_t IntentReader::infixLevel(char32_t character)
{
    switch (character) {
    case U'\u2061': return intentApply;
    case U'\u2062': return intentProduct;
    case U'\u2063': return intentComma;
    case U'\u2064': return intentGeometry;
    case U'∩':
    case U'⊓':
    case U'⋒': return intentIntersection;
    case U'⊕':
    case U'⊖':
    case U'∨': return intentSum;
    case U'∧': return intentAnd;
    case U'.':
    case U'?': return intentProduct;
    case U'^': return intentAccent;
    default: break;
    }
    const CharacterFacts facts = characterFacts(character);
    switch (facts.kind) {
    case CharacterClass::separator: return facts.precedence == 3 ? intentSemicolon : intentComma;
    case CharacterClass::bar: return intentBar;
    case CharacterClass::additive: return intentSum;
    case CharacterClass::multiplicative: return facts.precedence > 60 ? intentSlash : intentProduct;
    case CharacterClass::binary:
        if (facts.precedence == 19) return intentSum;
        if (facts.precedence == 20) return intentAnd;
        if (facts.precedence == 35) return intentUnion;
        if (facts.precedence <= 41) return facts.precedence < 35 ? intentSum : intentProduct;
        return facts.precedence == 95 ? intentCompose : intentSlash;
    case CharacterClass::relation:
        if (facts.precedence >= 14 && facts.precedence <= 15) return intentArrow;
        if (facts.precedence < 24) return intentBar;
        return facts.precedence == 24 ? intentMember : facts.precedence == 27 ? intentArrow : intentRelation;
    case CharacterClass::punctuation: return character == U':' ? intentColon : intentRelation;
    default: return intentRelation;
    }
}

/*! Operators that stand in one chain with each other. */
bool IntentReader::sameChain(char32_t one, char32_t other)
{
    const auto sum = [](char32_t c) { return c == U'+' || c == U'-'; };
    const auto times = [](char32_t c) { return c == U'×' || c == U'\u2062'; };
    return one == other || (sum(one) && sum(other)) || (times(one) && times(other));
}

/*! The meaning of the items on the stack from \a begin to \a end, which hold no fences any more. */
NodeId IntentReader::segment(std::size_t begin, std::size_t end, NodeId node)
{
    const std::size_t outerConstruct = m_firstConstruct;
    const bool outerExpect = m_expectOperand;
    const IntentItem outerLast = m_last;
    const std::size_t firstValue = m_values.size();
    m_firstConstruct = m_constructs.size();
    m_constructs.push_back({.level = intentNothing, .start = static_cast<std::uint32_t>(firstValue)});
    m_expectOperand = true;
    m_row = node;
    end = lastTable(begin, end, node);
    for (std::size_t i = begin; i < end; ++i) {
        const IntentItem item = m_stack[i];
        const IntentItem *next = i + 1 < end ? &m_stack[i + 1] : nullptr;
        m_slashFollows = i + 2 < end && m_stack[i + 1].isOperator && m_stack[i + 1].character == U'/' &&
                         has(m_stack[i + 2].meaning, factInteger);
        if (item.isOperator)
            operatorItem(item, next);
        else
            operand(item);
    }
    while (m_constructs.size() > m_firstConstruct + 1)
        reduce();
    const Construct base = m_constructs.back();
    m_constructs.pop_back();
    const auto values = std::span(m_values).subspan(base.start);
    const NodeId result = values.empty() ? noNode : finish(values, base);
    m_values.resize(firstValue);
    m_firstConstruct = outerConstruct;
    m_expectOperand = outerExpect;
    m_last = outerLast;
    return result;
}

/*! A table that ends a row behind a sign is lines, behind a brace that stays open the cases of a definition. The end
 *  of the items then. */
std::size_t IntentReader::lastTable(std::size_t begin, std::size_t end, NodeId node)
{
    if (m_literal || end - begin < 2) return end;
    IntentItem &table = m_stack[end - 1];
    IntentItem &sign = m_stack[end - 2];
    if (!is(table.meaning, Concept::iTable) && !is(table.meaning, Concept::iLines)) return end;
    if (sign.isOperator && sign.character == U'{') {
        sign = {.meaning = fencedTable(table.meaning, U'{', 0, node), .written = table.written};
        return end - 1;
    }
    const bool array = is(table.meaning, Concept::iTable) && at(table.meaning).value == 0;
    if (array && written(sign.written).element == Element::mo) table.meaning = asLines(table.meaning, 1, node);
    return end;
}

void IntentReader::operand(const IntentItem &item)
{
    if (!m_expectOperand) implied(m_last, item);
    m_values.push_back(item.meaning);
    m_expectOperand = false;
    m_last = item;
}

void IntentReader::operatorItem(const IntentItem &item, const IntentItem *next)
{
    const CharacterFacts facts = characterFacts(item.character);
    const NodeId sign = item.meaning;
    if (item.scripts != noNode && facts.kind == CharacterClass::bar) { // evaluated at
        if (m_expectOperand) return operand(item);
        closeTo(intentRelation + 1);
        m_values.back() = evaluated(m_values.back(), item.scripts, m_row);
        m_last = {.meaning = m_values.back(), .written = item.written};
        return;
    }
    const bool nabla = item.character == U'∇';
    if (nabla && next != nullptr && next->isOperator &&
        (next->character == U'⋅' || next->character == U'×' || next->character == U'·'))
        return operand(item);
    if (m_expectOperand) {
        switch (facts.kind) {
        case CharacterClass::additive: return prefix(sign, item.character, intentSign);
        case CharacterClass::bigOperator: return prefix(sign, item.character, intentLargeOperator);
        case CharacterClass::prefix: {
            return prefix(sign, item.character, prefixLevel(item.character));
        }
        case CharacterClass::postfix:
        case CharacterClass::prime:
        case CharacterClass::symbol:
        case CharacterClass::accent: return operand(item);
        default: break;
        }
        const bool afterOperator = !m_values.empty() && m_values.size() > m_constructs.back().start;
        if (afterOperator) { // an operand is missing between two operators
            m_expectOperand = false;
            return infix(sign, item.character, infixLevel(item.character));
        }
        return prefix(sign, item.character, infixLevel(item.character));
    }
    switch (facts.kind) {
    case CharacterClass::bigOperator: implied(m_last, item); return prefix(sign, item.character, intentLargeOperator);
    case CharacterClass::prefix: {
        implied(m_last, item);
        return prefix(sign, item.character, prefixLevel(item.character));
    }
    case CharacterClass::postfix: return postfix(item);
    case CharacterClass::open:
    case CharacterClass::close: return operand(item);
    case CharacterClass::symbol: return operand(item);
    default: break;
    }
    if (isPseudoScript(item.character)) return postfix(item);
    infix(sign, item.character, infixLevel(item.character));
}

void IntentReader::infix(NodeId sign, char32_t character, std::uint8_t level)
{
    closeTo(level);
    const Construct &top = m_constructs.back();
    const bool chains = m_constructs.size() > m_firstConstruct + 1 && !top.prefix && top.level == level &&
                        sameChain(top.character, character);
    if (!chains)
        m_constructs.push_back(
            {.level = level, .character = character, .start = static_cast<std::uint32_t>(m_values.size() - 1)});
    m_values.push_back(sign);
    m_expectOperand = true;
}

void IntentReader::prefix(NodeId sign, char32_t character, std::uint8_t level)
{
    m_constructs.push_back(
        {.level = level, .prefix = true, .character = character, .start = static_cast<std::uint32_t>(m_values.size())});
    m_values.push_back(sign);
    m_expectOperand = true;
}

void IntentReader::postfix(const IntentItem &item)
{
    closeTo(item.character == U'%' ? intentPercent : intentPostfix);
    const NodeId base = m_values.back();
    if (isPseudoScript(item.character))
        m_values.back() = make(Concept::superscript, {base, item.meaning}, m_row);
    else
        m_values.back() = make(Concept::sequence, {base, item.meaning}, m_row);
    const bool function = m_last.isFunction;
    const char32_t character = m_last.character;
    m_last = {.meaning = m_values.back(), .written = item.written, .character = character};
    m_last.isFunction = function;
}

/*! Ends the constructs that bind tighter than \a level. */
void IntentReader::closeTo(std::uint8_t level)
{
    while (m_constructs.size() > m_firstConstruct + 1 && m_constructs.back().level > level)
        reduce();
}

void IntentReader::reduce()
{
    const Construct construct = m_constructs.back();
    m_constructs.pop_back();
    const NodeId value = finish(std::span(m_values).subspan(construct.start), construct);
    m_values.resize(construct.start);
    m_values.push_back(value);
    m_last = {.meaning = value, .written = m_row};
}

/*! What \a values mean side by side: operands and operators of one construct. */
NodeId IntentReader::finish(std::span<const NodeId> values, const Construct &construct)
{
    if (values.size() == 1) return values[0];
    if (m_literal) {
        m_scratch.assign(values.begin(), values.end());
        return makeList(Concept::sequence, m_scratch, m_row);
    }
    if (construct.prefix && values.size() == 2) {
        if (construct.character == U'-' && is(values[0], Concept::operator_))
            return make(Concept::negative, {values[1]}, m_row);
        if (construct.character == U'+' && is(values[0], Concept::operator_))
            return make(Concept::positive, {values[1]}, m_row);
        if (construct.character == U'∇') {
            if (is(values[0], Concept::power)) return make(Concept::laplacian, {values[1]}, m_row);
            if (is(values[0], Concept::operator_)) return make(Concept::gradient, {values[1]}, m_row);
        }
    }
    m_scratch.assign(values.begin(), values.end());
    if (construct.character == U'⋅' || construct.character == U'·' || construct.character == U'×' ||
        construct.character == U'\u2062')
        vectorProducts(m_scratch);
    if (construct.character == U'\u2062' && m_scratch.size() == 3) quantity(m_scratch);
    if (construct.character == U'\u2061' && m_scratch.size() == 3)
        if (const NodeId known = knownFunction(m_scratch[0], m_scratch[2]); known != noNode) return known;
    if (m_scratch.size() == 1) return m_scratch[0];
    return makeList(Concept::sequence, m_scratch, m_row);
}

/*! A number and the symbol of a unit, with nothing else in their product, are a quantity. */
void IntentReader::quantity(std::vector<NodeId> &values)
{
    const bool amount = is(values[0], Concept::number) || isVulgar(values[0]);
    const NodeId symbol = values[2];
    if (!amount || !children(symbol).empty()) return;
    const NodeId from = at(symbol).written;
    if (isUnitToken({.meaning = symbol, .written = from})) values[2] = unit(trimmedText(from), from);
}

bool IntentReader::isNabla(NodeId node) const
{
    if (is(node, Concept::vector)) node = children(node)[0];
    return isOperator(node, U'∇');
}

bool IntentReader::isBoldLetter(NodeId node) const
{
    if (!is(node, Concept::letter)) return false;
    const MeaningNode &letter = at(node);
    const bool styled = letter.variant != Variant::automatic && letter.variant != Variant::normal;
    const Variant variant = styled ? letter.variant : characterFacts(letter.character).variant;
    return variant == Variant::bold || variant == Variant::boldItalic;
}

/*! Whether \a node stands for a vector; a product by its factor that is nearest, which is the \a last one or the first.
 */
bool IntentReader::isVector(NodeId node, bool last) const
{
    while (node != noNode) {
        const MeaningNode &value = at(node);
        switch (value.what) {
        case Concept::vector:
        case Concept::gradient:
        case Concept::curl: return true;
        case Concept::accented:
            if (isOperator(children(node)[1], U'^')) return true;
            [[fallthrough]];
        case Concept::superscript:
        case Concept::subscript: node = children(node)[0]; break;
        case Concept::modified: {
            const NodeId mark = children(node)[1];
            return isOperator(mark, U'^') || isOperator(mark, U'→');
        }
        case Concept::fenced: {
            node = children(node)[1];
            const auto bold = [&](NodeId part) { return isBoldLetter(part); };
            if (is(node, Concept::sequence) && std::ranges::any_of(children(node), bold)) return true;
            break;
        }
        case Concept::operator_: return isNabla(node);
        case Concept::letter: return isBoldLetter(node);
        case Concept::sequence: node = last ? children(node).back() : children(node).front(); break;
        default: return false;
        }
    }
    return false;
}

/*! Divergence and curl, and the products of vectors. */
void IntentReader::vectorProducts(std::vector<NodeId> &values)
{
    for (std::size_t i = 0; i + 2 < values.size(); ++i) {
        const bool dot = isOperator(values[i + 1], U'⋅') || isOperator(values[i + 1], U'·');
        const bool cross = isOperator(values[i + 1], U'×');
        if (!isNabla(values[i]) || !(dot || cross)) continue;
        values[i] = make(cross ? Concept::curl : Concept::divergence, {values[i + 2]}, m_row);
        values.erase(values.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                     values.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    }
    for (std::size_t i = 1; i + 1 < values.size(); i += 2) {
        const bool dot = isOperator(values[i], U'⋅') || isOperator(values[i], U'·');
        const bool cross = isOperator(values[i], U'×');
        if (!(dot || cross) || !isVector(values[i - 1], true)) continue;
        const auto factors = children(values[i + 1]);
        const bool product = dot && is(values[i + 1], Concept::sequence);
        const auto bold = [&](NodeId factor) { return isBoldLetter(factor); };
        if (isVector(values[i + 1], false) || (product && std::ranges::any_of(factors, bold))) at(values[i]).value = 1;
    }
}

/*! The trace of M, the kernel of L: concepts that are named like functions. */
NodeId IntentReader::knownFunction(NodeId function, NodeId argument)
{
    if (!is(function, Concept::functionName)) return noNode;
    const std::string_view text = at(function).text;
    std::string_view name;
    if (text == "Tr" || text == "tr") name = "trace";
    if (text == "ker" || text == "Ker") name = "kernel";
    if (text == "dim" || text == "Dim") name = "dimension";
    if (text == "hom" || text == "Hom") name = "homomorphism";
    if (name.empty()) return noNode;
    if (is(argument, Concept::fenced)) {
        const NodeId inside = children(argument)[1];
        if (inside == noNode) return noNode;
        if (isSimple(inside)) argument = inside;
    }
    return named(name, std::array{argument}, m_row);
}

/*! What is meant between two operands with nothing between them. */
void IntentReader::implied(const IntentItem &left, const IntentItem &right)
{
    const auto sign = [&](std::string_view text) { return leaf(Concept::operator_, text, m_row); };
    if (left.isFunction)
        return infix(sign(invisibleApply), U'\u2061', isShape(left.character) ? intentShape : intentApply);
    const Applies applies = appliesTo(left, right);
    if (applies == Applies::yes) return infix(sign(invisibleApply), U'\u2061', intentApply);
    const bool leftInteger = has(left.meaning, factInteger);
    if (leftInteger && isVulgar(right.meaning)) return infix(sign(invisiblePlus), U'\u2064', intentGeometry);
    if (leftInteger && has(right.meaning, factInteger) && m_slashFollows)
        return infix(sign(invisiblePlus), U'\u2064', intentGeometry);
    if (leftInteger && has(right.meaning, factInteger) && inScript(m_row))
        return infix(sign(invisibleSeparator), U'\u2063', intentGeometry);
    const auto point = [&](const IntentItem &item) {
        return is(item.meaning, Concept::letter) && item.character >= U'A' && item.character <= U'Z';
    };
    if (point(left) && point(right)) return infix(sign(invisibleSeparator), U'\u2063', intentGeometry);
    // the factors of an argument without brackets
    const bool inArgument = m_constructs.size() > m_firstConstruct + 1 && !right.isFunction && !right.isFenced &&
                            !left.isFenced && !right.isOperator;
    const Construct &top = m_constructs.back();
    if (inArgument && top.level == intentApply && isFunctionLeaf(m_values[top.start]))
        return infix(sign(invisibleTimes), U'\u2062', intentArgument);
    if (inArgument && top.level == intentArgument) return infix(sign(invisibleTimes), U'\u2062', intentArgument);
    const NodeId times = sign(invisibleTimes);
    if (applies == Applies::maybe) at(times).value = 1; // it may be a function
    infix(times, U'\u2062', intentProduct);
}

/*! The name of a function, with or without scripts. */
bool IntentReader::isFunctionLeaf(NodeId node) const
{
    for (int i = 0; i < 3 && node != noNode; ++i) {
        if (is(node, Concept::functionName) || is(node, Concept::logarithmWithBase) ||
            is(node, Concept::inverseFunction))
            return true;
        if (!is(node, Concept::power) && !is(node, Concept::subscript) && !is(node, Concept::superscript)) return false;
        node = children(node)[0];
    }
    return false;
}

bool IntentReader::isVulgar(NodeId node) const
{
    return is(node, Concept::fraction) && has(children(node)[0], factInteger) && has(children(node)[1], factInteger);
}

/*! Whether a letter before brackets names a function: f, g and h do; others when the brackets hold one thing or a list.
 */
Applies IntentReader::appliesTo(const IntentItem &function, const IntentItem &argument) const
{
    if (!argument.isFenced || (argument.character != U'(' && argument.character != U'[')) return Applies::no;
    NodeId name = function.meaning;
    while (is(name, Concept::subscript) || is(name, Concept::power) || is(name, Concept::superscript) ||
           is(name, Concept::accented) || is(name, Concept::vector))
        name = children(name)[0];
    if (!is(name, Concept::letter) && !is(name, Concept::name) && !is(name, Concept::text)) return Applies::no;
    const MeaningNode &leaf = at(name);
    if (isLikelyFunction(leaf.character)) return Applies::yes;
    if (leaf.character == 0 && leaf.text.front() >= 'A' && leaf.text.front() <= 'Z') return Applies::yes;
    const NodeId inside = children(argument.meaning)[1];
    if (inside == noNode) return Applies::maybe;
    if (isOneThing(inside)) return Applies::yes;
    const bool inOneRow = at(inside).written == at(argument.meaning).written; // not in a row of their own
    if (inOneRow && is(inside, Concept::sequence) && isOperator(children(inside)[1], U',')) return Applies::yes;
    if (is(name, Concept::letter) && contains(inside, leaf.text)) return Applies::no;
    return Applies::maybe;
}

/*! Whether the letter \a text stands in \a inside, among its first nodes: a look into all of them could cost too much.
 */
bool IntentReader::contains(NodeId inside, std::string_view text) const
{
    constexpr std::size_t most = 64;
    std::vector<NodeId> nodes{inside};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i] == noNode) continue;
        if (is(nodes[i], Concept::letter) && at(nodes[i]).text == text) return true;
        for (const NodeId child : children(nodes[i])) {
            if (nodes.size() == most) break;
            nodes.push_back(child);
        }
    }
    return false;
}

/*! Whether \a node was written as one element. */
bool IntentReader::isOneThing(NodeId node) const
{
    switch (at(node).what) {
    case Concept::power:
    case Concept::subscript:
    case Concept::subsuperscript:
    case Concept::fraction:
    case Concept::squareRoot:
    case Concept::root:
    case Concept::vector:
    case Concept::accented:
    case Concept::modified:
    case Concept::modifiedBelow:
    case Concept::iScripts:
    case Concept::transpose: return true;
    default: return at(node).childCount == 0;
    }
}

/*! Where the row \a node stands as anything but the first child: the element around it, looking through rows; else
 * mrow.
 */
Element IntentReader::besideBaseOf(NodeId node) const
{
    for (int i = 0; i < 4 && node != noNode; ++i) {
        const NodeId parent = written(node).parent;
        if (parent == noNode) break;
        const Element element = written(parent).element;
        if (element != Element::mrow && element != Element::mstyle && element != Element::mpadded)
            return m_tree->children(parent)[0] != node ? element : Element::mrow;
        node = parent;
    }
    return Element::mrow;
}

/*! Whether the row \a node is, or is in, a script. */
bool IntentReader::inScript(NodeId node) const
{
    const Element element = besideBaseOf(node);
    return element == Element::msub || element == Element::msup || element == Element::msubsup ||
           element == Element::mmultiscripts;
}

/*! Whether the row \a node stands over or under something: the conditions of a reaction are words of their own. */
bool IntentReader::isLabel(NodeId node) const
{
    const Element element = besideBaseOf(node);
    return element == Element::munder || element == Element::mover || element == Element::munderover;
}

} // namespace mathtts
