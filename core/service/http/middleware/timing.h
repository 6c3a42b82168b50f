// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/middleware/middleware.h"
#include "service/telemetry/log.h"
#include "service/telemetry/service_metrics.h"

namespace mathtts::http
{

/*! Measures each request from its arrival: a line of the log, the metrics, and X-Process-Time (seconds) in the answer.
 */
Middleware timing(telemetry::Log &log, telemetry::ServiceMetrics &metrics);

} // namespace mathtts::http
