// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"

#include <functional>
#include <vector>

namespace mathtts::http
{

/*! Something that stands around the handlers: it may look at the request, answer itself, or change the answer of
 *  \a next. Thread safe. */
using Middleware = std::function<Response(Request &request, const Handler &next)>;

/*! \a last with \a around it; the first stands outermost. */
Handler chain(std::vector<Middleware> around, Handler last);

/*! The innermost handler: that of the route, or 404, 405, and the answer to OPTIONS. */
Response handleRoute(Request &request);

} // namespace mathtts::http
