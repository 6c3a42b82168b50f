// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"

#include <string>
#include <string_view>

namespace mathtts::http
{

/*! Compresses answers of text from a kilobyte on for clients that take gzip. */
Middleware compression();

/*! Whether a value of Accept-Encoding takes gzip. */
bool acceptsGzip(std::string_view accepted);

/*! \a text in gzip's format. */
std::string gzip(std::string_view text, int level = 6);

} // namespace mathtts::http
