// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/route.h"

#include "engine/text.h"
#include "service/http/wire/head.h"

#include <algorithm>

namespace mathtts::http
{
namespace
{

constexpr std::string_view prefix = "/api/v1";

/*! The path by which a route is found: every route is reachable with the prefix and without. */
std::string_view plainPath(std::string_view path)
{
    if (path.starts_with(prefix) && path.substr(prefix.size()).starts_with('/')) path.remove_prefix(prefix.size());
    return path;
}

std::string_view takeSegment(std::string_view &path)
{
    path.remove_prefix(1); // the slash
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

/*! Whether \a path has the form of \a pattern; the segments that stand for names go to \a parameters. */
bool fits(std::string_view pattern, std::string_view path, Parameters &parameters)
{
    parameters.clear();
    while (pattern.starts_with('/') && path.starts_with('/')) {
        const std::string_view wanted = takeSegment(pattern);
        const std::string_view segment = takeSegment(path);
        if (!wanted.starts_with('{')) {
            if (wanted != segment) return false;
            continue;
        }
        auto value = decodePercent(segment);
        if (!value || value->empty()) return false;
        parameters.emplace_back(wanted.substr(1, wanted.size() - 2), std::move(*value));
    }
    return pattern.empty() && path.empty();
}

std::string allowedMethods(const std::vector<const Route *> &routes)
{
    std::string allowed;
    for (const Route *route : routes) {
        allowed += methodName(route->method);
        allowed += route->method == Method::get ? ", HEAD, " : ", ";
    }
    return allowed + "OPTIONS";
}

/*! The type of a body without its parameters. */
std::string_view mediaType(std::string_view contentType)
{
    std::string_view type = contentType.substr(0, contentType.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return type;
}

Failure wrongValues(std::vector<Problem> problems)
{
    std::string detail =
        problems.size() == 1 ? "A value is wrong:" : formatted("{} values are wrong:", problems.size());
    for (const Problem &problem : problems)
        detail += formatted("{} {} {}", &problem == problems.data() ? "" : ";",
                            problem.pointer.empty() ? "the body" : problem.pointer, problem.message);
    return {.status = 422, .error = "validation_error", .detail = detail + ".", .problems = std::move(problems)};
}

std::optional<Failure> readParameters(const Parameters &parameters, std::string_view place, const Shape &shape,
                                      void *input, const Request &request)
{
    Checker checker;
    const std::size_t mark = place.empty() ? 0 : checker.enter(place);
    std::vector<const Member *> seen;
    for (const auto &[name, value] : parameters) {
        const std::size_t inner = checker.enter(name.substr(0, 200));
        const Member *member = shape.find(name);
        if (!member || !member->readText)
            checker.complain("is not known here");
        else if (std::ranges::find(seen, member) != seen.end())
            checker.complain("stands twice");
        else
            member->readText(input, value, member->rules, checker);
        seen.push_back(member);
        checker.leave(inner);
        if (checker.problems().size() > 20) break;
    }
    for (const Member &member : shape.members) {
        if (std::ranges::find(seen, &member) != seen.end()) continue;
        if (const std::string_view value = request.parameter(member.name); !value.empty() && member.readText) {
            member.readText(input, value, member.rules, checker); // a segment of the path
        } else if (member.required) {
            const std::size_t inner = checker.enter(member.name);
            checker.complain("is missing");
            checker.leave(inner);
        }
    }
    checker.leave(mark);
    if (checker.problems().empty()) return {};
    return wrongValues(checker.problems());
}

} // namespace

std::optional<Failure> readInput(const Request &request, const Shape &shape, void *input)
{
    if (!request.route->hasBody()) {
        const auto parameters = parseForm(request.query);
        if (!parameters) return Failure{400, "bad_request", "The address holds a percent sign without its two digits."};
        return readParameters(*parameters, "query", shape, input, request);
    }
    const std::string_view type = mediaType(request.headers.get("content-type"));
    if (request.route->takesForm && sameName(type, "application/x-www-form-urlencoded")) {
        const auto parameters = parseForm(request.body);
        if (!parameters) return Failure{400, "bad_request", "The form can't be decoded."};
        return readParameters(*parameters, "", shape, input, request);
    }
    if (!type.empty() && !sameName(type, "application/json"))
        return Failure{415, "unsupported_media_type", "Send the body as application/json."};
    const auto document = parseJson(request.body);
    if (!document) return Failure{400, "invalid_json", document.error()};
    Checker checker;
    shape.read(input, yyjson_doc_get_root(document->get()), checker);
    if (checker.problems().empty()) return {};
    return wrongValues(checker.problems());
}

void Table::add(Route route)
{
    const Route *added = m_routes.emplace_back(std::make_unique<Route>(std::move(route))).get();
    const std::string_view path = plainPath(added->path);
    if (!path.contains('{')) {
        m_fixed[std::string(path)].push_back(added);
        return;
    }
    for (auto &group : m_patterns) {
        if (plainPath(group.front()->path) != path) continue;
        group.push_back(added);
        return;
    }
    m_patterns.push_back({added});
}

Match Table::match(Method method, std::string_view path) const
{
    Match match;
    path = plainPath(path);
    const std::vector<const Route *> *routes = nullptr;
    if (const auto fixed = m_fixed.find(path); fixed != m_fixed.end()) {
        routes = &fixed->second;
    } else {
        for (const auto &group : m_patterns) {
            if (!fits(plainPath(group.front()->path), path, match.parameters)) continue;
            routes = &group;
            break;
        }
    }
    if (!routes) return {};
    const Method wanted = method == Method::head ? Method::get : method;
    const auto found = std::ranges::find(*routes, wanted, &Route::method);
    if (found != routes->end())
        match.route = *found;
    else
        match.allowed = allowedMethods(*routes);
    return match;
}

} // namespace mathtts::http
