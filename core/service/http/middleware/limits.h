// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/accounts.h"
#include "service/http/middleware/middleware.h"
#include "service/limits/client_address.h"
#include "service/limits/limiter.h"
#include "service/settings/settings.h"
#include "service/telemetry/service_metrics.h"

namespace mathtts::http
{

/*!
 * Counts each request by its route's class: by address, by user or by API key. Too many are a 429; every counted answer
 * says X-RateLimit-Limit, -Remaining and -Reset (seconds until a slot is free). To count by user it finds out who asks;
 * whether he may is for authentication().
 */
Middleware limits(mathtts::limits::Limiter &limiter, mathtts::limits::TrustedProxies proxies,
                  const settings::Settings &settings, accounts::Accounts &accounts, telemetry::ServiceMetrics &metrics);

} // namespace mathtts::http
