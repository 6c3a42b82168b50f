// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cache/cache.h"
#include "service/http/route.h"
#include "service/http/sessions.h"
#include "service/patterns/patterns.h"
#include "service/settings/settings.h"
#include "service/telemetry/health.h"
#include "service/telemetry/log.h"
#include "service/telemetry/service_metrics.h"
#include "voice/voice.h"

namespace mathtts::http
{

/*! What routes about formulas need. */
struct FormulaParts {
    Sessions &sessions;
    telemetry::ServiceMetrics &metrics;
    cache::Cache *results = nullptr; ///< null: nothing is kept
    cache::Cache *audio = nullptr;
    Voice *voice = nullptr;
};

/*! What routes about the rules need. */
struct PatternParts {
    patterns::Patterns &patterns;
    storage::Database &database;
    telemetry::Log &log;
};

/*! What the health of the service is told from. */
struct HealthParts {
    telemetry::Health &health;
    telemetry::ServiceMetrics &metrics;
    const settings::Settings &settings;
    std::string version;
    std::function<int()> connections;
};

// Each group of routes has a file of its own, which adds them to the table. What they refer to must outlive the table.
void addHealthRoutes(Table &table, const HealthParts &parts);
void addExpressionRoutes(Table &table, const FormulaParts &parts);
void addStructureRoutes(Table &table, const FormulaParts &parts);
void addSpeechRoutes(Table &table, const FormulaParts &parts);
void addVoiceRoutes(Table &table, const FormulaParts &parts);
void addPatternRoutes(Table &table, const PatternParts &parts);
/*! The page for phones and, when the settings want it, the documentation of all routes: call it last. */
void addPageRoutes(Table &table, const settings::Settings &settings, std::string_view version);

} // namespace mathtts::http
