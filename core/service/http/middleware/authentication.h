// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"

namespace mathtts::http
{

/*! Turns away who may not ask: 401 for nobody or a token that is none, 403 for somebody else than the route wants. */
Middleware authentication();

} // namespace mathtts::http
