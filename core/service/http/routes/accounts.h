// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/accounts.h"
#include "service/http/route.h"
#include "service/telemetry/log.h"
#include "service/telemetry/service_metrics.h"

namespace mathtts::http
{

/*! What routes about accounts need. */
struct AccountParts {
    accounts::Accounts &accounts;
    telemetry::ServiceMetrics &metrics;
    telemetry::Log &log;
    const settings::Settings &settings;
};

// Each group of routes has a file of its own. What they refer to, and \a parts itself, must outlive the table.
void addAuthRoutes(Table &table, const AccountParts &parts);
void addUserRoutes(Table &table, const AccountParts &parts);
void addApiKeyRoutes(Table &table, const AccountParts &parts);

} // namespace mathtts::http
