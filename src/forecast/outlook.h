// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The server's index beside ours, hour by hour: ours by a standard, over means that reach from the measured hours into the forecast ones. The page, its
// chart and aqictl show this.
#pragma once

#include "forecast/averaging.h"

namespace forecast {

struct OutlookHour {
    QDateTime at; // its beginning
    int hour = 0; // ahead; 0: the newest measured one
    double serverIndex = 0;
    double serverLower = 0;
    double serverUpper = 0;
    std::optional<int> serverCategory; // of the server's number in our standard; nothing where that has no numbers
    AirIndex ours;
    AveragedAir air;                          // what ours was made of
    QMap<QString, Concentration> pollutants; // of the hour, as the server gave them
    /// The categories are not the same; nothing where one of them is not known.
    [[nodiscard]] std::optional<bool> differs() const;
};

struct Outlook {
    std::optional<OutlookHour> now; // nothing without measurements or without the server's current values
    QList<OutlookHour> hours;
    int stations = 0; // that the measured hours are means of
};

/// Of several stations: the mean of each pollutant in each hour, for one place. What is no concentration counts for nothing; pollutants in two units
/// are kept in the unit that came first, and the others left out.
[[nodiscard]] QList<Measurement> meansOfStations(const QList<Measurement> &measurements);

/// current: nothing where the server did not say. past: measured hours of the place's stations, at best the 24 before the first forecast hour. Where the
/// hours do not make a mean, the hour itself stands in, and air.hourly says so.
[[nodiscard]] Outlook outlook(
    const Forecast &forecast, const std::optional<Current> &current, const QList<Measurement> &past, const Standard &standard);

/// "24 h mean of 20 hours"; "hourly value (13 of the 16 hours needed)"; empty for a pollutant without a mean.
[[nodiscard]] QString basisText(const AveragedAir &air, const QString &pollutant);

} // namespace forecast
