// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Synthetic air and weather: a seeded, smooth function of place and time. The same question has the same answer,
// always.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace sandbox {

enum class Pollutant { Pm25, Pm10, No2, So2, Co, O3 };
inline constexpr std::array pollutants = {
    Pollutant::Pm25, Pollutant::Pm10, Pollutant::No2, Pollutant::So2, Pollutant::Co, Pollutant::O3};

/// Key of the API: "pm25".
[[nodiscard]] std::string_view key(Pollutant pollutant);
/// "μg/m³", and "mg/m³" for CO.
[[nodiscard]] std::string_view unit(Pollutant pollutant);

struct Weather {
    double temperature;   // °C
    double humidity;      // %
    double windSpeed;     // m/s
    double windDirection; // degrees
    double pressure;      // hPa at sea level
};

/// Mean of the hour that begins at `at`, in unit(pollutant). What moves it: the city's level, season (strong in the
/// north), hour of day with two rush hours, Sunday, weather systems some 400 km and two days wide, local noise some 15
/// km and hours wide.
[[nodiscard]] double concentration(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds at);
[[nodiscard]] Weather weather(double latitude, double longitude, std::chrono::sys_seconds at);

} // namespace sandbox
