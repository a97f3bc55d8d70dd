// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The weather as rows of one figure each, past and ahead, for the strip below the chart of hours.
#pragma once

#include "forecast/values.h"

#include <QList>

#include <chrono>
#include <utility>

namespace models {

struct WeatherRow {
    QString name; // "Temperature"
    QString unit; // "°C"
    int decimals = 0;
    bool fromZero = false; // its axis begins at zero
    QList<std::pair<QDateTime, double>> past;
    QList<std::pair<QDateTime, double>> ahead;
    [[nodiscard]] bool isEmpty() const { return past.isEmpty() && ahead.isEmpty(); }
    /// The value of the hour (or bucket) that `time` lies in, which begins at the time that is paired with it; nothing where there is none.
    [[nodiscard]] std::optional<double> at(const QDateTime &time, std::chrono::hours bucket) const;
};

/// Temperature, humidity and wind speed, only those of which something is known. What was measured of a forecast hour goes before the forecast.
[[nodiscard]] QList<WeatherRow> weatherRows(const QList<forecast::WeatherHour> &past, const std::optional<forecast::Forecast> &ahead);

} // namespace models
