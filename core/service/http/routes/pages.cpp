// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/pages.h"
#include "service/http/conditional.h"
#include "service/http/openapi.h"
#include "service/http/routes/routes.h"

namespace mathtts::http
{
namespace
{

constexpr auto pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            "connect-src 'self'; media-src blob:; base-uri 'none'; form-action 'none'; "
                            "frame-ancestors 'none'";
// Swagger UI shows pictures of its own as data; it makes no style elements.
constexpr auto docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// ReDoc writes its styles into the page.
constexpr auto redocPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                             "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                             "frame-ancestors 'none'";

} // namespace

void addPageRoutes(Table &table, const settings::Settings &settings, std::string_view version)
{
    addPage(table, {"/", "index.html", "text/html; charset=utf-8", pagePolicy});
    addPage(table, {"/page.js", "page.js", "text/javascript; charset=utf-8"});
    addPage(table, {"/page.css", "page.css", "text/css; charset=utf-8"});
    addPage(table, {"/icon.svg", "icon.svg", "image/svg+xml"});
    if (!settings.docsEnabled) return;
    addPage(table, {"/docs", "docs.html", "text/html; charset=utf-8", docsPolicy});
    addPage(table, {"/redoc", "redoc.html", "text/html; charset=utf-8", redocPolicy});
    addPage(table, {"/web/docs.js", "docs.js", "text/javascript; charset=utf-8"});
    addPage(table, {"/web/swagger-ui-bundle.js", "vendor/swagger-ui-bundle.js.gz", "text/javascript; charset=utf-8"});
    addPage(table, {"/web/swagger-ui.css", "vendor/swagger-ui.css.gz", "text/css; charset=utf-8"});
    addPage(table, {"/web/redoc.standalone.js", "vendor/redoc.standalone.js.gz", "text/javascript; charset=utf-8"});

    const auto document = std::make_shared<const std::string>(openapi(table, version));
    const auto etag = etagOf(*document);
    table.add<Nothing, Response>({.method = Method::get,
                                  .path = "/openapi.json",
                                  .id = "openapi",
                                  .tag = "pages",
                                  .summary = "This service as an OpenAPI document",
                                  .limit = LimitClass::none,
                                  .examples = {{.name = "get"}},
                                  .documented = false},
                                 [document, etag](const Request &request, Nothing &) -> Answer<Response> {
                                     Response response = jsonResponse(*document);
                                     response.headers.add("ETag", etag);
                                     response.headers.add("Cache-Control", "no-cache");
                                     answerConditions(request, response);
                                     return response;
                                 });
}

} // namespace mathtts::http
