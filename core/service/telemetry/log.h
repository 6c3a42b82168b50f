// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace mathtts::telemetry
{

enum class Level : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t { json, console };

/*! "debug", "info", "warning", "error". */
std::string_view levelName(Level level);

/*! One fact of a line, such as {"status", 200}. */
struct Field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;

    Field(std::string_view fieldName, std::string_view text)
        : name(fieldName)
        , value(text)
    {
    }
    Field(std::string_view fieldName, const char *text)
        : name(fieldName)
        , value(std::string_view(text))
    {
    }
    Field(std::string_view fieldName, const std::string &text)
        : name(fieldName)
        , value(std::string_view(text))
    {
    }
    Field(std::string_view fieldName, bool truth)
        : name(fieldName)
        , value(truth)
    {
    }
    Field(std::string_view fieldName, double number)
        : name(fieldName)
        , value(number)
    {
    }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    Field(std::string_view fieldName, Number number)
        : name(fieldName)
        , value(static_cast<std::int64_t>(number))
    {
    }
};

/*!
 * Structured lines: time (ISO 8601, UTC, milliseconds), level, event, fields.
 *
 *   log.info("request", {{"correlation_id", id}, {"status", 200}, {"duration_ms", 1.25}});
 *   {"time":"2026-01-02T03:04:05.678Z","level":"info","event":"request","correlation_id":"...","status":200,...}
 *
 * Every value passes the redaction of redact.h, so that a secret that slips in is not written. A line never holds a
 * line end of a value. Thread safe; one write for each line. Lines that can't be written are dropped.
 */
class Log
{
public:
    using Sink = std::function<void(std::string_view line)>;

    /*! Writes to standard error unless \a sink takes the lines (each with its line end). */
    explicit Log(LogFormat format = LogFormat::json, Level least = Level::info, Sink sink = {});

    [[nodiscard]] bool writes(Level level) const { return level >= m_least; }

    void write(Level level, std::string_view event, std::span<const Field> fields);

    void debug(std::string_view event, std::initializer_list<Field> fields = {})
    {
        write(Level::debug, event, std::span(fields.begin(), fields.size()));
    }
    void info(std::string_view event, std::initializer_list<Field> fields = {})
    {
        write(Level::info, event, std::span(fields.begin(), fields.size()));
    }
    void warning(std::string_view event, std::initializer_list<Field> fields = {})
    {
        write(Level::warning, event, std::span(fields.begin(), fields.size()));
    }
    void error(std::string_view event, std::initializer_list<Field> fields = {})
    {
        write(Level::error, event, std::span(fields.begin(), fields.size()));
    }

private:
    LogFormat m_format;
    Level m_least;
    Sink m_sink;
    std::mutex m_mutex;
};

} // namespace mathtts::telemetry
