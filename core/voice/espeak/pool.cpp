// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/espeak/pool.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace mathtts::espeak
{
namespace
{

constexpr std::size_t mostWorkers = 16;
constexpr std::size_t maxQueuedBytes = 4 << 20; // a minute and a half of sound that the caller has not taken yet

std::size_t workerCount(int wanted)
{
    const std::size_t count = wanted > 0 ? static_cast<std::size_t>(wanted) : std::thread::hardware_concurrency();
    return std::clamp<std::size_t>(count, 1, mostWorkers);
}

} // namespace

/*! A request on its way to a worker and the answer on its way back. */
struct Pool::Job {
    std::string request; ///< empty: only start a worker

    std::atomic<bool> canceled = false;
    std::mutex mutex; // of everything below
    std::condition_variable_any changed;
    std::deque<Message> answer;
    std::size_t queuedBytes = 0;
    int sampleRate = 0;
    std::optional<std::expected<void, VoiceError>> result; ///< set after the last message

    void cancel()
    {
        const std::lock_guard lock(mutex);
        canceled = true;
        changed.notify_all();
    }

    void finish(std::expected<void, VoiceError> how)
    {
        const std::lock_guard lock(mutex);
        result = std::move(how);
        changed.notify_all();
    }

    void put(Message message, int rate)
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return canceled || queuedBytes < maxQueuedBytes; });
        queuedBytes += message.payload.size();
        answer.push_back(std::move(message));
        sampleRate = rate;
        changed.notify_all();
    }
};

Pool::Pool(EspeakOptions options)
    : m_options(std::move(options))
    , m_most(workerCount(m_options.workers))
{
}

Pool::~Pool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
        m_wake.notify_all();
    }
    for (Thread &thread : m_threads)
        thread.thread.join();
}

std::expected<void, VoiceError> Pool::ask(std::string request, const Receiver &receive, std::stop_token stop)
{
    const auto job = std::make_shared<Job>();
    job->request = std::move(request);
    submit(job);

    std::unique_lock lock(job->mutex);
    for (;;) {
        job->changed.wait(lock, stop, [&job] { return !job->answer.empty() || job->result; });
        if (stop.stop_requested()) break;
        if (job->answer.empty()) return *job->result;
        const Message message = std::move(job->answer.front());
        job->answer.pop_front();
        job->queuedBytes -= message.payload.size();
        job->changed.notify_all();
        const int sampleRate = job->sampleRate;
        lock.unlock();
        if (!receive(message, sampleRate)) break;
        lock.lock();
    }
    if (lock.owns_lock()) lock.unlock();
    job->cancel();
    return std::unexpected(VoiceError{VoiceErrorCode::canceled, {}});
}

void Pool::warmUp()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::ranges::any_of(m_threads, [](const Thread &thread) { return !thread.ended; })) return;
    }
    submit(std::make_shared<Job>());
}

void Pool::submit(std::shared_ptr<Job> job)
{
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_wake.notify_one();
    if (m_jobs.size() <= m_idle) return;

    std::erase_if(m_threads, [](Thread &thread) {
        if (thread.ended) thread.thread.join();
        return thread.ended;
    });
    if (m_threads.size() == m_most) return;
    Thread &thread = m_threads.emplace_back();
    thread.thread = std::thread([this, &thread] { work(thread); });
}

void Pool::work(Thread &self)
{
    Process process(m_options);
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        const bool woken = m_wake.wait_for(lock, m_options.idleLimit, [this] { return m_quit || !m_jobs.empty(); });
        --m_idle;
        if (m_quit || !woken) break;
        const std::shared_ptr<Job> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        serve(process, *job);
        // The next request finds a worker that waits, whatever became of this one; serve() tries a failed start again.
        if (job->canceled || process.hello().singleUse) {
            [[maybe_unused]] const auto started = process.start(m_quit);
        }
        lock.lock();
    }
    self.ended = true; // still under the lock: submit() joins this thread
}

void Pool::serve(Process &process, Job &job)
{
    if (job.canceled) return;
    const auto started = process.start(job.request.empty() ? m_quit : job.canceled);
    if (!started) return job.finish(std::unexpected(started.error()));
    if (job.request.empty()) return job.finish({});

    process.send(job.request);
    for (;;) {
        auto message = process.receive(job.canceled);
        if (!message) {
            // A refusal leaves the worker in order; after anything else nobody knows what it would say next.
            const VoiceErrorCode code = message.error().code;
            if (code != VoiceErrorCode::noSuchVoice && code != VoiceErrorCode::failed) process.kill();
            return job.finish(std::unexpected(message.error()));
        }
        if (message->kind == Kind::end) break;
        job.put(*std::move(message), static_cast<int>(process.hello().sampleRate));
    }
    if (process.hello().singleUse) process.kill();
    job.finish({});
}

} // namespace mathtts::espeak
