// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The map through time: what every station measured in each past hour, and what is forecast for each city in each hour ahead.
#pragma once

#include "forecast/averaging.h"
#include "models/forecast/airmap.h"

#include <QHash>

namespace models {

class Timeline {
public:
    /// Hourly measurements of all stations; replaces those that were there. stations say which city each belongs to.
    void setPast(const QList<forecast::Measurement> &measurements, const QList<forecast::Station> &stations);
    /// city: its name, as stations and places have it.
    void setAhead(const QString &city, const forecast::Forecast &forecast);
    void clear();

    [[nodiscard]] bool hasPast() const { return !m_past.isEmpty(); }
    /// The last hour for which there is a forecast of any city; invalid without one.
    [[nodiscard]] QDateTime lastHour() const;

    /// The last hour that was measured anywhere; invalid without a past.
    [[nodiscard]] QDateTime lastMeasured() const;

    /// The stations with what they had in the hour that begins at `hour`: its values, or the standard's means up to its end.
    [[nodiscard]] QList<forecast::Station> stationsAt(const QDateTime &hour, const QList<forecast::Station> &stations, const IndexChoice &choice) const;
    /// What a standard's means at a station were made of.
    [[nodiscard]] forecast::AveragedAir averagedAt(const QDateTime &hour, const QString &station, const forecast::Standard &standard) const;

    /// The map of the hour that begins at `hour`. Where it was measured: stations, and cities as means of them. Where it is ahead: cities alone,
    /// for a station has no forecast of its own; means reach back into what was measured. What is not known at that hour has no index and says so.
    [[nodiscard]] AirMap at(const QDateTime &hour, const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) const;
    [[nodiscard]] bool isAhead(const QDateTime &hour) const;

private:
    using Values = QMap<QString, forecast::Concentration>;
    using Hour = QHash<QString, Values>; // by station or by city
    [[nodiscard]] Values cityAhead(qint64 hour, const QString &city, const IndexChoice &choice) const;

    QMap<qint64, Hour> m_past; // by the hour's first second since the epoch
    QMap<qint64, Hour> m_cities; // means of their stations
    QMap<qint64, Hour> m_ahead;
};

/// The hour that `time` lies in.
[[nodiscard]] QDateTime hourOf(const QDateTime &time);

} // namespace models
