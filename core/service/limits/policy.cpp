// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/limits/policy.h"

#include "service/limits/client_address.h"

namespace mathtts::limits
{
namespace
{

Rule ruleOf(std::int64_t count, std::int64_t seconds)
{
    return {static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(seconds)};
}

} // namespace

std::string_view limitClassName(LimitClass limitClass)
{
    switch (limitClass) {
    case LimitClass::none: return "none";
    case LimitClass::general: return "general";
    case LimitClass::login: return "login";
    case LimitClass::registry: return "register";
    }
    return "";
}

std::optional<Count> countFor(LimitClass limitClass, const Caller &caller, const settings::Settings &settings)
{
    if (!settings.rateLimitEnabled || limitClass == LimitClass::none) return {};
    const std::string address = limitKey(caller.address);
    if (limitClass == LimitClass::login)
        return Count{"login:" + address, ruleOf(settings.rateLimitLoginRequests, settings.rateLimitLoginWindow)};
    if (limitClass == LimitClass::registry)
        return Count{"register:" + address,
                     ruleOf(settings.rateLimitRegisterRequests, settings.rateLimitRegisterWindow)};
    if (!caller.keyId.empty())
        return Count{"key:" + std::string(caller.keyId),
                     caller.keyRule.value_or(ruleOf(settings.rateLimitKeyRequests, settings.rateLimitKeyWindow))};
    if (!caller.userId.empty())
        return Count{"user:" + std::string(caller.userId),
                     ruleOf(settings.rateLimitUserRequests, settings.rateLimitUserWindow)};
    return Count{"address:" + address, ruleOf(settings.rateLimitRequests, settings.rateLimitWindow)};
}

} // namespace mathtts::limits
