// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Inverse distance weighting (Shepard 1968) of the nearest places; AirNow draws its maps with power 5 and 10 neighbours.
#pragma once

#include "forecast/surface/geodesy.h"

#include <cstddef>
#include <vector>

namespace forecast {

struct InverseDistance {
    double power = 5;
    std::size_t nearest = 10; // places that count; 0: all

    struct Weight {
        std::size_t place = 0;
        double weight = 0;
    };
    /// Their sum is 1; at a place it has all of it. Empty without places.
    [[nodiscard]] std::vector<Weight> weights(const std::vector<Direction> &places, const Direction &at) const;
};

} // namespace forecast
