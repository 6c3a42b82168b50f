// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/process_figures.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#ifdef __unix__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace mathtts::telemetry
{
namespace
{

struct Start {
    std::chrono::system_clock::time_point wall = std::chrono::system_clock::now();
    std::chrono::steady_clock::time_point steady = std::chrono::steady_clock::now();
};

const Start &start()
{
    static const Start moment;
    return moment;
}

double seconds(auto duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

ProcessFigures processFigures()
{
    ProcessFigures figures;
    figures.startTime = seconds(start().wall.time_since_epoch());
    figures.uptimeSeconds = seconds(std::chrono::steady_clock::now() - start().steady);
#ifdef __unix__
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        figures.cpuSeconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                             static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) figures.maxFiles = files.rlim_cur;
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    if (std::ifstream memory("/proc/self/statm"); memory >> total >> resident) {
        figures.virtualBytes = total * page;
        figures.residentBytes = resident * page;
    }
    std::error_code error;
    for (std::filesystem::directory_iterator file("/proc/self/fd", error), end; !error && file != end;
         file.increment(error))
        ++figures.openFiles;
#endif
    return figures;
}

} // namespace mathtts::telemetry
