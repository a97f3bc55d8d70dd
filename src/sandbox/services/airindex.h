// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The index as the predictor's own code computes it, so that a client sees the numbers that it would see in production.
#pragma once

#include "sandbox/services/climate.h"

#include <map>
#include <string_view>

namespace sandbox {

struct AirCategory {
    std::string_view key; // unhealthy_sensitive
    std::string_view label;
    std::string_view colour; // #RRGGBB
    std::string_view advice;
};

/// US EPA's table before May 2024, on hourly values, gases in μg/m³ taken for ppb, without truncation: the reference's
/// habits. What is mended: a value between two rows belongs to the upper one, where the reference answers 0.
[[nodiscard]] double subIndex(Pollutant pollutant, double value);
[[nodiscard]] const AirCategory &airCategory(double index);

struct AirIndex {
    double value = 0;
    Pollutant dominant = Pollutant::Pm25;
};
/// The largest of the sub-indices.
[[nodiscard]] AirIndex airIndex(const std::map<Pollutant, double> &values);

} // namespace sandbox
