// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes between geographic bounds: the first is the north-western corner, the last the south-eastern one, row by row.
#pragma once

#include "forecast/surface/geodesy.h"

#include <cstddef>
#include <vector>

namespace forecast {

struct Bounds {
    double south = 0;
    double west = 0;
    double north = 0;
    double east = 0; // less than west where the date line lies between
    bool operator==(const Bounds &) const = default;
};

struct Grid {
    /// How far rows are apart: the same in degrees, or as on a map in Web Mercator, so that the values are an image of it.
    enum class Rows { Degrees, Mercator };

    Bounds bounds;
    int columns = 2; // at least 2 of each
    int rows = 2;
    Rows spacing = Rows::Degrees;

    [[nodiscard]] bool isValid() const; // some area, at most 4 million nodes
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
    [[nodiscard]] std::size_t index(int row, int column) const { return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column); }
    /// Also between nodes. Beyond the date line the longitude goes on counting, so that neighbours have neighbouring numbers.
    [[nodiscard]] GeoPoint at(double row, double column) const;
    bool operator==(const Grid &) const = default;
};

/// Of all nodes of the grid.
[[nodiscard]] std::vector<Direction> directions(const Grid &grid);

/// Values on the coarser grid of the same bounds, at the nodes of the finer one. Bilinear; NaN spreads.
[[nodiscard]] std::vector<double> refined(const std::vector<double> &values, const Grid &coarse, const Grid &fine);

} // namespace forecast
