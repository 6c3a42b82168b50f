// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "service/limits/policy.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace mathtts::http
{

using limits::LimitClass;

/*! Who may ask. */
enum class Access : std::uint8_t {
    anyone,
    known, ///< with a token or an API key
    admin,
};

/*! Where a request is worked on. Each but the first is a pool of threads with a bounded queue. */
enum class Lane : std::uint8_t {
    direct,   ///< the server's own thread: microseconds
    compute,  ///< formulas that take longer
    storage,  ///< database, Redis
    password, ///< hashing: much memory each
    voice,    ///< synthesis
};
inline constexpr std::size_t laneCount = 5;

/*! A request that works, for the documentation and the tests. */
struct Example {
    std::string name;
    std::string body{};  ///< JSON; empty for none
    std::string query{}; ///< without the question mark
    int status = 200;    ///< what is answered
};

/*! A body that is no JSON of a described type. */
struct Content {
    std::string type; ///< "audio/wav"
    bool isBinary = false;
};

/*! One route, declared once: routing, validation, documentation and tests come from it. */
struct Route {
    Method method = Method::get;
    std::string path; ///< "/voices/{id}"; a name in braces stands for one segment. Also reachable below /api/v1.
    std::string id;   ///< of the operation, such as "processExpression"
    std::string tag;  ///< the group it is shown in
    std::string summary;
    std::string about{};
    Access access = Access::anyone;
    LimitClass limit = LimitClass::general;
    Lane lane = Lane::direct;
    /*! A request with a longer body goes to Lane::compute instead of Lane::direct. */
    std::size_t directBytes = 2048;
    int success = 200;
    std::vector<int> failures{}; ///< statuses that the route itself answers, besides those that follow from the rest
    std::vector<Example> examples{};
    std::vector<Content> contents{}; ///< of the answer, when it is not JSON of \c output
    std::vector<Content> accepts{};  ///< bodies besides JSON
    bool takesForm = false;          ///< the body may be a form instead of JSON
    bool documented = true;          ///< false: pages and files

    const Shape *input = nullptr;  ///< of the body, or of the parameters when the method has no body
    const Shape *output = nullptr; ///< of the answer
    Handler handle{};

    [[nodiscard]] bool hasBody() const
    {
        return method == Method::post || method == Method::put || method == Method::patch;
    }
};

/*! For routes without input or without output. */
struct Nothing {
    static constexpr auto shapeName = "Nothing";
    static void describe(Describer<Nothing> & /*describer*/) {}
};

/*! Fills \a input from the body or the parameters of \a request by the route's description. */
std::optional<Failure> readInput(const Request &request, const Shape &shape, void *input);

/*! Where a path leads. */
struct Match {
    const Route *route = nullptr; ///< null: nothing there, or not with this method
    Parameters parameters;
    std::string allowed; ///< methods of the path for the field Allow; empty: nothing there
};

/*! All routes of the service. Add all before the first request; then thread safe. */
class Table
{
public:
    Table() = default;
    Table(const Table &) = delete;
    Table &operator=(const Table &) = delete;

    /*! A route whose handler reads \a In and gives \a Out, both described; Out may be Response. */
    template <typename In, typename Out>
    void add(Route route, std::function<Answer<Out>(const Request &, In &)> handler)
    {
        if constexpr (!std::is_same_v<In, Nothing>) route.input = &shapeOf<In>();
        if constexpr (!std::is_same_v<Out, Response> && !std::is_same_v<Out, Nothing>) route.output = &shapeOf<Out>();
        const int success = route.success;
        route.handle = [handler = std::move(handler), success](Request &request) {
            [[maybe_unused]] const int status = success; // not of an answer that is a Response already
            In input;
            if constexpr (!std::is_same_v<In, Nothing>)
                if (const auto failure = readInput(request, shapeOf<In>(), &input))
                    return failureResponse(request, *failure);
            Answer<Out> answer = handler(request, input);
            if (!answer) return failureResponse(request, answer.error());
            if constexpr (std::is_same_v<Out, Response>)
                return std::move(*answer);
            else if constexpr (std::is_same_v<Out, Nothing>)
                return Response{.status = status, .headers = {}, .body = {}, .stream = {}};
            else
                return jsonResponse(toJson(*answer), status);
        };
        add(std::move(route));
    }

    /*! The route of \a path (as sent, without query). HEAD is answered by GET's. O(segments) for fixed paths. */
    [[nodiscard]] Match match(Method method, std::string_view path) const;

    [[nodiscard]] const std::vector<std::unique_ptr<Route>> &routes() const { return m_routes; }

    /*! A route that has its handler already. */
    void add(Route route);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::vector<std::unique_ptr<Route>> m_routes;
    std::unordered_map<std::string, std::vector<const Route *>, Hash, std::equal_to<>> m_fixed;
    std::vector<std::vector<const Route *>> m_patterns; ///< routes with braces, those of one path together
};

} // namespace mathtts::http
