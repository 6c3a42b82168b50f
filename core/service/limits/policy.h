// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/limits/limiter.h"
#include "service/settings/settings.h"

#include <optional>
#include <string>
#include <string_view>

namespace mathtts::limits
{

/*! What a route costs, as the route table says. */
enum class LimitClass : std::uint8_t {
    none,     ///< health, pages
    general,  ///< by address, user or key
    login,    ///< by address: logins and refreshes
    registry, ///< by address: new accounts
};

/*! "none", "general", "login", "register": the label in metrics. */
std::string_view limitClassName(LimitClass limitClass);

/*! Who asks. Empty texts: not known. */
struct Caller {
    std::string_view address{}; ///< as clientAddress() gives it
    std::string_view userId{};
    std::string_view keyId{};
    std::optional<Rule> keyRule{}; ///< of a key with a limit of its own
};

/*! Under which key and rule a request is counted. */
struct Count {
    std::string key;
    Rule rule;
};

/*! Nothing when this class is not counted, or limits are off. */
std::optional<Count> countFor(LimitClass limitClass, const Caller &caller, const settings::Settings &settings);

} // namespace mathtts::limits
