// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens: their leaves, and what they can do in a row.
#include "engine/meaning/builder.h"
#include "engine/tree/units.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <charconv>

namespace mathtts
{

namespace
{
// Names that are functions even when nobody declared them so; sorted.
constexpr auto functionNames = std::to_array<std::string_view>(
    {"Ad",     "Ann",    "Arg",  "Aut",    "Cov",    "Ei",     "End",    "Ext",    "Gal",    "Hom",    "Im",
     "Ker",    "Li",     "Ln",   "Log",    "Pr",     "Proj",   "Re",     "Res",    "SD",     "Si",     "Spec",
     "Tor",    "Tr",     "Var",  "adj",    "arccos", "arccot", "arccsc", "arcosh", "arcoth", "arcsch", "arcsec",
     "arcsin", "arctan", "arg",  "arsech", "arsinh", "artanh", "card",   "ch",     "char",   "cis",    "coker",
     "conv",   "corr",   "cos",  "cosec",  "cosh",   "cot",    "coth",   "cov",    "csc",    "csch",   "ctg",
     "curl",   "deg",    "det",  "diag",   "diam",   "dim",    "dist",   "div",    "dom",    "erf",    "erfc",
     "exp",    "gcd",    "grad", "hom",    "id",     "im",     "ker",    "lb",     "lcm",    "lg",     "ln",
     "log",    "max",    "min",  "null",   "ord",    "per",    "proj",   "ran",    "range",  "rank",   "rk",
     "rot",    "sec",    "sech", "sgn",    "sh",     "sign",   "sin",    "sinc",   "sinh",   "sn",     "span",
     "supp",   "tan",    "tanh", "tg",     "th",     "tr",     "trace",  "var",    "vol"});
constexpr auto limitNames = std::to_array<std::string_view>(
    {"arg max", "arg min", "argmax", "argmin",   "colim",   "ess inf", "ess sup", "holim",
     "inf",     "inj lim", "injlim", "lim",      "lim inf", "lim sup", "liminf",  "limsup",
     "max",     "min",     "plim",   "proj lim", "projlim", "sup"});
static_assert(std::ranges::is_sorted(limitNames));
// Names that are functions even when they are written as text: no words of a sentence look like them.
constexpr auto textFunctionNames = std::to_array<std::string_view>(
    {"arccos", "arccot", "arccsc", "arcsec", "arcsin", "arctan", "cos", "cosh", "cot", "coth", "csc", "csch",
     "curl",   "div",    "exp",    "grad",   "ln",     "log",    "sec", "sech", "sin", "sinh", "tan", "tanh"});
static_assert(std::ranges::is_sorted(textFunctionNames));

bool contains(std::span<const std::string_view> sorted, std::string_view name)
{
    return std::ranges::binary_search(sorted, name);
}

bool isScript(Element element)
{
    return element == Element::msub || element == Element::msup || element == Element::msubsup;
}

/*! The value of a Roman numeral in capitals, 0 of what is none. */
std::int64_t romanValue(std::string_view text)
{
    struct Sign {
        std::string_view letters;
        int value;
        std::size_t most; ///< times it may stand in a row
    };
    static constexpr auto signs = std::to_array<Sign>({{"M", 1000, 3},
                                                       {"CM", 900, 1},
                                                       {"D", 500, 1},
                                                       {"CD", 400, 1},
                                                       {"C", 100, 3},
                                                       {"XC", 90, 1},
                                                       {"L", 50, 1},
                                                       {"XL", 40, 1},
                                                       {"X", 10, 3},
                                                       {"IX", 9, 1},
                                                       {"V", 5, 1},
                                                       {"IV", 4, 1},
                                                       {"I", 1, 3}});
    std::int64_t value = 0;
    for (const auto &[letters, worth, most] : signs)
        for (std::size_t times = 0; times < most && text.starts_with(letters); ++times) {
            value += worth;
            text.remove_prefix(letters.size());
        }
    return text.empty() ? value : 0;
}

/*! Signs that keep their meaning inside text; a hyphen, a colon and a period are punctuation there. */
bool isWrittenSign(char32_t character)
{
    if (character == U'!') return true;
    if (character == 0 || character == U'-' || character == U'*' || character == U'·') return false;
    switch (characterFacts(character).kind) {
    case CharacterClass::relation:
    case CharacterClass::additive:
    case CharacterClass::multiplicative:
    case CharacterClass::prime:
    case CharacterClass::ellipsis: return true;
    default: return false;
    }
}

/*! Letters that are no word by themselves: in text they are variables or vectors. */
bool isWrittenVariable(char32_t character)
{
    return (character >= U'b' && character <= U'z') || (character >= U'B' && character <= U'Z' && character != U'I');
}

/*! Whether \a text has nothing but the signs of a sentence in it. */
bool isPunctuation(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decodeUtf8(text, i);
        if (!std::u32string_view(U" .,;:…\u00A0").contains(decoded.character)) return false;
        i += decoded.length;
    }
    return text.size() > 1;
}

bool isDoubleStruckSet(char32_t base)
{
    return std::u32string_view(U"NZQRCPHFKAO").contains(base);
}
} // namespace

