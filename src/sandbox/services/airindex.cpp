// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/airindex.h"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {
struct Row {
    double low;
    double high;
};
using Table = std::array<Row, 7>;
constexpr std::array<Row, 7> indexRows = {
    {{0, 50}, {51, 100}, {101, 150}, {151, 200}, {201, 300}, {301, 400}, {401, 500}}};

const Table &table(Pollutant pollutant) {
    static constexpr std::array<Table, 6> tables = {{
        {{{0, 12.0}, {12.1, 35.4}, {35.5, 55.4}, {55.5, 150.4}, {150.5, 250.4}, {250.5, 350.4}, {350.5, 500.4}}},
        {{{0, 54}, {55, 154}, {155, 254}, {255, 354}, {355, 424}, {425, 504}, {505, 604}}},
        {{{0, 53}, {54, 100}, {101, 360}, {361, 649}, {650, 1249}, {1250, 1649}, {1650, 2049}}},
        {{{0, 35}, {36, 75}, {76, 185}, {186, 304}, {305, 604}, {605, 804}, {805, 1004}}},
        {{{0, 4.4}, {4.5, 9.4}, {9.5, 12.4}, {12.5, 15.4}, {15.5, 30.4}, {30.5, 40.4}, {40.5, 50.4}}},
        {{{0, 54}, {55, 70}, {71, 85}, {86, 105}, {106, 200}, {201, 400}, {401, 500}}},
    }};
    return tables[static_cast<std::size_t>(pollutant)];
}
} // namespace

double subIndex(Pollutant pollutant, double value) {
    const Table &rows = table(pollutant);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (value > rows[i].high)
            continue;
        const double inside = std::max(value, rows[i].low);
        return indexRows[i].low +
               (inside - rows[i].low) * (indexRows[i].high - indexRows[i].low) / (rows[i].high - rows[i].low);
    }
    return 500;
}

const AirCategory &airCategory(double index) {
    static constexpr std::array<AirCategory, 6> categories = {{
        {"good", "Good", "#4ADE80", "Air quality is satisfactory."},
        {"moderate", "Moderate", "#FBBF24", "Unusually sensitive people should consider shorter outdoor effort."},
        {"unhealthy_sensitive", "Unhealthy for Sensitive Groups", "#FB923C",
            "Sensitive groups should reduce long outdoor effort."},
        {"unhealthy", "Unhealthy", "#EF4444", "Everyone should reduce long outdoor effort."},
        {"very_unhealthy", "Very Unhealthy", "#A855F7", "Everyone should avoid long outdoor effort."},
        {"hazardous", "Hazardous", "#7C2D12", "Everyone should stay indoors."},
    }};
    constexpr std::array<double, 5> tops = {50, 100, 150, 200, 300};
    return categories[static_cast<std::size_t>(std::ranges::count_if(tops, [&](double top) { return index > top; }))];
}

AirIndex airIndex(const std::map<Pollutant, double> &values) {
    AirIndex worst;
    for (const auto &[pollutant, value] : values)
        if (const double index = subIndex(pollutant, value); index > worst.value)
            worst = {index, pollutant};
    return worst;
}

} // namespace sandbox
