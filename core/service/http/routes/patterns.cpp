// SPDX-License-Identifier: GPL-3.0-or-later
// The rules: the built-in ones, and those that administrators lay over them.
#include "engine/text.h"
#include "service/http/routes/account_shapes.h"
#include "service/http/routes/formula.h"
#include "service/http/routes/routes.h"

#include "engine/overlay/overlay.h"
#include "engine/speech/render.h"

#include <algorithm>
#include <set>

namespace mathtts::http
{
namespace
{

constexpr std::size_t mostCharacters = 60'000; // of a rule's source
constexpr std::string_view builtIn = "built-in";
constexpr std::string_view overlay = "overlay";

struct PatternProblem {
    std::string message;
    std::string advice;
    int line = 0;
    int column = 0;

    static constexpr auto shapeName = "PatternProblem";
    static void describe(Describer<PatternProblem> &d)
    {
        d.required("message", &PatternProblem::message, {.about = "What is wrong."});
        d.required("advice", &PatternProblem::advice, {.about = "What to do; may be empty."});
        d.required("line", &PatternProblem::line, {.about = "Of the source, from 1; 0: the whole."});
        d.required("column", &PatternProblem::column, {.about = "Character in the line, from 1."});
    }
};

struct PatternOut {
    std::string id;
    std::string name;
    std::string origin;
    std::string style;
    std::string locale;
    std::vector<std::string> concepts;
    std::vector<std::string> domains;
    std::string source;
    bool isEnabled = true;
    bool isInForce = true;
    std::vector<PatternProblem> problems;
    std::optional<std::string> createdAt;
    std::optional<std::string> updatedAt;

    static constexpr auto shapeName = "Pattern";
    static void describe(Describer<PatternOut> &d)
    {
        d.required("id", &PatternOut::id, {.about = "To ask for it.", .example = R"("natural:power.square")"});
        d.required("name", &PatternOut::name);
        d.required("origin", &PatternOut::origin,
                   {.about = "Whether the program was built with it.",
                    .choices = {std::string(builtIn), std::string(overlay)}});
        d.required("style", &PatternOut::style, {.about = "The style it belongs to, or is laid over."});
        d.required("locale", &PatternOut::locale, {.about = "The language of its words; empty: of all."});
        d.required("concepts", &PatternOut::concepts, {.about = "What its rules are about."});
        d.required("domains", &PatternOut::domains, {.about = "The fields that its rules ask for; empty: any."});
        d.required("source", &PatternOut::source, {.about = "As it is written."});
        d.required("enabled", &PatternOut::isEnabled);
        d.required("in_force", &PatternOut::isInForce,
                   {.about = "Enabled, and it goes together with the rules before it."});
        d.required("problems", &PatternOut::problems, {.about = "Why it is not in force."});
        d.optional("created_at", &PatternOut::createdAt, {.format = "date-time"});
        d.optional("updated_at", &PatternOut::updatedAt, {.format = "date-time"});
    }
};

struct PatternsIn {
    std::string style;
    std::string domain;
    std::string whatFor;
    std::string origin;
    std::string search;
    std::int64_t offset = 0;
    std::int64_t limit = 50;

    static constexpr auto shapeName = "PatternsQuery";
    static void describe(Describer<PatternsIn> &d)
    {
        d.optional("style", &PatternsIn::style, {.about = "Only rules of it.", .longest = 64});
        d.optional("domain", &PatternsIn::domain,
                   {.about = "Only rules that ask for this field.", .choices = choicesOf(domainNames())});
        d.optional("concept", &PatternsIn::whatFor, {.about = "Only rules about it, such as power.", .longest = 64});
        d.optional("origin", &PatternsIn::origin, {.choices = {std::string(builtIn), std::string(overlay)}});
        d.optional("search", &PatternsIn::search, {.about = "A part of the name or source.", .longest = 64});
        d.optional("offset", &PatternsIn::offset, {.about = "How many to leave out.", .least = 0, .most = 1e9});
        d.optional("limit", &PatternsIn::limit, {.about = "How many at most.", .least = 1, .most = 500});
    }
};

struct PatternsOut {
    std::vector<PatternOut> patterns;
    std::int64_t total = 0;

