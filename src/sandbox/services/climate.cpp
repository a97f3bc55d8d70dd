// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/climate.h"

#include "sandbox/services/catalog.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace sandbox {

namespace {
constexpr double tau = 2 * std::numbers::pi;

struct Moment {
    double hours; // since 1970, local (UTC+5:30 everywhere in India)
    double hourOfDay;
    double yearAngle; // 0 at midwinter's coldest day, about 5 January
    bool sunday;
};

Moment moment(std::chrono::sys_seconds at) {
    using namespace std::chrono;
    const auto local = at + hours(5) + minutes(30);
    const auto day = floor<days>(local);
    const year_month_day date(day);
    const auto dayOfYear = (day - sys_days(date.year() / January / 1)).count();
    return {duration<double, std::ratio<3600>>(local.time_since_epoch()).count(),
        duration<double, std::ratio<3600>>(local - day).count(), tau * (static_cast<double>(dayOfYear) - 5) / 365.25,
        weekday(day) == Sunday};
}

/// splitmix64 (Steele, Lea, Flood 2014) of the lattice point, as a number in -1..1.
double lattice(std::int64_t x, std::int64_t y, std::int64_t t, std::uint64_t seed) {
    std::uint64_t z = seed + 0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(x) +
                      0xbf58476d1ce4e5b9ULL * static_cast<std::uint64_t>(y) +
                      0x94d049bb133111ebULL * static_cast<std::uint64_t>(t);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) / 4503599627370496.0 - 1.0;
}

/// Value noise: lattice values joined by smooth steps, so that near places and near hours are alike.
double noise(double x, double y, double t, std::uint64_t seed) {
    const auto smooth = [](double f) { return f * f * (3 - 2 * f); };
    const double base[3] = {std::floor(x), std::floor(y), std::floor(t)};
    const double weight[3] = {smooth(x - base[0]), smooth(y - base[1]), smooth(t - base[2])};
    double sum = 0;
    for (int corner = 0; corner < 8; ++corner) {
        double share = 1;
        std::int64_t point[3];
        for (int axis = 0; axis < 3; ++axis) {
            const int upper = corner >> axis & 1;
            point[axis] = static_cast<std::int64_t>(base[axis]) + upper;
            share *= upper ? weight[axis] : 1 - weight[axis];
        }
        sum += share * lattice(point[0], point[1], point[2], seed);
    }
    return sum;
}

/// Mean of the year: a cleaner south, the Gangetic plain in between, and each city's own plume some 25 km wide.
double yearMean(double latitude, double longitude) {
    const double plain = std::exp(-std::pow((latitude - 27) / 3.2, 2) - std::pow((longitude - 80) / 7, 2));
    const double country = 22 + 38 * plain;
    double mean = country;
    for (const City &city : cities()) {
        const double away = distance(latitude, longitude, city.latitude, city.longitude);
        if (away < 90)
            mean = std::max(mean, country + (city.pm25 - country) * std::exp(-std::pow(away / 28, 2)));
    }
    return mean;
}

double rushHours(double hour) { // two peaks, at about 8:30 and 20:30; lowest in the early afternoon, when the air mixes
    return 1 + 0.20 * std::cos(tau * (hour - 0.5) / 24) + 0.13 * std::cos(2 * tau * (hour - 8.6) / 24);
}

/// What all pollutants of a place share at a time: how well the air is mixed and who passes by.
double stagnation(double latitude, double longitude, const Moment &when) {
    const double system = noise(latitude / 4, longitude / 4, when.hours / 44, 11);
    const double local = noise(latitude / 0.14, longitude / 0.14, when.hours / 7, 12);
    const double street =
        lattice(std::lround(latitude * 200), std::lround(longitude * 200), 0, 13); // a station's own site
    const double flicker =
        lattice(std::lround(latitude * 200), std::lround(longitude * 200), std::lround(when.hours), 14);
    return std::exp(0.42 * system + 0.20 * local + 0.16 * street + 0.045 * flicker);
}

double season(double latitude, const Moment &when) { // 5 January highest, monsoon lowest
    const double strength = std::clamp(0.22 + 0.026 * (latitude - 12), 0.22, 0.66);
    return 1 + strength * std::cos(when.yearAngle);
}

double pm25(double latitude, double longitude, const Moment &when) {
    return yearMean(latitude, longitude) * season(latitude, when) * rushHours(when.hourOfDay) *
           (when.sunday ? 0.93 : 1.0) * stagnation(latitude, longitude, when);
}

double sun(const Moment &when) {
    return std::max(0.0, std::sin(tau * (when.hourOfDay - 6.2) / 24));
}
} // namespace

std::string_view key(Pollutant pollutant) {
    constexpr std::array<std::string_view, 6> keys = {"pm25", "pm10", "no2", "so2", "co", "o3"};
    return keys[static_cast<std::size_t>(pollutant)];
}

std::string_view unit(Pollutant pollutant) {
    return pollutant == Pollutant::Co ? "mg/m³" : "μg/m³";
}

double concentration(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds at) {
    const Moment when = moment(at);
    const double fine = pm25(latitude, longitude, when);
    const double other =
        noise(latitude / 0.3, longitude / 0.3, when.hours / 9, 20 + static_cast<std::uint64_t>(pollutant));
    const double dry = std::clamp((78 - longitude) / 8, 0.0, 1.0); // dust of the north-west
    switch (pollutant) {
    case Pollutant::Pm25:
        return fine;
    case Pollutant::Pm10:
        return fine * (1.62 + 0.5 * dry + 0.18 * other) + 6;
    case Pollutant::No2:
        return (8 + 0.34 * fine) * (0.75 + 0.35 * rushHours(when.hourOfDay) + 0.2 * other);
    case Pollutant::So2:
        return 4 + 0.085 * fine * (1 + 0.45 * other);
    case Pollutant::Co:
        return 0.25 + 0.0105 * fine * (1 + 0.2 * other);
    case Pollutant::O3: // made by light, eaten by traffic at night
        return std::max(6.0, 18 + 66 * sun(when) * (1 + 0.2 * other) - 0.05 * fine);
    }
    return 0;
}

Weather weather(double latitude, double longitude, std::chrono::sys_seconds at) {
    const Moment when = moment(at);
    const double north = latitude - 12;
    const double system = noise(latitude / 4, longitude / 4, when.hours / 44, 31);
    const double daily = std::cos(tau * (when.hourOfDay - 14.5) / 24);
    const double mean = 28.5 - 0.22 * north - (1.5 + 0.45 * north) * std::cos(when.yearAngle);
    const double temperature = mean + (3.2 + 0.14 * north) * daily + 2.0 * system;
    const double humidity =
        std::clamp(64 - 1.1 * north - 16 * daily - 12 * std::cos(when.yearAngle) + 10 * system, 12.0, 99.0);
    const double wind = std::max(0.2, 2.4 + 1.2 * daily + 1.4 * noise(latitude, longitude, when.hours / 12, 32));
    const double direction = std::fmod(360 + 270 + 90 * noise(latitude / 3, longitude / 3, when.hours / 30, 33), 360);
    return {temperature, humidity, wind, direction, 1009 + 5 * std::cos(when.yearAngle) - 4 * system};
}

} // namespace sandbox
