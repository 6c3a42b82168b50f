// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mathtts::telemetry
{

/*! Whether \a id, sent by a client, may go into logs and headers: 1 to 128 letters, digits, and ".", "_", "-". */
bool isSaneId(std::string_view id);

/*! A new id in the form of a random UUID (RFC 9562, version 4). It names a request; it is no secret. Thread safe. */
std::string makeId();

/*! \a offered when it is sane, a new id otherwise. */
std::string takeId(std::string_view offered);

} // namespace mathtts::telemetry
