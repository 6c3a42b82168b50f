// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"

#include <string>
#include <vector>

namespace mathtts::http
{

/*! Lets pages of \a origins ask ("*": of any), and answers what browsers ask before they do. Without origins it does
 *  nothing: only the service's own pages may ask. Cookies are never allowed; there are none. */
Middleware cors(std::vector<std::string> origins);

} // namespace mathtts::http
