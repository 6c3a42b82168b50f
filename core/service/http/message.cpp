// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/message.h"

#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts::http
{
namespace
{

constexpr std::string_view separator = ": ";
constexpr std::string_view lineEnd = "\r\n";
// of an answer, so that adding them takes no more memory twice
constexpr std::size_t usualFields = 16;
constexpr std::size_t usualBytes = 768;

int hexValue(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const Decoded decoded = decodeUtf8(text, i);
        if (!decoded.valid) return false;
        i += decoded.length;
    }
    return true;
}

} // namespace

std::string_view Headers::nameOf(const Field &field) const
{
    return std::string_view(m_lines).substr(field.begin, field.nameLength);
}

std::string_view Headers::valueOf(const Field &field) const
{
    return std::string_view(m_lines).substr(field.begin + field.nameLength + separator.size(), field.valueLength);
}

std::vector<Headers::Field>::const_iterator Headers::find(std::string_view name) const
{
    return std::ranges::find_if(
        m_fields, [&](const Field &field) { return field.nameLength == name.size() && sameName(nameOf(field), name); });
}

std::string_view Headers::get(std::string_view name) const
{
    const auto found = find(name);
    return found == m_fields.end() ? std::string_view() : valueOf(*found);
}

bool Headers::has(std::string_view name) const
{
    return find(name) != m_fields.end();
}

void Headers::add(std::string_view name, std::string_view value)
{
    if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t'; })) return;
    if (m_fields.empty()) reserve(usualFields, usualBytes);
    m_fields.push_back({.begin = m_lines.size(), .nameLength = name.size(), .valueLength = value.size()});
    m_lines.append(name).append(separator).append(value).append(lineEnd);
}

void Headers::set(std::string_view name, std::string_view value)
{
    Headers others;
    for (const Field &field : m_fields)
        if (!sameName(nameOf(field), name)) others.add(nameOf(field), valueOf(field));
    others.add(name, value);
    *this = std::move(others);
}

void Headers::reserve(std::size_t count, std::size_t bytes)
{
    m_fields.reserve(count);
    m_lines.reserve(bytes);
}

std::string_view Request::parameter(std::string_view name) const
{
    const auto found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
    return found == parameters.end() ? std::string_view() : found->second;
}

Response jsonResponse(std::string json, int status)
{
    Response response{.status = status, .headers = {}, .body = std::move(json), .stream = {}};
    response.headers.add("Content-Type", "application/json");
    return response;
}

Response failureResponse(const Request &request, const Failure &failure)
{
    std::string json = R"({"error":)";
    appendJson(json, std::string_view(failure.error));
    json += R"(,"detail":)";
    appendJson(json, std::string_view(failure.detail));
    json += R"(,"request_id":)";
    appendJson(json, std::string_view(request.id));
    if (!failure.problems.empty()) {
        json += R"(,"problems":[)";
        for (const Problem &problem : failure.problems) {
            if (json.back() != '[') json += ',';
            json += R"({"pointer":)";
            appendJson(json, std::string_view(problem.pointer));
            json += R"(,"message":)";
            appendJson(json, std::string_view(problem.message));
            json += '}';
        }
        json += ']';
    }
    json += '}';
    Response response = jsonResponse(std::move(json), failure.status);
    response.headers.add("Cache-Control", "no-store");
    if (failure.retryAfter) response.headers.add("Retry-After", std::to_string(*failure.retryAfter));
    return response;
}

std::optional<std::string> decodePercent(std::string_view text, bool form)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && form) {
            decoded += ' ';
        } else if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
            if (high < 0 || low < 0) return {};
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    if (!isUtf8(decoded)) return {};
    return decoded;
}

std::optional<Parameters> parseForm(std::string_view text)
{
    Parameters parameters;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = decodePercent(pair.substr(0, equals), true);
        auto value = decodePercent(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value) return {};
        parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return parameters;
}

} // namespace mathtts::http
