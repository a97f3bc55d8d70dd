// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/timeline.h"

#include "models/forecast/projection.h"

#include <QCoreApplication>
#include <QSet>
#include <QTimeZone>

#include <utility>

namespace models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hourSeconds = 3600;
constexpr qint64 longestMean = 24 * hourSeconds;

void append(QList<forecast::Measurement> &day, qint64 hour, const QMap<QString, forecast::Concentration> &values) {
    for (const auto &[pollutant, value] : values.asKeyValueRange())
        day.append({{}, pollutant, value, QDateTime::fromSecsSinceEpoch(hour, QTimeZone::UTC), {}});
}

qint64 keyOf(const QDateTime &time) { return time.toSecsSinceEpoch() / 3600 * 3600; }

MapPlace forecastPlace(const forecast::Place &city, const QMap<QString, forecast::Concentration> &values, const IndexChoice &choice) {
    MapPlace place = placeOf(city);
    if (const auto index = indexOf(values, choice)) {
        place.index = index->value;
        place.category = index->category;
        place.text = forecast::indexText(*index, choice.standard);
        place.dominant = index->pollutant;
    } else {
        place.missing = QCoreApplication::translate("models::Timeline", "There is no forecast for this hour");
    }
    return place;
}

} // namespace

QDateTime hourOf(const QDateTime &time) { return QDateTime::fromSecsSinceEpoch(keyOf(time), QTimeZone::UTC); }

void Timeline::setPast(const QList<forecast::Measurement> &measurements, const QList<forecast::Station> &stations) {
    m_past.clear();
    m_cities.clear();
    for (const forecast::Measurement &each : measurements)
        m_past[keyOf(each.at)][each.station].insert(each.pollutant, each.concentration);
    QSet<QString> cities;
    for (const forecast::Station &station : stations)
        cities.insert(station.city);
    for (const auto &[hour, values] : m_past.asKeyValueRange()) {
        QList<forecast::Station> then = stations;
        for (forecast::Station &station : then)
            station.pollutants = values.value(station.id);
        for (const QString &city : std::as_const(cities))
            m_cities[hour].insert(city, cityConcentrations(then, city));
    }
}

void Timeline::setAhead(const QString &city, const forecast::Forecast &forecast) {
    for (Hour &hour : m_ahead)
        hour.remove(city);
    for (const forecast::ForecastHour &hour : forecast.hours)
        m_ahead[keyOf(hour.at)].insert(city, hour.pollutants);
    m_ahead.removeIf([](const auto &each) { return each.value().isEmpty(); });
}

void Timeline::clear() {
    m_past.clear();
    m_cities.clear();
    m_ahead.clear();
}

QDateTime Timeline::lastMeasured() const { return m_past.isEmpty() ? QDateTime() : QDateTime::fromSecsSinceEpoch(m_past.lastKey(), QTimeZone::UTC); }

QDateTime Timeline::lastHour() const { return m_ahead.isEmpty() ? QDateTime() : QDateTime::fromSecsSinceEpoch(m_ahead.lastKey(), QTimeZone::UTC); }

bool Timeline::isAhead(const QDateTime &hour) const { return !m_past.contains(keyOf(hour)) && m_ahead.contains(keyOf(hour)); }

forecast::AveragedAir Timeline::averagedAt(const QDateTime &hour, const QString &station, const forecast::Standard &standard) const {
    QList<forecast::Measurement> day;
    const qint64 last = keyOf(hour);
    for (auto each = m_past.lowerBound(last - longestMean + hourSeconds); each != m_past.cend() && each.key() <= last; ++each)
        append(day, each.key(), each->value(station));
    return forecast::averaged(day, standard, QDateTime::fromSecsSinceEpoch(last + hourSeconds, QTimeZone::UTC));
}

QList<forecast::Station> Timeline::stationsAt(const QDateTime &hour, const QList<forecast::Station> &stations, const IndexChoice &choice) const {
    const Hour values = m_past.value(keyOf(hour));
    QList<forecast::Station> then = stations;
    for (forecast::Station &station : then) {
        station.pollutants = choice.averaging == Averaging::Standard ? averagedAt(hour, station.id, choice.standard).values : values.value(station.id);
        station.measured = hourOf(hour);
        station.aqi.reset(); // the server's is of the last hour
    }
    return then;
}

Timeline::Values Timeline::cityAhead(qint64 hour, const QString &city, const IndexChoice &choice) const {
    const Values values = m_ahead.value(hour).value(city);
    if (choice.averaging == Averaging::Hour || values.isEmpty())
        return values;
    QList<forecast::Measurement> day;
    for (qint64 each = hour - longestMean + hourSeconds; each <= hour; each += hourSeconds) {
        const auto measured = m_cities.constFind(each); // what was measured goes before what had been forecast for the same hour
        append(day, each, measured != m_cities.cend() && measured->contains(city) ? measured->value(city) : m_ahead.value(each).value(city));
    }
    return forecast::averaged(day, choice.standard, QDateTime::fromSecsSinceEpoch(hour + hourSeconds, QTimeZone::UTC)).values;
}

AirMap Timeline::at(
    const QDateTime &hour, const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) const {
    const qint64 key = keyOf(hour);
    if (m_past.contains(key) || !m_ahead.contains(key))
        return airMap(stationsAt(hour, stations, choice), cities, choice);
    AirMap map;
    for (const forecast::Place &city : cities)
        map.cities.append(forecastPlace(city, cityAhead(key, city.name, choice), choice));
    return map;
}

} // namespace models
