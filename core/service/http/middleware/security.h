// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"

namespace mathtts::http
{

/*! Header fields that keep browsers from doing more with an answer than was meant. A route that sets one of them itself
 *  keeps its own. */
Middleware securityHeaders();

} // namespace mathtts::http
