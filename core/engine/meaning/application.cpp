// SPDX-License-Identifier: GPL-3.0-or-later
// Juxtaposition: is a letter before brackets a function, and what does its application say?
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
constexpr std::u32string_view functionLetters = U"fghFGHφϕψΦΨΓζϑΘχΞ";
constexpr std::u32string_view likelyLetters = U"uvpqwyPQTLNRSVWXYZJKEMOUIBDθσημλρξγδβτΩΛΣΔνω℘";
constexpr std::u32string_view variableLetters = U"xyztsrθωφϕuvnkXYTpqwξητλμσ";

/*! Words between formulas: brackets after them are no arguments. */
bool isLinkWord(std::string_view word)
{
    constexpr auto words =
        std::to_array<std::string_view>({"and", "as", "at", "but",       "by", "for",  "if", "iff",  "in",    "is",
                                         "of",  "on", "or", "otherwise", "so", "then", "to", "when", "where", "with"});
    return std::ranges::binary_search(words, word);
}

/*! Letters of rings and fields, and what is added to them in brackets: R[x]. */
bool isRing(char32_t letter)
{
    return std::u32string_view(U"RKFAkS").contains(letter);
}

/*! Bold letters that many write for the sets of numbers. */
bool isField(char32_t letter)
{
    return std::u32string_view(U"CFQRZ").contains(letter);
}

/*! What is one thing: no product puts it in brackets. */
bool isSingle(Concept what)
{
    switch (what) {
    case Concept::letter:
    case Concept::subscript:
    case Concept::superscript:
    case Concept::prime:
    case Concept::power:
    case Concept::functionApplication:
    case Concept::accented:
    case Concept::timeDerivative:
    case Concept::vector: return true;
    default: return false;
    }
}

bool isUnlikelyArgument(Concept what)
{
    return what == Concept::sum;
}
} // namespace

/*! Whether \a wanted (in the style \a variant, if there is one) is one of the letters below \a node; looks at the first
 * 24 nodes only. */
bool Builder::mentions(NodeId node, char32_t wanted, std::optional<Variant> variant) const
{
    const auto isWanted = [&](const MeaningNode &part) {
        if (part.character == 0) return false;
        const CharacterFacts facts = characterFacts(part.character);
        return facts.base == wanted && (!variant || *variant == part.variant);
    };
    std::array<NodeId, 24> pending;
    std::size_t count = 1;
    std::size_t budget = 24;
    pending[0] = node;
    while (count > 0 && budget-- > 0) {
        const NodeId current = pending[--count];
        if (current == noNode) continue;
        const MeaningNode &part = at(current);
        if (isWanted(part)) return true;
        for (const NodeId child : m_meaning->children(current))
            if (count < pending.size()) pending[count++] = child;
    }
    return false;
}

/*! Whether \a node, or the first of several in brackets, is what polynomials are in: x, x_1. */
bool Builder::isIndeterminate(NodeId node) const
{
    if (is(node, Concept::fenced)) node = slot(node, 1);
    if (is(node, Concept::list) || is(node, Concept::interval) || is(node, Concept::commutator) ||
        is(node, Concept::orderedTuple))
        node = slot(node, 0);
    if (is(node, Concept::subscript)) node = slot(node, 0);
    return is(node, Concept::letter) && std::u32string_view(U"xyztTXYZ").contains(at(node).character);
}

/*! Whether \a node is a union, an intersection or a difference of sets. */
bool Builder::combinesSets(NodeId node) const
{
    const char32_t sign = at(node).childCount > 1 ? at(slot(node, 1)).character : 0;
    return sign == U'∪' || sign == U'∩' || sign == U'∖' || sign == U'△';
}

/*! Whether the brackets of \a group, or of what it is the inverse or derivative of, hold functions put together to one:
 *  a composition, or a sum, product or quotient of letters that mostly are functions. With \a sure, only the former. */
