// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/route.h"
#include "service/http/sessions.h"

namespace mathtts::http
{

// Each group of routes has a file of its own, which adds them to the table. What they refer to must outlive the table.
void addHealthRoutes(Table &table);
void addExpressionRoutes(Table &table, Sessions &sessions);

} // namespace mathtts::http
