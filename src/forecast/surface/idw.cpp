// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/idw.h"

#include <algorithm>
#include <cmath>

namespace forecast {

namespace {
constexpr double atPlace = 1e-6; // km: a millimetre
} // namespace

std::vector<InverseDistance::Weight> InverseDistance::weights(const std::vector<Direction> &places, const Direction &at) const {
    std::vector<Weight> out; // weight: the distance first
    out.reserve(places.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        out.push_back({i, kilometres(places[i], at)});
    if (nearest > 0 && nearest < out.size()) {
        std::ranges::nth_element(out, out.begin() + static_cast<std::ptrdiff_t>(nearest), {}, &Weight::weight);
        out.resize(nearest);
    }
    const auto closest = std::ranges::min_element(out, {}, &Weight::weight);
    if (closest == out.end())
        return out;
    if (closest->weight <= atPlace)
        return {{closest->place, 1}};
    const double unit = closest->weight; // ratios to the closest: a high power of a distance in km would be out of range
    double sum = 0;
    for (Weight &one : out) {
        one.weight = std::pow(unit / one.weight, power);
        sum += one.weight;
    }
    for (Weight &one : out)
        one.weight /= sum;
    return out;
}

} // namespace forecast
