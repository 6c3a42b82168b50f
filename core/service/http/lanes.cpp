// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/lanes.h"

#include <algorithm>

namespace mathtts::http
{

Pool::Pool(const LaneSize &size)
    : m_most(size.queue)
{
    for (int i = 0; i < size.threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

Pool::~Pool()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
        m_jobs.clear();
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool Pool::submit(std::move_only_function<void()> job)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ending || m_jobs.size() >= m_most) return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

std::size_t Pool::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_jobs.size();
}

void Pool::work()
{
    while (true) {
        std::move_only_function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_ending) return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

LaneSizes usualLaneSizes()
{
    const int cores = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 16);
    LaneSizes sizes;
    sizes[static_cast<std::size_t>(Lane::direct)] = {.threads = 0, .queue = 0};
    sizes[static_cast<std::size_t>(Lane::compute)] = {.threads = cores, .queue = 128};
    sizes[static_cast<std::size_t>(Lane::storage)] = {.threads = 4, .queue = 128};
    sizes[static_cast<std::size_t>(Lane::password)] = {.threads = 2, .queue = 32};
    sizes[static_cast<std::size_t>(Lane::voice)] = {.threads = std::max(2, cores), .queue = 64};
    return sizes;
}

} // namespace mathtts::http
