// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The map through time: what every station measured in each past hour, and what is forecast for each city in each hour ahead.
#pragma once

#include "models/forecast/airmap.h"

#include <QHash>

namespace models {

class Timeline {
public:
    /// Hourly measurements of all stations; replaces those that were there.
    void setPast(const QList<forecast::Measurement> &measurements);
    /// city: its name, as stations and places have it.
    void setAhead(const QString &city, const forecast::Forecast &forecast);
    void clear();

    [[nodiscard]] bool hasPast() const { return !m_past.isEmpty(); }
    /// The last hour for which there is a forecast of any city; invalid without one.
    [[nodiscard]] QDateTime lastHour() const;

    /// The map of the hour that begins at `hour`. Where it was measured: stations, and cities as means of them. Where it is ahead: cities alone,
    /// for a station has no forecast of its own. What is not known at that hour has no index and says so.
    [[nodiscard]] AirMap at(const QDateTime &hour, const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) const;
    [[nodiscard]] bool isAhead(const QDateTime &hour) const;

private:
    using Values = QMap<QString, forecast::Concentration>;
    using Hour = QHash<QString, Values>; // by station or by city
    [[nodiscard]] AirMap measured(const Hour &hour, const QDateTime &at, const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) const;

    QMap<qint64, Hour> m_past; // by the hour's first second since the epoch
    QMap<qint64, Hour> m_ahead;
};

/// The hour that `time` lies in.
[[nodiscard]] QDateTime hourOf(const QDateTime &time);

} // namespace models
