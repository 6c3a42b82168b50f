// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/log.h"

#include "engine/text.h"
#include "service/telemetry/json_text.h"
#include "service/telemetry/redact.h"
#include "service/times.h"

#include <chrono>
#include <cstdio>

namespace mathtts::telemetry
{
namespace
{

void toStandardError(std::string_view line)
{
    std::fwrite(line.data(), 1, line.size(), stderr); // unbuffered: one write
}

std::string now()
{
    const auto time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return isoTime(time.time_since_epoch().count());
}

/*! \a value as JSON writes it; secrets and what looks like one are gone. */
void appendValue(std::string &line, const Field &field)
{
    if (isSecretName(field.name)) {
        appendJsonString(line, redacted);
        return;
    }
    if (const auto *text = std::get_if<std::string_view>(&field.value))
        appendJsonString(line, redact(*text));
    else if (const auto *number = std::get_if<std::int64_t>(&field.value))
        line += std::to_string(*number);
    else if (const auto *real = std::get_if<double>(&field.value))
        appendJsonNumber(line, *real);
    else
        line += std::get<bool>(field.value) ? "true" : "false";
}

std::string asJson(Level level, std::string_view event, std::span<const Field> fields)
{
    std::string line = R"({"time":")" + now() + R"(","level":")";
    line += levelName(level);
    line += R"(","event":)";
    appendJsonString(line, redact(event));
    for (const Field &field : fields) {
        line += ',';
        appendJsonString(line, field.name);
        line += ':';
        appendValue(line, field);
    }
    return line + "}\n";
}

std::string asText(Level level, std::string_view event, std::span<const Field> fields)
{
    std::string quoted; // escapes what could command a terminal or start a new line
    appendJsonString(quoted, redact(event));
    std::string line = formatted("{} {:<7} {}", now(), levelName(level), quoted.substr(1, quoted.size() - 2));
    for (const Field &field : fields) {
        line += ' ';
        line += field.name;
        line += '=';
        appendValue(line, field);
    }
    return line + '\n';
}

} // namespace

std::string_view levelName(Level level)
{
    switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
    }
    return "";
}

Log::Log(LogFormat format, Level least, Sink sink)
    : m_format(format)
    , m_least(least)
    , m_sink(sink ? std::move(sink) : toStandardError)
{
}

void Log::write(Level level, std::string_view event, std::span<const Field> fields)
{
    if (!writes(level)) return;
    const std::string line = m_format == LogFormat::json ? asJson(level, event, fields) : asText(level, event, fields);
    const std::scoped_lock lock(m_mutex);
    m_sink(line);
}

} // namespace mathtts::telemetry
