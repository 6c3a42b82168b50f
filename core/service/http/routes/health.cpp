// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/routes.h"

namespace mathtts::http
{
namespace
{

struct Alive {
    std::string status = "alive";

    static constexpr auto shapeName = "Alive";
    static void describe(Describer<Alive> &d)
    {
        d.required("status", &Alive::status, {.about = "The process answers.", .choices = {"alive"}});
    }
};

} // namespace

void addHealthRoutes(Table &table)
{
    table.add<Nothing, Alive>({.method = Method::get,
                               .path = "/health/live",
                               .id = "isAlive",
                               .tag = "health",
                               .summary = "Whether the process answers",
                               .limit = LimitClass::none,
                               .examples = {{.name = "ask"}}},
                              [](const Request &, Nothing &) -> Answer<Alive> { return Alive{}; });
}

} // namespace mathtts::http
