// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace mathtts::http
{

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };

/*! "GET" ... */
std::string_view methodName(Method method);
/*! The method that \a name is of, in capitals as it is sent; null: none that the service knows. */
std::optional<Method> methodNamed(std::string_view name);

/*! What bounds the head of a request, and its body. */
struct HeadLimits {
    std::size_t target = 8 * 1024;  ///< bytes of the request target: longer is 414
    std::size_t head = 16 * 1024;   ///< bytes of request line and header fields together: longer is 431
    std::size_t fields = 64;        ///< header fields: more are 431
    std::size_t body = 1024 * 1024; ///< bytes that Content-Length may promise: more is 413
};

/*! Why a request is not taken: an HTTP status and a sentence for the client. */
struct Refusal {
    int status = 400;
    const char *reason = "";
};

/*! The head of a request as it was sent; the views point into the parsed block. */
struct Head {
    Method method = Method::get;
    std::string_view target;
    int minor = 1; ///< HTTP/1.minor
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    std::size_t bodyLength = 0;
    bool keepAlive = true;        ///< the client would send another request on this connection
    bool expectsContinue = false; ///< it waits for "100 Continue" before it sends the body

    /*! The value of the first field of that name, any case; empty when there is none. */
    [[nodiscard]] std::string_view field(std::string_view name) const;
};

/*!
 * Where the head in \a bytes ends: the offset behind its empty line, 0 when that has not come yet. A line end that is
 * not CR LF is refused as soon as it is seen. \a scanned is where an earlier call stopped; it is moved on. O(new
 * bytes).
 */
std::expected<std::size_t, Refusal> findHeadEnd(std::string_view bytes, std::size_t &scanned, const HeadLimits &limits);

/*!
 * Parses \a block, which ends with the empty line. Strict where RFC 9112 lets a server choose: what two readers could
 * take for different requests (folded lines, blanks before a colon, two lengths, a length that is not only digits,
 * a transfer coding, two hosts) is refused. O(length).
 */
std::expected<Head, Refusal> parseHead(std::string_view block, const HeadLimits &limits);

/*! Whether \a text has the form host or host:port: a name, an IPv4 address or an IPv6 address in brackets. */
bool isHost(std::string_view text);

/*! Whether two names of header fields are the same; ASCII case is ignored. */
bool sameName(std::string_view a, std::string_view b);

} // namespace mathtts::http