bool Builder::isCombinedFunction(NodeId group, bool sure) const
{
    if (is(group, Concept::inverse) || is(group, Concept::prime)) group = slot(group, 0);
    if (!is(group, Concept::group)) return false;
    const NodeId content = slot(group, 0);
    const auto operands = m_meaning->children(content);
    const Concept what = at(content).what;
    if (what == Concept::inverseFunction) return true; // (f^-1)'
    if (what == Concept::infix && at(operands[1]).character == U'∘') return true;
    const bool convolution = what == Concept::product || what == Concept::infix;
    if (convolution && std::u32string_view(U"*∗⋆").contains(at(operands[1]).character)) return true;
    if (what == Concept::infix || sure) return false;
    if (what != Concept::sum && what != Concept::product && what != Concept::impliedProduct &&
        what != Concept::fraction)
        return false;
    return std::ranges::all_of(operands, [&](NodeId operand) {
        return is(operand, Concept::operator_) ||
               (is(operand, Concept::letter) && functionLetters.contains(at(operand).character));
    });
}

/*! Whether \a function is a script L or F, as transforms are written: L{f(t)}. */
bool Builder::isTransform(const Item &function) const
{
    if (function.core == noNode) return false;
    const Node &core = written(function.core);
    const Variant variant = core.variant == Variant::automatic ? characterFacts(core.character).variant : core.variant;
    const char32_t letter = this->letter(function.core);
    return (variant == Variant::script || variant == Variant::boldScript) && (letter == U'L' || letter == U'F');
}

