// SPDX-License-Identifier: GPL-3.0-or-later
// Cases of kind semantic: what a character or a formula is in Speech Rule Engine's tree.
#include "answer.h"

#include "engine/speech/variants.h"
#include "engine/structure/symbols.h"

#include <algorithm>
#include <array>

namespace mathtts::conformance
{

namespace
{
/*! The names of our kinds and roles as Speech Rule Engine writes them. */
std::string kindName(Concept kind)
{
    const std::string_view name = conceptName(kind);
    return std::string(name.starts_with("s-") ? name.substr(2) : name);
}

std::string roleText(NodeRole role)
{
    std::string name(roleName(role));
    std::ranges::replace(name, '-', ' ');
    return name;
}

std::string_view fontName(Variant style)
{
    return style == Variant::boldSansSerif ? "sans-serif-bold" : variantName(style);
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char character : text) {
        switch (character) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        default: result += character;
        }
    }
    return result;
}

/*! A character or name by itself, as an element with a role and a font. */
std::string meaningOf(std::string_view text)
{
    const structure::Symbol symbol = structure::symbolOf(text);
    const std::string kind = kindName(symbol.kind);
    std::string result = "<" + kind + " role=\"" + roleText(symbol.role) + '"';
    if (symbol.style != Variant::automatic) result.append(" font=\"").append(fontName(symbol.style)) += '"';
    return result + '>' + escaped(text) + "</" + kind + '>';
}

/*! The ClearSpeak preference that decides how \a node is said: the one a listener would want to change there. */
std::string_view preferenceFor(const Meaning &meaning, NodeId node)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs = {{{"×", "MultsymbolX"},
                                                                                     {"⋅", "MultsymbolDot"},
                                                                                     {"…", "Ellipses"},
                                                                                     {"Δ", "TriangleSymbol"},
                                                                                     {"△", "TriangleSymbol"},
                                                                                     {"log", "Log"}}};
    constexpr std::array<std::string_view, 12> trigonometric = {"sin",  "cos",  "tan",  "cot",  "sec",  "csc",
                                                                "sinh", "cosh", "tanh", "coth", "sech", "csch"};
    const MeaningNode &part = meaning[node];
    const auto sign = std::ranges::find(signs, part.text, [](const auto &entry) { return entry.first; });
    if (part.childCount == 0 && sign != signs.end()) return sign->second;
    switch (part.what) {
    case Concept::sFraction: return "Fraction";
    case Concept::sSqrt:
    case Concept::sRoot: return "Roots";
    case Concept::sSuperscript: return "Exponent";
    case Concept::sMatrix:
    case Concept::sVector: return "Matrix";
    case Concept::sMultiline:
    case Concept::sCases:
    case Concept::sTable: return "MultiLineOverview";
    case Concept::sIdentifier:
        if (part.role == NodeRole::unit) return "Currency";
        return (part.facts & factCapital) != 0 ? "Caps" : "ImpliedTimes";
    case Concept::sOverscore: return "Bar";
    case Concept::sFenced:
        switch (part.role) {
        case NodeRole::neutral: return "AbsoluteValue";
        case NodeRole::setEmpty:
        case NodeRole::setExtended:
        case NodeRole::setCollection:
        case NodeRole::setSingleton: return "Sets";
        default: return "Paren";
        }
    case Concept::sAppl: {
        const MeaningNode &function = meaning[meaning.slot(node, 0)];
        if (std::ranges::contains(trigonometric, function.text)) return "Trig";
        return function.text == "log" || function.text == "ln" ? "Log" : "Functions";
    }
    default: return "ImpliedTimes";
    }
}
} // namespace

Answer answerSemantic(Session &session, const Record &record)
{
    if (record.style == "meaning") return meaningOf(record.input);
    if (record.style == "category") return answerCategory(record);
    if (record.style == "intent") return answerIntent(record);
    Options options{.style = "clearspeak", .locale = record.locale, .macros = {}, .preferences = {}};
    if (record.style != "clearspeak-simple" && record.style != "clearspeak-preference")
        return unknown("style", record.style);
    if (const auto format = chooseFormat(record, options); !format) return std::unexpected(format.error());
    if (const auto done = read(session, record, options); !done) return std::unexpected(done.error());
    const Meaning &meaning = session.meaning();
    const NodeId root = meaning.root();
    if (root == noNode) return std::unexpected("nothing to say");
    if (record.style == "clearspeak-preference") return std::string(preferenceFor(meaning, root));
    return (meaning[root].facts & factSimple) != 0 ? "true" : "false";
}

} // namespace mathtts::conformance