    static constexpr auto shapeName = "Patterns";
    static void describe(Describer<PatternsOut> &d)
    {
        d.required("patterns", &PatternsOut::patterns, {.about = "Those of users first, then by style."});
        d.required("total", &PatternsOut::total, {.about = "How many there are without offset and limit."});
    }
};

struct PatternIn {
    std::string name;
    std::string style = "natural";
    std::string locale = "en";
    std::string source;
    bool isEnabled = true;

    static constexpr auto shapeName = "PatternRequest";
    static void describe(Describer<PatternIn> &d)
    {
        d.required("name", &PatternIn::name, {.about = "To find it again.", .shortest = 1, .longest = 128});
        d.optional("style", &PatternIn::style, {.about = "What it is laid over.", .shortest = 1, .longest = 64});
        d.optional("locale", &PatternIn::locale, {.about = "The language of its words.", .shortest = 1, .longest = 32});
        d.required("source", &PatternIn::source,
                   {.about = "Rules, messages and words, as an overlay file has them.",
                    .shortest = 1,
                    .longest = mostCharacters,
                    .example = R"("word symbols ≤ = is at most")"});
        d.optional("enabled", &PatternIn::isEnabled);
    }
};

struct TryIn : Formula {
    static constexpr auto shapeName = "PatternTryRequest";
    static void describe(Describer<TryIn> &d) { describeFormula(d); }
};

struct TryOut {
    bool applies = false;
    std::string speechText;
    std::string speechTextWithout;

