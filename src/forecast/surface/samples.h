// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured where, for some hours: what a surface is made of.
#pragma once

#include "forecast/surface/geodesy.h"

#include <optional>
#include <vector>

namespace forecast {

/// Concentrations of one station, one for each hour.
struct SiteValues {
    GeoPoint at;
    std::vector<std::optional<double>> hours;
};

struct Samples {
    std::vector<GeoPoint> places; // no two the same
    std::vector<std::vector<std::optional<double>>> hours; // for each hour, one of each place
    int rejected = 0;                                      // stations without a place, and values that are no concentration
    int merged = 0;                                        // stations that stand where another one does

    /// The places that have a value in the hour.
    [[nodiscard]] std::vector<std::size_t> present(std::size_t hour) const;
};

/// Stations within 10 m of one another are one place, with the mean of their values: their distance says nothing, and two equal rows have no solution.
[[nodiscard]] Samples samplesOf(const std::vector<SiteValues> &sites);

} // namespace forecast
