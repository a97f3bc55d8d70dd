// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/samples.h"

#include <algorithm>
#include <cmath>

namespace forecast {

namespace {
constexpr double sameKilometres = 0.01;

/// The place that the point belongs to; a new one where there is none.
std::size_t placeFor(const GeoPoint &point, Samples &samples) {
    const auto found = std::ranges::find_if(samples.places, [&](const GeoPoint &place) { return kilometres(place, point) <= sameKilometres; });
    const auto index = static_cast<std::size_t>(found - samples.places.begin());
    if (found == samples.places.end())
        samples.places.push_back(point);
    else
        ++samples.merged;
    return index;
}
} // namespace

std::vector<std::size_t> Samples::present(std::size_t hour) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (hours[hour][i])
            out.push_back(i);
    return out;
}

Samples samplesOf(const std::vector<SiteValues> &sites) {
    Samples samples;
    std::size_t count = 0;
    for (const SiteValues &site : sites)
        count = std::max(count, site.hours.size());
    std::vector<std::vector<int>> readings(count);
    samples.hours.resize(count);
    for (const SiteValues &site : sites) {
        if (!isPlace(site.at)) {
            ++samples.rejected;
            continue;
        }
        const std::size_t place = placeFor(site.at, samples);
        for (std::size_t hour = 0; hour < count; ++hour) {
            samples.hours[hour].resize(samples.places.size());
            readings[hour].resize(samples.places.size());
            const std::optional<double> value = hour < site.hours.size() ? site.hours[hour] : std::nullopt;
            if (!value)
                continue;
            if (!std::isfinite(*value) || *value < 0) {
                ++samples.rejected;
                continue;
            }
            const double mean = samples.hours[hour][place].value_or(0);
            samples.hours[hour][place] = mean + (*value - mean) / ++readings[hour][place];
        }
    }
    return samples;
}

} // namespace forecast
