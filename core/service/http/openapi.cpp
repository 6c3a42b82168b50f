// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/openapi.h"

#include "engine/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace mathtts::http
{
namespace
{

/*! Writes JSON with its commas. */
class Writer
{
public:
    void open(char bracket)
    {
        separate();
        m_out += bracket;
        m_first = true;
    }
    void close(char bracket)
    {
        m_out += bracket;
        m_first = false;
    }
    Writer &key(std::string_view name)
    {
        separate();
        appendJson(m_out, name);
        m_out += ':';
        m_first = true; // no comma before the value
        return *this;
    }
    void text(std::string_view value)
    {
        separate();
        appendJson(m_out, value);
    }
    void raw(std::string_view json)
    {
        separate();
        m_out += json;
    }
    void number(double value)
    {
        separate();
        if (value == static_cast<double>(static_cast<std::int64_t>(value)))
            appendJson(m_out, static_cast<std::int64_t>(value));
        else
            appendJson(m_out, value);
    }
    void truth(bool value)
    {
        separate();
        appendJson(m_out, value);
    }
    [[nodiscard]] const std::string &result() const { return m_out; }

private:
    void separate()
    {
        if (!m_first) m_out += ',';
        m_first = false;
    }

    std::string m_out;
    bool m_first = true;
};

struct StatusText {
    int status;
    const char *about;
};

constexpr auto statuses = std::to_array<StatusText>({
    {200, "Done"},
    {201, "Made"},
    {202, "Taken"},
    {204, "Done; there is nothing to say"},
    {206, "The part of the file that was asked for"},
    {304, "Not changed since the ETag that came"},
    {400, "The request can't be read"},
    {401, "No valid login or API key"},
    {403, "Not for this caller"},
    {404, "Not there"},
    {408, "The request came too slowly"},
    {409, "Something is in the way"},
    {411, "The length of the body is missing"},
    {413, "Too large"},
    {414, "The address is too long"},
    {415, "Not of this type"},
    {416, "Outside of the file"},
    {422, "A value is wrong"},
    {423, "Locked for a while after wrong passwords"},
    {429, "Too many requests"},
    {431, "The head is too large"},
    {500, "Something went wrong in the server"},
    {503, "Too busy, or a part of the service is away"},
});

const char *aboutStatus(int status)
{
    const auto found = std::ranges::find(statuses, status, &StatusText::status);
    return found == statuses.end() ? "An error" : found->about;
}

/*! The described types that the routes use, by name, with what those use. */
class Schemas
{
public:
    void add(const Shape *shape)
    {
        std::vector<const Shape *> open{shape};
        while (!open.empty()) {
            const Shape *next = open.back();
            open.pop_back();
            if (!next || !m_shapes.emplace(next->name, next).second) continue;
            for (const Member &member : next->members)
                for (const Type *type = &member.type; type; type = type->item.get())
                    open.push_back(type->shape);
        }
    }
    [[nodiscard]] const std::map<std::string, const Shape *> &all() const { return m_shapes; }

private:
    std::map<std::string, const Shape *> m_shapes;
};

std::string reference(const Shape &shape)
{
    return formatted(R"({{"$ref":"#/components/schemas/{}"}})", shape.name);
}

void writeRules(Writer &out, const Type &type, const Rules &rules)
{
    const bool isText = type.kind == Kind::text;
    const bool isList = type.kind == Kind::array;
    const bool isTexts = type.kind == Kind::texts;
    if (!rules.about.empty()) out.key("description").text(rules.about);
    if (!rules.format.empty()) out.key("format").text(rules.format);
    if (rules.shortest > 0)
        out.key(isText   ? "minLength"
                : isList ? "minItems"
                         : "minProperties")
            .number(static_cast<double>(rules.shortest));
    if (rules.longest)
        out.key(isText   ? "maxLength"
                : isList ? "maxItems"
                         : "maxProperties")
            .number(static_cast<double>(*rules.longest));
    if (isTexts) out.key("additionalProperties").raw(R"({"type":"string","maxLength":200})");
    if (rules.least) out.key("minimum").number(*rules.least);
    if (rules.most) out.key("maximum").number(*rules.most);
    if (!rules.choices.empty()) {
        out.key("enum").open('[');
        for (const std::string &choice : rules.choices)
            out.text(choice);
        out.close(']');
    }
    if (!rules.example.empty()) {
        out.key("examples").open('[');
        out.raw(rules.example);
        out.close(']');
    }
}

const char *typeName(Kind kind)
{
    switch (kind) {
    case Kind::text: return "string";
    case Kind::integer: return "integer";
    case Kind::number: return "number";
    case Kind::boolean: return "boolean";
    case Kind::array: return "array";
    case Kind::object:
    case Kind::texts: return "object";
    case Kind::any: break;
    }
    return nullptr;
}

/*! A type without its rules; lists may lie in lists. */
std::string typeJson(const Type &type)
{
    std::string before;
    std::string after;
    const Type *at = &type;
    for (; at->kind == Kind::array; at = at->item.get()) {
        before += R"({"type":"array","items":)";
        after += '}';
    }
    if (at->kind == Kind::object) return before + reference(*at->shape) + after;
    const char *name = typeName(at->kind);
    return before + (name ? formatted(R"({{"type":"{}"}})", name) : std::string("{}")) + after;
}

void writeMember(Writer &out, const Member &member)
{
    if (member.type.kind == Kind::object) { // in 3.1 a reference may have words beside it
        out.open('{');
        out.key("$ref").text("#/components/schemas/" + member.type.shape->name);
        if (!member.rules.about.empty()) out.key("description").text(member.rules.about);
        out.close('}');
        return;
    }
    out.open('{');
    if (const char *name = typeName(member.type.kind)) out.key("type").text(name);
    if (member.type.kind == Kind::array) out.key("items").raw(typeJson(*member.type.item));
    writeRules(out, member.type, member.rules);
    out.close('}');
}

void writeShape(Writer &out, const Shape &shape, bool isInput)
{
    out.open('{');
    out.key("type").text("object");
    if (!shape.about.empty()) out.key("description").text(shape.about);
    out.key("properties").open('{');
    for (const Member &member : shape.members) {
        out.key(member.name);
        writeMember(out, member);
    }
    out.close('}');
    if (std::ranges::any_of(shape.members, &Member::required)) {
        out.key("required").open('[');
        for (const Member &member : shape.members)
            if (member.required) out.text(member.name);
        out.close(']');
    }
    if (isInput) out.key("additionalProperties").truth(false);
    out.close('}');
}

std::vector<std::string> pathParameters(std::string_view path)
{
    std::vector<std::string> names;
    while (true) {
        const std::size_t open = path.find('{');
        if (open == std::string_view::npos) return names;
        const std::size_t close = path.find('}', open);
        names.emplace_back(path.substr(open + 1, close - open - 1));
        path.remove_prefix(close);
    }
}

void writeParameters(Writer &out, const Route &route)
{
    const auto inPath = pathParameters(route.path);
    const bool hasQuery = route.input && !route.hasBody();
    if (inPath.empty() && !hasQuery) return;
    out.key("parameters").open('[');
    for (const std::string &name : inPath) {
        out.open('{');
        out.key("name").text(name);
        out.key("in").text("path");
        out.key("required").truth(true);
        out.key("schema").raw(R"({"type":"string"})");
        out.close('}');
    }
    if (hasQuery) {
        for (const Member &member : route.input->members) {
            if (std::ranges::find(inPath, member.name) != inPath.end()) continue;
            out.open('{');
            out.key("name").text(member.name);
            out.key("in").text("query");
            if (member.required) out.key("required").truth(true);
            out.key("schema");
            writeMember(out, member);
            out.close('}');
        }
    }
    out.close(']');
}

void writeContent(Writer &out, const Content &content)
{
    out.key(content.type).open('{');
    out.key("schema").raw(content.isBinary ? "{}" : R"({"type":"string"})");
    out.close('}');
}

void writeBody(Writer &out, const Route &route)
{
    if (!route.hasBody() || (!route.input && route.accepts.empty())) return;
    out.key("requestBody").open('{');
    out.key("required").truth(true);
    out.key("content").open('{');
    if (route.input) {
        out.key("application/json").open('{');
        out.key("schema").raw(reference(*route.input));
        const bool hasExamples =
            std::ranges::any_of(route.examples, [](const Example &example) { return !example.body.empty(); });
        if (hasExamples) {
            out.key("examples").open('{');
            for (const Example &example : route.examples) {
                if (example.body.empty()) continue;
                out.key(example.name).open('{');
                out.key("value").raw(example.body);
                out.close('}');
            }
            out.close('}');
        }
        out.close('}');
        if (route.takesForm) {
            out.key("application/x-www-form-urlencoded").open('{');
            out.key("schema").raw(reference(*route.input));
            out.close('}');
        }
    }
    for (const Content &content : route.accepts)
        writeContent(out, content);
    out.close('}');
    out.close('}');
}

/*! The statuses that follow from what stands before the handler, and those the route names. */
std::set<int> failuresOf(const Route &route)
{
    std::set<int> all(route.failures.begin(), route.failures.end());
    all.insert({400, 408, 414, 431, 500});
    if (route.input) all.insert(422);
    if (route.hasBody()) all.insert({411, 413, 415});
    if (route.limit != LimitClass::none) all.insert({401, 429, 503});
    if (route.access == Access::admin) all.insert(403);
    if (route.path.contains('{')) all.insert(404);
    if (route.lane != Lane::direct || route.hasBody()) all.insert(503);
    return all;
}

void writeResponses(Writer &out, const Route &route)
{
    out.key("responses").open('{');
    out.key(std::to_string(route.success)).open('{');
    out.key("description").text(aboutStatus(route.success));
    if (route.limit != LimitClass::none) {
        out.key("headers").open('{');
        for (const char *name : {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"})
            out.key(name).raw(R"({"schema":{"type":"integer"}})");
        out.close('}');
    }
    if (route.output || !route.contents.empty()) {
        out.key("content").open('{');
        if (route.output) {
            out.key("application/json").open('{');
            out.key("schema").raw(reference(*route.output));
            out.close('}');
        }
        for (const Content &content : route.contents)
            writeContent(out, content);
        out.close('}');
    }
    out.close('}');
    for (const int status : failuresOf(route)) {
        out.key(std::to_string(status)).open('{');
        out.key("description").text(aboutStatus(status));
        if (status >= 400)
            out.key("content").raw(R"({"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}})");
        out.close('}');
    }
    out.close('}');
}

void writeOperation(Writer &out, const Route &route)
{
    out.open('{');
    out.key("operationId").text(route.id);
    out.key("summary").text(route.summary);
    if (!route.about.empty()) out.key("description").text(route.about);
    out.key("tags").open('[');
    out.text(route.tag);
    out.close(']');
    writeParameters(out, route);
    writeBody(out, route);
    writeResponses(out, route);
    if (route.limit != LimitClass::none) {
        out.key("security").open('[');
        if (route.access == Access::anyone) out.raw("{}");
        out.raw(R"({"bearer":[]})");
        out.raw(R"({"apiKey":[]})");
        out.raw(R"({"login":[]})");
        out.close(']');
    }
    out.key("x-rate-limit").text(mathtts::limits::limitClassName(route.limit));
    out.close('}');
}

constexpr std::string_view errorSchema =
    R"({"type":"object","description":"Every error has this form.","properties":{)"
    R"("error":{"type":"string","description":"A word for programs"},)"
    R"("detail":{"type":"string","description":"A sentence for people"},)"
    R"("request_id":{"type":"string"},)"
    R"("problems":{"type":"array","items":{"$ref":"#/components/schemas/Problem"}}},)"
    R"("required":["error","detail","request_id"]})";
constexpr std::string_view problemSchema =
    R"({"type":"object","properties":{"pointer":{"type":"string","description":"JSON pointer to the value"},)"
    R"("message":{"type":"string"}},"required":["pointer","message"]})";

std::string lowerName(Method method)
{
    std::string name(methodName(method));
    for (char &c : name)
        c = static_cast<char>(c + ('a' - 'A'));
    return name;
}

} // namespace

std::string openapi(const Table &table, std::string_view version)
{
    Schemas schemas;
    std::set<const Shape *> inputs;
    std::map<std::string, std::vector<const Route *>> paths;
    std::vector<std::string> tags;
    for (const auto &route : table.routes()) {
        if (!route->documented) continue;
        paths[route->path].push_back(route.get());
        schemas.add(route->output);
        if (route->hasBody()) {
            schemas.add(route->input);
            inputs.insert(route->input);
        }
        if (std::ranges::find(tags, route->tag) == tags.end()) tags.push_back(route->tag);
    }

    Writer out;
    out.open('{');
    out.key("openapi").text("3.1.0");
    out.key("info").open('{');
    out.key("title").text("MathTTS");
    out.key("version").text(version);
    out.key("description")
        .text("Mathematics made audible: formulas in, words, sound and braille out. Every path is also reachable below "
              "/api/v1. Errors always have the form of the schema Error.");
    out.key("license").raw(R"({"name":"GPL-3.0-or-later","identifier":"GPL-3.0-or-later"})");
    out.close('}');
    out.key("servers").raw(R"([{"url":"/"}])");
    out.key("tags").open('[');
    for (const std::string &tag : tags) {
        out.open('{');
        out.key("name").text(tag);
        out.close('}');
    }
    out.close(']');
    out.key("paths").open('{');
    for (const auto &[path, routes] : paths) {
        out.key(path).open('{');
        for (const Route *route : routes) {
            out.key(lowerName(route->method));
            writeOperation(out, *route);
        }
        out.close('}');
    }
    out.close('}');
    out.key("components").open('{');
    out.key("securitySchemes")
        .raw(R"({"bearer":{"type":"http","scheme":"bearer","bearerFormat":"JWT"},)"
             R"("apiKey":{"type":"apiKey","in":"header","name":"X-API-Key"},)"
             R"("login":{"type":"oauth2","flows":{"password":{"tokenUrl":"/auth/login","scopes":{}}}}})");
    out.key("schemas").open('{');
    out.key("Error").raw(errorSchema);
    out.key("Problem").raw(problemSchema);
    for (const auto &[name, shape] : schemas.all()) {
        out.key(name);
        writeShape(out, *shape, inputs.contains(shape));
    }
    out.close('}');
    out.close('}');
    out.close('}');
    return out.result();
}

} // namespace mathtts::http
