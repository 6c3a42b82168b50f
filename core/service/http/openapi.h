// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/route.h"

#include <string>
#include <string_view>

namespace mathtts::http
{

/*! The routes of \a table as an OpenAPI 3.1 document (JSON). What follows from a route's declaration is said without
 *  being written there: parameters, bodies, schemas, and the statuses of every check that stands before the handler. */
std::string openapi(const Table &table, std::string_view version);

} // namespace mathtts::http
