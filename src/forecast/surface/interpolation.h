// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From stations to a grid, for all hours of the time slider at once. Concentrations are interpolated, never an index: an index has corners where a
// concentration has none.
#pragma once

#include "base/error.h"
#include "forecast/surface/grid.h"
#include "forecast/surface/idw.h"
#include "forecast/surface/kriging.h"
#include "forecast/surface/samples.h"

#include <functional>
#include <stop_token>

namespace forecast {

/// Where the surface says nothing.
struct MaskRule {
    double farthest = 50;      // km to the nearest station that has a value
    double varianceShare = 0.9; // of the variogram's total; of kriging only
};

struct SurfaceOptions {
    enum class Method { InverseDistance, Kriging };

    Method method = Method::Kriging;
    InverseDistance inverseDistance;
    std::optional<Variogram> variogram; // else it is fitted to the values
    bool logarithm = false; // kriging of log(1 + value), for skewed values: the surface is then the median, not the mean, and never negative
    MaskRule mask;
};

struct SurfaceRequest {
    Samples samples;
    Grid grid;
    SurfaceOptions options;
};

/// One hour. Values are by Grid::index(); NaN where the surface says nothing, and never negative: where kriging overshoots below 0, they are 0.
struct SurfaceHour {
    std::vector<double> values;
    std::optional<double> leaveOneOut; // RMSE of the estimates of each station from the others; nothing below two stations
    int stations = 0;                  // that have a value
    std::size_t variance = 0;          // which of Surface::variances is this hour's
};

struct Surface {
    Grid grid;
    SurfaceOptions::Method method = SurfaceOptions::Method::Kriging; // that was used: inverse distance where a variogram would be a guess
    std::optional<Variogram> variogram;         // of kriging, of the logarithm where that was asked for
    std::vector<std::vector<double>> variances; // of kriging, in the variogram's unit; hours with the same stations share one
    std::vector<SurfaceHour> hours;
    int factors = 0; // matrices that were factored: one for each set of stations
};

/// How much is done, from 0 to 1; in the caller's thread.
using SurfaceProgress = std::function<void(double)>;

/// Invalid where the grid is none or no station has a value in any hour; Cancelled when stopped. An hour without stations is masked everywhere.
[[nodiscard]] base::Result<Surface> interpolated(const SurfaceRequest &request, const std::stop_token &stop = {}, const SurfaceProgress &progress = {});

} // namespace forecast
