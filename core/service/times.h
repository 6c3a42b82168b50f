// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mathtts
{

/*! \a milliseconds since 1970 in UTC as ISO 8601 writes them: 2026-11-26T02:41:08.123Z. */
std::string isoTime(std::int64_t milliseconds);

/*! \a time as header fields of HTTP write it (RFC 9110, 5.6.7): Thu, 26 Nov 2026 02:41:08 GMT. */
std::string httpTime(std::chrono::sys_seconds time);

} // namespace mathtts
