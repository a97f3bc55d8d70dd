// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// An outlook for people and for programs.
#pragma once

#include "forecast/outlook.h"

#include <QJsonObject>

namespace cli {

/// What aqictl forecast found out.
struct ForecastAnswer {
    forecast::Forecast day;
    std::optional<forecast::Current> current;
    forecast::Standard standard;
    forecast::Outlook outlook;
    int hours = 24; // to be shown
    QDateTime now;
};

void printForecast(const ForecastAnswer &answer);
[[nodiscard]] QJsonObject forecastJson(const ForecastAnswer &answer);

} // namespace cli
