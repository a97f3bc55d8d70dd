// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/airsource.h"

namespace sandbox {

namespace {

class ClimateSource : public AirSource {
public:
    [[nodiscard]] std::chrono::sys_seconds latest(std::chrono::sys_seconds now) const override { return std::chrono::floor<std::chrono::hours>(now); }
    [[nodiscard]] double value(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds hour) const override {
        return concentration(pollutant, latitude, longitude, hour);
    }
    [[nodiscard]] Weather weatherAt(double latitude, double longitude, std::chrono::sys_seconds hour) const override {
        return weather(latitude, longitude, hour);
    }
};

} // namespace

std::vector<double> AirSource::history(
    Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds last, int hours) const {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(hours));
    for (int i = hours - 1; i >= 0; --i)
        values.push_back(value(pollutant, latitude, longitude, last - std::chrono::hours(i)));
    return values;
}

const AirSource &climateSource() {
    static const ClimateSource source;
    return source;
}

} // namespace sandbox
