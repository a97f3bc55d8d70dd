// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the map and its list show: stations and cities with the index of the chosen standard and pollutant. Values, made
// from forecast's.
#pragma once

#include "forecast/standard.h"
#include "forecast/values.h"

#include <QPointF>

namespace models {

/// Of one hour's values, or of the means that the standard asks for (24 h, 8 h, NowCast).
enum class Averaging { Hour, Standard };

/// Empty pollutant: the overall index.
struct IndexChoice {
    forecast::Standard standard;
    QString pollutant;
    Averaging averaging = Averaging::Hour;
};

struct MapPlace {
    QString id; // of a station "DL001"; of a city "city:DEL"
    QString name;
    QString city; // of a station
    QPointF unit; // projection.h
    double latitude = 0;
    double longitude = 0;
    int priority = 0;
    std::optional<int> index; // of a standard in bands, the band's place
    int category = -1; // in the standard's categories
    QString text;      // "165", "500+", "–"
    QString dominant;  // pollutant
    QString missing;   // why there is no index
    QDateTime measured;
    int stations = 0; // of a city: how many have an index
    bool synthetic = false;
    bool placed = true; // false: latitude and longitude 0 stand for "unknown"; it is in the list, not on the map
    [[nodiscard]] bool isCity() const { return id.startsWith(QLatin1String("city:")); }
};

struct AirMap {
    QList<MapPlace> stations;
    QList<MapPlace> cities; // a city's index is the mean of its stations', as India's board advises; in bands, the one that half of them reach
    [[nodiscard]] const MapPlace *find(const QString &id) const;
    /// Unit coordinates of all stations and cities that have a place, across the date line where they lie on both sides of it; null where there are none.
    [[nodiscard]] QRectF bounds() const;
};

[[nodiscard]] AirMap airMap(
    const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice);

/// A city as the map has it, without an index yet.
[[nodiscard]] MapPlace placeOf(const forecast::Place &city);

/// The index of one set of concentrations, whichever the choice asks for.
[[nodiscard]] std::optional<forecast::SubIndex> indexOf(
    const QMap<QString, forecast::Concentration> &values, const IndexChoice &choice);

/// Means over the active stations of a city.
[[nodiscard]] QMap<QString, forecast::Concentration> cityConcentrations(
    const QList<forecast::Station> &stations, const QString &city);

/// "PM2.5", "NO₂".
[[nodiscard]] QString pollutantName(const QString &key);

} // namespace models
