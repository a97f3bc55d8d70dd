// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/geodesy.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace forecast {

bool isPlace(const GeoPoint &point) {
    return std::isfinite(point.latitude) && std::isfinite(point.longitude) && std::abs(point.latitude) <= 90 && std::abs(point.longitude) <= 180 &&
           (point.latitude != 0 || point.longitude != 0);
}

Direction directionOf(const GeoPoint &point) {
    const double latitude = point.latitude * std::numbers::pi / 180;
    const double longitude = point.longitude * std::numbers::pi / 180;
    return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude), std::sin(latitude)};
}

double kilometres(const Direction &one, const Direction &other) { // by the chord: exact for neighbours, where a cosine is not
    const double x = one.x - other.x;
    const double y = one.y - other.y;
    const double z = one.z - other.z;
    return 2 * earthRadius * std::asin(std::min(1.0, std::sqrt(x * x + y * y + z * z) / 2));
}

double kilometres(const GeoPoint &one, const GeoPoint &other) {
    return kilometres(directionOf(one), directionOf(other));
}

} // namespace forecast
