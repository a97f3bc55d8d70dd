// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/timeline.h"

#include "models/forecast/projection.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace models {

using namespace Qt::StringLiterals;

namespace {

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

void Timeline::setPast(const QList<forecast::Measurement> &measurements) {
    m_past.clear();
    for (const forecast::Measurement &each : measurements)
        m_past[keyOf(each.at)][each.station].insert(each.pollutant, each.concentration);
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
    m_ahead.clear();
}

QDateTime Timeline::lastHour() const { return m_ahead.isEmpty() ? QDateTime() : QDateTime::fromSecsSinceEpoch(m_ahead.lastKey(), QTimeZone::UTC); }

bool Timeline::isAhead(const QDateTime &hour) const { return !m_past.contains(keyOf(hour)) && m_ahead.contains(keyOf(hour)); }

AirMap Timeline::measured(
    const Hour &hour, const QDateTime &at, const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) const {
    QList<forecast::Station> then = stations;
    for (forecast::Station &station : then) {
        station.pollutants = hour.value(station.id);
        station.measured = at;
        station.aqi.reset(); // the server's is of the last hour
    }
    return airMap(then, cities, choice);
}

AirMap Timeline::at(
    const QDateTime &hour, const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) const {
    const qint64 key = keyOf(hour);
    if (m_past.contains(key) || !m_ahead.contains(key))
        return measured(m_past.value(key), hourOf(hour), stations, cities, choice);
    const Hour values = m_ahead.value(key);
    AirMap map;
    for (const forecast::Place &city : cities)
        map.cities.append(forecastPlace(city, values.value(city.name), choice));
    return map;
}

} // namespace models