/*! Above zero when \a function applied to the fenced \a argument is the better reading than a product. */
int Builder::applicationScore(const Item &function, const Item &argument, const Item *before) const
{
    const Concept fence = at(argument.meaning).what;
    const bool round = argument.open == U'(' || argument.open == U'[' || argument.open == U'{';
    if (argument.times) return 0;
    if (function.role == Role::function || (function.role == Role::limit && !function.scripted)) {
        if (argument.open == U'|' || argument.open == U'‖' || argument.open == U'∥') return 9;
        return 10;
    }
    if (!round || (function.role != Role::operand && function.role != Role::text)) return 0;
    if (function.fenced) {
        const bool single = fence != Concept::group || at(slot(argument.meaning, 0)).childCount == 0;
        return argument.open == U'(' && isCombinedFunction(function.meaning, !single) ? 5 : 0;
    }
    if (argument.open == U'{') return isTransform(function) ? 4 : 0;
    if (fence == Concept::modulo || fence == Concept::matrix || fence == Concept::columnVector ||
        fence == Concept::rowVector || fence == Concept::binomialCoefficient)
        return 0;
    if (function.core == noNode) { // L{f}(s)
        const bool transformed = is(function.meaning, Concept::functionApplication) &&
                                 is(slot(function.meaning, 0), Concept::functionName) &&
                                 at(slot(function.meaning, 0)).text == "ℒ";
        const NodeId content = fence == Concept::group ? slot(argument.meaning, 0) : noNode;
        const bool indexed = argument.open == U'[' && is(function.meaning, Concept::functionApplication) &&
                             (is(content, Concept::letter) || is(content, Concept::number));
        return indexed || (transformed && argument.open == U'(') ? 4 : 0;
    }
    const Node &core = written(function.core);
    const NodeId content = fence == Concept::group ? slot(argument.meaning, 0) : argument.meaning;
    const bool list = fence == Concept::orderedTuple || fence == Concept::interval || fence == Concept::innerProduct ||
                      fence == Concept::commutator;
    const MeaningNode &inside = at(content);
    const bool given = inside.what == Concept::elementWithCondition;

    if (is(function.meaning, Concept::name)) return argument.open == U'(' ? 4 : 0; // letters that spell a word
    if (core.element == Element::mi && core.character == 0) {
        // a name of several letters
        const bool word = core.text.size() >= 2;
        return word && !isUnit(function.core) ? 4 : 0;
    }
    if (core.element == Element::mtext && core.character == 0) {
        // \text{Aut}(G): a name; "if (x > 0)" and "5 cm (about)" are none
        const bool word = core.text.find(' ') == core.text.npos && !isLinkWord(core.text) && !isUnit(function.core) &&
                          inside.what != Concept::relation;
        return argument.open == U'(' && !argument.space && word ? 3 : 0;
    }
    const char32_t letter = this->letter(function.core);
    const bool tuple = argument.open == U'(' && fence == Concept::orderedTuple;
    if (letter == 0) return tuple && core.element == Element::mrow && core.childCount > 1 ? 3 : 0; // \mathop{..}(x, y)
    const Variant variant = core.variant == Variant::automatic ? characterFacts(core.character).variant : core.variant;
    if (variant == Variant::doubleStruck && std::u32string_view(U"NZQRCHFK").contains(letter))
        return argument.space || inside.what == Concept::relation || inside.what == Concept::quantified ? 0 : 4;
    if (argument.open == U'[' && isRing(letter) && isIndeterminate(content)) return 4;
    if (argument.open == U'[' && isBold(function.core) && isField(letter) && inside.what != Concept::sum) return 4;
    const NodeId meaning = function.meaning != noNode ? function.meaning : m_done[function.written];
    const Concept head = meaning == noNode ? Concept::letter : at(meaning).what;
    const bool several = list || inside.what == Concept::semicolonList;
    if (head == Concept::vector && (several || std::u32string_view(U"tuvsθλ").contains(inside.character))) return 3;
    if (head == Concept::unitVector || head == Concept::vector || head == Concept::numberSet ||
        head == Concept::transpose)
        return 0;
    if (head == Concept::inverse && !functionLetters.contains(letter)) return 0;
    if (head == Concept::differential) return 0;
    if (is(meaning, Concept::relation)) return 0;

    // images of sets, spaces of functions on them: f([0, 1]), C^1(R)
    if (inside.what == Concept::interval || inside.what == Concept::numberSet ||
        (inside.what == Concept::power && is(slot(content, 0), Concept::numberSet)))
        return 4;

    int score = 0;
    const bool strong = functionLetters.contains(letter);
    const bool likely = likelyLetters.contains(letter);
    if (strong)
        score += 4;
    else if (likely)
        score += 1;
    else
        score -= 1;
    if (variant == Variant::script || variant == Variant::doubleStruck) score += 2;
    if (letter == U'e' || letter == U'i' || letter == U'π') score -= 2;
    if (letter == U'd') score -= 1;

    // what the brackets hold
    if (given) score += 6;
    if (letter == U'P' && inside.what == Concept::text) score += 6; // an event in words
    if (argument.open == U'(' && isSingle(inside.what)) score += 2;
    NodeId start = inside.what == Concept::sum ? slot(content, 0) : noNode;
    if (start != noNode && is(start, Concept::subscript)) start = slot(start, 0);
    const bool later = start != noNode && at(start).character == U't';
    if (later && (letter == U'x' || letter == U'y' || letter == U'u')) score += 5;   // x(t + h)
    if (letter == U'δ' && start != noNode && is(start, Concept::letter)) score += 5; // Dirac's
    if (several) score += 7;                                                         // nothing is multiplied by a list
    const MeaningNode &place = at(inside.what == Concept::sum ? slot(content, 0) : content);
    const bool position = inside.what == Concept::number ||
                          (place.what == Concept::letter && std::u32string_view(U"ijkmn").contains(place.character));
    if (argument.open == U'[') score += position ? 8 : strong ? -4 : -3; // a[i], x[n - 1]
    if (argument.open == U'[' && letter == U'E')
        score += mentions(content, U'X') || mentions(content, U'Y') || mentions(content, U'Z') ? 9 : 6;
    if (inside.what == Concept::none) score += 4;
    if (inside.what == Concept::letter || inside.what == Concept::subscript || inside.what == Concept::superscript ||
        inside.what == Concept::prime) {
        const char32_t variable = inside.character;
        score += 2;
        if (variable != 0 && variableLetters.contains(variable)) score += 1;
        if ((inside.facts & factCapital) != 0) score += 1;
        if ((inside.facts & factCapital) == 0 && isCapital(function.core)) score += 1;
    } else if (inside.what == Concept::number) {
        score += 3; // a product puts its number first: 2x, not x(2)
        if (head == Concept::power) score -= 3;
    } else if (inside.what == Concept::negative)
        score += strong ? 1 : 0;
    else if (isUnlikelyArgument(inside.what))
        score -= strong ? 0 : 2;
    else if (isStatement(content))
        score += before != nullptr && before->character == U'∈' ? -6 : 3; // "for all x in F (x > 0)"
    else if (inside.what == Concept::functionApplication || inside.what == Concept::vector)
        score += 2;
    else if (inside.what == Concept::infix)
        score += combinesSets(content) ? 4 : 2; // nothing can be multiplied by a union
    if ((letter == U'O' || letter == U'o' || letter == U'Θ' || letter == U'Ω') && !list) score += 3;
    if (letter == U'P' &&
        ((inside.facts & factCapital) != 0 || inside.what == Concept::relation || inside.what == Concept::infix))
        score += 3;

    // the function itself
    if (head == Concept::prime || head == Concept::inverseFunction || head == Concept::timeDerivative ||
        head == Concept::nthPrime || head == Concept::inverse)
        score += 4;
    const bool inverse = head == Concept::power && isMinusOne(slot(meaning, 1)) && isSingle(inside.what);
    if (head == Concept::power && !strong && !several && !inverse) score -= 5;
    if (head == Concept::subscript || head == Concept::superscript) score += 1;
    if (head == Concept::superscript && at(slot(meaning, 1)).character == U'∨') score += 3; // linear forms
    const MeaningNode &first = at(isSingle(inside.what) && inside.childCount > 0 ? slot(content, 0) : content);
    const bool space = (first.facts & factCapital) != 0;
    if (letter == U'π' && head == Concept::subscript && space) score += 4; // homotopy groups of a space

    // the rest of the formula
    if (head != Concept::superscript && mentions(content, letter, variant)) score -= strong ? 4 : 6;
    const LetterUse used = letter < 128                        ? m_letters[letter]
                           : letter >= 0x370 && letter < 0x4F0 ? m_letters[128 + (letter - 0x370)]
                                                               : LetterUse{};
    if (used.applied >= 2) score += used.alone == 0 ? 3 : 1; // it stands before brackets wherever it stands
    if (used.alone >= 1 && !strong) score -= 2;
    if (used.alone > used.applied && strong) score -= 1;
    if (before != nullptr && before->role == Role::operand && !before->wideSpace && !function.space && !strong)
        score -= 1;
    return score - 1;
}

