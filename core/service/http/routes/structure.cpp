// SPDX-License-Identifier: GPL-3.0-or-later
// What a formula is made of: MathML, braille, its mistakes, and a tree to walk in.
#include "service/http/routes/formula.h"
#include "service/http/routes/measures.h"
#include "service/http/routes/routes.h"

#include "engine/braille/braille.h"
#include "engine/mathml/writer.h"
#include "engine/speech/render.h"

namespace mathtts::http
{
namespace
{

struct MathmlIn : Formula {
    bool display = false;
    bool intent = true;

    static constexpr auto shapeName = "MathmlRequest";
    static void describe(Describer<MathmlIn> &d)
    {
        describeFormula(d);
        d.optional("display", &MathmlIn::display, {.about = "As a block of its own."});
        d.optional("intent", &MathmlIn::intent, {.about = "With intent where the meaning was inferred."});
    }
};

struct MathmlOut {
    std::string mathml;
    std::vector<Finding> warnings;

    static constexpr auto shapeName = "MathmlResponse";
    static void describe(Describer<MathmlOut> &d)
    {
        d.required("mathml", &MathmlOut::mathml, {.about = "MathML Core."});
        d.required("warnings", &MathmlOut::warnings, {.about = "Mistakes and doubts."});
    }
};

struct BrailleIn : Formula {
    std::string code = "nemeth";

    static constexpr auto shapeName = "BrailleRequest";
    static void describe(Describer<BrailleIn> &d)
    {
        describeFormula(d);
        d.optional("code", &BrailleIn::code, {.about = "The braille code.", .choices = choicesOf(brailleCodeNames())});
    }
};

struct BrailleOut {
    std::string braille;
    std::string brf;
    std::string code;
    std::vector<Finding> warnings;

    static constexpr auto shapeName = "BrailleResponse";
    static void describe(Describer<BrailleOut> &d)
    {
        d.required("braille", &BrailleOut::braille, {.about = "Cells as Unicode braille patterns."});
        d.required("brf", &BrailleOut::brf, {.about = "The same in North American ASCII braille, for BRF files."});
        d.required("code", &BrailleOut::code, {.about = "The braille code."});
        d.required("warnings", &BrailleOut::warnings, {.about = "Mistakes and doubts."});
    }
};

struct ValidateIn : Formula {
    static constexpr auto shapeName = "ValidateRequest";
    static void describe(Describer<ValidateIn> &d) { describeFormula(d); }
};

struct ValidateOut {
    bool valid = true;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;

    static constexpr auto shapeName = "ValidateResponse";
    static void describe(Describer<ValidateOut> &d)
    {
        d.required("valid", &ValidateOut::valid, {.about = "Whether there is no error."});
        d.required("errors", &ValidateOut::errors, {.about = "What can't be as it is meant."});
        d.required("warnings", &ValidateOut::warnings, {.about = "What is read, with doubt."});
    }
};

struct ExploreIn : Formula {
    static constexpr auto shapeName = "ExploreRequest";
    static void describe(Describer<ExploreIn> &d) { describeFormula(d); }
};

struct ExploreNode {
    int id = 0;
    std::optional<int> parent;
    std::vector<int> children;
    std::string what;
    std::string speech;
    double confidence = 1;
    int begin = 0;
    int end = 0;

    static constexpr auto shapeName = "ExploreNode";
    static void describe(Describer<ExploreNode> &d)
    {
        d.required("id", &ExploreNode::id, {.about = "Its place in nodes."});
        d.optional("parent", &ExploreNode::parent, {.about = "The node it is a part of; the root has none."});
        d.required("children", &ExploreNode::children, {.about = "Its parts, in reading order."});
        d.required("concept", &ExploreNode::what, {.about = "What it is: fraction, power ..."});
        d.required("speech", &ExploreNode::speech, {.about = "What is said for it."});
        d.required("confidence", &ExploreNode::confidence, {.least = 0, .most = 1});
        d.required("begin", &ExploreNode::begin, {.about = "Where it was written: a byte of the expression, from 0."});
        d.required("end", &ExploreNode::end, {.about = "The byte behind its end."});
    }
};

struct ExploreOut {
    std::string speechText;
    int root = 0;
    std::vector<ExploreNode> nodes;

