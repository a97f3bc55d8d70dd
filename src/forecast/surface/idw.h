// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Inverse distance weighting (Shepard 1968) of the nearest places; AirNow draws its maps with power 5 and 10 neighbours.
#pragma once

#include "forecast/surface/geodesy.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace forecast {

struct InverseDistance {
    double power = 5;
    std::size_t nearest = 10; // places that count; 0: all

    struct Ranked {
        std::size_t place = 0;
        double distance = 0; // km
    };
    struct Estimate {
        double value = 0;
        double distance = 0; // to the nearest place that has a value
    };
    /// The nearest first: made once for a point, and used for every hour.
    [[nodiscard]] static std::vector<Ranked> ranked(const std::vector<Direction> &places, const Direction &at);
    /// Of the nearest that have a value; at a place it is that place's. Nothing where none has one.
    [[nodiscard]] std::optional<Estimate> estimate(std::span<const Ranked> ranked, const std::vector<std::optional<double>> &values) const;
};

} // namespace forecast
