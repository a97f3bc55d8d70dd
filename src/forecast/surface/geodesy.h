// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Places on the Earth as a sphere, and great-circle distances between them: a degree is not a distance, and a map has a date line.
#pragma once

namespace forecast {

struct GeoPoint {
    double latitude = 0; // degrees
    double longitude = 0;
    bool operator==(const GeoPoint &) const = default;
};

/// A number for both, within a quarter and a half turn, and not 0,0: that is what a source writes for "unknown".
[[nodiscard]] bool isPlace(const GeoPoint &point);

/// On the unit sphere: as many distances as stations times grid nodes take no sine each.
struct Direction {
    double x = 0;
    double y = 0;
    double z = 0;
};
[[nodiscard]] Direction directionOf(const GeoPoint &point);

/// Mean radius of the Earth (IUGG R1) in km.
inline constexpr double earthRadius = 6371.0088;

[[nodiscard]] double kilometres(const Direction &one, const Direction &other);
[[nodiscard]] double kilometres(const GeoPoint &one, const GeoPoint &other);

} // namespace forecast
