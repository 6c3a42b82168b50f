// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/telemetry/metrics.h"

#include "service/telemetry/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>

namespace mathtts::telemetry
{
namespace
{

/*! \a number as Prometheus reads it back. */
std::string numberText(double number)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), end.ptr};
}

/*! A label's value between its quotes, or a help text: backslash, quote and line end are escaped. */
std::string escaped(std::string_view text, bool quotes)
{
    std::string result;
    for (const char c : text) {
        if (c == '\\')
            result += "\\\\";
        else if (c == '\n')
            result += "\\n";
        else if (c == '"' && quotes)
            result += "\\\"";
        else
            result += c;
    }
    return result;
}

std::string_view typeName(MetricType type)
{
    switch (type) {
    case MetricType::counter: return "counter";
    case MetricType::gauge: return "gauge";
    case MetricType::histogram: return "histogram";
    }
    return "";
}

void appendSample(std::string &text, const std::string &name, const MetricInfo &info, const Family::Values &values,
                  const std::string &le, const std::string &value)
{
    text += name;
    if (!info.labels.empty() || !le.empty()) {
        text += '{';
        for (std::size_t i = 0; i < info.labels.size(); ++i) {
            if (i > 0) text += ',';
            text += info.labels[i] + "=\"" + escaped(values.labels[i], true) + '"';
        }
        if (!le.empty()) text += std::string(info.labels.empty() ? "" : ",") + "le=\"" + le + '"';
        text += '}';
    }
    text += ' ' + value + '\n';
}

void appendPrometheus(std::string &text, const MetricInfo &info, const Family::Values &values)
{
    if (values.counter) appendSample(text, info.name, info, values, {}, std::to_string(values.counter->value()));
    if (values.gauge) appendSample(text, info.name, info, values, {}, numberText(values.gauge->value()));
    if (!values.histogram) return;
    const auto counts = values.histogram->cumulative();
    const auto bounds = values.histogram->bounds();
    for (std::size_t i = 0; i < counts.size(); ++i)
        appendSample(text, info.name + "_bucket", info, values, i < bounds.size() ? numberText(bounds[i]) : "+Inf",
                     std::to_string(counts[i]));
    appendSample(text, info.name + "_sum", info, values, {}, numberText(values.histogram->sum()));
    appendSample(text, info.name + "_count", info, values, {}, std::to_string(counts.back()));
}

void appendJson(std::string &json, const MetricInfo &info, const Family::Values &values)
{
    json += R"({"labels":{)";
    for (std::size_t i = 0; i < info.labels.size(); ++i) {
        if (i > 0) json += ',';
        appendJsonString(json, info.labels[i]);
        json += ':';
        appendJsonString(json, values.labels[i]);
    }
    json += '}';
    if (values.counter) json += R"(,"value":)" + std::to_string(values.counter->value());
    if (values.gauge) {
        json += R"(,"value":)";
        appendJsonNumber(json, values.gauge->value());
    }
    if (values.histogram) {
        const auto counts = values.histogram->cumulative();
        const auto bounds = values.histogram->bounds();
        json += R"(,"count":)" + std::to_string(counts.back()) + R"(,"sum":)";
        appendJsonNumber(json, values.histogram->sum());
        json += R"(,"buckets":[)";
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            json += i > 0 ? R"(,{"le":)" : R"({"le":)";
            appendJsonNumber(json, bounds[i]);
            json += R"(,"count":)" + std::to_string(counts[i]) + '}';
        }
        json += ']';
    }
    json += '}';
}

} // namespace

Histogram::Histogram(std::span<const double> bounds)
    : m_bounds(bounds.begin(), bounds.end())
    , m_counts(bounds.size() + 1)
{
}

void Histogram::observe(double value)
{
    const auto bound = std::ranges::lower_bound(m_bounds, value);
    m_counts[static_cast<std::size_t>(bound - m_bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(value, std::memory_order_relaxed);
}

std::vector<std::uint64_t> Histogram::cumulative() const
{
    std::vector<std::uint64_t> counts;
    counts.reserve(m_counts.size());
    std::uint64_t total = 0;
    for (const auto &count : m_counts)
        counts.push_back(total += count.load(std::memory_order_relaxed));
    return counts;
}

std::span<const double> secondsBounds()
{
    static constexpr std::array bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                          0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
    return bounds;
}

Family::Family(MetricInfo info, std::span<const double> bounds)
    : m_info(std::move(info))
    , m_bounds(bounds.begin(), bounds.end())
{
    if (m_info.labels.empty()) with({}); // there from the start, with zero
}

Family::Values &Family::with(std::span<const std::string_view> labels)
{
    std::size_t length = labels.size();
    for (const std::string_view label : labels)
        length += label.size();
    std::string key;
    key.reserve(length);
    for (const std::string_view label : labels) {
        key += label;
        key += '\0';
    }
    {
        const std::shared_lock lock(m_mutex);
        if (const auto found = m_sets.find(key); found != m_sets.end()) return *found->second;
    }
    const std::scoped_lock lock(m_mutex);
    std::vector<std::string> names(labels.begin(), labels.end());
    names.resize(m_info.labels.size());
    if (m_sets.size() >= maxSets && !m_sets.contains(key)) {
        names.assign(m_info.labels.size(), "other");
        key = "\1other"; // no label starts with a control character
    }
    auto &values = m_sets[key];
    if (!values) {
        values = std::make_unique<Values>();
        values->labels = std::move(names);
        if (m_info.type == MetricType::counter) values->counter = std::make_unique<Counter>();
        if (m_info.type == MetricType::gauge) values->gauge = std::make_unique<Gauge>();
        if (m_info.type == MetricType::histogram) values->histogram = std::make_unique<Histogram>(m_bounds);
    }
    return *values;
}

Family &Registry::add(MetricInfo info, std::span<const double> bounds)
{
    return *m_families.emplace_back(std::make_unique<Family>(std::move(info), bounds));
}

std::string Registry::prometheus() const
{
    std::string text;
    for (const auto &family : m_families) {
        const MetricInfo &info = family->info();
        text += "# HELP " + info.name + ' ' + escaped(info.help, false) + '\n';
        text += "# TYPE " + info.name + ' ' + std::string(typeName(info.type)) + '\n';
        family->each([&](const Family::Values &values) { appendPrometheus(text, info, values); });
    }
    return text;
}

std::string Registry::json() const
{
    std::string json = "{";
    for (const auto &family : m_families) {
        const MetricInfo &info = family->info();
        if (json.size() > 1) json += ',';
        appendJsonString(json, info.name);
        json += R"(:{"type":")" + std::string(typeName(info.type)) + R"(","help":)";
        appendJsonString(json, info.help);
        json += R"(,"values":[)";
        bool isFirst = true;
        family->each([&](const Family::Values &values) {
            if (!isFirst) json += ',';
            isFirst = false;
            appendJson(json, info, values);
        });
        json += "]}";
    }
    return json + '}';
}

} // namespace mathtts::telemetry
