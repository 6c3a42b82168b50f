// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/accounts/users.h"

#include <string>
#include <string_view>

namespace mathtts::accounts
{

/*! A SELECT of what userOf() reads from "users u"; \a rest follows. */
std::string selectUsers(std::string_view rest);

User userOf(const storage::Row &row);

} // namespace mathtts::accounts
