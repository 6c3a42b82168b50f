// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"

#include <functional>
#include <string_view>

namespace mathtts::http
{

/*! What a handler throws becomes a 500 with the request's id; \a report is told what it was, for the log. */
Middleware exceptions(std::function<void(const Request &request, std::string_view what)> report);

} // namespace mathtts::http
