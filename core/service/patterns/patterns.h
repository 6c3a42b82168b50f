// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/overlay/overlay.h"
#include "service/storage/rules.h"

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace mathtts::patterns
{

/*! The rules in force at some moment. Immutable. */
struct RuleSet {
    std::shared_ptr<const Engine> engine;
    std::string tag{};                         ///< other rules have another one, on every server; empty: none of users
    std::int64_t revision = 0;                 ///< of the rules in the database
    std::vector<storage::OverlayRule> rules{}; ///< of the database, oldest first, also those that are disabled
    std::vector<RuleProblem> problems{};       ///< of those left out; the file is their id

    /*! The rule of the database with this id; nullptr: there is none. */
    [[nodiscard]] const storage::OverlayRule *find(std::string_view id) const;
};

/*!
 * Keeps the engine in step with the rules that administrators have laid over the built-in ones in the database. Thread
 * safe. What this server changes holds for the next request; what another one changed within pollPause.
 */
class Patterns
{
public:
    static constexpr std::chrono::milliseconds pollPause{200};

    /*! \a engine and \a files are what the rules of the database are laid over: the files of the user who serves, and
     *  the engine with them. The engine must outlive this. */
    Patterns(storage::Database &database, const Engine &engine, std::vector<RuleSource> files);

    /*! Called with the number of rules that are left out, when there are some, each time that rules are read. */
    std::function<void(std::size_t leftOut)> onLeftOut{};

    /*! A pointer read: no database. */
    [[nodiscard]] std::shared_ptr<const RuleSet> current() const;

    /*! Reads the rules when they have changed, about 50 ms then. On an error those at hand stay in force. */
    std::expected<void, storage::Error> refresh();

    /*! Looks for changes by other servers from now on, as long as this lives. */
    void watch();

    /*! What would be wrong with \a rule (one that is there, or without id), and with others because of it. About 50 ms.
     */
    [[nodiscard]] std::vector<RuleProblem> problemsOf(const storage::OverlayRule &rule) const;

    /*! The rules in force with \a rule, or without it. About 50 ms. */
    [[nodiscard]] LaidOver laidOver(const storage::OverlayRule &rule, bool isIncluded) const;

private:
    void use(storage::OverlayRules rules);

    storage::Database &m_database;
    std::shared_ptr<const Engine> m_base;
    std::vector<RuleSource> m_files;
    mutable std::mutex m_mutex; // of m_current
    std::shared_ptr<const RuleSet> m_current;
    std::mutex m_refreshing;
    std::jthread m_watcher;
};

/*! The name in problems of a rule that has no id yet. */
inline constexpr std::string_view newRule = "this rule";

} // namespace mathtts::patterns
