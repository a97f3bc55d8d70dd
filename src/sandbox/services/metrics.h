// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// /metrics of the API in Prometheus' text format: the predictor's families, fed with what was really asked of this
// stand-in.
#pragma once

#include "sandbox/services/message.h"

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace sandbox {

/// Thread-safe.
class RequestCounts {
public:
    explicit RequestCounts(std::chrono::sys_seconds start);

    /// endpoint: the route with its parameters unnamed, so that the number of series is bounded.
    void add(const std::string &method, const std::string &endpoint, int status, std::chrono::duration<double> took);
    [[nodiscard]] std::string text(std::chrono::sys_seconds now) const;

    static constexpr std::array<double, 14> buckets = {
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};

private:
    struct Durations {
        std::array<long, buckets.size()> upTo{};
        long count = 0;
        double sum = 0;
    };
    mutable std::mutex m_mutex;
    std::chrono::sys_seconds m_start;
    std::map<std::tuple<std::string, std::string, int>, long> m_requests; // method, endpoint, status
    std::map<std::pair<std::string, std::string>, Durations> m_durations;
};

/// "/api/v1/forecast/24h/delhi" → "/api/v1/forecast/24h/{location}"; unknown paths become "unknown".
[[nodiscard]] std::string endpointOf(std::string_view path, int status);

} // namespace sandbox
