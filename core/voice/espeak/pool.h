// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/espeak/process.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace mathtts::espeak
{

/*! Called for every message of an answer but the last; false stops the speech. */
using Receiver = std::function<bool(const Message &message, int sampleRate)>;

/*!
 * Worker processes, each kept by a thread of its own, that take requests from one queue. Thread safe.
 *
 * A caller waits for messages only: when it loses patience or is canceled it goes at once, and the worker that spoke
 * for it is killed and replaced behind its back.
 */
class Pool
{
public:
    explicit Pool(EspeakOptions options);
    /*! No call may be running. */
    ~Pool();

    /*! Asks some worker \a request and hands its answer to \a receive, in this thread. */
    std::expected<void, VoiceError> ask(std::string request, const Receiver &receive, std::stop_token stop);

    /*! Has one worker started in the background, if there is none. */
    void warmUp();

private:
    struct Job;
    struct Thread {
        std::thread thread;
        bool ended = false;
    };

    void submit(std::shared_ptr<Job> job);
    void work(Thread &self);
    void serve(Process &process, Job &job);

    const EspeakOptions m_options;
    const std::size_t m_most;
    std::mutex m_mutex; // of everything below
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Job>> m_jobs;
    std::list<Thread> m_threads;
    std::size_t m_idle = 0; ///< threads that wait for a job
    std::atomic<bool> m_quit = false;
};

} // namespace mathtts::espeak
