// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How alike two places are by their distance: an experimental variogram (Matheron 1962) and the model that is fitted to it by weighted least squares
// (weights N / h², as gstat has them; Pebesma 2004).
#pragma once

#include "forecast/surface/samples.h"

namespace forecast {

struct Variogram {
    enum class Shape { Exponential, Spherical };

    Shape shape = Shape::Exponential;
    double nugget = 0; // between two places that are as good as one
    double sill = 1;   // that distance adds to it
    double range = 1;  // km: of the exponential, where the covariance is sill / e; of the spherical, where it ends
    bool fitted = false; // false: there were too few places, or nothing varied, and the model is a guess

    [[nodiscard]] double total() const { return nugget + sill; }
    /// At distance 0 it is the total: what was measured is what is there.
    [[nodiscard]] double covariance(double kilometres) const;
    bool operator==(const Variogram &) const = default;
};

/// Half of the mean squared difference of the pairs whose distance lies in one bin.
struct VariogramBin {
    double distance = 0; // mean, km
    double semivariance = 0;
    double pairs = 0; // counted in every hour
};

/// Over the pairs of each hour, up to half of the greatest distance.
[[nodiscard]] std::vector<VariogramBin> experimentalVariogram(const Samples &samples);

/// The better one of both shapes.
[[nodiscard]] Variogram fitted(const Samples &samples);
[[nodiscard]] std::optional<Variogram> fitted(const std::vector<VariogramBin> &bins, Variogram::Shape shape);
/// Sum of N / h² · (model - bin)².
[[nodiscard]] double misfit(const Variogram &variogram, const std::vector<VariogramBin> &bins);

} // namespace forecast
