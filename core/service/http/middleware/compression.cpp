// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/middleware/compression.h"

#include "service/http/wire/head.h"

#include <zlib.h>

#include <algorithm>

namespace mathtts::http
{
namespace
{

constexpr std::size_t least = 1024;

bool isText(std::string_view type)
{
    return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("application/xml") ||
           type.starts_with("application/javascript") || type.starts_with("image/svg");
}

} // namespace

bool acceptsGzip(std::string_view accepted)
{
    while (!accepted.empty()) {
        std::string_view element = accepted.substr(0, accepted.find(','));
        accepted.remove_prefix(std::min(element.size() + 1, accepted.size()));
        while (element.starts_with(' '))
            element.remove_prefix(1);
        const std::string_view coding = element.substr(0, element.find_first_of("; "));
        if (!sameName(coding, "gzip") && coding != "*") continue;
        const std::size_t quality = element.find("q=");
        if (quality == std::string_view::npos) return true;
        return element.find_first_of("123456789", quality) != std::string_view::npos;
    }
    return false;
}

std::string gzip(std::string_view text, int level)
{
    z_stream stream{};
    constexpr int gzipFormat = 15 + 16;
    if (deflateInit2(&stream, level, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

Middleware compression()
{
    return [](Request &request, const Handler &next) {
        Response response = next(request);
        if (response.body.size() < least || response.stream || response.headers.has("content-encoding") ||
            response.status == 206 || !isText(response.headers.get("content-type")))
            return response;
        response.headers.add("Vary", "Accept-Encoding");
        if (!acceptsGzip(request.headers.get("accept-encoding"))) return response;
        response.body = gzip(response.body, 4);
        response.headers.add("Content-Encoding", "gzip");
        return response;
    };
}

} // namespace mathtts::http
