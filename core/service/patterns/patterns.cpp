// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/patterns/patterns.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <condition_variable>

namespace mathtts::patterns
{
namespace
{

RuleSource sourceOf(const storage::OverlayRule &rule)
{
    return {.name = rule.id.empty() ? std::string(newRule) : rule.id,
            .text = rule.source,
            .style = rule.style,
            .locale = rule.locale};
}

/*! A short text that stands for all that \a sources say. */
std::string tagOf(const std::vector<RuleSource> &sources)
{
    if (sources.empty()) return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const RuleSource &source : sources)
        for (const std::string *part : {&source.style, &source.locale, &source.text}) {
            hash.addData(QByteArrayView(part->data(), static_cast<qsizetype>(part->size())));
            hash.addData(QByteArrayView("\0", 1));
        }
    constexpr qsizetype length = 24; // of 64 digits
    return hash.result().toHex().left(length).toStdString();
}

std::vector<RuleSource> enabled(std::vector<RuleSource> below, const std::vector<storage::OverlayRule> &rules)
{
    for (const storage::OverlayRule &rule : rules)
        if (rule.isEnabled) below.push_back(sourceOf(rule));
    return below;
}

} // namespace

const storage::OverlayRule *RuleSet::find(std::string_view id) const
{
    const auto found = std::ranges::find(rules, id, &storage::OverlayRule::id);
    return found == rules.end() ? nullptr : &*found;
}

Patterns::Patterns(storage::Database &database, const Engine &engine, std::vector<RuleSource> files)
    : m_database(database)
    , m_base(std::shared_ptr<const Engine>(), &engine)
    , m_files(std::move(files))
    , m_current(std::make_shared<const RuleSet>(RuleSet{.engine = m_base, .tag = tagOf(m_files)}))
{
}

std::shared_ptr<const RuleSet> Patterns::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_current;
}

std::expected<void, storage::Error> Patterns::refresh()
{
    const std::scoped_lock lock(m_refreshing);
    const auto revision = storage::rulesRevision(m_database);
    if (!revision) return std::unexpected(revision.error());
    if (*revision == current()->revision) return {};
    auto rules = storage::loadRules(m_database);
    if (!rules) return std::unexpected(rules.error());
    use(std::move(*rules));
    return {};
}

void Patterns::use(storage::OverlayRules rules)
{
    const std::vector<RuleSource> sources = enabled(m_files, rules.rules);
    RuleSet set{.engine = m_base, .tag = tagOf(sources), .revision = rules.revision, .rules = std::move(rules.rules)};
    if (sources.size() > m_files.size()) {
        LaidOver laid = layOver(sources);
        set.engine = std::make_shared<const Engine>(std::move(laid.images));
        set.problems = std::move(laid.problems);
    }
    if (onLeftOut && !set.problems.empty()) onLeftOut(set.problems.size());
    auto shared = std::make_shared<const RuleSet>(std::move(set));
    const std::scoped_lock lock(m_mutex);
    m_current = std::move(shared);
}

void Patterns::watch()
{
    m_watcher = std::jthread([this](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, pollPause, [] { return false; }) && !stop.stop_requested()) {
            [[maybe_unused]] const auto done = refresh(); // the next round tries again
        }
    });
}

LaidOver Patterns::laidOver(const storage::OverlayRule &rule, bool isIncluded) const
{
    std::vector<storage::OverlayRule> rules = current()->rules;
    storage::OverlayRule asked = rule;
    asked.isEnabled = isIncluded;
    const auto same = std::ranges::find(rules, rule.id, &storage::OverlayRule::id);
    if (same == rules.end())
        rules.push_back(std::move(asked));
    else
        *same = std::move(asked);
    return layOver(enabled(m_files, rules));
}

std::vector<RuleProblem> Patterns::problemsOf(const storage::OverlayRule &rule) const
{
    const auto now = current();
    const std::string_view own = rule.id.empty() ? newRule : std::string_view(rule.id);
    std::vector<RuleProblem> problems = laidOver(rule, true).problems;
    std::erase_if(problems, [&](const RuleProblem &problem) { // of what is left out already
        return problem.file != own &&
               (!now->find(problem.file) ||
                std::ranges::find(now->problems, problem.file, &RuleProblem::file) != now->problems.end());
    });
    return problems;
}

} // namespace mathtts::patterns
