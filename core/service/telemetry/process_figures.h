// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace mathtts::telemetry
{

/*! What the system says about this process; 0 where it doesn't. */
struct ProcessFigures {
    std::uint64_t residentBytes = 0;
    std::uint64_t virtualBytes = 0;
    double cpuSeconds = 0; ///< of all threads, user and system
    double startTime = 0;  ///< seconds since 1970
    double uptimeSeconds = 0;
    std::uint64_t openFiles = 0;
    std::uint64_t maxFiles = 0;
};

/*! Asks the system; about 50 microseconds. The start is when this was called first: call it once early. */
ProcessFigures processFigures();

} // namespace mathtts::telemetry
