// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/settings/settings.h"

#include "engine/text.h"

#include <QHostAddress>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace mathtts::settings
{
namespace
{

constexpr std::string_view mask = "********";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

const Setting *find(std::string_view name)
{
    const auto found = std::ranges::find(table(), name, [](const Setting &setting) { return setting.name; });
    return found == table().end() ? nullptr : &*found;
}

/*! Takes \a text as the value of a setting; false when it is not allowed. */
struct Assign {
    Settings &settings;
    const Setting &setting;
    std::string_view text;

    bool operator()(bool Settings::*member) const
    {
        const std::string word = lower(text);
        const bool isTrue = word == "true" || word == "1" || word == "yes" || word == "on";
        if (!isTrue && word != "false" && word != "0" && word != "no" && word != "off") return false;
        settings.*member = isTrue;
        return true;
    }
    bool operator()(std::int64_t Settings::*member) const
    {
        std::int64_t number = 0;
        const char *end = text.data() + text.size();
        const auto [last, error] = std::from_chars(text.data(), end, number);
        if (error != std::errc() || last != end || number < setting.least || number > setting.most) return false;
        settings.*member = number;
        return true;
    }
    bool operator()(std::string Settings::*member) const
    {
        const auto choices = split(setting.choices, ' ');
        if (!choices.empty() && !std::ranges::contains(choices, text)) return false;
        if (setting.check && !setting.check(text).empty()) return false;
        settings.*member = text;
        return true;
    }
    bool operator()(std::vector<std::string> Settings::*member) const
    {
        auto parts = split(text, ',');
        if (setting.check &&
            !std::ranges::all_of(parts, [&](const std::string &part) { return setting.check(part).empty(); }))
            return false;
        settings.*member = std::move(parts);
        return true;
    }
};

/*! The word that what is not allowed is shown as. */
std::string shown(const Setting &setting, std::string_view text)
{
    return setting.isSecret ? std::string(mask) : formatted("\"{}\"", text.substr(0, 200));
}

struct Loading {
    Loaded loaded;
    std::vector<std::string> mistakes;

    void set(const Setting &setting, std::string_view text, Origin origin, const std::string &where)
    {
        text = trimmed(text);
        if (std::visit(Assign{loaded.values, setting, text}, setting.member)) {
            loaded.origins[setting.name] = origin;
            return;
        }
        mistakes.push_back(formatted("{} ({}) is {}. Allowed: {}.", setting.name, where, shown(setting, text),
                                     allowedValues(setting)));
    }

    void readFile(const Sources &sources)
    {
        int number = 0;
        std::string_view rest = sources.file;
        while (!rest.empty()) {
            ++number;
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = trimmed(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.empty() || line.front() == '#') continue;
            const std::string where = formatted("{}, line {}", sources.fileName, number);
            const std::size_t equals = line.find('=');
            if (equals == std::string_view::npos) {
                mistakes.push_back(formatted("{}: a line is NAME = value.", where));
                continue;
            }
            const std::string_view name = trimmed(line.substr(0, equals));
            std::string_view value = trimmed(line.substr(equals + 1));
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            if (const Setting *setting = find(name))
                set(*setting, value, Origin::file, where);
            else
                mistakes.push_back(formatted("{}: there is no setting {}.", where, name));
        }
    }
};

/*! "scheme://user:********@host". */
std::string maskPassword(const std::string &url)
{
    const std::size_t start = url.find("://");
    if (start == std::string::npos) return url.empty() ? url : std::string(mask);
    const std::size_t end = std::min(url.find('/', start + 3), url.size());
    const std::size_t at = url.rfind('@', end);
    const std::size_t colon = url.find(':', start + 3);
    if (at == std::string::npos || at < start || colon == std::string::npos || colon > at) return url;
    return url.substr(0, colon + 1) + std::string(mask) + url.substr(at);
}

} // namespace

std::string optionName(const Setting &setting)
{
    std::string name = "--" + lower(setting.name);
    std::ranges::replace(name, '_', '-');
    return name;
}

std::string allowedValues(const Setting &setting)
{
    if (std::holds_alternative<bool Settings::*>(setting.member)) return "true or false";
    if (std::holds_alternative<std::int64_t Settings::*>(setting.member))
        return formatted("a whole number from {} to {}", setting.least, setting.most);
    const auto choices = split(setting.choices, ' ');
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i)
        text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
    if (!text.empty()) return text;
    // a check says what is allowed when it refuses; no check takes this
    return setting.check ? setting.check(" ") : "any text";
}

std::string_view originName(Origin origin)
{
    switch (origin) {
    case Origin::builtIn: return "default";
    case Origin::file: return "settings file";
    case Origin::environment: return "environment";
    case Origin::commandLine: return "command line";
    }
    return "";
}

std::expected<Loaded, std::vector<std::string>> load(const Sources &sources)
{
    Loading loading;
    for (const Setting &setting : table())
        loading.loaded.origins[setting.name] = Origin::builtIn;
    loading.readFile(sources);
    if (sources.environment)
        for (const Setting &setting : table())
            if (const auto value = sources.environment(setting.name))
                loading.set(setting, *value, Origin::environment, "environment");
    for (const auto &[name, value] : sources.commandLine)
        if (const Setting *setting = find(name))
            loading.set(*setting, value, Origin::commandLine, optionName(*setting));

    const Settings &values = loading.loaded.values;
    if (values.tlsCertificate.empty() != values.tlsKey.empty())
        loading.mistakes.emplace_back("TLS_CERTIFICATE and TLS_KEY: give both or neither.");
    if (!loading.mistakes.empty()) return std::unexpected(std::move(loading.mistakes));
    return std::move(loading.loaded);
}

std::string valueText(const Settings &settings, const Setting &setting, bool masked)
{
    struct Text {
        const Settings &settings;
        std::string operator()(bool Settings::*member) const { return settings.*member ? "true" : "false"; }
        std::string operator()(std::int64_t Settings::*member) const { return std::to_string(settings.*member); }
        std::string operator()(std::string Settings::*member) const { return settings.*member; }
        std::string operator()(std::vector<std::string> Settings::*member) const
        {
            std::string text;
            for (const std::string &part : settings.*member)
                text += (text.empty() ? "" : ",") + part;
            return text;
        }
    };
    const std::string text = std::visit(Text{settings}, setting.member);
    if (!masked || !setting.isSecret || text.empty()) return text;
    return std::string_view(setting.name).ends_with("_URL") ? maskPassword(text) : std::string(mask);
}

std::optional<std::string> processEnvironment(const char *name)
{
    const char *value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

std::optional<ListenAddress> parseListenAddress(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return {};
    std::string_view address = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    ListenAddress result;
    const auto [last, error] = std::from_chars(port.data(), port.data() + port.size(), result.port);
    if (error != std::errc() || last != port.data() + port.size()) return {};
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    else if (address.contains(':'))
        return {};
    result.address = address == "*" ? "" : address;
    if (result.address.empty() || result.address == "localhost") return result;
    if (QHostAddress(QString::fromStdString(result.address)).isNull()) return {};
    return result;
}

bool isLoopback(std::string_view address)
{
    if (address == "localhost") return true;
    return QHostAddress(QString::fromUtf8(address.data(), static_cast<qsizetype>(address.size()))).isLoopback();
}

} // namespace mathtts::settings