/*! The function of an application: \a item's core with its scripts read as a function's. */
NodeId Builder::functionHead(const Item &item)
{
    if (item.role == Role::operand) {
        const NodeId function = operand(item);
        if (is(function, Concept::power) && isMinusOne(slot(function, 1)))
            return makeOf(Concept::inverseFunction, at(function).written, slot(function, 0));
        if (is(function, Concept::inverse)) {
            at(function).what = at(function).runnerUp = Concept::inverseFunction;
            at(function).confidence = 100;
        }
        return function;
    }
    const NodeId name = item.meaning != noNode ? item.meaning : leaf(item.core); // known: it was spelled
    at(name).what = at(name).runnerUp = Concept::functionName;
    at(name).facts |= factFunction;
    if (!item.scripted) return name;
    return withScripts(item.written, name);
}

/*! \a function of \a argument; with \a brackets, the argument's own brackets are taken off. */
NodeId Builder::apply(NodeId function, NodeId argument, bool brackets, char32_t open)
{
    const MeaningNode &head = at(function);
    const std::string_view name = head.text;
    const char32_t letter = head.character != 0 ? characterFacts(head.character).base : 0;
    NodeId content = argument;
    if (brackets) {
        MeaningNode &fence = at(argument);
        if (fence.what == Concept::group)
            content = slot(argument, 0);
        else if (fence.what == Concept::orderedTuple || (fence.what == Concept::interval && open != U'[') ||
                 fence.what == Concept::commutator ||
                 (fence.what == Concept::fenced && open == U'[' && is(slot(argument, 1), Concept::list))) {
            if (fence.what == Concept::fenced)
                content = slot(argument, 1);
            else {
                fence.what = fence.runnerUp = Concept::list;
                fence.confidence = 100;
                fence.value = 0;
            }
        } else if (fence.what == Concept::set && is(slot(argument, 0), Concept::list) &&
                   (name == "max" || name == "min" || name == "sup" || name == "inf" || name == "gcd" ||
                    name == "lcm" || name == "span"))
            content = slot(argument, 0);
        else if (fence.what == Concept::set && open == U'{' && slot(argument, 0) != noNode &&
                 (is(function, Concept::letter) || is(function, Concept::inverseFunction))) {
            // the Laplace transform of what is in braces
            const NodeId transform = is(function, Concept::letter) ? function : slot(function, 0);
            if (is(transform, Concept::letter)) {
                at(transform).text = characterFacts(at(transform).character).base == U'L' ? "ℒ" : "ℱ";
                at(transform).what = at(transform).runnerUp = Concept::functionName;
                at(transform).character = 0;
                at(transform).facts = factLeaf | factFunction;
                at(transform).variant = Variant::automatic;
            }
            content = slot(argument, 0);
        } else if (fence.what == Concept::set && (name == "Re" || name == "Im" || name == "ℜ" || name == "ℑ"))
            content = slot(argument, 0); // braces as brackets
    }
    const auto finish = [&](NodeId made) {
        at(made).source.begin = at(function).source.begin;
        at(made).source.end = std::max(at(made).source.end, at(argument).source.end);
        return made;
    };
    const auto variadic = [&](Concept what) {
        if (!is(content, Concept::list)) return finish(makeOf(what, m_row, content));
        const auto items = m_meaning->children(content);
        const std::vector<NodeId> several(items.begin(), items.end());
        return finish(make(what, several, m_row));
    };
    if (is(function, Concept::functionName) || is(function, Concept::letter)) {
        if (name == "gcd" || name == "GCD") return variadic(Concept::greatestCommonDivisor);
        if (name == "lcm" || name == "LCM") return variadic(Concept::leastCommonMultiple);
        if (name == "det") return finish(makeOf(Concept::determinantOf, m_row, content));
        if (is(function, Concept::functionName) && name == "div" && !is(content, Concept::list))
            return finish(makeOf(Concept::divergence, m_row, content));
        if (name == "curl" || name == "rot") return finish(makeOf(Concept::curl, m_row, content));
        if (name == "grad") return finish(makeOf(Concept::gradient, m_row, content));
    }
    const bool bold = head.variant == Variant::bold || head.variant == Variant::boldItalic;
    const bool indexedSet = is(function, Concept::subscript) && is(slot(function, 0), Concept::numberSet); // F_2[x]
    if (indexedSet && open == U'[' && isIndeterminate(content))
        return finish(makeOf(Concept::adjunction, m_row, function, content));
    const bool numbers = is(function, Concept::numberSet) && std::u32string_view(U"NZQRCHFK").contains(letter);
    if (numbers || (open == U'[' && ((isRing(letter) && isIndeterminate(content)) || (bold && isField(letter)))))
        return finish(makeOf(Concept::adjunction, m_row, function, content));
    const bool given = is(content, Concept::elementWithCondition);
    if (given) at(content).what = at(content).runnerUp = Concept::conditional;
    const MeaningNode &inside = at(content);
    const bool event = given || inside.what == Concept::text || inside.what == Concept::relation ||
                       inside.what == Concept::infix || inside.what == Concept::complement ||
                       (inside.facts & factCapital) != 0 ||
                       ((inside.what == Concept::subscript || inside.what == Concept::accented) &&
                        (at(slot(content, 0)).facts & factCapital) != 0) ||
                       (inside.what == Concept::prime && (at(slot(content, 0)).facts & factCapital) != 0) ||
                       (inside.what == Concept::list && (at(slot(content, 0)).facts & factCapital) != 0) ||
                       (inside.what == Concept::list && at(slot(content, 0)).what == Concept::relation);
    const bool leafHead = head.childCount == 0;
    const bool script = head.variant == Variant::script || head.variant == Variant::boldScript;
    const bool set =
        (inside.facts & factCapital) != 0 || inside.what == Concept::numberSet || inside.what == Concept::set;
    if (leafHead && letter == U'P' && script && set && !m_probabilityContext)
        return finish(makeOf(Concept::powerSet, m_row, content));
    const bool variate = mentions(content, U'X') || mentions(content, U'Y');
    if (leafHead && (name == "Pr" || name == "ℙ" || (letter == U'P' && (event || m_probabilityContext))))
        return finish(makeOf(Concept::probability, m_row, function, content));
    if (leafHead && letter == U'E' &&
        (open == U'[' || head.variant == Variant::doubleStruck || name == "𝔼" || m_probabilityContext || variate ||
         given))
        return finish(makeOf(Concept::expectation, m_row, function, content));
    return finish(makeOf(Concept::functionApplication, m_row, function, content));
}

} // namespace mathtts
