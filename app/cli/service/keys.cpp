// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "json.h"
#include "store.h"
#include "system.h"

namespace mathtts
{
namespace
{

using accounts::ApiKey;

constexpr std::int64_t aDay = 86'400'000;

struct KeyOptions {
    SettingsOptions settings;
    std::string user;
    std::string name;
    std::string id;
    std::int64_t requests = 0;
    std::int64_t seconds = 3600;
    std::int64_t days = 0;
    bool json = false;
};
using KeyOptionsPointer = std::shared_ptr<KeyOptions>;

std::string stateOf(const ApiKey &key)
{
    if (key.revokedAt != 0) return "revoked";
    return key.expiresAt != 0 && key.expiresAt <= accounts::wallMilliseconds() ? "expired" : "good";
}

std::string limitOf(const ApiKey &key)
{
    return key.rule ? formatted("{} in {} s", key.rule->count, key.rule->seconds) : "usual";
}

std::string asJson(const std::vector<ApiKey> &keys)
{
    std::string text = "[";
    for (const ApiKey &key : keys) {
        text += text.size() > 1 ? ",\n  {\"id\": " : "\n  {\"id\": ";
        appendJsonString(text, key.id);
        text += ", \"name\": ";
        appendJsonString(text, key.name);
        text += ", \"username\": ";
        appendJsonString(text, key.username);
        text += formatted(", \"prefix\": \"{}\", \"state\": \"{}\", \"created_at\": {}, \"expires_at\": {}, "
                          "\"last_used_at\": {}}}",
                          key.prefix, stateOf(key), key.createdAt, key.expiresAt, key.lastUsedAt);
    }
    return text + (keys.empty() ? "]\n" : "\n]\n");
}

ExitCode create(Store &store, const KeyOptions &options)
{
    const auto user = store.accounts->users().findByName(options.user);
    if (!user) return complainAbout(user.error());
    std::optional<limits::Rule> rule;
    if (options.requests > 0)
        rule = limits::Rule{static_cast<std::uint32_t>(options.requests), static_cast<std::uint32_t>(options.seconds)};
    const std::int64_t expiresAt = options.days > 0 ? accounts::wallMilliseconds() + options.days * aDay : 0;
    const auto key = store.accounts->keys().create(user->id, options.name, rule, expiresAt);
    if (!key) return complainAbout(key.error());
    writeError("Keep this key now: it is not shown again.\n");
    return print(key->secret + '\n');
}

ExitCode list(Store &store, const KeyOptions &options)
{
    std::string userId;
    if (!options.user.empty()) {
        const auto user = store.accounts->users().findByName(options.user);
        if (!user) return complainAbout(user.error());
        userId = user->id;
    }
    const auto keys = store.accounts->keys().list(userId);
    if (!keys) return complainAbout(keys.error());
    if (options.json) return print(asJson(*keys));
    std::vector<std::vector<std::string>> rows = {{"ID", "START", "USER", "NAME", "STATE", "LIMIT", "LAST USED"}};
    for (const ApiKey &key : *keys)
        rows.push_back(
            {key.id, key.prefix, key.username, key.name, stateOf(key), limitOf(key), timeText(key.lastUsedAt)});
    return print(columns(rows));
}

ExitCode revoke(Store &store, const KeyOptions &options)
{
    const auto key = store.accounts->keys().revoke(options.id);
    if (!key) return complainAbout(key.error());
    return print(formatted("{}... of {} is worth nothing from now on.\n", key->prefix, key->username));
}

ExitCode rotate(Store &store)
{
    if (const auto rotated = store.accounts->signingKeys().rotate(); !rotated) {
        complain(rotated.error());
        return ExitCode::failed;
    }
    return print("New logins are signed with a new key once mathtts serve starts again; those of before still hold.\n");
}

} // namespace

void addKeysCommand(Program &program)
{
    const auto options = std::make_shared<KeyOptions>();
    CLI::App &keys = program.addOutside("keys");
    keys.require_subcommand(1, 1);
    keys.footer("Example:\n  mathtts keys create ana --name reader --limit 5000 --expires 90\n"
                "mathtts keys create --help shows what create takes, and so on.");

    CLI::App &creation = addAction(keys, program, options, "create", "Make an API key; it is printed once", create);
    creation.add_option("user", options->user, "Whose it is")->required()->type_name("USER");
    creation.add_option("--name", options->name, "What it is for")->required()->type_name("TEXT");
    creation.add_option("--limit", options->requests, "Requests in --window; usual: as the settings say")
        ->check(CLI::Range(1, 100000))
        ->type_name("NUMBER");
    creation.add_option("--window", options->seconds, "Seconds of the limit")
        ->check(CLI::Range(1, 604800))
        ->type_name("NUMBER");
    creation.add_option("--expires", options->days, "Days until it ends; usual: never")
        ->check(CLI::Range(1, 3650))
        ->type_name("DAYS");
    creation.footer("Example:\n  mathtts keys create ana --name reader --limit 5000 --expires 90");

    CLI::App &listing = addAction(keys, program, options, "list", "All API keys", list);
    listing.add_option("--user", options->user, "Only those of this account")->type_name("USER");
    listing.add_flag("--json", options->json, "As a JSON array of objects");

    CLI::App &revocation = addAction(keys, program, options, "revoke", "End an API key, at once", revoke);
    revocation.add_option("id", options->id, "As mathtts keys list shows it")->required()->type_name("ID");

    addAction(keys, program, options, "rotate", "Make a new key for signing logins",
              [](Store &store, KeyOptions &) { return rotate(store); });
}

} // namespace mathtts
