// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <memory>
#include <mutex>
#include <vector>

namespace mathtts::http
{

/*! What bounds the work for one formula of a client: a fraction of what the window allows. */
inline constexpr Limits formulaLimits{.inputBytes = 256 * 1024,
                                      .depth = 500,
                                      .nodes = 100'000,
                                      .expansions = 5'000,
                                      .expandedBytes = 256 * 1024,
                                      .diagnostics = 100};

/*! Sessions of the engine, kept with their memory from one request to the next. Thread safe. */
class Sessions
{
public:
    explicit Sessions(const Engine &engine)
        : m_engine(engine)
    {
    }

    /*! A session for the caller alone, until the handle goes. */
    class Handle
    {
    public:
        Handle(Sessions &owner, std::unique_ptr<Session> session)
            : m_owner(owner)
            , m_session(std::move(session))
        {
        }
        ~Handle() { m_owner.giveBack(std::move(m_session)); }
        Handle(const Handle &) = delete;
        Handle &operator=(const Handle &) = delete;
        Session *operator->() const { return m_session.get(); }
        Session &operator*() const { return *m_session; }

    private:
        Sessions &m_owner;
        std::unique_ptr<Session> m_session;
    };

    Handle take()
    {
        std::unique_ptr<Session> session;
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_idle.empty()) {
                session = std::move(m_idle.back());
                m_idle.pop_back();
            }
        }
        if (!session) session = std::make_unique<Session>(m_engine, formulaLimits);
        return {*this, std::move(session)};
    }

    [[nodiscard]] const Engine &engine() const { return m_engine; }

private:
    /*! More are not kept: each may hold the memory of a large formula. */
    static constexpr std::size_t mostIdle = 8;

    void giveBack(std::unique_ptr<Session> session)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_idle.size() < mostIdle) m_idle.push_back(std::move(session));
    }

    const Engine &m_engine;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Session>> m_idle;
};

} // namespace mathtts::http