    static constexpr auto shapeName = "PatternTryResponse";
    static void describe(Describer<TryOut> &d)
    {
        d.required("applies", &TryOut::applies, {.about = "Whether the formula is said by it."});
        d.required("speech_text", &TryOut::speechText, {.about = "What is said with it."});
        d.required("speech_text_without", &TryOut::speechTextWithout,
                   {.about = "What is said without it; of a built-in rule, with its name in its place."});
    }
};

/*! The built-in rules, made at the first call: they are read from their sources. */
const std::vector<ListedRule> &builtInPatterns()
{
    static const std::vector<ListedRule> rules = builtInRules();
    return rules;
}

std::string idOf(const ListedRule &rule)
{
    return rule.style + ':' + rule.name;
}

PatternOut patternOut(const ListedRule &rule)
{
    return {.id = idOf(rule),
            .name = rule.name,
            .origin = std::string(builtIn),
            .style = rule.style,
            .locale = {},
            .concepts = rule.concepts,
            .domains = rule.domains,
            .source = rule.text,
            .problems = {},
            .createdAt = {},
            .updatedAt = {}};
}

PatternProblem problemOut(const RuleProblem &problem)
{
    return {.message = problem.message,
            .advice = problem.advice,
            .line = static_cast<int>(problem.line),
            .column = static_cast<int>(problem.column)};
}

PatternOut patternOut(const storage::OverlayRule &rule, const std::vector<RuleProblem> &problems)
{
    PatternOut out{.id = rule.id,
                   .name = rule.name,
                   .origin = std::string(overlay),
                   .style = rule.style,
                   .locale = rule.locale,
                   .concepts = {},
                   .domains = {},
                   .source = rule.source,
                   .isEnabled = rule.isEnabled,
                   .problems = {},
                   .createdAt = timeOrNothing(rule.createdAt),
                   .updatedAt = timeOrNothing(rule.updatedAt)};
    std::set<std::string> concepts;
    std::set<std::string> domains;
    for (const ListedRule &listed : listRules({.name = rule.id, .text = rule.source, .style = rule.style})) {
        concepts.insert(listed.concepts.begin(), listed.concepts.end());
        domains.insert(listed.domains.begin(), listed.domains.end());
    }
    out.concepts.assign(concepts.begin(), concepts.end());
    out.domains.assign(domains.begin(), domains.end());
    for (const RuleProblem &problem : problems)
        if (problem.file == rule.id) out.problems.push_back(problemOut(problem));
    out.isInForce = rule.isEnabled && out.problems.empty();
    return out;
}

bool contains(const std::vector<std::string> &list, const std::string &name)
{
    return std::ranges::find(list, name) != list.end();
}

bool isAskedFor(const PatternOut &pattern, const PatternsIn &in)
{
    return (in.style.empty() || pattern.style == in.style) && (in.origin.empty() || pattern.origin == in.origin) &&
           (in.domain.empty() || contains(pattern.domains, in.domain)) &&
           (in.whatFor.empty() || contains(pattern.concepts, in.whatFor)) &&
           (in.search.empty() || pattern.name.contains(in.search) || pattern.source.contains(in.search));
}

PatternsOut list(const PatternParts &parts, const PatternsIn &in)
{
    PatternsOut out;
    const auto take = [&](PatternOut pattern) {
        if (!isAskedFor(pattern, in)) return;
        const std::int64_t place = out.total++;
        if (place >= in.offset && place < in.offset + in.limit) out.patterns.push_back(std::move(pattern));
    };
    const auto rules = parts.patterns.current();
    for (const storage::OverlayRule &rule : rules->rules)
        take(patternOut(rule, rules->problems));
    for (const ListedRule &rule : builtInPatterns())
        take(patternOut(rule));
    return out;
}

Failure notFound()
{
    return {404, "not_found", "There is no such rule."};
}

Failure notOurs()
{
    return {409, "conflict", "A built-in rule is not changed: add one with its name, it takes its place."};
}

const ListedRule *findBuiltIn(std::string_view id)
{
    const auto &rules = builtInPatterns();
    const auto found = std::ranges::find(rules, id, idOf);
    return found == rules.end() ? nullptr : &*found;
}

Answer<PatternOut> read(const PatternParts &parts, std::string_view id)
{
    const auto rules = parts.patterns.current();
    if (const storage::OverlayRule *rule = rules->find(id)) return patternOut(*rule, rules->problems);
    if (const ListedRule *rule = findBuiltIn(id)) return patternOut(*rule);
    return std::unexpected(notFound());
}

/*! What an administrator did, for the log. */
void note(const PatternParts &parts, const Request &request, std::string_view action, const std::string &id)
{
    parts.log.info(
        "rules",
        {{"action", action}, {"user_id", request.identity->userId}, {"rule_id", id}, {"request_id", request.id}});
}

/*! "line 2, column 7: there is no slot bse. Did you mean base?" */
std::string sentenceOf(const RuleProblem &problem)
{
    std::string text = problem.message + '.';
    if (!problem.advice.empty()) text += ' ' + problem.advice;
    if (problem.line == 0) return text;
    return formatted("line {}, column {}: {}", problem.line, problem.column, text);
}

/*! What is wrong with a rule, or with others because of it; nothing: it may be saved. */
std::optional<Failure> refusalOf(const PatternParts &parts, const storage::OverlayRule &rule)
{
    const auto problems = parts.patterns.problemsOf(rule);
    if (problems.empty()) return {};
    Failure failure{.status = 422, .error = "validation_error", .detail = {}, .problems = {}};
    const std::string_view own = rule.id.empty() ? patterns::newRule : std::string_view(rule.id);
    const auto rules = parts.patterns.current();
    for (const RuleProblem &problem : problems) {
        const storage::OverlayRule *other = problem.file == own ? nullptr : rules->find(problem.file);
        failure.problems.push_back({.pointer = "/source",
                                    .message = other ? formatted("in the rule {}, {}", other->name, sentenceOf(problem))
                                                     : sentenceOf(problem)});
    }
    failure.detail = "The rule is wrong: " + failure.problems.front().message;
    return failure;
}

/*! Saves a rule that is in order; it holds from the next request on. */
Answer<PatternOut> save(const PatternParts &parts, const Request &request, storage::OverlayRule rule,
                        const char *action)
{
    if (rule.isEnabled)
        if (auto refusal = refusalOf(parts, rule)) return std::unexpected(std::move(*refusal));
    const auto saved = storage::saveRule(parts.database, std::move(rule));
    if (!saved) return std::unexpected(failureOf(saved.error()));
    if (!*saved) return std::unexpected(notFound());
    if (const auto done = parts.patterns.refresh(); !done) return std::unexpected(failureOf(done.error()));
    note(parts, request, action, (*saved)->id);
    return patternOut(**saved, parts.patterns.current()->problems);
}

storage::OverlayRule ruleOf(const PatternIn &in)
{
    return {.name = in.name, .style = in.style, .locale = in.locale, .source = in.source, .isEnabled = in.isEnabled};
}

Answer<PatternOut> add(const PatternParts &parts, const Request &request, const PatternIn &in)
{
    if (parts.patterns.current()->rules.size() >= OverlayLimits::files)
        return std::unexpected(Failure{
            409, "conflict", formatted("There are {} rules, more are not kept. Delete some.", OverlayLimits::files)});
    storage::OverlayRule rule = ruleOf(in);
    rule.authorId = request.identity->userId;
    return save(parts, request, std::move(rule), "add");
}

/*! The rule of the database that the path names. */
Answer<storage::OverlayRule> ownRule(const PatternParts &parts, const Request &request)
{
    const std::string_view id = request.parameter("id");
    const auto rules = parts.patterns.current();
    if (const storage::OverlayRule *rule = rules->find(id)) return *rule;
    return std::unexpected(findBuiltIn(id) ? notOurs() : notFound());
}

Answer<PatternOut> change(const PatternParts &parts, const Request &request, const PatternIn &in)
{
    const auto known = ownRule(parts, request);
    if (!known) return std::unexpected(known.error());
    storage::OverlayRule rule = ruleOf(in);
    rule.id = known->id;
    return save(parts, request, std::move(rule), "change");
}

Answer<PatternOut> setEnabled(const PatternParts &parts, const Request &request, bool isEnabled)
{
    auto rule = ownRule(parts, request);
    if (!rule) return std::unexpected(rule.error());
    rule->isEnabled = isEnabled;
    return save(parts, request, std::move(*rule), isEnabled ? "enable" : "disable");
}

Answer<Nothing> remove(const PatternParts &parts, const Request &request)
{
    const auto rule = ownRule(parts, request);
    if (!rule) return std::unexpected(rule.error());
    const auto removed = storage::removeRule(parts.database, rule->id);
    if (!removed) return std::unexpected(failureOf(removed.error()));
    if (!*removed) return std::unexpected(notFound());
    if (const auto done = parts.patterns.refresh(); !done) return std::unexpected(failureOf(done.error()));
    note(parts, request, "delete", rule->id);
    return Nothing{};
}

Answer<std::string> say(const Engine &engine, const Formula &formula)
{
    Session session{engine, formulaLimits};
    if (auto failure = readFormula(formula, session)) return std::unexpected(std::move(*failure));
    return renderText(session.plan());
}

/*! A rule that takes the place of a built-in one and says its name: where that is heard, the built-in rule speaks. */
storage::OverlayRule markerOf(const ListedRule &rule)
{
    const std::size_t arrow = rule.text.rfind("->");
    return {.name = rule.name,
            .style = rule.style,
            .locale = "en",
            .source =
                formatted("{}-> pattern.tried\nmessage pattern.tried = {}\n", rule.text.substr(0, arrow), rule.name)};
}

/*! Says the formula with and without a rule: one of both is said by the rules in force. */
Answer<TryOut> tryPattern(const PatternParts &parts, const Request &request, const TryIn &in)
{
    const std::string_view id = request.parameter("id");
    const auto rules = parts.patterns.current();
    const storage::OverlayRule *own = rules->find(id);
    const ListedRule *listed = own ? nullptr : findBuiltIn(id);
    if (!own && !listed) return std::unexpected(notFound());
    const bool isInForce = !own || own->isEnabled;
    LaidOver other = parts.patterns.laidOver(own ? *own : markerOf(*listed), !own || !isInForce);
    const auto &problems = own && isInForce ? rules->problems : other.problems;
    const auto wrong = std::ranges::find(problems, own ? id : patterns::newRule, &RuleProblem::file);
    if (wrong != problems.end())
        return std::unexpected(Failure{409, "conflict", "The rule is not in force: " + sentenceOf(*wrong)});
    const Engine otherEngine{std::move(other.images)};
    const auto with = say(isInForce ? *rules->engine : otherEngine, in);
    if (!with) return std::unexpected(with.error());
    const auto without = say(isInForce ? otherEngine : *rules->engine, in);
    if (!without) return std::unexpected(without.error());
    return TryOut{.applies = *with != *without, .speechText = *with, .speechTextWithout = *without};
}

/*! What the routes that change rules have in common. */
Route changingRoute(Method method, const char *path, const char *id, const char *summary)
{
    return {.method = method,
            .path = path,
            .id = id,
            .tag = "patterns",
            .summary = summary,
            .access = Access::admin,
            .lane = Lane::storage,
            .failures = {404, 409, 422, 503}};
}

void addChangingRoutes(Table &table, const PatternParts &parts)
{
    Route addition = changingRoute(Method::post, "/api/v1/patterns", "addPattern", "Lay a rule over the built-in ones");
    addition.about = "Rules, messages and words in the language of overlay files (docs/rules.md). It holds for all "
                     "following requests; on other servers of the same database within 0.2 seconds. What is wrong is "
                     "told with line and column.";
    addition.success = 201;
    addition.failures = {409, 503};
    addition.examples = {
        {.name = "A word", .body = R"({"name":"at most","source":"word symbols ≤ = is at most"})", .status = 201},
        {.name = "A slot that is not there",
         .body = R"({"name":"square","source":"message power.square = {bse} squared"})",
         .status = 422}};
    table.add<PatternIn, PatternOut>(
        std::move(addition), [&parts](const Request &request, PatternIn &in) { return add(parts, request, in); });
    Route changing = changingRoute(Method::put, "/api/v1/patterns/{id}", "changePattern", "Change a rule");
    changing.examples = {
        {.name = "nobody's", .body = R"({"name":"x","source":"word symbols + = and"})", .status = 404}};
    table.add<PatternIn, PatternOut>(
        std::move(changing), [&parts](const Request &request, PatternIn &in) { return change(parts, request, in); });
    table.add<Nothing, PatternOut>(
        changingRoute(Method::post, "/api/v1/patterns/{id}/enable", "enablePattern", "Put a rule in force"),
        [&parts](const Request &request, Nothing &) { return setEnabled(parts, request, true); });
    table.add<Nothing, PatternOut>(
        changingRoute(Method::post, "/api/v1/patterns/{id}/disable", "disablePattern", "Put a rule out of force"),
        [&parts](const Request &request, Nothing &) { return setEnabled(parts, request, false); });
    Route deletion = changingRoute(Method::del, "/api/v1/patterns/{id}", "deletePattern", "Delete a rule");
    deletion.success = 204;
    deletion.failures = {404, 409, 503};
    table.add<Nothing, Nothing>(std::move(deletion),
                                [&parts](const Request &request, Nothing &) { return remove(parts, request); });
}

} // namespace

void addPatternRoutes(Table &table, const PatternParts &parts)
{
    table.add<PatternsIn, PatternsOut>(
        {.method = Method::get,
         .path = "/api/v1/patterns",
         .id = "listPatterns",
         .tag = "patterns",
         .summary = "The rules that formulas are said by",
         .about = "The built-in rules, and those that administrators have laid over them.",
         .lane = Lane::compute,
         .examples = {{.name = "Powers", .query = "style=natural&concept=power&limit=10"}}},
        [&parts](const Request &, PatternsIn &in) -> Answer<PatternsOut> { return list(parts, in); });
    table.add<Nothing, PatternOut>(
        {.method = Method::get,
         .path = "/api/v1/patterns/{id}",
         .id = "readPattern",
         .tag = "patterns",
         .summary = "One rule",
         .lane = Lane::compute,
         .failures = {404}},
        [&parts](const Request &request, Nothing &) { return read(parts, request.parameter("id")); });
    table.add<TryIn, TryOut>({.method = Method::post,
                              .path = "/api/v1/patterns/{id}/try",
                              .id = "tryPattern",
                              .tag = "patterns",
                              .summary = "Say a formula with a rule and without it",
                              .lane = Lane::compute,
                              .failures = {404, 409},
                              .examples = {{.name = "nobody's", .body = R"({"expression":"x^2"})", .status = 404}}},
                             [&parts](const Request &request, TryIn &in) { return tryPattern(parts, request, in); });
    addChangingRoutes(table, parts);
}

} // namespace mathtts::http
