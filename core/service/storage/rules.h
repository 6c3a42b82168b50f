// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace mathtts::storage
{

/*! A rule that users of this service have laid over the built-in ones. */
struct OverlayRule {
    std::string id{}; ///< empty: saved as a new one
    std::string name;
    std::string style;
    std::string locale;
    std::string source; ///< as in resources/rules
    bool isEnabled = true;
    std::string authorId{};
    std::int64_t createdAt = 0; ///< milliseconds since 1970; saveRule() sets both
    std::int64_t updatedAt = 0;
};

/*! All rules, oldest first, and the revision that they are: it grows with each change, also by another server. */
struct OverlayRules {
    std::int64_t revision = 0;
    std::vector<OverlayRule> rules;
};

std::expected<OverlayRules, Error> loadRules(Database &database);
/*! The revision alone, to see whether rules in memory are current. */
std::expected<std::int64_t, Error> rulesRevision(Database &database);
std::expected<std::optional<OverlayRule>, Error> findRule(Database &database, const std::string &id);
/*! Adds a rule without id, or changes the one with that id; nothing when there is none of that id. */
std::expected<std::optional<OverlayRule>, Error> saveRule(Database &database, OverlayRule rule);
/*! Whether there was one. */
std::expected<bool, Error> removeRule(Database &database, const std::string &id);

} // namespace mathtts::storage
