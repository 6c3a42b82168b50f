// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/pages.h"

#include "service/http/conditional.h"
#include "service/http/middleware/compression.h"

#include <QtCore/QFile>

#include <zlib.h>

#include <stdexcept>

static void initWebResources()
{
    Q_INIT_RESOURCE(web); // a static library must say that it is needed
}

namespace mathtts::http
{
namespace
{

std::string unpack(std::string_view packed)
{
    z_stream stream{};
    constexpr int gzipFormat = 15 + 16;
    if (inflateInit2(&stream, gzipFormat) != Z_OK) throw std::bad_alloc();
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    int state = Z_OK;
    while (state == Z_OK) {
        const std::size_t before = text.size();
        text.resize(before + 256 * 1024);
        stream.next_out = reinterpret_cast<Bytef *>(text.data() + before);
        stream.avail_out = 256 * 1024;
        state = inflate(&stream, Z_NO_FLUSH);
        text.resize(stream.total_out);
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END) throw std::runtime_error("a file of the pages is damaged");
    return text;
}

} // namespace

std::string webFile(std::string_view file)
{
    initWebResources();
    QFile opened(":/web/" + QString::fromUtf8(file.data(), static_cast<qsizetype>(file.size())));
    if (!opened.open(QIODevice::ReadOnly)) return {};
    return opened.readAll().toStdString();
}

void addPage(Table &table, const Page &page)
{
    struct File {
        std::string bytes;
        std::string etag;
        bool packed = false;
    };
    auto content = std::make_shared<File>();
    content->bytes = webFile(page.file);
    content->etag = etagOf(content->bytes);
    content->packed = page.file.ends_with(".gz");
    table.add<Nothing, Response>(
        {.method = Method::get,
         .path = page.path,
         .id = page.file,
         .tag = "pages",
         .summary = "A file of the pages",
         .limit = LimitClass::none,
         .examples = {{.name = "get"}},
         .documented = false},
        [content, type = page.type, policy = page.policy](const Request &request, Nothing &) -> Answer<Response> {
            Response response;
            response.headers.add("Content-Type", type);
            response.headers.add("ETag", content->etag);
            response.headers.add("Cache-Control", "no-cache"); // ask each time; the ETag makes that cheap
            if (!policy.empty()) response.headers.add("Content-Security-Policy", policy);
            if (content->packed) {
                response.headers.add("Vary", "Accept-Encoding");
                if (acceptsGzip(request.headers.get("accept-encoding"))) {
                    response.headers.add("Content-Encoding", "gzip");
                    response.body = content->bytes;
                } else {
                    response.body = unpack(content->bytes);
                }
            } else {
                response.body = content->bytes;
            }
            answerConditions(request, response);
            return response;
        });
}

} // namespace mathtts::http
