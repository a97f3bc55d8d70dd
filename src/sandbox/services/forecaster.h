// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A small real forecast: each hour of day's mean over two weeks, plus a residual that fades as it did in those two
// weeks.
#pragma once

#include "sandbox/services/climate.h"

#include <vector>

namespace sandbox {

struct PredictedHour {
    double value; // unit(pollutant)
    double lower; // of the 80 % interval
    double upper;
};

/// What was fitted, said in the answers as model weights and confidence.
struct Prediction {
    std::vector<PredictedHour> hours; // [0] is the first full hour after now
    double persistence = 0;           // lag-1 autocorrelation of the residuals, 0..1
    double spread = 0;                // standard deviation of ln(value) at lead 24
};

/// History: hourly values of the 14 days that end at now. In logarithms; the interval at each lead has the errors that
/// this same method would have made over the history at that lead, between the tenth and the ninetieth of a hundred (skill.h measures
/// how often it holds).
[[nodiscard]] Prediction predict(
    Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds now, int hours);

/// The method itself, on any hourly history (all > 0): testable without the climate.
[[nodiscard]] Prediction predict(const std::vector<double> &history, int hours);

inline constexpr int historyHours = 14 * 24;

} // namespace sandbox
