// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/idw.h"

#include <algorithm>
#include <cmath>

namespace forecast {

namespace {
constexpr double atPlace = 1e-6; // km: a millimetre
} // namespace

std::vector<InverseDistance::Ranked> InverseDistance::ranked(const std::vector<Direction> &places, const Direction &at) {
    std::vector<Ranked> out;
    out.reserve(places.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        out.push_back({i, kilometres(places[i], at)});
    std::ranges::sort(out, {}, &Ranked::distance);
    return out;
}

std::optional<InverseDistance::Estimate> InverseDistance::estimate(
    std::span<const Ranked> ranked, const std::vector<std::optional<double>> &values) const {
    double first = 0; // ratios to the nearest: a high power of a distance in km would be out of range
    double sum = 0;
    double weights = 0;
    std::size_t count = 0;
    for (const Ranked &one : ranked) {
        const auto &value = values[one.place];
        if (!value)
            continue;
        if (count == 0 && one.distance <= atPlace)
            return Estimate{*value, one.distance};
        first = count == 0 ? one.distance : first;
        const double weight = std::pow(first / one.distance, power);
        sum += weight * *value;
        weights += weight;
        if (++count == nearest)
            break;
    }
    return count == 0 ? std::nullopt : std::optional(Estimate{sum / weights, first});
}

} // namespace forecast
