// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "service/patterns/patterns.h"

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

/*! Sessions of the engine in force, kept with their memory from one request to the next. Thread safe. */
class Sessions
{
public:
    explicit Sessions(const patterns::Patterns &patterns)
        : m_patterns(patterns)
    {
    }

    /*! A session for the caller alone, until the handle goes. */
    class Handle
    {
    public:
        Handle(Sessions &owner, std::shared_ptr<const patterns::RuleSet> rules, std::unique_ptr<Session> session)
            : m_owner(owner)
            , m_rules(std::move(rules))
            , m_session(std::move(session))
        {
        }
        ~Handle() { m_owner.giveBack(std::move(m_rules), std::move(m_session)); }
        Handle(const Handle &) = delete;
        Handle &operator=(const Handle &) = delete;
        Session *operator->() const { return m_session.get(); }
        Session &operator*() const { return *m_session; }

        /*! Stands for the rules that it speaks by, in the key of what is kept. */
        [[nodiscard]] const std::string &rulesTag() const { return m_rules->tag; }

    private:
        Sessions &m_owner;
        std::shared_ptr<const patterns::RuleSet> m_rules;
        std::unique_ptr<Session> m_session;
    };

    Handle take()
    {
        auto rules = m_patterns.current();
        {
            const std::scoped_lock lock(m_mutex);
            if (m_idleRules != rules) { // other rules than before
                m_idle.clear();
                m_idleRules = rules;
            }
            if (!m_idle.empty()) {
                std::unique_ptr<Session> session = std::move(m_idle.back());
                m_idle.pop_back();
                return {*this, std::move(rules), std::move(session)};
            }
        }
        auto session = std::make_unique<Session>(*rules->engine, formulaLimits);
        return {*this, std::move(rules), std::move(session)};
    }

private:
    /*! More are not kept: each may hold the memory of a large formula. */
    static constexpr std::size_t mostIdle = 8;

    void giveBack(std::shared_ptr<const patterns::RuleSet> rules, std::unique_ptr<Session> session)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_idle.size() < mostIdle && m_idleRules == rules)
            m_idle.push_back(std::move(session));
        else
            session.reset(); // before its engine
    }

    const patterns::Patterns &m_patterns;
    std::mutex m_mutex;
    std::shared_ptr<const patterns::RuleSet> m_idleRules;
    std::vector<std::unique_ptr<Session>> m_idle; // of the engine of m_idleRules
};

} // namespace mathtts::http
