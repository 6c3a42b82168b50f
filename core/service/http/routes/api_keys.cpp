// SPDX-License-Identifier: GPL-3.0-or-later
// API keys: everybody their own, administrators all.
#include "service/http/routes/account_shapes.h"
#include "service/http/routes/accounts.h"
#include "service/times.h"

namespace mathtts::http
{
namespace
{

constexpr std::int64_t aDay = 86'400'000;

struct KeyOut {
    std::string id;
    std::string name;
    std::string prefix;
    std::string username;
    std::optional<std::int64_t> limitRequests;
    std::optional<std::int64_t> limitSeconds;
    std::string createdAt;
    std::optional<std::string> expiresAt;
    std::optional<std::string> revokedAt;
    std::optional<std::string> lastUsedAt;

    static constexpr auto shapeName = "ApiKey";
    static void describe(Describer<KeyOut> &d) { describeKey(d); }

    template <typename T>
    static void describeKey(Describer<T> &d)
    {
        d.required("id", &KeyOut::id);
        d.required("name", &KeyOut::name);
        d.required("prefix", &KeyOut::prefix, {.about = "How the key starts, to tell keys apart."});
        d.required("username", &KeyOut::username, {.about = "Whose it is."});
        d.optional("limit_requests", &KeyOut::limitRequests, {.about = "Its own limit: so many requests ..."});
        d.optional("limit_seconds", &KeyOut::limitSeconds, {.about = "... in so many seconds."});
        d.required("created_at", &KeyOut::createdAt, {.format = "date-time"});
        d.optional("expires_at", &KeyOut::expiresAt, {.format = "date-time"});
        d.optional("revoked_at", &KeyOut::revokedAt, {.format = "date-time"});
        d.optional("last_used_at", &KeyOut::lastUsedAt, {.about = "To the minute.", .format = "date-time"});
    }
};

struct NewKeyOut : KeyOut {
    std::string apiKey;

    static constexpr auto shapeName = "NewApiKey";
    static void describe(Describer<NewKeyOut> &d)
    {
        describeKey(d);
        d.required("api_key", &NewKeyOut::apiKey, {.about = "The key, for X-API-Key. It is shown only now."});
    }
};

struct NewKeyIn {
    std::string name;
    std::optional<std::int64_t> expiresInDays;
    std::optional<std::int64_t> limitRequests;
    std::optional<std::int64_t> limitSeconds;
    std::optional<std::string> userId;

    static constexpr auto shapeName = "NewApiKeyRequest";
    static void describe(Describer<NewKeyIn> &d)
    {
        d.required("name", &NewKeyIn::name, {.about = "What it is for.", .shortest = 1, .longest = 100});
        d.optional("expires_in_days", &NewKeyIn::expiresInDays,
                   {.about = "Left out: never.", .least = 1, .most = 3650});
        d.optional("limit_requests", &NewKeyIn::limitRequests,
                   {.about = "A limit of its own; for administrators.", .least = 1, .most = 100000});
        d.optional("limit_seconds", &NewKeyIn::limitSeconds, {.about = "Its window.", .least = 1, .most = 604800});
        d.optional("user_id", &NewKeyIn::userId, {.about = "For somebody else; for administrators.", .longest = 64});
    }
};

struct KeysIn {
    std::string userId;
    bool all = false;

    static constexpr auto shapeName = "ApiKeysQuery";
    static void describe(Describer<KeysIn> &d)
    {
        d.optional("user_id", &KeysIn::userId, {.about = "Those of somebody else; for administrators.", .longest = 64});
        d.optional("all", &KeysIn::all, {.about = "Everybody's; for administrators."});
    }
};

struct KeysOut {
    std::vector<KeyOut> keys;