    static constexpr auto shapeName = "ExploreResponse";
    static void describe(Describer<ExploreOut> &d)
    {
        d.required("speech_text", &ExploreOut::speechText, {.about = "What the whole says."});
        d.required("root", &ExploreOut::root, {.about = "The node of the whole."});
        d.required("nodes", &ExploreOut::nodes, {.about = "Every part; move by parent and children."});
    }
};

/*! More speech in all nodes together is refused: deep formulas repeat theirs on every level. */
constexpr std::size_t mostSpeech = 4 * 1024 * 1024;

/*! What is said for each node of the meaning: from its first word to its last, in the words of the whole. */
std::vector<std::string> speechOfNodes(const Meaning &meaning, const Plan &plan, const std::string &text,
                                       const std::vector<TextRange> &ranges)
{
    struct Stretch {
        std::uint32_t begin = UINT32_MAX;
        std::uint32_t end = 0;
    };
    std::vector<Stretch> stretches(meaning.size());
    std::vector<NodeId> open; // nodes that speak now
    std::size_t spoken = 0;
    for (const Token &token : plan.tokens) {
        if (token.kind == TokenKind::begin) {
            open.push_back(token.node);
        } else if (token.kind == TokenKind::end) {
            if (open.empty()) continue;
            const NodeId ended = open.back();
            open.pop_back();
            if (open.empty() || ended >= stretches.size() || open.back() >= stretches.size()) continue;
            Stretch &outer = stretches[open.back()];
            outer.begin = std::min(outer.begin, stretches[ended].begin);
            outer.end = std::max(outer.end, stretches[ended].end);
        } else if (isSpoken(token)) {
            const TextRange &range = ranges[spoken++];
            const NodeId node = open.empty() ? token.node : open.back();
            if (node >= stretches.size()) continue;
            stretches[node].begin = std::min(stretches[node].begin, range.begin);
            stretches[node].end = std::max(stretches[node].end, range.end);
        }
    }
    std::vector<std::string> speech(meaning.size());
    std::size_t total = 0;
    for (std::size_t node = 0; node < speech.size(); ++node) {
        const Stretch &stretch = stretches[node];
        if (stretch.begin >= stretch.end) continue;
        total += stretch.end - stretch.begin;
        if (total > mostSpeech) return {};
        speech[node] = text.substr(stretch.begin, stretch.end - stretch.begin);
    }
    return speech;
}

Answer<ExploreOut> explore(const FormulaParts &parts, const ExploreIn &in)
{
    const auto session = parts.sessions.take();
    if (auto failure = readFormula(in, *session)) return std::unexpected(std::move(*failure));
    const Meaning &meaning = session->meaning();
    std::vector<TextRange> ranges;
    ExploreOut out{
        .speechText = renderText(session->plan(), &ranges), .root = static_cast<int>(meaning.root()), .nodes = {}};
    auto speech = speechOfNodes(meaning, session->plan(), out.speechText, ranges);
    if (speech.empty())
        return std::unexpected(Failure{422,
                                       "validation_error",
                                       "The formula is too large to walk in.",
                                       {{.pointer = "/expression", .message = "is too large to walk in"}}});
    out.nodes.reserve(meaning.size());
    for (NodeId node = 0; node < meaning.size(); ++node) {
        const MeaningNode &from = meaning[node];
        ExploreNode to{.id = static_cast<int>(node),
                       .parent = {},
                       .children = {},
                       .what = std::string(conceptName(from.what)),
                       .speech = std::move(speech[node]),
                       .confidence = from.confidence / 100.0,
                       .begin = static_cast<int>(from.source.begin),
                       .end = static_cast<int>(from.source.end)};
        if (from.parent != noNode) to.parent = static_cast<int>(from.parent);
        for (const NodeId child : meaning.children(node))
            if (child != noNode) to.children.push_back(static_cast<int>(child));
        out.nodes.push_back(std::move(to));
    }
    return out;
}

Answer<MathmlOut> mathml(const FormulaParts &parts, const MathmlIn &in)
{
    const auto session = parts.sessions.take();
    if (auto failure = readFormula(in, *session)) return std::unexpected(std::move(*failure));
    const bool intent = in.intent && in.style == "natural"; // the other styles look at another tree
    return MathmlOut{.mathml = writeMathml(session->tree(), intent ? &session->meaning() : nullptr,
                                           {.display = in.display, .intent = intent}),
                     .warnings = findings(*session, in.expression)};
}

Answer<BrailleOut> braille(const FormulaParts &parts, const BrailleIn &in)
{
    const auto session = parts.sessions.take();
    if (auto failure = readFormula(in, *session)) return std::unexpected(std::move(*failure));
    BrailleOptions options;
    parseBrailleCode(in.code, options.code);
    const Braille cells = brailleOf(session->tree(), options);
    return BrailleOut{.braille = brailleUnicode(cells),
                      .brf = brailleBrf(cells),
                      .code = in.code,
                      .warnings = findings(*session, in.expression)};
}

Answer<ValidateOut> validate(const FormulaParts &parts, const ValidateIn &in)
{
    const auto session = parts.sessions.take();
    session->read(in.expression, toOptions(in));
    ValidateOut out{.valid = !session->hasErrors(), .errors = {}, .warnings = {}};
    for (Finding &finding : findings(*session, in.expression))
        (finding.severity == "error" ? out.errors : out.warnings).push_back(std::move(finding));
    return out;
}

Route routeOf(const char *path, const char *id, const char *summary, std::vector<Example> examples)
{
    return {.method = Method::post,
            .path = path,
            .id = id,
            .tag = "expressions",
            .summary = summary,
            .examples = std::move(examples)};
}

} // namespace

void addStructureRoutes(Table &table, const FormulaParts &parts)
{
    table.add<MathmlIn, MathmlOut>(
        routeOf("/api/v1/expressions/mathml", "toMathml", "Write a formula as MathML",
                {{.name = "LaTeX", .body = R"({"expression":"\\frac{a}{b}","display":true})"}}),
        [&parts](const Request &, MathmlIn &in) { return mathml(parts, in); });
    table.add<BrailleIn, BrailleOut>(routeOf("/api/v1/expressions/braille", "toBraille", "Write a formula in braille",
                                             {{.name = "Nemeth", .body = R"({"expression":"x^2+1","code":"nemeth"})"}}),
                                     [&parts](const Request &, BrailleIn &in) { return braille(parts, in); });
    table.add<ValidateIn, ValidateOut>(
        routeOf("/api/v1/expressions/validate", "validateExpression", "Find the mistakes of a formula",
                {{.name = "A brace is missing", .body = R"({"expression":"\\frac{a}{b"})"}}),
        [&parts](const Request &, ValidateIn &in) { return validate(parts, in); });
    table.add<ExploreIn, ExploreOut>(routeOf("/api/v1/expressions/explore", "exploreExpression",
                                             "Get a formula as a tree to walk in",
                                             {{.name = "A root", .body = R"({"expression":"\\sqrt{x+1}"})"}}),
                                     [&parts](const Request &, ExploreIn &in) { return explore(parts, in); });
}

} // namespace mathtts::http
