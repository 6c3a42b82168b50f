// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"

namespace mathtts::http
{

/*! Gives each request its ids, X-Request-ID and X-Correlation-ID: the client's when they are sane, new ones otherwise;
 *  the answer always says them. */
Middleware correlation();

} // namespace mathtts::http
