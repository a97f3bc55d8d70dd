// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/verification/probability.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace forecast {

namespace {
double meanDistance(std::span<const double> members, double observed) {
    double sum = 0;
    for (const double member : members)
        sum += std::abs(member - observed);
    return sum / static_cast<double>(members.size());
}

/// Sum of |x - x'| over all ordered pairs, by one pass over the sorted members.
double spreadOf(std::span<const double> members) {
    std::vector<double> sorted(members.begin(), members.end());
    std::ranges::sort(sorted);
    double sum = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        sum += sorted[i] * (2.0 * static_cast<double>(i) + 1 - static_cast<double>(sorted.size()));
    return 2 * sum;
}
} // namespace

double winkler(const Interval &interval, double observed) {
    const double outside = std::max({0.0, interval.lower - observed, observed - interval.upper});
    return interval.upper - interval.lower + 2 / (1 - interval.level) * outside;
}

double pinball(double quantile, double probability, double observed) {
    const double above = observed - quantile;
    return above >= 0 ? probability * above : (probability - 1) * above;
}

double quantileCrps(double median, const Interval &interval, double observed) {
    const double tail = (1 - interval.level) / 2;
    return 2 * (pinball(interval.lower, tail, observed) + pinball(median, 0.5, observed) + pinball(interval.upper, 1 - tail, observed)) / 3;
}

std::optional<double> ensembleCrps(std::span<const double> members, double observed) {
    if (members.empty())
        return {};
    const double m = static_cast<double>(members.size());
    return meanDistance(members, observed) - spreadOf(members) / (2 * m * m);
}

std::optional<double> fairCrps(std::span<const double> members, double observed) {
    if (members.size() < 2)
        return {};
    const double m = static_cast<double>(members.size());
    return meanDistance(members, observed) - spreadOf(members) / (2 * m * (m - 1));
}

} // namespace forecast
