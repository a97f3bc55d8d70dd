// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The predictor's metric families and their samples, in Prometheus' text format.
#pragma once

#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

struct MetricFamily {
    std::string_view name;
    std::string_view type;
    std::string_view help;
};
/// All of the contract's, in its order.
[[nodiscard]] std::span<const MetricFamily> metricFamilies();

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;
/// 'name{a="b"}': a sample's name as it stands in the text, and in the hash that workers keep in Redis.
[[nodiscard]] std::string sampleName(std::string_view name, const Labels &labels);
/// What one observation adds to which samples of a histogram.
[[nodiscard]] std::vector<std::pair<std::string, double>> observation(std::string_view family, const Labels &labels, double seconds);

/// Thread-safe.
class MetricSet {
public:
    using Samples = std::map<std::string, double>;
    void add(std::string_view family, const Labels &labels, double by = 1);
    void set(std::string_view family, const Labels &labels, double value);
    void observe(std::string_view family, const Labels &labels, double seconds);
    /// A histogram's samples at zero: so that rates have something to begin from.
    void expect(std::string_view family, const Labels &labels);
    /// others: samples that are kept elsewhere.
    [[nodiscard]] std::string text(const Samples &others) const;

private:
    mutable std::mutex m_mutex;
    Samples m_samples;
};

} // namespace sandbox
