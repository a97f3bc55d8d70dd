// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ordinary kriging in its dual form (Matheron 1971; Goovaerts 1997, section 5.2): one factor for all hours of the same places, one sum per node and
// hour. Leave-one-out in closed form from the same factor (Dubrule 1983).
#pragma once

#include "base/error.h"
#include "forecast/surface/cholesky.h"
#include "forecast/surface/variogram.h"

namespace forecast {

/// Below so many places a variogram is a guess, and inverse distance says no less.
inline constexpr std::size_t leastForKriging = 10;

class Kriging {
public:
    /// What one hour's values come down to: estimate = mean + sum of weight · covariance to the place.
    struct Dual {
        std::vector<double> weights;
        double mean = 0;
    };
    struct LeaveOneOut {
        std::vector<double> errors;    // value - estimate from the others
        std::vector<double> variances; // that it should have
    };

    /// Places: at least one, no two the same. Invalid where the system has no solution.
    [[nodiscard]] static base::Result<Kriging> of(const std::vector<GeoPoint> &places, const Variogram &variogram);

    [[nodiscard]] std::size_t size() const { return m_places.size(); }
    [[nodiscard]] const Variogram &variogram() const { return m_variogram; }
    /// To each of the places.
    [[nodiscard]] std::vector<double> covariances(const Direction &at) const;

    [[nodiscard]] Dual dual(const std::vector<double> &values) const;
    [[nodiscard]] double estimate(const Dual &dual, const std::vector<double> &covariances) const;
    [[nodiscard]] double variance(std::vector<double> covariances) const;
    /// Of each place's value in the estimate; their sum is 1.
    [[nodiscard]] std::vector<double> weights(const Direction &at) const;
    /// Nothing for a single place.
    [[nodiscard]] LeaveOneOut leaveOneOut(const Dual &dual) const;

private:
    Variogram m_variogram;
    std::vector<Direction> m_places;
    Cholesky m_factor;
    std::vector<double> m_ones;  // the inverse times (1, 1, ...)
    double m_onesSum = 0;        // 1' C⁻¹ 1
    std::vector<double> m_halves; // L⁻¹ 1, for variances
};

} // namespace forecast