    static constexpr auto shapeName = "ApiKeys";
    static void describe(Describer<KeysOut> &d) { d.required("keys", &KeysOut::keys, {.about = "Newest first."}); }
};

KeyOut keyOut(const accounts::ApiKey &key)
{
    KeyOut out{.id = key.id,
               .name = key.name,
               .prefix = key.prefix,
               .username = key.username,
               .limitRequests = {},
               .limitSeconds = {},
               .createdAt = isoTime(key.createdAt),
               .expiresAt = timeOrNothing(key.expiresAt),
               .revokedAt = timeOrNothing(key.revokedAt),
               .lastUsedAt = timeOrNothing(key.lastUsedAt)};
    if (key.rule) {
        out.limitRequests = key.rule->count;
        out.limitSeconds = key.rule->seconds;
    }
    return out;
}

bool isAdministrator(const Request &request)
{
    return request.identity->role == accounts::Role::admin;
}

Failure forAdministrators()
{
    return {403, "forbidden", "This is for administrators."};
}

Answer<NewKeyOut> create(const AccountParts &parts, const Request &request, const NewKeyIn &in)
{
    if (auto failure = needsLogin(request)) return std::unexpected(std::move(*failure));
    if (!isAdministrator(request) && (in.userId || in.limitRequests || in.limitSeconds))
        return std::unexpected(forAdministrators());
    std::optional<limits::Rule> rule;
    if (in.limitRequests)
        rule = limits::Rule{static_cast<std::uint32_t>(*in.limitRequests),
                            static_cast<std::uint32_t>(in.limitSeconds.value_or(3600))};
    const std::int64_t expiresAt = in.expiresInDays ? accounts::wallMilliseconds() + *in.expiresInDays * aDay : 0;
    const auto key =
        parts.accounts.keys().create(in.userId.value_or(request.identity->userId), in.name, rule, expiresAt);
    if (!key) return std::unexpected(failureOf(key.error()));
    NewKeyOut out{keyOut(key->key), key->secret};
    return out;
}

Answer<KeysOut> list(const AccountParts &parts, const Request &request, const KeysIn &in)
{
    if (!isAdministrator(request) && (in.all || !in.userId.empty())) return std::unexpected(forAdministrators());
    const std::string whose = in.all ? std::string() : in.userId.empty() ? request.identity->userId : in.userId;
    const auto keys = parts.accounts.keys().list(whose);
    if (!keys) return std::unexpected(failureOf(keys.error()));
    KeysOut out;
    for (const accounts::ApiKey &key : *keys)
        out.keys.push_back(keyOut(key));
    return out;
}

Answer<KeyOut> revoke(const AccountParts &parts, const Request &request)
{
    if (auto failure = needsLogin(request)) return std::unexpected(std::move(*failure));
    const std::string whose = isAdministrator(request) ? std::string() : request.identity->userId;
    const auto key = parts.accounts.keys().revoke(std::string(request.parameter("id")), whose);
    if (!key) return std::unexpected(failureOf(key.error()));
    return keyOut(*key);
}

} // namespace

void addApiKeyRoutes(Table &table, const AccountParts &parts)
{
    table.add<NewKeyIn, NewKeyOut>(
        {.method = Method::post,
         .path = "/auth/api-keys",
         .id = "createApiKey",
         .tag = "API keys",
         .summary = "Make an API key",
         .about = "The key is shown once. Send it as X-API-Key.",
         .access = Access::known,
         .lane = Lane::storage,
         .success = 201,
         .failures = {403, 404, 503},
         .examples = {{.name = "for a reader", .body = R"({"name":"reader","expires_in_days":90})", .status = 201}}},
        [&parts](const Request &request, NewKeyIn &in) { return create(parts, request, in); });
    table.add<KeysIn, KeysOut>({.method = Method::get,
                                .path = "/auth/api-keys",
                                .id = "listApiKeys",
                                .tag = "API keys",
                                .summary = "My API keys",
                                .access = Access::known,
                                .lane = Lane::storage,
                                .failures = {403, 503},
                                .examples = {{.name = "mine"}}},
                               [&parts](const Request &request, KeysIn &in) { return list(parts, request, in); });
    table.add<Nothing, KeyOut>({.method = Method::del,
                                .path = "/auth/api-keys/{id}",
                                .id = "revokeApiKey",
                                .tag = "API keys",
                                .summary = "End an API key, at once",
                                .access = Access::known,
                                .lane = Lane::storage,
                                .failures = {403, 404, 503}},
                               [&parts](const Request &request, Nothing &) { return revoke(parts, request); });
}

} // namespace mathtts::http
