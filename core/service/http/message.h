// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/identity.h"
#include "service/http/shape.h"
#include "service/http/wire/head.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mathtts::http
{

struct Route;

/*! Header fields in the order they were added, kept as the lines of a head. Names are compared without case. */
class Headers
{
public:
    /*! The first value of \a name, until something is added; empty when there is none. */
    [[nodiscard]] std::string_view get(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    /*! A value with control characters is left out: nobody writes lines of his own into a head. */
    void add(std::string_view name, std::string_view value);
    /*! Replaces what was there. */
    void set(std::string_view name, std::string_view value);
    /*! Room for \a count fields in lines of \a bytes. */
    void reserve(std::size_t count, std::size_t bytes);

    /*! "Name: value\r\n" for each field. */
    [[nodiscard]] std::string_view lines() const { return m_lines; }

private:
    /*! Where a field stands in the lines. */
    struct Field {
        std::size_t begin = 0;
        std::size_t nameLength = 0;
        std::size_t valueLength = 0;
    };

    [[nodiscard]] std::string_view nameOf(const Field &field) const;
    [[nodiscard]] std::string_view valueOf(const Field &field) const;
    [[nodiscard]] std::vector<Field>::const_iterator find(std::string_view name) const;

    std::string m_lines;
    std::vector<Field> m_fields;
};

/*! Parameters by name, decoded. */
using Parameters = std::vector<std::pair<std::string, std::string>>;

/*! What a client asks; the middleware fills in what it finds out on the way. */
struct Request {
    Method method = Method::get;
    std::string path;  ///< as it was sent, percent signs and all
    std::string query; ///< likewise, without the question mark
    Headers headers;
    std::string body;
    std::string peer;    ///< the address at the other end of the connection
    bool secure = false; ///< it came over TLS
    std::chrono::steady_clock::time_point received;

    const Route *route = nullptr; ///< null: no route, or not with this method
    std::string allowed;          ///< the methods of the path, for Allow; empty when nothing is there
    Parameters parameters;        ///< of the path

    std::string id;            ///< of this request
    std::string correlationId; ///< of what it is a part of
    std::string client;        ///< the address it is counted by: the peer, or whom a trusted proxy names

    std::optional<accounts::Identity> identity;          ///< who asks, when that is known
    std::optional<accounts::AccountError> identityError; ///< what is wrong with the token or key that came

    /*! The parameter \a name of the path. */
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/*! Gives the next piece of a body in \a piece; false at the end. Called from the pool of the route's lane, which must
 * have one (Lane::direct has none), one call at a time. */
using BodyStream = std::function<bool(std::string &piece)>;

/*! What the service answers. */
struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    BodyStream stream; ///< instead of a body
};

/*! Why a request was not done: a status and the error's code and sentence. */
struct Failure {
    int status = 400;
    std::string error;               ///< a word for programs: "validation_error"
    std::string detail;              ///< a sentence for people
    std::vector<Problem> problems{}; ///< of single values
    std::optional<int> retryAfter{}; ///< seconds
};

/*! What a handler gives back: a described value, or why not. */
template <typename T>
using Answer = std::expected<T, Failure>;

using Handler = std::function<Response(Request &)>;

/*! {"error", "detail", "request_id"}, and "problems" when there are some. */
Response failureResponse(const Request &request, const Failure &failure);

Response jsonResponse(std::string json, int status = 200);

/*! Decodes percent signs, and plus signs as blanks if \a form. Null when they are not whole, or the result is not
 * UTF-8.
 */
std::optional<std::string> decodePercent(std::string_view text, bool form = false);

/*! The parameters of "a=1&b=2". Null when one can't be decoded. */
std::optional<Parameters> parseForm(std::string_view text);

} // namespace mathtts::http
