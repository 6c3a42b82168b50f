// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/storage/rules.h"

#include "service/telemetry/correlation.h"

namespace mathtts::storage
{
namespace
{

constexpr std::string_view selectRules =
    "SELECT id, name, style, locale, source, is_enabled, author_id, created_at, updated_at FROM overlay_rules "
    "ORDER BY created_at, id";
constexpr std::string_view selectRule =
    "SELECT id, name, style, locale, source, is_enabled, author_id, created_at, updated_at FROM overlay_rules "
    "WHERE id = ?";

OverlayRule ruleOf(const Row &row)
{
    return {.id = row.text(0),
            .name = row.text(1),
            .style = row.text(2),
            .locale = row.text(3),
            .source = row.text(4),
            .isEnabled = row.number(5) != 0,
            .authorId = row.text(6),
            .createdAt = row.number(7),
            .updatedAt = row.number(8)};
}

std::int64_t revisionIn(Connection &connection)
{
    const auto rows = connection.rows("SELECT value FROM facts WHERE name = 'overlay_rules_revision'");
    return rows.empty() ? 0 : std::stoll(rows.front().text(0));
}

void raiseRevision(Connection &connection)
{
    connection.change("INSERT INTO facts (name, value) VALUES ('overlay_rules_revision', ?) "
                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      {std::to_string(revisionIn(connection) + 1)});
}

std::int64_t now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

std::expected<OverlayRules, Error> loadRules(Database &database)
{
    return database.read([](Connection &connection) -> std::expected<OverlayRules, Error> {
        OverlayRules all{.revision = revisionIn(connection), .rules = {}};
        for (const Row &row : connection.rows(selectRules))
            all.rules.push_back(ruleOf(row));
        return all;
    });
}

std::expected<std::int64_t, Error> rulesRevision(Database &database)
{
    return database.look(
        [](Connection &connection) -> std::expected<std::int64_t, Error> { return revisionIn(connection); });
}

std::expected<std::optional<OverlayRule>, Error> findRule(Database &database, const std::string &id)
{
    return database.look([&](Connection &connection) -> std::expected<std::optional<OverlayRule>, Error> {
        const auto rows = connection.rows(selectRule, {id});
        if (rows.empty()) return std::nullopt;
        return ruleOf(rows.front());
    });
}

std::expected<std::optional<OverlayRule>, Error> saveRule(Database &database, OverlayRule rule)
{
    return database.write([&](Connection &connection) -> std::expected<std::optional<OverlayRule>, Error> {
        OverlayRule saved = rule;
        saved.updatedAt = now();
        if (rule.id.empty()) {
            saved.id = telemetry::makeId();
            saved.createdAt = saved.updatedAt;
            connection.change("INSERT INTO overlay_rules (id, name, style, locale, source, is_enabled, author_id, "
                              "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              {saved.id, saved.name, saved.style, saved.locale, saved.source,
                               std::int64_t{saved.isEnabled}, saved.authorId, saved.createdAt, saved.updatedAt});
        } else {
            const auto rows = connection.rows(selectRule, {rule.id});
            if (rows.empty()) return std::nullopt;
            saved.createdAt = rows.front().number(7);
            saved.authorId = rows.front().text(6);
            connection.change("UPDATE overlay_rules SET name = ?, style = ?, locale = ?, source = ?, is_enabled = ?, "
                              "updated_at = ? WHERE id = ?",
                              {saved.name, saved.style, saved.locale, saved.source, std::int64_t{saved.isEnabled},
                               saved.updatedAt, saved.id});
        }
        raiseRevision(connection);
        return saved;
    });
}

std::expected<bool, Error> removeRule(Database &database, const std::string &id)
{
    return database.write([&](Connection &connection) -> std::expected<bool, Error> {
        if (connection.change("DELETE FROM overlay_rules WHERE id = ?", {id}) == 0) return false;
        raiseRevision(connection);
        return true;
    });
}

} // namespace mathtts::storage
