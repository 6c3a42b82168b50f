// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts::telemetry
{

/*! Only grows. */
class Counter
{
public:
    void add(std::uint64_t count = 1) { m_value.fetch_add(count, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value = 0;
};

/*! Goes up and down. */
class Gauge
{
public:
    void set(double value) { m_value.store(value, std::memory_order_relaxed); }
    void add(double value) { m_value.fetch_add(value, std::memory_order_relaxed); }
    [[nodiscard]] double value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<double> m_value = 0;
};

/*! How often which amounts were seen, in buckets with upper bounds (Prometheus: "le"). */
class Histogram
{
public:
    explicit Histogram(std::span<const double> bounds);

    void observe(double value);

    [[nodiscard]] std::span<const double> bounds() const { return m_bounds; }
    /*! How many values were at most the bound of that index; one more entry for all of them. */
    [[nodiscard]] std::vector<std::uint64_t> cumulative() const;
    [[nodiscard]] double sum() const { return m_sum.load(std::memory_order_relaxed); }

private:
    std::vector<double> m_bounds;
    std::vector<std::atomic<std::uint64_t>> m_counts; // one for each bound, and one beyond
    std::atomic<double> m_sum = 0;
};

/*! Seconds of an answer, from half a millisecond to ten seconds. */
std::span<const double> secondsBounds();

enum class MetricType : std::uint8_t { counter, gauge, histogram };

/*! What a metric is called and what its labels are. */
struct MetricInfo {
    std::string name; ///< by Prometheus' rules: unit at the end, counters end in _total
    std::string help;
    MetricType type = MetricType::counter;
    std::vector<std::string> labels;
};

/*! All metrics of one name: one for each set of label values. At most 1000 sets: what comes later is counted with every
 *  label "other", so that a client can't fill the memory. Thread safe. */
class Family
{
public:
    static constexpr std::size_t maxSets = 1000;

    Family(MetricInfo info, std::span<const double> bounds);

    [[nodiscard]] const MetricInfo &info() const { return m_info; }

    struct Values {
        std::vector<std::string> labels;
        std::unique_ptr<Counter> counter; // the one that the type asks for
        std::unique_ptr<Gauge> gauge;
        std::unique_ptr<Histogram> histogram;
    };
    /*! Those of \a labels, in the order of MetricInfo::labels; stays valid. O(log sets). */
    Values &with(std::span<const std::string_view> labels);

    /*! \a visit sees each set. */
    template <typename Visit>
    void each(const Visit &visit) const
    {
        const std::shared_lock lock(m_mutex);
        for (const auto &[key, values] : m_sets)
            visit(*values);
    }

private:
    MetricInfo m_info;
    std::vector<double> m_bounds;
    mutable std::shared_mutex m_mutex;
    std::map<std::string, std::unique_ptr<Values>, std::less<>> m_sets; // key: the labels, each ended by NUL
};

/*! The metrics of one program, to be written out together. Add all before the first use; then thread safe. */
class Registry
{
public:
    Family &add(MetricInfo info, std::span<const double> bounds = {});

    /*! Prometheus' text format 0.0.4. */
    [[nodiscard]] std::string prometheus() const;
    /*! {"name": {"type", "help", "values": [{"labels": {}, "value"}]}}; a histogram has "count", "sum", "buckets". */
    [[nodiscard]] std::string json() const;

private:
    std::vector<std::unique_ptr<Family>> m_families;
};

} // namespace mathtts::telemetry
