// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/identity.h"

#include <chrono>

namespace mathtts::accounts
{

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::admin: return "admin";
    case Role::user: return "user";
    case Role::apiUser: return "api_user";
    }
    return "";
}

std::optional<Role> parseRole(std::string_view name)
{
    for (const Role role : {Role::admin, Role::user, Role::apiUser})
        if (name == roleName(role)) return role;
    return {};
}

std::int64_t wallMilliseconds()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace mathtts::accounts
