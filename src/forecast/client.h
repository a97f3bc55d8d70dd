// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The AQI API, through whatever HttpService reaches it. Every call ends with a value or an Error that says what to do
// with it.
#pragma once

#include "base/error.h"
#include "base/httpservice.h"
#include "forecast/values.h"

#include <QFuture>

#include <memory>

namespace forecast {

class ForecastClient {
public:
    explicit ForecastClient(std::unique_ptr<base::HttpService> api);

    /// place: a city's name, or "lat,lon" in degrees.
    [[nodiscard]] QFuture<base::Result<Current>> current(const QString &place);
    [[nodiscard]] QFuture<base::Result<Forecast>> day(const QString &place);
    [[nodiscard]] QFuture<base::Result<QList<Place>>> cities();
    /// All stations, with their latest values where the API gives them.
    [[nodiscard]] QFuture<base::Result<QList<Station>>> stations();
    /// Hourly values at one station, oldest first; an empty pollutant asks for all of them.
    [[nodiscard]] QFuture<base::Result<QList<Measurement>>> history(
        const QString &station, const QString &pollutant, const QDateTime &from, const QDateTime &to);
    /// The API's own interpolation between south-west and north-east (degrees), a point every so many kilometres (0.1 to 10). More than 10,000 points are
    /// refused by the API; its answer is the same for half an hour.
    [[nodiscard]] QFuture<base::Result<SpatialGrid>> grid(const QString &pollutant, double north, double west, double south, double east, double kilometres);
    [[nodiscard]] QString source() const;
    /// The request behind stations(), by which its answer is remembered.
    [[nodiscard]] static QString stationsPath();
    [[nodiscard]] static QUrlQuery stationsQuery();

private:
    std::unique_ptr<base::HttpService> m_api;
};

} // namespace forecast
