// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the forecast shows: stations, cities, current values, hours ahead, a grid. Values; parsed from the AQI API's
// JSON by parser.
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace forecast {

/// Concentration in µg/m³, CO in mg/m³ (unit says which).
struct Concentration {
    double value = 0;
    QString unit;
    std::optional<double> lower; // of its interval
    std::optional<double> upper;
    bool operator==(const Concentration &) const = default;
};

/// The one way in which we write a unit: "µg/m³" for "ug/m3" and for what looks the same with a Greek mu. An unknown one stays as it is.
[[nodiscard]] QString unitName(const QString &written);

/// Where a value comes from; shown beside every number.
struct Provenance {
    QString source; // HttpService::source()
    QString modelVersion;
    QStringList dataSources;
    bool synthetic = false; // seeded test data, said by the source itself
    bool fallback = false;  // the model failed and a rule answered
    QDateTime generated;
    QDateTime fetched;
    bool operator==(const Provenance &) const = default;
};

struct Place {
    QString code; // "DEL", empty where unknown
    QString name;
    QString state;
    double latitude = 0; // degrees
    double longitude = 0;
    int priority = 0; // of a city; higher is more important
    bool operator==(const Place &) const = default;
};

struct Station {
    QString id; // "DL001"
    QString name;
    QString city;
    double latitude = 0;
    double longitude = 0;
    bool active = true;
    std::optional<int> aqi; // where the source gives one
    QMap<QString, Concentration> pollutants;
    QDateTime measured;
    bool synthetic = false; // seeded test data, said by the source itself
    bool operator==(const Station &) const = default;
};

/// One valid value of one pollutant at one station; the mean of the hour that begins at `at`.
struct Measurement {
    QString station; // id
    QString pollutant;
    Concentration concentration;
    QDateTime at;
    QString source;
    bool operator==(const Measurement &) const = default;
};

/// What the air does; each nothing where it is not known.
struct Weather {
    std::optional<double> temperature; // °C
    std::optional<double> humidity;    // %
    std::optional<double> windSpeed;   // m/s
    std::optional<double> windFrom;    // degrees from north, clockwise: where the wind comes from
    bool operator==(const Weather &) const = default;
};

/// The mean of the hours that begin at `at`.
struct WeatherHour {
    QDateTime at;
    Weather weather;
    bool operator==(const WeatherHour &) const = default;
};

/// How much of the pollution comes from one kind of source, as somebody else says.
struct SourceShare {
    QString key; // "vehicular"
    double percent = 0;
    bool operator==(const SourceShare &) const = default;
};

struct Current {
    Place place;
    int aqi = 0;                             // as the server says
    QString category;                        // the server's word, for the record; ours is computed from the standard
    QString dominant;                        // pollutant
    QMap<QString, Concentration> pollutants; // pm25, pm10, no2, so2, co, o3
    Weather weather;
    QList<SourceShare> shares; // the largest first; empty where the source says nothing
    QDateTime at;
    Provenance provenance;
};

/// One point of the API's own interpolation.
struct GridPoint {
    double latitude = 0; // degrees
    double longitude = 0;
    double value = 0;      // in the grid's unit
    double confidence = 1; // 0..1, as the API says
    bool operator==(const GridPoint &) const = default;
};

/// A regular grid of one pollutant, rows from the north. The API sends a flat list: rows and columns are found from its positions.
struct SpatialGrid {
    QString pollutant;
    QString unit;
    QList<double> latitudes;  // of the rows, falling
    QList<double> longitudes; // of the columns, rising
    QList<std::optional<GridPoint>> points; // row by row; nothing where the API left one out
    QString method; // "ordinary_kriging"
    int stations = 0; // that it was made of
    Provenance provenance;
    bool operator==(const SpatialGrid &) const = default;
    [[nodiscard]] qsizetype known() const { return std::ranges::count_if(points, [](const auto &point) { return point.has_value(); }); }
};

struct ForecastHour {
    QDateTime at;
    int hour = 0; // ahead, from 1
    double aqi = 0;
    double aqiLower = 0;
    double aqiUpper = 0;
    QMap<QString, Concentration> pollutants;
    Weather weather = {};
    bool operator==(const ForecastHour &) const = default;
};

struct Forecast {
    Place place;
    QList<ForecastHour> hours;
    double confidenceLevel = 0; // of the interval, 0..1
    Provenance provenance;
};

} // namespace forecast