/*! The plain letter of a token that is one letter, else 0. */
char32_t Builder::letter(NodeId core) const
{
    const Node &part = written(core);
    if (part.character == 0 || (part.element != Element::mi && part.element != Element::mtext)) return 0;
    const CharacterFacts facts = characterFacts(part.character);
    return facts.kind == CharacterClass::letter ? facts.base : 0;
}

bool Builder::isLetter(NodeId core) const
{
    return letter(core) != 0;
}

bool Builder::isCapital(NodeId core) const
{
    return letter(core) != 0 && characterFacts(written(core).character).capital;
}

bool Builder::isBold(NodeId core) const
{
    if (letter(core) == 0) return false;
    const auto bold = [](Variant variant) {
        return variant == Variant::bold || variant == Variant::boldItalic || variant == Variant::boldSansSerif ||
               variant == Variant::boldScript || variant == Variant::sansSerifBoldItalic;
    };
    return bold(written(core).variant) || bold(characterFacts(written(core).character).variant);
}

bool Builder::isInteger(NodeId core) const
{
    const Node &part = written(core);
    return part.element == Element::mn && !part.text.empty() &&
           std::ranges::all_of(part.text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool Builder::isFunctionName(NodeId core) const
{
    const Node &part = written(core);
    if (part.element != Element::mi && part.element != Element::mo && part.element != Element::mtext) return false;
    if (part.text == "d") return false; // \operatorname{d}x: an upright d of a differential
    if ((part.flags & functionName) != 0 || part.character == U'ℜ' || part.character == U'ℑ') return true;
    if (part.text.size() < 2 || part.character != 0) return false;
    if (part.element == Element::mtext) return contains(textFunctionNames, part.text);
    return contains(functionNames, part.text) || contains(limitNames, part.text);
}

/*! Whether letters that each have a token of their own spell a function: names that no product looks like, and before
 *  brackets all but the shortest. */
bool Builder::isSpelledFunction(std::string_view name, bool beforeBrackets)
{
    if (name == "lim" || (name.size() > 2 && contains(textFunctionNames, name))) return true;
    if (!beforeBrackets) return false;
    return name == "ln" || name == "Pr" || name == "Tr" || name == "Re" || name == "Im" ||
           (name.size() > 2 && (contains(functionNames, name) || contains(limitNames, name)));
}

/*! lim, sup, max and their kin: what is written below them is a condition. */
bool Builder::isLimitName(NodeId core) const
{
    const Node &part = written(core);
    if (part.element == Element::mtext) return part.text == "lim";
    if (part.element != Element::mi && part.element != Element::mo) return false;
    if (part.text.size() < 3) return false;
    // \limsup has a thin space inside
    if (part.text.find("\xE2\x80\x89") != part.text.npos || part.text.find("\xC2\xA0") != part.text.npos)
        return part.text.starts_with("lim") || part.text.starts_with("arg") || part.text.starts_with("ess") ||
               part.text.starts_with("inj") || part.text.starts_with("proj");
    return contains(limitNames, part.text);
}

NodeId Builder::leaf(NodeId node)
{
    const Node &part = written(node);
    if (part.element == Element::mn)
        for (const std::string_view sign : {"-", "\u2212"})
            if (part.text.size() > sign.size() && part.text.starts_with(sign)) return signedNumber(node, sign);
    if ((part.flags & NodeFlag::unit) != 0 && (part.element == Element::mi || part.element == Element::mtext)) {
        if (const auto known = unitOf(part.text)) return unitName(known->key, node); // by itself, after no number
    }
    Concept what = Concept::text;
    std::uint32_t facts = factLeaf;
    std::int64_t value = 0;
    const CharacterFacts character = part.character != 0 ? characterFacts(part.character) : CharacterFacts{};
    if ((part.flags & unknownCommand) != 0)
        what = Concept::placeholder;
    else
        switch (part.element) {
        case Element::mn:
            what = Concept::number;
            facts |= factNumber;
            if (isInteger(node)) {
                facts |= factInteger;
                std::from_chars(part.text.data(), part.text.data() + part.text.size(), value);
            } else
                value = romanValue(part.text);
            break;
        case Element::merror: what = Concept::error; break;
        case Element::mtext:
        case Element::ms:
            if (isPunctuation(part.text)) { // a pause, or dots with commas around
                what = part.text.find("…") != part.text.npos ? Concept::ellipsis : Concept::none;
                break;
            }
            if (!part.text.empty() && part.text.find_first_not_of("0123456789") == part.text.npos) {
                what = Concept::number;
                facts |= factNumber | factInteger;
                std::from_chars(part.text.data(), part.text.data() + part.text.size(), value);
                break;
            }
            // one character that belongs to no alphabet is no words: it is said by its name or its code
            // point
            what = part.character != 0 && character.kind == CharacterClass::unknown ? Concept::symbol : Concept::text;
            if (part.character >= 0x80 && character.kind == CharacterClass::letter) what = Concept::letter;
            if (character.kind == CharacterClass::ellipsis) what = Concept::ellipsis;
            if (isFunctionName(node)) what = Concept::functionName;
            break;
        case Element::mspace:
        case Element::none: what = Concept::none; break;
        case Element::mo:
            what = Concept::operator_;
            if (character.kind == CharacterClass::ellipsis) what = Concept::ellipsis;
            if (character.kind == CharacterClass::symbol || character.kind == CharacterClass::letter)
                what = Concept::symbol;
            if (isFunctionName(node)) what = Concept::functionName;
            break;
        default:
            if (part.text.empty())
                what = Concept::none;
            else if (isFunctionName(node))
                what = Concept::functionName;
            else if (part.character == 0) {
                const bool small = part.text.find_first_not_of("IVX") == part.text.npos;
                value = small ? romanValue(part.text) : 0;
                what = value != 0 ? Concept::number : Concept::name;
                if (value != 0) facts |= factNumber;
            } else if (character.kind == CharacterClass::letter)
                what = Concept::letter;
            else if (character.kind == CharacterClass::ellipsis)
                what = Concept::ellipsis;
            else if (character.kind == CharacterClass::digit)
                what = Concept::number;
            else
                what = Concept::symbol;
        }
    if (what == Concept::text && part.text.find_first_not_of(" \t\n") == part.text.npos) what = Concept::none;
    const Variant variant = character.variant != Variant::automatic ? character.variant : part.variant;
    if (what == Concept::letter) {
        facts |= factLetter;
        if (character.capital) facts |= factCapital;
        if (variant == Variant::doubleStruck && isDoubleStruckSet(character.base)) what = Concept::numberSet;
    }
    if (what == Concept::name || what == Concept::text) facts |= factWord;
    if (what == Concept::functionName) facts |= factFunction;
    const bool dots = what == Concept::ellipsis && part.character == 0 && part.element != Element::mo;
    const NodeId made = m_meaning->addLeaf(what, dots ? "…" : part.text, node, part.source);
    at(made).facts = facts;
    at(made).value = value;
    at(made).variant = variant;
    return made;
}

/*! A number whose minus sign stands in its token. */
NodeId Builder::signedNumber(NodeId node, std::string_view sign)
{
    const std::string_view digits = written(node).text.substr(sign.size());
    const NodeId number = m_meaning->addLeaf(Concept::number, digits, node, written(node).source);
    at(number).facts = factLeaf | factNumber;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc() && end == digits.data() + digits.size()) {
        at(number).facts |= factInteger;
        at(number).value = value;
    }
    return makeOf(Concept::negative, node, number);
}

NodeId Builder::operatorLeaf(NodeId node)
{
    const Node &part = written(node);
    if (isAuthored(node)) return authoredOperator(node);
    const NodeId made = m_meaning->addLeaf(Concept::operator_, part.text, node, part.source);
    at(made).facts = factLeaf;
    return made;
}

/*! What \a node, a child of a row, does there. */
Item Builder::classify(NodeId node) const
{
    Item item;
    item.written = unwrapped(node);
    item.core = m_core[node];
    item.scripted = item.core != item.written;
    const Node &core = written(item.core);
    item.character = core.character;
    if (core.character == U'\u2329' || core.character == U'\u3008')
        item.character = U'⟨'; // as old documents write them
    if (core.character == U'\u232A' || core.character == U'\u3009') item.character = U'⟩';
    if (core.childCount == 0 && item.scripted && (core.element == Element::mrow || core.element == Element::none)) {
        item.role = Role::leftScripts;
        return item;
    }
    if ((isAuthored(item.core) || isLiteral(item.core)) && core.element != Element::mo) {
        if (hasProperty(item.core, "function")) item.role = Role::function;
        if (item.role == Role::operand) item.meaning = m_done[node];
        return item;
    }
    if (core.text == "mod" && (core.element == Element::mi || core.element == Element::mo)) {
        item.role =
            (core.flags & binary) != 0 || (written(item.written).flags & binary) != 0 ? Role::infix : Role::prefix;
        item.level = item.role == Role::infix ? levelProduct : levelNegative;
        return item;
    }
    switch (core.element) {
    case Element::mo:
        classifyOperator(item);
        if (core.text == "||") { // a norm, as it is typed
            item.character = U'‖';
            item.role = Role::bar;
        }
        break;
    case Element::mi:
        if (isLimitName(item.core))
            item.role = Role::limit;
        else if (isFunctionName(item.core))
            item.role = Role::function;
        else if (core.character != 0 && !isLetter(item.core)) {
            const CharacterClass kind = characterFacts(core.character).kind;
            if (kind == CharacterClass::prefix || kind == CharacterClass::postfix ||
                kind == CharacterClass::bigOperator || core.character == U'△')
                classifyOperator(item);
        }
        break;
    case Element::mtext:
    case Element::ms:
        if (isLimitName(item.core))
            item.role = Role::limit;
        else if (isFunctionName(item.core))
            item.role = Role::function;
        else if (isWrittenSign(core.character))
            classifyOperator(item); // signs that somebody put into text
        else if (core.element == Element::mtext && isWrittenVariable(core.character))
            break;                                                                          // so is a variable
        else if (core.character != U'd' && (core.character < 0x80 || !isLetter(item.core))) // \text{d}x
            item.role = Role::text;
        break;
    case Element::mfrac:
        if (!item.scripted && m_done[item.written] != noNode) {
            const MeaningNode &made = at(m_done[item.written]);
            if ((made.what == Concept::derivative || made.what == Concept::partialDerivative) &&
                slot(m_done[item.written], 0) == noNode)
                item.role = Role::derivativeOperator;
        }
        break;
    default: break;
    }
    if (item.role == Role::text && item.scripted) item.role = Role::operand;
    if (item.role == Role::operand) item.meaning = m_done[node];
    return item;
}

void Builder::classifyOperator(Item &item) const
{
    const Node &core = written(item.core);
    const CharacterFacts facts = core.character != 0 ? characterFacts(core.character) : CharacterFacts{};
    const auto infix = [&item](std::uint8_t level) {
        item.role = Role::infix;
        item.level = level;
    };
    if ((core.flags & ordinary) != 0 && facts.kind != CharacterClass::bar) return; // {=}: an operand like any other
    if ((core.flags & fenceOpen) != 0) {
        item.role = Role::open;
        return;
    }
    if ((core.flags & fenceClose) != 0) {
        item.role = Role::close;
        return;
    }
    if (isLimitName(item.core)) {
        item.role = Role::limit;
        return;
    }
    if (isFunctionName(item.core)) {
        item.role = Role::function;
        return;
    }
    switch (core.character) {
    case U'∫':
    case U'∬':
    case U'∭':
    case U'⨌':
    case U'∮':
    case U'∯':
    case U'∰':
    case U'∱':
    case U'∲':
    case U'∳':
    case U'⨍':
    case U'⨏': item.role = Role::integral; return;
    case U'∀':
    case U'∃':
    case U'∄': item.role = Role::quantifier; return;
    case U'↦':
    case U'⟼':
    case U'⤇': infix(levelMapsTo); return;
    case U'∧':
    case U'∨':
    case U'⊻': infix(levelLogic); return;
    case U':': infix(levelColon); return;
    case U'∴':
    case U'∵':
        item.role = Role::prefix;
        item.level = levelText;
        return;
    case U'∂':
    case U'∇':
    case U'∠':
    case U'∡':
    case U'∢':
    case U'△':
    case U'¬':
        item.role = Role::prefix;
        item.level = levelPrefix;
        return;
    case U'⁡':
    case U'⁢': item.role = Role::separator; return;
    default: break;
    }
    if ((core.flags & relation) != 0) {
        infix(levelRelation);
        if (facts.kind == CharacterClass::relation && facts.precedence > 8 && facts.precedence < 18)
            infix(levelImplication);
        return;
    }
    if ((core.flags & bigOperator) != 0 && facts.kind != CharacterClass::relation) {
        item.role = Role::largeOperator;
        return;
    }
    // MathML and MathJax tell which side a fence is on.
    const bool isFence =
        facts.kind == CharacterClass::bar || facts.kind == CharacterClass::open || facts.kind == CharacterClass::close;
    if (isFence && (core.form == Form::prefix || core.form == Form::postfix)) {
        item.role = core.form == Form::prefix ? Role::open : Role::close;
        return;
    }
    if (isFence && core.attributeCount != 0) {
        const std::string_view texClass = m_tree->attribute(item.core, Attribute::texclass);
        if (texClass == "OPEN" || texClass == "CLOSE") {
            item.role = texClass == "OPEN" ? Role::open : Role::close;
            return;
        }
    }
    switch (facts.kind) {
    case CharacterClass::relation:
        infix(facts.precedence > 8 && facts.precedence < 18 ? levelImplication : levelRelation);
        break;
    case CharacterClass::additive: infix(levelSum); break;
    case CharacterClass::multiplicative: infix(levelProduct); break;
    case CharacterClass::binary: infix(levelBinary); break;
    case CharacterClass::bigOperator: item.role = Role::largeOperator; break;
    case CharacterClass::prefix:
        item.role = Role::prefix;
        item.level = levelPrefix;
        break;
    case CharacterClass::postfix: item.role = Role::postfix; break;
    case CharacterClass::prime: item.role = Role::postfix; break;
    case CharacterClass::open: item.role = Role::open; break;
    case CharacterClass::close: item.role = Role::close; break;
    case CharacterClass::bar: item.role = Role::bar; break;
    case CharacterClass::separator: item.role = Role::separator; break;
    case CharacterClass::punctuation:
        if (core.character == U'.' || core.character == U'?') item.role = Role::postfix;
        break;
    case CharacterClass::invisible: item.role = Role::separator; break;
    case CharacterClass::unknown:
        if (core.text.empty())
            item.role = Role::separator;
        else if ((core.flags & binary) != 0)
            infix(levelBinary);
        else if (core.text.size() > 1 && core.character == 0) {
            // several characters: := and the like are relations, words such as "mod" are infix
            const bool word =
                (core.text[0] >= 'a' && core.text[0] <= 'z') || (core.text[0] >= 'A' && core.text[0] <= 'Z');
            infix(word ? levelProduct : levelRelation);
        }
        break;
    default: break; // letters, digits, symbols, ellipses: operands
    }
    if ((core.flags & binary) != 0 && item.role != Role::infix) infix(levelBinary);
}

bool startsOperand(const Item &item)
{
    switch (item.role) {
    case Role::operand:
    case Role::function:
    case Role::largeOperator:
    case Role::integral:
    case Role::limit:
    case Role::prefix:
    case Role::derivativeOperator:
    case Role::leftScripts:
    case Role::quantifier:
    case Role::differential: return true;
    default: return false;
    }
}

LetterUse &Builder::use(char32_t character)
{
    if (character < 128) return m_letters[character];
    if (character >= 0x370 && character < 0x4F0) return m_letters[128 + (character - 0x370)];
    return m_letters[0];
}

/*! One look at all tokens: which letters stand before brackets and which alone, and what the formula is about. */
void Builder::gatherEvidence()
{
    m_letters.fill({});
    m_setContext = m_options->domain == Domain::setTheory;
    m_matrixContext = m_options->domain == Domain::linearAlgebra;
    m_probabilityContext = m_options->domain == Domain::probability || m_options->domain == Domain::statistics;
    m_integralContext = m_options->domain == Domain::calculus;
    m_tensorContext = false;
    m_memberContext = false;
    const Tree &tree = *m_tree;
    for (NodeId node = 0; node < tree.size(); ++node) {
        const Node &part = tree[node];
        if (part.element == Element::mtable) m_matrixContext = true;
        switch (part.character) {
        case U'∪':
        case U'∩':
        case U'∅':
        case U'⊂':
        case U'⊆':
        case U'∖':
        case U'⋃':
        case U'⋂': m_setContext = true; break;
        case U'∈': m_memberContext = true; break;
        case U'∫':
        case U'∬':
        case U'∮': m_integralContext = true; break;
        case U'ℙ':
        case U'𝔼':
        case U'𝔓': m_probabilityContext = true; break;
        default: break;
        }
        if (part.character == 0 && !part.text.empty()) { // names
            if (part.text == "det" || part.text == "tr" || part.text == "rank") m_matrixContext = true;
            if (part.text == "Var" || part.text == "Pr" || part.text == "Cov") m_probabilityContext = true;
        }
        if (!isRow(node)) continue;
        const auto children = tree.children(node);
        if (children.size() > 1 && part.parent != noNode && tree[part.parent].childCount > 1 &&
            tree.children(part.parent)[0] != node && isScript(tree[part.parent].element))
            m_tensorContext = m_tensorContext || std::ranges::all_of(children, [this](NodeId child) {
                                  return std::u32string_view(U"αβγδκλμνρσ").contains(letter(m_core[child]));
                              });
        for (std::size_t i = 0; i < children.size(); ++i) {
            const NodeId core = m_core[children[i]];
            const char32_t base = letter(core);
            if (base == 0) continue;
            LetterUse &used = use(base);
            bool applied = false;
            if (i + 1 < children.size()) {
                NodeId next = children[i + 1];
                while (isRow(next) && tree[next].childCount > 0)
                    next = tree.children(next)[0];
                applied = tree[next].character == U'(' && tree[next].element == Element::mo;
            }
            std::uint8_t &count = applied ? used.applied : used.alone;
            if (count < 255) ++count;
        }
    }
}

} // namespace mathtts
