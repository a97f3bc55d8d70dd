// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of one level through a grid (marching squares; Lorensen and Cline 1987 in two dimensions), joined into as few as there are.
#pragma once

#include "forecast/surface/grid.h"

namespace forecast {

struct ContourLine {
    double level = 0;
    std::vector<GeoPoint> points; // a closed one ends where it begins
    bool closed = false;
};

/// A cell with a corner that is NaN has no line: lines end where the surface is masked. A saddle is parted by the mean of its corners. Higher values
/// lie to the left of a line as it runs.
[[nodiscard]] std::vector<ContourLine> contours(const Grid &grid, const std::vector<double> &values, double level);

} // namespace forecast
