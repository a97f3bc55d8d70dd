// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The places of the stand-in: the 15 cities that the predictor's migration seeds, and the stations around them.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sandbox {

struct City {
    std::string_view code; // DEL
    std::string_view name;
    std::string_view state;
    double latitude; // degrees
    double longitude;
    int priority;             // higher is more important
    double pm25;              // mean of the year in µg/m³ around which the synthetic values move
    std::string_view aliases; // lower case, separated by blanks
};

/// Localities exist, their positions are rounded; every value that they report is synthetic.
struct Site {
    std::string_view city; // code
    std::string_view name;
    double latitude;
    double longitude;
};

[[nodiscard]] std::span<const City> cities();
[[nodiscard]] std::span<const Site> sites();
/// "DL001": the CPCB prefix of the state's stations and the number among them.
[[nodiscard]] std::string siteId(const Site &site);
[[nodiscard]] const City *cityByCode(std::string_view code);
/// The city whose name or alias occurs in the text, whatever its case.
[[nodiscard]] const City *cityInText(std::string_view text);
/// The nearest city within the distance, else nothing.
[[nodiscard]] const City *cityNear(double latitude, double longitude, double kilometres);
[[nodiscard]] const Site *siteById(std::string_view id);
/// Great-circle distance in km.
[[nodiscard]] double distance(double latitudeA, double longitudeA, double latitudeB, double longitudeB);

} // namespace sandbox
