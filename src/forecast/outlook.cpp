// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/outlook.h"

#include <QSet>

#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
constexpr int oneHour = 3600;

std::optional<int> serverCategoryOf(double index, const Standard &standard) {
    return standard.inBands() || !std::isfinite(index) || index < 0 ? std::nullopt : std::optional(standard.categoryOf(index));
}

QList<Measurement> measurementsOf(const ForecastHour &hour) {
    QList<Measurement> out;
    for (const auto &[pollutant, value] : hour.pollutants.asKeyValueRange())
        out.append({{}, pollutant, value, hour.at, {}});
    return out;
}
} // namespace

std::optional<bool> OutlookHour::differs() const {
    return serverCategory && ours.overall ? std::optional(*serverCategory != ours.overall->category) : std::nullopt;
}

QList<Measurement> meansOfStations(const QList<Measurement> &measurements) {
    QMap<std::pair<QDateTime, QString>, Measurement> means;
    QMap<std::pair<QDateTime, QString>, int> counts;
    QMap<QString, QString> units;
    for (const Measurement &one : measurements) {
        const QString unit = units.value(one.pollutant, one.concentration.unit);
        if (!std::isfinite(one.concentration.value) || one.concentration.value < 0 || one.concentration.unit != unit)
            continue;
        units.insert(one.pollutant, unit);
        const std::pair key(one.at, one.pollutant);
        Measurement &mean = means[key];
        const double before = mean.concentration.value;
        mean = {{}, one.pollutant, {before + (one.concentration.value - before) / ++counts[key], unit, {}, {}}, one.at, one.source};
    }
    return means.values();
}

Outlook outlook(const Forecast &forecast, const std::optional<Current> &current, const QList<Measurement> &past, const Standard &standard) {
    Outlook out;
    QSet<QString> stations;
    for (const Measurement &one : past)
        stations.insert(one.station);
    out.stations = static_cast<int>(stations.size());
    QList<Measurement> series = meansOfStations(past);
    if (current && !series.isEmpty()) {
        OutlookHour now;
        const QDateTime end = lastHourEnd(series);
        now.at = end.addSecs(-oneHour);
        now.serverIndex = now.serverLower = now.serverUpper = current->aqi;
        now.serverCategory = serverCategoryOf(current->aqi, standard);
        now.pollutants = current->pollutants;
        now.air = averaged(series, standard, end, Incomplete::TakeHour);
        now.ours = standard.index(now.air.values);
        out.now = now;
    }
    if (!forecast.hours.isEmpty()) // what has been measured of a forecast hour is no part of the forecast
        series.removeIf([&](const Measurement &one) { return one.at >= forecast.hours.first().at; });
    for (const ForecastHour &hour : forecast.hours) {
        series += measurementsOf(hour);
        OutlookHour made{hour.at, hour.hour, hour.aqi, hour.aqiLower, hour.aqiUpper, serverCategoryOf(hour.aqi, standard), {}, {}, hour.pollutants};
        made.air = averaged(series, standard, hour.at.addSecs(oneHour), Incomplete::TakeHour);
        made.ours = standard.index(made.air.values);
        out.hours.append(made);
    }
    return out;
}

QString basisText(const AveragedAir &air, const QString &pollutant) {
    const auto mean = air.means.constFind(pollutant);
    if (mean == air.means.cend())
        return {};
    return air.hourly.contains(pollutant) ? u"hourly value (%1)"_s.arg(basisText(*mean)) : basisText(*mean);
}

} // namespace forecast
