// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/route.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mathtts::http
{

/*! How wide one lane is. */
struct LaneSize {
    int threads = 2;
    std::size_t queue = 64; ///< jobs that may wait
};

/*! Threads with a bounded queue. Ends its threads when it goes, after the jobs that run; those that wait are dropped.
 */
class Pool
{
public:
    explicit Pool(const LaneSize &size);
    ~Pool();
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;

    /*! False when the queue is full. \a job must not throw. Any thread. */
    bool submit(std::move_only_function<void()> job);

    [[nodiscard]] std::size_t waiting() const;

private:
    void work();

    const std::size_t m_most;
    mutable std::mutex m_mutex; // of what follows
    std::condition_variable m_wake;
    std::deque<std::move_only_function<void()>> m_jobs;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

/*! How wide the lanes are; Lane::direct has no pool. */
using LaneSizes = std::array<LaneSize, laneCount>;

/*! Sizes for this machine: its cores for computing and synthesis, few threads for hashing, which takes memory. */
LaneSizes usualLaneSizes();

} // namespace mathtts::http
