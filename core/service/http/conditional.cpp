// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/conditional.h"

#include "engine/text.h"

#include <QtCore/QCryptographicHash>

#include <charconv>

namespace mathtts::http
{
namespace
{

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind the last byte
};

std::optional<std::size_t> numberOf(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

/*! The one range that \a text asks for; nothing when it is none, or several. An empty one can't be satisfied. */
std::optional<Range> parseRange(std::string_view text, std::size_t size)
{
    constexpr std::string_view unit = "bytes=";
    if (!text.starts_with(unit)) return {};
    text.remove_prefix(unit.size());
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos || text.contains(',')) return {};
    const auto first = numberOf(text.substr(0, dash));
    const auto last = numberOf(text.substr(dash + 1));
    if (dash == 0) {
        if (!last) return {};
        return Range{.begin = size - std::min(*last, size), .end = size};
    }
    if (!first || (!last && dash + 1 != text.size()) || (last && *last < *first)) return {};
    if (*first >= size) return Range{};
    return Range{.begin = *first, .end = last ? std::min(*last + 1, size) : size};
}

/*! Whether the list of a field such as If-None-Match holds \a etag; weak or strong is the same here. */
bool names(std::string_view list, std::string_view etag)
{
    return list == "*" || (!etag.empty() && list.contains(etag));
}

} // namespace

std::string etagOf(std::string_view bytes)
{
    const QByteArray digest = QCryptographicHash::hash(
        QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())), QCryptographicHash::Sha256);
    return formatted("\"{}\"", digest.first(16).toHex().toStdString());
}

void answerConditions(const Request &request, Response &response)
{
    const std::string etag(response.headers.get("etag"));
    if (names(request.headers.get("if-none-match"), etag)) {
        response.status = 304;
        response.body.clear();
        return;
    }
    response.headers.add("Accept-Ranges", "bytes");
    const std::string_view condition = request.headers.get("if-range");
    if (!condition.empty() && condition != etag) return;
    const std::string_view wanted = request.headers.get("range");
    if (wanted.empty()) return;
    const auto range = parseRange(wanted, response.body.size());
    if (!range) return;
    if (range->begin == range->end) {
        const std::size_t size = response.body.size();
        response = failureResponse(request, {416, "range_not_satisfiable", "The range lies outside of the file."});
        response.headers.add("Content-Range", formatted("bytes */{}", size));
        return;
    }
    response.status = 206;
    response.headers.add("Content-Range",
                         formatted("bytes {}-{}/{}", range->begin, range->end - 1, response.body.size()));
    response.body = response.body.substr(range->begin, range->end - range->begin);
}

} // namespace mathtts::http
