// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of forecasts that say how sure they are: lower is better, in the unit of the value.
#pragma once

#include <optional>
#include <span>

namespace forecast {

/// The central interval that holds the observation with a probability of level, 0 < level < 1.
struct Interval {
    double lower = 0;
    double upper = 0;
    double level = 0.8;
    [[nodiscard]] bool holds(double observed) const { return observed >= lower && observed <= upper; }
};

/// Interval score (Winkler 1972; Gneiting and Raftery 2007): the width, and 2 / (1 - level) for every unit outside.
[[nodiscard]] double winkler(const Interval &interval, double observed);

/// Quantile loss of the forecast `quantile` at probability, 0 < probability < 1 (Koenker and Bassett 1978).
[[nodiscard]] double pinball(double quantile, double probability, double observed);

/// CRPS of a median with one interval, in the quantile form: twice the mean pinball loss of the three quantiles, which is the weighted interval score
/// of Bracher et al. 2021. No distribution is assumed between the quantiles; with ever more of them it becomes the CRPS.
[[nodiscard]] double quantileCrps(double median, const Interval &interval, double observed);

/// CRPS of an ensemble: mean |x - y| - sum |x - x'| / (2 m²); of one member it is the absolute error. Nothing without members.
[[nodiscard]] std::optional<double> ensembleCrps(std::span<const double> members, double observed);
/// The fair one (Ferro 2014), which does not punish a small ensemble: 2 m (m - 1) in place of 2 m². Nothing for fewer than two.
[[nodiscard]] std::optional<double> fairCrps(std::span<const double> members, double observed);

} // namespace forecast
