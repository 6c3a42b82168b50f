// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/redact.h"

#include <algorithm>
#include <array>

namespace mathtts::telemetry
{
namespace
{

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isWord(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool startsWith(std::string_view text, std::string_view lowerPrefix)
{
    return text.size() >= lowerPrefix.size() &&
           std::ranges::equal(text.substr(0, lowerPrefix.size()), lowerPrefix, {}, lower);
}

std::size_t lengthWhile(std::string_view text, std::size_t from, auto condition)
{
    std::size_t end = from;
    while (end < text.size() && condition(text[end]))
        ++end;
    return end - from;
}

/*! What a secret at the start of some text is made of: what may stay, and what must go. */
struct Found {
    std::size_t kept = 0;
    std::size_t secret = 0;
};

Found tokenAt(std::string_view text)
{
    if (!text.starts_with("eyJ")) return {};
    const auto isTokenCharacter = [](char c) { return isWord(c) || c == '.' || c == '='; };
    const std::size_t length = lengthWhile(text, 0, isTokenCharacter);
    return std::ranges::count(text.substr(0, length), '.') >= 1 ? Found{0, length} : Found{};
}

Found keyAt(std::string_view text)
{
    for (const std::string_view prefix : {"mtts_", "setup_"})
        if (text.starts_with(prefix)) {
            const std::size_t length = lengthWhile(text, prefix.size(), isWord);
            if (length >= 8) return {prefix.size(), length};
        }
    return {};
}

Found schemeAt(std::string_view text)
{
    for (const std::string_view scheme : {"bearer ", "basic "})
        if (startsWith(text, scheme))
            return {scheme.size(), lengthWhile(text, scheme.size(), [](char c) { return c > ' ' && c != '"'; })};
    return {};
}

Found pairAt(std::string_view text)
{
    const std::size_t name = lengthWhile(text, 0, isWord);
    std::size_t at = name;
    if (at < text.size() && text[at] == '"') ++at;
    if (at >= text.size() || (text[at] != '=' && text[at] != ':')) return {};
    if (name == 0 || !isSecretName(text.substr(0, name))) return {};
    ++at;
    at += lengthWhile(text, at, [](char c) { return c == ' '; });
    for (const std::string_view scheme : {"bearer ", "basic "})
        if (startsWith(text.substr(at), scheme)) at += scheme.size();
    if (at < text.size() && text[at] == '"') {
        ++at;
        return {at, lengthWhile(text, at, [](char c) { return c != '"'; })};
    }
    return {at, lengthWhile(text, at, [](char c) { return c > ' ' && c != '&' && c != ',' && c != ';'; })};
}

/*! "://user:password@": the part between the colon and the last at sign of the authority. */
Found addressAt(std::string_view text)
{
    if (!text.starts_with("://")) return {};
    const std::size_t authority =
        lengthWhile(text, 3, [](char c) { return c > ' ' && c != '/' && c != '?' && c != '#' && c != '"'; });
    const std::string_view inside = text.substr(3, authority);
    const std::size_t at = inside.rfind('@');
    const std::size_t colon = inside.find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return {};
    return {3 + colon + 1, at - colon - 1};
}

} // namespace

bool isSecretName(std::string_view name)
{
    std::string plain;
    plain.reserve(name.size());
    for (const char c : name)
        if (c != '_' && c != '-' && c != ' ') plain += lower(c);
    static constexpr std::array names = {"password", "passwd", "passphrase", "secret", "authorization",
                                         "cookie",   "apikey", "token",      "jwt",    "credential"};
    return std::ranges::any_of(names, [&](const char *secret) { return plain.contains(secret); });
}

std::string redact(std::string_view text)
{
    // every kind of secret has one of these: a path, a method or an identifier needs no second look
    if (text.find_first_of(" =:_.") == std::string_view::npos) return std::string(text);
    std::string clean;
    clean.reserve(text.size());
    bool atWord = true; // a secret starts where a word does
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        Found found;
        if (atWord || !isWord(text[i]))
            for (const auto &look : {tokenAt, keyAt, schemeAt, pairAt, addressAt})
                if (found = look(rest); found.secret > 0) break;
        if (found.secret > 0) {
            clean += rest.substr(0, found.kept);
            clean += redacted;
            i += found.kept + found.secret;
            atWord = true;
            continue;
        }
        clean += text[i];
        atWord = !isWord(text[i]);
        ++i;
    }
    return clean;
}

} // namespace mathtts::telemetry
