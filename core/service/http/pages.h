// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/route.h"

#include <string>
#include <string_view>

namespace mathtts::http
{

/*! A file of the service's own pages: \a file below resources/web, as the program holds it. Empty when it isn't there.
 */
std::string webFile(std::string_view file);

/*! How a file is served. */
struct Page {
    std::string path;     ///< "/docs"
    std::string file;     ///< below resources/web; one that ends in .gz is sent as it is to clients that take gzip
    std::string type;     ///< of the content
    std::string policy{}; ///< Content-Security-Policy; empty: the usual one, which allows nothing
};

/*! Adds a route for \a page, with its ETag. */
void addPage(Table &table, const Page &page);

} // namespace mathtts::http
