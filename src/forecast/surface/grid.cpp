// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/grid.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace forecast {

namespace {
constexpr double mercatorEnd = 85.05; // where the square map ends
constexpr std::size_t mostNodes = 4'000'000;

double widthOf(const Bounds &bounds) {
    return bounds.east - bounds.west + (bounds.east < bounds.west ? 360 : 0);
}

double mercator(double latitude) {
    return std::asinh(std::tan(std::clamp(latitude, -mercatorEnd, mercatorEnd) * std::numbers::pi / 180));
}
} // namespace

bool Grid::isValid() const {
    const bool inside = isPlace({bounds.north, bounds.west}) && isPlace({bounds.south, bounds.east});
    return inside && bounds.north > bounds.south && widthOf(bounds) > 0 && columns >= 2 && rows >= 2 && size() <= mostNodes;
}

GeoPoint Grid::at(double row, double column) const {
    const double down = row / (rows - 1);
    const double longitude = bounds.west + widthOf(bounds) * column / (columns - 1);
    if (spacing == Rows::Degrees)
        return {bounds.north + (bounds.south - bounds.north) * down, longitude};
    const double y = std::lerp(mercator(bounds.north), mercator(bounds.south), down);
    return {std::atan(std::sinh(y)) * 180 / std::numbers::pi, longitude};
}

std::vector<Direction> directions(const Grid &grid) {
    std::vector<Direction> all;
    all.reserve(grid.size());
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            all.push_back(directionOf(grid.at(row, column)));
    return all;
}

std::vector<double> refined(const std::vector<double> &values, const Grid &coarse, const Grid &fine) {
    if (coarse == fine)
        return values;
    std::vector<double> out;
    out.reserve(fine.size());
    for (int row = 0; row < fine.rows; ++row)
        for (int column = 0; column < fine.columns; ++column) {
            const double y = double(row) / (fine.rows - 1) * (coarse.rows - 1);
            const double x = double(column) / (fine.columns - 1) * (coarse.columns - 1);
            const int top = std::min(static_cast<int>(y), coarse.rows - 2);
            const int left = std::min(static_cast<int>(x), coarse.columns - 2);
            const auto along = [&](int which) {
                return std::lerp(values[coarse.index(which, left)], values[coarse.index(which, left + 1)], x - left);
            };
            out.push_back(std::lerp(along(top), along(top + 1), y - top));
        }
    return out;
}

} // namespace forecast
