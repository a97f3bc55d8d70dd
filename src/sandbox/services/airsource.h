// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the API's answers take air and weather from: the climate itself, or what was stored of it.
#pragma once

#include "sandbox/services/climate.h"

#include <vector>

namespace sandbox {

class AirSource {
public:
    AirSource() = default;
    virtual ~AirSource() = default;
    AirSource(const AirSource &) = default;
    AirSource &operator=(const AirSource &) = default;

    /// The newest hour of which something is known, not after the one that holds `now`.
    [[nodiscard]] virtual std::chrono::sys_seconds latest(std::chrono::sys_seconds now) const = 0;
    /// Mean of the hour that begins at `hour`, in unit(pollutant).
    [[nodiscard]] virtual double value(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds hour) const = 0;
    [[nodiscard]] virtual Weather weatherAt(double latitude, double longitude, std::chrono::sys_seconds hour) const = 0;

    /// value() of the hours that end with `last`.
    [[nodiscard]] virtual std::vector<double> history(
        Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds last, int hours) const;
};

[[nodiscard]] const AirSource &climateSource();

} // namespace sandbox
